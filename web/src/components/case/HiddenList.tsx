import { useState } from "react";
import type { Hidden } from "../../api/client";
import { useSpeech } from "../../messages/language";
import { Clause } from "../Clause";
import { Icon } from "../Icon";
import { StepUpDialog } from "../StepUpDialog";

/** That something is there, of which kind, and why it is not shown. */
export function HiddenList({ hidden }: { hidden: Hidden[] }) {
  const { t, say } = useSpeech();
  if (hidden.length === 0) return null;
  return (
    <div className="hidden">
      <p className="hidden-title">
        <Icon name="lock" size={17} /> {t.case.hidden}
      </p>
      <ul>
        {hidden.map((block) => (
          <li key={block.field_class}>
            <strong>{say(block.class_name)}</strong>: {say(block.reason)}{" "}
            {block.source && <Clause source={block.source} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** For the whole case, once: what only waits for her to show again who she is. */
export function StepUpOffer({ hidden }: { hidden: Hidden[] }) {
  const { t } = useSpeech();
  const [stepping, setStepping] = useState(false);
  return (
    <>
      {hidden.some((block) => block.asks_step_up) && (
        <button type="button" className="secondary" onClick={() => setStepping(true)}>
          {t.security.stepUp}
        </button>
      )}
      {stepping && <StepUpDialog onClose={() => setStepping(false)} />}
    </>
  );
}
