import { type RefObject, useState } from "react";
import { useSpeech } from "../messages/language";
import { Icon } from "./Icon";

interface Props {
  id: string;
  label: string;
  hint?: string;
  isNew?: boolean;
  box?: RefObject<HTMLInputElement | null>;
}

/** A password, masked until the person asks to see it. Its name in a form is its id. */
export function PasswordBox({ id, label, hint, isNew = false, box }: Props) {
  const { t } = useSpeech();
  const [visible, setVisible] = useState(false);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div className="with-button">
        <input
          id={id}
          name={id}
          type={visible ? "text" : "password"}
          autoComplete={isNew ? "new-password" : "current-password"}
          aria-describedby={hint && `${id}-hint`}
          ref={box}
        />
        <button
          type="button"
          className="icon-button"
          aria-label={visible ? t.signIn.hide : t.signIn.show}
          aria-pressed={visible}
          onClick={() => setVisible(!visible)}
        >
          <Icon name="eye" />
        </button>
      </div>
    </div>
  );
}
