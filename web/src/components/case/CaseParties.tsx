import type { Case } from "../../api/client";
import { useSpeech } from "../../messages/language";
import type { Messages } from "../../messages/vi";

export function classInWords(fieldClass: string, t: Messages): string {
  const words: Record<string, string> = t.classes;
  return words[fieldClass] ?? fieldClass;
}

/** Which offices know of the case, what each can read at this moment, and why. */
export function CaseParties({ parties }: { parties: Case["parties"] }) {
  const { t, say } = useSpeech();
  if (parties.length === 0) return <p className="none">{t.case.partiesClosed}</p>;
  return (
    <ul className="parties">
      {parties.map((party) => (
        <li key={`${party.unit}/${party.relation}`} className="party">
          <p className="party-name">
            <strong>{say(party.unit_name)}</strong> <span className="chip">{say(party.relation_name)}</span>
          </p>
          {party.classes.length > 0 ? (
            <p>
              {t.case.knows}{" "}
              {party.classes.map((one) => (
                <span key={one} className="class">
                  {classInWords(one, t)}
                </span>
              ))}
            </p>
          ) : (
            <p>{t.case.knowsNothing}</p>
          )}
          <p className="duty-item-why">{say(party.why)}</p>
        </li>
      ))}
    </ul>
  );
}
