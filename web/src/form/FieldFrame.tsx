import type { ReactNode } from "react";
import type { FormField } from "../api/client";
import { useSpeech } from "../messages/language";

export interface ControlProps {
  id: string;
  field: FormField;
  problem: string | undefined;
}

export function describedBy({ id, field, problem }: ControlProps): string | undefined {
  return [field.help && `${id}-help`, problem && `${id}-problem`].filter(Boolean).join(" ") || undefined;
}

function LabelText({ field }: { field: FormField }) {
  const { t, say } = useSpeech();
  return (
    <>
      <span className="label-text">{say(field.label)}</span>
      {!field.required && <span className="label-optional"> ({t.optional})</span>}
    </>
  );
}

function HelpAndProblem({ id, field, problem }: ControlProps) {
  const { say } = useSpeech();
  return (
    <>
      {field.help && (
        <p className="hint" id={`${id}-help`}>
          {say(field.help)}
        </p>
      )}
      {problem && (
        <p className="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </>
  );
}

/** One control with its label, help and problem. */
export function SingleFrame({ children, ...props }: ControlProps & { children: ReactNode }) {
  return (
    <div className="field" data-problem={props.problem ? "" : undefined}>
      <label htmlFor={props.id}>
        <LabelText field={props.field} />
      </label>
      <HelpAndProblem {...props} />
      {children}
    </div>
  );
}

/** Several controls that are one question. The frame takes the focus when the error summary sends it here. */
export function GroupFrame({ children, ...props }: ControlProps & { children: ReactNode }) {
  return (
    <fieldset
      className="field"
      id={props.id}
      tabIndex={-1}
      aria-describedby={describedBy(props)}
      data-problem={props.problem ? "" : undefined}
    >
      <legend>
        <LabelText field={props.field} />
      </legend>
      <HelpAndProblem {...props} />
      {children}
    </fieldset>
  );
}
