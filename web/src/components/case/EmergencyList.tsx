import { Link } from "@tanstack/react-router";
import type { Case, Emergency } from "../../api/client";
import { formatMoment } from "../../domain/time";
import { useSpeech } from "../../messages/language";
import type { ActToDo } from "../ActDialog";
import { Icon } from "../Icon";

interface EmergencyListProps {
  emergencies: Emergency[];
  onAct: (act: ActToDo) => void;
  /** Of many cases: each row names its own. */
  named?: boolean;
  /** Of one case: what happened in it, where the reason stands in words for those who may read it. */
  timeline?: Case["timeline"];
}

/** Emergency accesses: who opened which part, until when, who reviews it, and what the reader can do about it. */
export function EmergencyList({ emergencies, onAct, named = false, timeline = [] }: EmergencyListProps) {
  const { t, say } = useSpeech();
  return (
    <ul className="boxed-list">
      {emergencies.map((one) => (
        <li key={one.sequence} className="boxed" data-state={one.state}>
          <p className="boxed-title">
            {named && (
              <>
                <Link to="/ho-so/$caseId" params={{ caseId: one.case_id }}>
                  {one.code_name}
                </Link>
                {" · "}
              </>
            )}
            <strong>{say(one.class_name)}</strong> · {say(one.unit_name)}
          </p>
          <p>
            {say(one.reason)} · {formatMoment(one.asked_at)} · {t.case.entry(one.sequence)}
          </p>
          <Words of={timeline.find((event) => event.sequence === one.sequence)} />
          <p>
            <span className="tag" data-standing={one.state === "open" || one.state === "waiting" ? "late" : "done"}>
              <Icon name="clock" size={16} /> {t.emergency.states[one.state as keyof typeof t.emergency.states]}
            </span>{" "}
            {one.open_until && t.emergency.until(formatMoment(one.open_until))}
          </p>
          <ReviewLine one={one} />
          {(one.may_confirm || one.may_review) && <Buttons one={one} onAct={onAct} />}
        </li>
      ))}
    </ul>
  );
}

/** Why, in words: sealed for those who review. */
function Words({ of: event }: { of: Case["timeline"][number] | undefined }) {
  const { say } = useSpeech();
  const words = event?.fields.filter((field) => field.field_class === "FE") ?? [];
  return words.map((field) => (
    <p key={field.name}>
      {say(field.label)}: {say(field.shown)}
    </p>
  ));
}

function ReviewLine({ one }: { one: Emergency }) {
  const { t, say } = useSpeech();
  if (one.reviewed_at && one.finding) {
    return <p>{t.emergency.reviewed(say(one.finding), formatMoment(one.reviewed_at))}</p>;
  }
  const due = one.review_due_at ? formatMoment(one.review_due_at) : "";
  return (
    <p className={one.review_late ? "boxed-late" : undefined}>
      {one.review_late ? t.emergency.late(say(one.reviewer_name), due) : t.emergency.due(say(one.reviewer_name), due)}
    </p>
  );
}

function Buttons({ one, onAct }: { one: Emergency; onAct: (act: ActToDo) => void }) {
  const { t } = useSpeech();
  const act = { caseId: one.case_id, codeName: one.code_name };
  return (
    <p className="boxed-acts">
      {one.may_confirm && (
        <button
          type="button"
          className="primary"
          onClick={() =>
            onAct({
              ...act,
              kind: "emergency_confirmed",
              preset: { opened_class: one.field_class },
              asksStepUp: one.asks_step_up,
              asksPasskey: one.asks_passkey,
            })
          }
        >
          {t.emergency.confirm}
        </button>
      )}
      {one.may_review && (
        <button type="button" className="primary" onClick={() => onAct({ ...act, kind: "emergency_reviewed" })}>
          {t.emergency.review}
        </button>
      )}
    </p>
  );
}
