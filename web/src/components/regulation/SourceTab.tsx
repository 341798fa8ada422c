import type { Regulation } from "../../api/client";
import { formatDay } from "../../domain/time";
import { useSpeech } from "../../messages/language";
import { Clause } from "../Clause";
import { CertaintyMark, Period, StandingMark } from "./Marks";

/** What it all stands on: the bodies of law, their texts, and the days that do not count. */
export function SourceTab({ view }: { view: Regulation }) {
  const { t } = useSpeech();
  return (
    <div className="sources">
      <Regimes view={view} />
      <Instruments view={view} />
      <Counts view={view} />
      <DaysOff view={view} />
      <p className="hint">{t.regulation.sourcesNote}</p>
    </div>
  );
}

function Regimes({ view }: { view: Regulation }) {
  const { t, say } = useSpeech();
  if (view.regimes.length === 0) return null;
  return (
    <section className="source-part" aria-labelledby="regimes">
      <h2 id="regimes">{t.regulation.regimes}</h2>
      <ul className="source-rows">
        {view.regimes.map((regime) => (
          <li key={regime.id} className="source-row">
            <h3>{say(regime.name)}</h3>
            <p>
              <Period of={regime} />
            </p>
            <p className="marks">
              <StandingMark of={regime} on={view.on} />
              <CertaintyMark certainty={regime.source.certainty} />
              <Clause source={regime.source} at={view.on} />
            </p>
            {regime.transition && (
              <p>
                <strong>{t.regulation.transition}:</strong> {say(regime.transition)}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Instruments({ view }: { view: Regulation }) {
  const { t, say } = useSpeech();
  return (
    <section className="source-part" aria-labelledby="instruments">
      <h2 id="instruments">
        {t.regulation.instruments} <span className="count">{view.instruments.length}</span>
      </h2>
      <ul className="source-rows">
        {view.instruments.map((one) => (
          <li key={one.id} className="source-row">
            <h3>
              {one.number && `${one.number}. `}
              {say(one.title)}
            </h3>
            <p>
              {one.issued && `${t.regulation.issued(formatDay(one.issued))} · `}
              <Period of={one} />
            </p>
            <p className="marks">
              <StandingMark of={one} on={view.on} />
              <CertaintyMark certainty={one.certainty} />
            </p>
            <p className="hint">
              {t.regulation.readAt}: <span lang="en">{one.read_at}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Counts({ view }: { view: Regulation }) {
  const { t } = useSpeech();
  const kinds: Record<string, string> = t.regulation.kinds;
  return (
    <section className="source-part" aria-labelledby="counts">
      <h2 id="counts">{t.regulation.counts}</h2>
      <dl className="facts">
        {view.counts.map(({ kind, in_force, all }) => (
          <div key={kind}>
            <dt>{kinds[kind] ?? kind}</dt>
            <dd>{t.regulation.countOf(in_force, all)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function DaysOff({ view }: { view: Regulation }) {
  const { t, say } = useSpeech();
  return (
    <section className="source-part" aria-labelledby="days-off">
      <h2 id="days-off">{t.regulation.daysOff(view.on.slice(0, 4))}</h2>
      {view.decided_until && <p className="hint">{t.regulation.decidedUntil(formatDay(view.decided_until))}</p>}
      {view.days_off.length === 0 && <p className="none">{t.regulation.noDaysOff}</p>}
      <ul className="days-off">
        {view.days_off.map(({ day, name, worked, certainty, projected }) => (
          <li key={day}>
            <strong>{formatDay(day)}</strong> {say(name)}{" "}
            {worked && <span className="mark">{t.regulation.worked}</span>}
            {projected && <span className="mark">{t.regulation.projected}</span>}
            {!projected && certainty !== "verified" && <CertaintyMark certainty={certainty} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
