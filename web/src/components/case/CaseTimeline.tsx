import type { Case } from "../../api/client";
import { kDraftSaved } from "../../domain/kinds";
import { formatMoment } from "../../domain/time";
import { useSpeech } from "../../messages/language";
import { Clause } from "../Clause";
import { CaseFields } from "./CaseFields";
import { HiddenList } from "./HiddenList";

/** What happened, the newest first. */
export function CaseTimeline({ entries }: { entries: Case["timeline"] }) {
  const { t, say } = useSpeech();
  if (entries.length === 0) return <p className="none">{t.case.nobody}</p>;
  return (
    <ol className="timeline">
      {entries.map((entry) => (
        <li key={entry.sequence} className="event">
          <span className="event-dot" aria-hidden="true" />
          <h3 className="event-title">{say(entry.title)}</h3>
          <p className="event-line">
            <time dateTime={entry.at}>{formatMoment(entry.at)}</time> · {say(entry.unit_name)} ·{" "}
            {t.case.entry(entry.sequence)} {entry.source && <Clause source={entry.source} at={entry.at} />}
          </p>
          {entry.kind === kDraftSaved ? (
            <details className="sensitive">
              <summary>{t.case.draftContent}</summary>
              <CaseFields fields={entry.fields} />
            </details>
          ) : (
            entry.fields.length > 0 && <CaseFields fields={entry.fields} />
          )}
          <HiddenList hidden={entry.hidden} />
        </li>
      ))}
    </ol>
  );
}
