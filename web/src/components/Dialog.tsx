import { type ReactNode, useEffect, useId, useRef } from "react";
import { useSpeech } from "../messages/language";
import { Icon } from "./Icon";

interface DialogProps {
  title: string;
  /** What stands above the title: whose case this is. */
  context?: ReactNode;
  narrow?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** The browser's own modal dialog: it keeps the focus inside, closes with Esc and gives the focus back. */
export function Dialog({ title, context, narrow, onClose, children }: DialogProps) {
  const { t } = useSpeech();
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const opener = document.activeElement;
    const dialog = box.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);

  return (
    <dialog
      ref={box}
      className={narrow ? "dialog dialog-narrow" : "dialog"}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="dialog-head">
        <div>
          {context && <p className="dialog-context">{context}</p>}
          <h2 id={titleId}>{title}</h2>
        </div>
        <button type="button" className="icon-button" aria-label={t.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div className="dialog-body">{children}</div>
    </dialog>
  );
}
