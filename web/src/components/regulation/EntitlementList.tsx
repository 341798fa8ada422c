import type { Entitlement, Entitlements, Text } from "../../api/client";
import { useSpeech } from "../../messages/language";
import { Clause } from "../Clause";
import { Icon, type IconName } from "../Icon";
import { CertaintyMark } from "./Marks";

const kAnswerIcons: Record<string, IconName> = { yes: "done", no: "lapsed", unknown: "question" };

/** What, how much, how long, from whom, by which clause; what is not verified says so. */
export function EntitlementList({ view }: { view: Entitlements }) {
  const { t, say } = useSpeech();
  return (
    <>
      <p>{view.regime ? t.regulation.byRegime(say(view.regime)) : t.regulation.noRegime}</p>
      {view.rows.length === 0 && <p className="notice">{t.regulation.nothingGranted}</p>}
      <ul className="grants">
        {view.rows.map((row) => (
          <li key={row.id}>
            <Grant row={row} on={view.on} />
          </li>
        ))}
      </ul>
      <Named title={t.regulation.notGranted} names={view.not_granted} />
      <Named title={t.regulation.notInForce} names={view.not_in_force} />
    </>
  );
}

function Named({ title, names }: { title: string; names: Text[] }) {
  const { say } = useSpeech();
  if (names.length === 0) return null;
  return (
    <div className="notice">
      <p>
        <strong>{title}</strong>
      </p>
      <ul className="plain">
        {names.map((name) => (
          <li key={name.en}>{say(name)}</li>
        ))}
      </ul>
    </div>
  );
}

function Grant({ row, on }: { row: Entitlement; on: string }) {
  const { t, say } = useSpeech();
  const answers: Record<string, string> = t.regulation.answers;
  return (
    <article className="grant" data-answer={row.answer} aria-labelledby={`grant-${row.id}`}>
      <div className="grant-head">
        <h3 id={`grant-${row.id}`}>
          {row.letter && `${row.letter}) `}
          {say(row.benefit_name)}
        </h3>
        <p className="marks">
          <span className="mark" data-answer={row.answer}>
            <Icon name={kAnswerIcons[row.answer] ?? "question"} size={15} />
            {answers[row.answer] ?? row.answer}
          </span>
          <CertaintyMark certainty={row.certainty} />
          <Clause source={row.source} at={on} />
        </p>
        {row.for_whom.length > 0 && (
          <p className="grant-why">
            {t.regulation.forWhom}: {row.for_whom.map(say).join("; ")}
          </p>
        )}
        {row.missing.length > 0 && (
          <p className="grant-why">
            {t.regulation.askFirst}: {row.missing.map(say).join("; ")}
          </p>
        )}
      </div>
      {row.answer !== "no" && (
        <dl className="facts">
          <Stated
            label={t.regulation.amount}
            of={row.amount}
            none={t.regulation.noAmount}
            note={say(row.amount_note)}
          />
          <Stated label={t.regulation.limit} of={row.limit} none={t.regulation.noLimit} note={say(row.limit_note)} />
          <Stated label={t.regulation.applyWithin} of={row.apply_within} none={t.regulation.noApply} />
          <div>
            <dt>{t.regulation.givenBy}</dt>
            <dd>{row.given_by.map(say).join(", ") || t.regulation.notStated}</dd>
          </div>
          {row.paid_by && (
            <div>
              <dt>{t.regulation.paidBy}</dt>
              <dd>{say(row.paid_by)}</dd>
            </div>
          )}
          {row.documents.length > 0 && (
            <div>
              <dt>{t.regulation.documents}</dt>
              <dd>
                {row.documents.map(({ name, number }) => (number ? `${say(name)} (${number})` : say(name))).join("; ")}
              </dd>
            </div>
          )}
        </dl>
      )}
    </article>
  );
}

interface StatedProps {
  label: string;
  of: Entitlement["limit"];
  none: string;
  note?: string;
}

function Stated({ label, of, none, note }: StatedProps) {
  const { t, say } = useSpeech();
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {of.state === "stated" && <strong>{say(of.shown)}</strong>}
        {of.state === "unverified" && <strong className="unverified">{t.regulation.unverified}</strong>}
        {of.state === "none" && (note || none)}
        {of.state !== "none" && note && <span className="note-below">{note}</span>}
      </dd>
    </div>
  );
}
