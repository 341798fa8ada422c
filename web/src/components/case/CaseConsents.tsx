import { useQuery } from "@tanstack/react-query";
import type { Case } from "../../api/client";
import { formsQuery } from "../../api/queries";
import { formatDay, formatMoment } from "../../domain/time";
import { useSpeech } from "../../messages/language";
import type { ActToDo } from "../ActDialog";
import { classInWords } from "./CaseParties";

type Consent = Case["consents"][number];

const kGive = "consent_given";
const kWithdraw = "consent_withdrawn";

/** What she agreed to: which office, what for, what, until when, and how it was given; taken back in two taps. */
export function CaseConsents({ view, onAct }: { view: Case; onAct: (act: ActToDo) => void }) {
  const { t, say } = useSpeech();
  const forms = useQuery(formsQuery).data?.forms;
  const can = (kind: string) => view.acts.some((act) => act.kind === kind && !act.blocked);
  const toDo = (kind: string): ActToDo => ({ caseId: view.case_id, codeName: view.code_name, kind });
  const give = forms?.find((one) => one.kind === kGive);
  const withdraw = (one: Consent) =>
    onAct({
      ...toDo(kWithdraw),
      preset: { recipients: [one.unit], shares: one.classes, ...(one.purpose !== "" && { purpose: one.purpose }) },
    });
  return (
    <>
      {view.consents.length === 0 && <p className="none">{t.consent.none}</p>}
      <ul className="consents">
        {view.consents.map((one) => (
          <li
            key={`${one.unit}/${one.purpose}/${one.sequence}`}
            className="consent"
            data-ended={!one.in_force || undefined}
          >
            <p className="consent-who">
              <strong>{say(one.unit_name)}</strong>{" "}
              {one.classes.map((code) => (
                <span key={code} className="class">
                  {classInWords(code, t)}
                </span>
              ))}
            </p>
            <p>
              {one.purpose === "" ? t.consent.anyPurpose : t.consent.purpose(say(one.purpose_name))}{" "}
              {one.last_day ? t.consent.until(formatDay(one.last_day)) : t.consent.noEnd}
              {!one.in_force && <strong className="consent-ended"> {t.consent.ended}</strong>}
            </p>
            <dl className="consent-said">
              {one.said.map((field) => (
                <div key={field.name}>
                  <dt>{say(field.label)}</dt>
                  <dd>{say(field.shown)}</dd>
                </div>
              ))}
            </dl>
            {one.from && (
              <p className="hint">
                {t.consent.taken(say(one.taken_by), formatMoment(one.from))} {t.case.entry(one.sequence)}
              </p>
            )}
            {can(kWithdraw) && (
              <button type="button" className="secondary" onClick={() => withdraw(one)}>
                {t.consent.withdraw}
                <span className="sr-only">: {say(one.unit_name)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {give && can(kGive) && (
        <button type="button" className="secondary" onClick={() => onAct(toDo(kGive))}>
          {say(give.button)}
        </button>
      )}
    </>
  );
}
