import type { Duty } from "../../api/client";
import { dutiesByHolder, isOpen } from "../../domain/duties";
import { formatMoment } from "../../domain/time";
import { useSpeech } from "../../messages/language";
import { ActButton } from "../ActButton";
import type { ActToDo } from "../ActDialog";
import { Clause } from "../Clause";
import { leftInWords, StandingTag } from "../DutyTime";
import { useNow } from "../use-now";

interface CaseDutiesProps {
  duties: Duty[];
  ownUnit: string;
  onAct: (act: ActToDo) => void;
}

/** Who owes what in this case, agency by agency, my own first. */
export function CaseDuties({ duties, ownUnit, onAct }: CaseDutiesProps) {
  const { t, say } = useSpeech();
  if (duties.length === 0) return <p className="none">{t.case.noDuties}</p>;
  return (
    <div className="holders">
      {dutiesByHolder(duties, ownUnit).map(({ holder, name, open, closed }) => (
        <div key={holder} className="holder" data-own={holder === ownUnit ? "" : undefined}>
          <h3>
            {say(name)} {holder === ownUnit && <span className="own">({t.case.ours})</span>}
            <span className="holder-count">{open.length > 0 ? t.case.openCount(open.length) : t.case.noneOpen}</span>
          </h3>
          <DutyItems duties={open} onAct={onAct} />
          {closed.length > 0 && (
            <details className="closed">
              <summary>{t.case.closedDuties(closed.length)}</summary>
              <DutyItems duties={closed} onAct={onAct} />
            </details>
          )}
        </div>
      ))}
    </div>
  );
}

function DutyItems({ duties, onAct }: { duties: Duty[]; onAct: (act: ActToDo) => void }) {
  if (duties.length === 0) return null;
  return (
    <ul className="duty-items">
      {duties.map((duty) => (
        <DutyItem key={duty.id} duty={duty} onAct={onAct} />
      ))}
    </ul>
  );
}

function DutyItem({ duty, onAct }: { duty: Duty; onAct: (act: ActToDo) => void }) {
  const { t, say } = useSpeech();
  const now = useNow();
  const main = duty.acts[0];
  return (
    <li className="duty-item">
      <div className="duty-item-body">
        <p className="duty-item-title" id={`case-duty-${duty.id}`}>
          {say(duty.title)}
        </p>
        <p className="duty-item-line">
          <StandingTag duty={duty} />
          {duty.due_at && isOpen(duty) && <strong>{leftInWords(duty.due_at, now, t)}</strong>}
          <span>
            {t.home.due}: {say(duty.deadline)}
            {duty.undecided && ` (${t.time.undecided})`}
          </span>
          {duty.closed_at && <span>{t.case.closedAt(formatMoment(duty.closed_at))}</span>}
          <Clause source={duty.source} at={duty.opened_at} />
        </p>
        <p className="duty-item-why">{say(duty.why)}</p>
      </div>
      {main !== undefined && isOpen(duty) && (
        <ActButton
          className="secondary"
          act={{ caseId: duty.case_id, codeName: duty.code_name, kind: main }}
          describedBy={`case-duty-${duty.id}`}
          onAct={onAct}
        />
      )}
    </li>
  );
}
