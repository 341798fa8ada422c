import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readersQuery } from "../../api/queries";
import { byClass, type Reach } from "../../domain/readers";
import { formatMoment } from "../../domain/time";
import { useSpeech } from "../../messages/language";
import { Answer } from "../Answer";
import { Clause } from "../Clause";
import { Icon } from "../Icon";
import { classInWords } from "./CaseParties";

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
  const { t } = useSpeech();
  const answer = useQuery(readersQuery(caseId));
  return (
    <Answer of={answer}>
      {(view) => (
        <div className="readers">
          <p className="hint">{t.readers.note(formatMoment(view.at))}</p>
          {byClass(view).map((part) => (
            <section key={part.fieldClass}>
              <h3>
                {classInWords(part.fieldClass, t)}{" "}
                {!part.written && <span className="chip">{t.readers.unwritten}</span>}
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

function Reaches({ reaches, written }: { reaches: Reach[]; written: boolean }) {
  const { t, say } = useSpeech();
  return (
    <ul className="readers-list">
      {reaches.map(({ reader, reach }) => (
        <li key={reader.unit} data-open={reach.is_open}>
          <Icon name={reach.is_open ? "eye" : "lock"} size={17} /> <strong>{say(reader.unit_name)}</strong>{" "}
          <span className="chip">{say(reader.relation_name)}</span>
          {reach.only_for.length > 0 && <p>{t.readers.onlyFor(reach.only_for.map(say).join("; "))}</p>}
          {reach.asks_step_up && <p>{reach.asks_passkey ? t.readers.byPasskey : t.readers.steppedUp}</p>}
          {written && reach.is_open && !reach.has_key && <p>{t.readers.noKey}</p>}
          {!reach.is_open && reach.has_key && <p>{t.readers.keyLeft}</p>}
          <p className="reader-why">
            {say(reach.reason)} {reach.source && <Clause source={reach.source} />}
          </p>
        </li>
      ))}
    </ul>
  );
}
