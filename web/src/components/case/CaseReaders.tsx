import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Reader } from "../../api/client";
import { readersQuery } from "../../api/queries";
import { byClass, type Reach } from "../../domain/readers";
import { formatMoment } from "../../domain/time";
import { useSpeech } from "../../messages/language";
import { Answer } from "../Answer";
import { Clause } from "../Clause";
import { Icon } from "../Icon";

/** Who can see which part of the case, and why or why not. Read only when asked for, because that is recorded too. */
export function CaseReaders({ caseId }: { caseId: string }) {
  const { t } = useSpeech();
  const [asked, setAsked] = useState(false);
  if (asked) return <ReaderList caseId={caseId} />;
  return (
    <button type="button" className="secondary" onClick={() => setAsked(true)}>
      {t.readers.load}
    </button>
  );
}

function ReaderList({ caseId }: { caseId: string }) {
  const { t, say } = useSpeech();
  const answer = useQuery(readersQuery(caseId));
  return (
    <Answer of={answer}>
      {(view) => (
        <div className="readers">
          <p className="hint">
            {t.readers.note(formatMoment(view.at))} {t.case.looksNote}
          </p>
          <h3>{t.readers.exists}</h3>
          <ul className="readers-list">
            {view.readers.map((one) => (
              <li key={one.unit}>
                <Who reader={one} /> <span className="reader-why">{say(one.reason)}</span>
              </li>
            ))}
          </ul>
          {byClass(view).map((part) => (
            <section key={part.fieldClass}>
              <h3>
                {say(part.name)} {!part.written && <span className="chip">{t.readers.unwritten}</span>}
              </h3>
              {part.open.length === 0 && <p className="none">{t.readers.nobody}</p>}
              <Reaches reaches={part.open} written={part.written} />
              {part.closed.length > 0 && (
                <details>
                  <summary>{t.readers.closed(part.closed.length)}</summary>
                  <Reaches reaches={part.closed} written={part.written} />
                </details>
              )}
            </section>
          ))}
        </div>
      )}
    </Answer>
  );
}

function Who({ reader }: { reader: Reader }) {
  const { say } = useSpeech();
  const relation = say(reader.relation_name);
  return (
    <>
      <strong>{say(reader.unit_name)}</strong> <span className="chip">{relation || say(reader.role_name)}</span>
    </>
  );
}

function Reaches({ reaches, written }: { reaches: Reach[]; written: boolean }) {
  const { t, say } = useSpeech();
  return (
    <ul className="readers-list">
      {reaches.map(({ reader, reach }) => (
        <li key={reader.unit} data-state={reach.state}>
          <Icon name={reach.state === "closed" ? "lock" : "eye"} size={17} /> <Who reader={reader} />
          {reach.state === "open_stepped_up" && <p>{t.readers.steppedUp}</p>}
          {reach.state === "open_for" && <p>{t.readers.onlyFor(reach.purposes.map(say).join("; "))}</p>}
          {written && reach.state !== "closed" && !reach.has_key && <p>{t.readers.noKey}</p>}
          {reach.state === "closed" && reach.has_key && <p>{t.readers.keyLeft}</p>}
          <p className="reader-why">
            {say(reach.reason)} {reach.source && <Clause source={reach.source} />}
          </p>
        </li>
      ))}
    </ul>
  );
}
