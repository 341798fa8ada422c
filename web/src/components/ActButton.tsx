import { useQuery } from "@tanstack/react-query";
import { formsQuery } from "../api/queries";
import { useSpeech } from "../messages/language";
import type { ActToDo } from "./ActDialog";

interface ActButtonProps {
  act: ActToDo;
  className: "primary" | "secondary";
  describedBy?: string;
  onAct: (act: ActToDo) => void;
}

/** Opens the form of an act; says the verb the regulation gives it. */
export function ActButton({ act, className, describedBy, onAct }: ActButtonProps) {
  const { t, say } = useSpeech();
  const form = useQuery(formsQuery).data?.forms.find((one) => one.kind === act.kind);
  return (
    <button
      type="button"
      className={className}
      data-row
      disabled={!form}
      aria-describedby={describedBy}
      onClick={() => onAct(act)}
    >
      {form ? say(form.button) : t.loading}
    </button>
  );
}
