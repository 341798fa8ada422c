import type { Case } from "../../api/client";
import { formatDay, formatMoment } from "../../domain/time";
import { useSpeech } from "../../messages/language";
import { Clause } from "../Clause";
import { Icon } from "../Icon";

/** What holds for the record itself, how long it is kept, by which rule, and what then. Nothing is destroyed by itself. */
export function CaseKeeping({ view }: { view: Case }) {
  const { t, say } = useSpeech();
  // Where no period is verified, the day is the one that the request tells.
  const endOf = ({ last_day, source }: Case["keeping"][number]) => {
    if (!last_day) return t.keeping.unknown;
    return (source.certainty === "unknown" ? t.keeping.told : t.keeping.until)(formatDay(last_day));
  };
  if (view.keeping.length === 0 && view.record.length === 0) return null;
  return (
    <section className="keeping" aria-labelledby="luu-giu">
      <h3 id="luu-giu">{t.keeping.title}</h3>
      {view.record.map((state) => (
        <p key={state.en} className="tag" data-standing="open">
          <Icon name="lock" size={16} /> {say(state)}
        </p>
      ))}
      <ul>
        {view.keeping.map((rule) => (
          <li key={rule.title.en}>
            <p>
              <strong>{say(rule.title)}</strong>
            </p>
            <p>{endOf(rule)}</p>
            <p className="hint">
              {t.keeping.from(formatMoment(rule.from))} {say(rule.after)}
            </p>
            <Clause source={rule.source} />
          </li>
        ))}
      </ul>
    </section>
  );
}
