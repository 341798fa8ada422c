import { Link } from "@tanstack/react-router";
import type { Case } from "../../api/client";
import { formatMoment } from "../../domain/time";
import { useSpeech } from "../../messages/language";
import { Clause } from "../Clause";
import { Icon, type IconName } from "../Icon";

const kIcons: Record<string, IconName> = { done: "done", now: "clock", ahead: "ahead" };

export function CaseSteps({ caseId, steps }: { caseId: string; steps: Case["steps"] }) {
  const { t, say } = useSpeech();
  const words: Record<string, string> = { done: t.case.stepDone, now: t.case.stepNow, ahead: t.case.stepAhead };
  return (
    <>
      <ol className="steps">
        {steps.map((step) => (
          <li
            key={step.id}
            className="step"
            data-state={step.state}
            aria-current={step.state === "now" ? "step" : undefined}
          >
            <span className="step-mark">
              <Icon name={kIcons[step.state] ?? "ahead"} size={22} />
            </span>
            <div className="step-body">
              <strong>{say(step.name)}</strong>
              <span className="step-words">
                {words[step.state] ?? step.state}
                {step.at && ` · ${formatMoment(step.at)}`}
              </span>
            </div>
            {step.source && <Clause source={step.source} />}
          </li>
        ))}
      </ol>
      <Link className="secondary" to="/regulation" search={{ view: "pathways", case: caseId }}>
        {t.regulation.onPathway}
      </Link>
    </>
  );
}
