import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { NoPasskey, passkeysWork, stepUpWithPasskey } from "../api/passkey";
import { queryClient, securityQuery } from "../api/queries";
import { stepUp } from "../api/writes";
import { useSpeech } from "../messages/language";
import { useFormErrorWords } from "./Answer";
import { Dialog } from "./Dialog";
import { PasswordBox } from "./PasswordBox";
import { TextBox } from "./TextBox";

interface StepUpDialogProps {
  onClose: () => void;
  onDone?: () => void;
  /** A code would not do. */
  passkeyOnly?: boolean | undefined;
}

/** Shows once more who sits there; what asked for it can be tried again for ten minutes. */
export function StepUpDialog({ onClose, onDone = onClose, passkeyOnly = false }: StepUpDialogProps) {
  const { t } = useSpeech();
  const errorWords = useFormErrorWords();
  const [problem, setProblem] = useState("");
  const [working, setWorking] = useState(false);
  const take = async (step: () => Promise<unknown>) => {
    setWorking(true);
    setProblem("");
    try {
      await step();
      await queryClient.invalidateQueries({ queryKey: securityQuery.queryKey });
      await queryClient.invalidateQueries({ queryKey: ["case"] });
      onDone();
    } catch (error) {
      setProblem(error instanceof NoPasskey ? t.security.noPasskey : errorWords(error));
      setWorking(false);
    }
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    void take(() => stepUp(String(entered.get("step-password") ?? ""), String(entered.get("step-code") ?? "").trim()));
  };
  const withPasskey = passkeysWork() && (
    <button
      type="button"
      className={passkeyOnly ? "primary" : "secondary"}
      disabled={working}
      onClick={() => void take(stepUpWithPasskey)}
    >
      {t.security.withPasskey}
    </button>
  );
  return (
    <Dialog title={t.security.stepUp} narrow onClose={onClose}>
      <p>{passkeyOnly ? t.security.passkeyOnly : t.security.stepUpAbout}</p>
      <form className="people-form" noValidate onSubmit={submit}>
        <div role="alert">{problem && <p className="error-summary">{problem}</p>}</div>
        {passkeyOnly ? (
          <>
            {withPasskey || <p>{t.security.passkeyAbsent}</p>}
            <Link to="/dang-nhap">{t.security.addPasskeyFirst}</Link>
          </>
        ) : (
          <>
            <PasswordBox id="step-password" label={t.signIn.password} />
            <TextBox id="step-code" label={t.security.codeIfAny} autoComplete="one-time-code" />
            <button type="submit" className="primary" disabled={working}>
              {t.security.stepUp}
            </button>
            {withPasskey}
          </>
        )}
      </form>
    </Dialog>
  );
}
