import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useRef, useState } from "react";
import type { Reform, ReformUnit } from "../api/client";
import { queryClient, reformQuery, reformsQuery } from "../api/queries";
import { OnceKey, type ReformStep, takeReformStep } from "../api/writes";
import { Answer, useErrorWords } from "../components/Answer";
import { Dialog } from "../components/Dialog";
import { useTitle } from "../components/use-title";
import { formatDay, formatMoment } from "../domain/time";
import { useSpeech } from "../messages/language";

/** The days on which units end; one of them opened. Opening one is recorded, so nothing is opened unasked. */
export function ReformPage() {
  const { t } = useSpeech();
  const { day } = useParams({ strict: false });
  const reforms = useQuery(reformsQuery);
  useTitle(t.reform.title);
  return (
    <div className="page reform">
      <h1 className="page-title">{t.reform.title}</h1>
      <p className="hint">{t.reform.about}</p>
      <Answer of={reforms}>
        {(answer) => (
          <nav className="reform-days" aria-label={t.reform.days}>
            {answer.reforms.length === 0 && <p>{t.reform.none}</p>}
            {answer.reforms.map((row) => (
              <Link
                key={row.day}
                className="reform-day"
                to="/ngay-chuyen-doi/$day"
                params={{ day: row.day }}
                activeProps={{ "aria-current": "page" }}
              >
                <strong>{formatDay(row.day)}</strong>
                <span>{t.reform.states[row.state as keyof typeof t.reform.states]}</span>
                <span>{t.reform.ending(row.units)}</span>
              </Link>
            ))}
          </nav>
        )}
      </Answer>
      {day && <ReformOfDay day={day} />}
    </div>
  );
}

function ReformOfDay({ day }: { day: string }) {
  const reform = useQuery(reformQuery(day));
  return (
    <div aria-live="polite" aria-busy={reform.isFetching}>
      <Answer of={reform}>{(answer) => <ReformPreview reform={answer} />}</Answer>
    </div>
  );
}

function ReformPreview({ reform }: { reform: Reform }) {
  const { t, say } = useSpeech();
  return (
    <>
      <section className="card">
        <h2>
          {t.reform.day(formatDay(reform.day))}: {t.reform.states[reform.state as keyof typeof t.reform.states]}
        </h2>
        {reform.proposed && (
          <p>
            {t.reform.proposedBy}: {say(reform.proposed.member_title)}, {say(reform.proposed.unit_name)},{" "}
            {formatMoment(reform.proposed.at)}
          </p>
        )}
        {reform.confirmed && (
          <p>
            {t.reform.confirmedBy}: {say(reform.confirmed.member_title)}, {say(reform.confirmed.unit_name)},{" "}
            {formatMoment(reform.confirmed.at)}
          </p>
        )}
        <p>{t.reform.cases(reform.cases)}</p>
        {reform.why_not && <p>{say(reform.why_not)}</p>}
        <Steps reform={reform} />
      </section>
      <section className="card">
        <h2>{t.reform.units}</h2>
        <ul className="reform-units">
          {reform.units.map((unit) => (
            <UnitRow key={unit.unit} unit={unit} />
          ))}
        </ul>
      </section>
      <Counts title={t.reform.duties} counts={reform.duties} />
      <Counts title={t.reform.relations} counts={reform.relations} />
      {reform.law.length > 0 && (
        <details className="card">
          <summary>{t.reform.law(reform.law.length)}</summary>
          <ul>
            {reform.law.map((item) => (
              <li key={`${item.kind}/${item.id}`}>
                {t.reform.changes[item.change as keyof typeof t.reform.changes]}: {say(item.title)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function UnitRow({ unit }: { unit: ReformUnit }) {
  const { t, say } = useSpeech();
  return (
    <li className="reform-unit">
      <p>
        <strong>{say(unit.unit_name)}</strong>
        <br />
        {unit.successor_name ? (
          <>
            {t.reform.successor}: {say(unit.successor_name)}
          </>
        ) : (
          <span className="reform-stuck">
            {t.reform.stuck}: {say(unit.stuck)}
          </span>
        )}
      </p>
      <p className="hint">
        {t.reform.held(unit.cases, unit.duties, unit.wraps)}
        {unit.successor_name && ` · ${t.reform.keys[unit.keys as keyof typeof t.reform.keys]}`}
        {unit.successor_name && unit.successor_members === 0 && ` · ${t.reform.nobodyThere}`}
      </p>
    </li>
  );
}

function Counts({ title, counts }: { title: string; counts: Reform["duties"] }) {
  const { say } = useSpeech();
  if (counts.length === 0) return null;
  return (
    <section className="card">
      <h2>{title}</h2>
      <dl className="reform-counts">
        {counts.map((count) => (
          <div key={count.id}>
            <dt>{say(count.name)}</dt>
            <dd>{count.count}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What this person may do now; each step asks once more, for confirming cannot be undone. */
function Steps({ reform }: { reform: Reform }) {
  const { t } = useSpeech();
  const [asked, setAsked] = useState<ReformStep>();
  return (
    <div className="reform-steps">
      {reform.may_propose && (
        <button type="button" className="primary" onClick={() => setAsked("propose")}>
          {t.reform.steps.propose}
        </button>
      )}
      {reform.may_confirm && (
        <button type="button" className="primary" onClick={() => setAsked("confirm")}>
          {t.reform.steps.confirm}
        </button>
      )}
      {reform.may_withdraw && (
        <button type="button" className="secondary" onClick={() => setAsked("withdraw")}>
          {t.reform.steps.withdraw}
        </button>
      )}
      {asked && <StepDialog day={reform.day} step={asked} onClose={() => setAsked(undefined)} />}
    </div>
  );
}

function StepDialog({ day, step, onClose }: { day: string; step: ReformStep; onClose: () => void }) {
  const { t } = useSpeech();
  const errorWords = useErrorWords();
  const once = useRef(new OnceKey());
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState("");
  const take = async () => {
    setWorking(true);
    setProblem("");
    try {
      await takeReformStep(day, step, once.current);
      // Whose case is whose may have changed everywhere.
      await queryClient.invalidateQueries();
      onClose();
    } catch (error) {
      setProblem(errorWords(error));
      setWorking(false);
    }
  };
  return (
    <Dialog title={t.reform.steps[step]} context={formatDay(day)} narrow onClose={onClose}>
      <p>{t.reform.asks[step]}</p>
      {problem && <p role="alert">{problem}</p>}
      <p role="status">{working && t.reform.working}</p>
      <div className="reform-steps">
        <button type="button" className="primary" disabled={working} onClick={() => void take()}>
          {t.reform.steps[step]}
        </button>
        <button type="button" className="secondary" disabled={working} onClick={onClose}>
          {t.cancel}
        </button>
      </div>
    </Dialog>
  );
}
