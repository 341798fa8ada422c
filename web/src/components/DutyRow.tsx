import { Link } from "@tanstack/react-router";
import type { Duty } from "../api/client";
import { formatMoment } from "../domain/time";
import { useSpeech } from "../messages/language";
import { ActButton } from "./ActButton";
import type { ActToDo } from "./ActDialog";
import { Clause } from "./Clause";
import { DutyTime } from "./DutyTime";

interface DutyRowProps {
  duty: Duty;
  waiting: boolean;
  onAct: (act: ActToDo) => void;
}

/** One duty of the home page: how long, what, for whom, why, and the one button that does it. */
export function DutyRow({ duty, waiting, onAct }: DutyRowProps) {
  const { t, say } = useSpeech();
  const main = duty.acts[0];
  return (
    <article className="row" aria-labelledby={`duty-${duty.id}`}>
      <DutyTime duty={duty} />
      <div className="row-body">
        <h3 className="row-title" id={`duty-${duty.id}`}>
          {say(duty.title)}
        </h3>
        <p className="row-line">
          {duty.opens ? (
            <Link className="code-name" to="/ho-so/$caseId" params={{ caseId: duty.case_id }}>
              {duty.code_name}
            </Link>
          ) : (
            <span className="code-name">{duty.code_name}</span>
          )}
          {duty.told_at && <strong className="told">{t.consent.told(formatMoment(duty.told_at))}</strong>}
          {waiting && <span>{t.home.waitingFor(say(duty.holder_name))}</span>}
          {!waiting && duty.counterpart_name && <span>{t.home.with(say(duty.counterpart_name))}</span>}
          <Clause source={duty.source} at={duty.opened_at} />
        </p>
      </div>
      {main !== undefined ? (
        <ActButton
          className="primary"
          act={{
            caseId: duty.case_id,
            codeName: duty.code_name,
            kind: main,
            ...(!duty.opens && { unopened: duty.version }),
          }}
          describedBy={`duty-${duty.id}`}
          onAct={onAct}
        />
      ) : (
        <Link
          className="secondary"
          data-row
          to="/ho-so/$caseId"
          params={{ caseId: duty.case_id }}
          aria-describedby={`duty-${duty.id}`}
        >
          {t.home.openCase}
        </Link>
      )}
    </article>
  );
}
