import type { RefObject } from "react";

interface Props {
  id: string;
  label: string;
  hint?: string;
  autoComplete?: string;
  /** Of words of a language; absent: names and codes, typed as they are, without capitals and spelling. */
  lang?: string;
  box?: RefObject<HTMLInputElement | null>;
}

/** One line of a form. Its name there is its id. */
export function TextBox({ id, label, hint, autoComplete = "off", lang, box }: Props) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={id}
        name={id}
        type="text"
        lang={lang}
        autoComplete={autoComplete}
        autoCapitalize={lang ? undefined : "none"}
        spellCheck={lang ? undefined : false}
        aria-describedby={hint && `${id}-hint`}
        ref={box}
      />
    </div>
  );
}
