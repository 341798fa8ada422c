import { useState } from "react";
import type { Case, Hidden } from "../../api/client";
import { useSpeech } from "../../messages/language";
import { Clause } from "../Clause";
import { Icon } from "../Icon";
import { StepUpDialog } from "../StepUpDialog";

interface HiddenListProps {
  hidden: Hidden[];
  /** Classes the reader may open in an emergency, where the page offers it. */
  breakable?: Case["breakable"];
  onBreak?: (asked: Case["breakable"][number]) => void;
}

/** That something is there, of which kind, and why it is not shown. */
export function HiddenList({ hidden, breakable = [], onBreak }: HiddenListProps) {
  const { t, say } = useSpeech();
  if (hidden.length === 0) return null;
  return (
    <div className="hidden">
      <p className="hidden-title">
        <Icon name="lock" size={17} /> {t.case.hidden}
      </p>
      <ul>
        {hidden.map((block) => {
          const asked = breakable.find((one) => one.field_class === block.field_class);
          return (
            <li key={`${block.field_class} ${block.reason.en}`}>
              <strong>{say(block.class_name)}</strong>: {say(block.reason)}{" "}
              {block.source && <Clause source={block.source} />}
              {onBreak && asked && (
                <button type="button" className="secondary" onClick={() => onBreak(asked)}>
                  {t.emergency.open}
                  <span className="sr-only">: {say(block.class_name)}</span>
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** For the whole case, once: what only waits for her to show again who she is. */
export function StepUpOffer({ hidden }: { hidden: Hidden[] }) {
  const { t } = useSpeech();
  const [stepping, setStepping] = useState(false);
  const waiting = hidden.filter((block) => block.asks_step_up);
  return (
    <>
      {waiting.length > 0 && (
        <button type="button" className="secondary" onClick={() => setStepping(true)}>
          {t.security.stepUp}
        </button>
      )}
      {stepping && (
        <StepUpDialog passkeyOnly={waiting.every((block) => block.asks_passkey)} onClose={() => setStepping(false)} />
      )}
    </>
  );
}
