import { useEffect, useRef } from "react";
import type { Form } from "../api/client";
import { useSpeech } from "../messages/language";
import { controlId } from "./FormFields";
import type { FieldProblem } from "./problems";

/** Names every field that needs another look; takes the focus each time it appears or changes. */
export function ErrorSummary({ form, problems, general }: { form: Form; problems: FieldProblem[]; general: string[] }) {
  const { t } = useSpeech();
  const box = useRef<HTMLDivElement>(null);
  const content = [...general, ...problems.map((problem) => problem.message)].join("\n");
  useEffect(() => {
    if (content !== "") box.current?.focus();
  }, [content]);
  if (content === "") return null;

  const goTo = (name: string) => {
    const beds = form.fields.find((field) => field.type === "bed_group");
    const control = [name, beds?.name ?? name]
      .map((one) => document.getElementById(controlId(form, one)))
      .find((found) => found !== null);
    control?.closest("details")?.setAttribute("open", "");
    const first = control?.matches("fieldset") ? control.querySelector<HTMLElement>("input:not(:disabled)") : control;
    first?.focus();
    control?.scrollIntoView({ block: "center" });
  };

  return (
    <div className="error-summary" role="alert" tabIndex={-1} ref={box}>
      <p className="error-title">{problems.length > 0 ? t.form.summary : t.act.refused}</p>
      {general.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {problems.length > 0 && (
        <ul>
          {problems.map(({ name, message }) => (
            <li key={name}>
              <button type="button" className="link" onClick={() => goTo(name)}>
                {message}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
