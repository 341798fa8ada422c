import { type FormEvent, useState } from "react";
import type { Joined } from "../api/client";
import { join } from "../api/writes";
import { useFormErrorWords } from "../components/Answer";
import { PasswordBox } from "../components/PasswordBox";
import { TextBox } from "../components/TextBox";
import { useTitle } from "../components/use-title";
import { useSpeech } from "../messages/language";

/** An invited person makes her own keys; nobody is signed in by it. */
export function JoinForm({ onBack }: { onBack: () => void }) {
  const { t, say } = useSpeech();
  const errorWords = useFormErrorWords();
  const [joined, setJoined] = useState<Joined>();
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState("");
  useTitle(t.people.joinTitle);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const text = (name: string) => String(entered.get(name) ?? "");
    setWorking(true);
    setProblem("");
    try {
      setJoined(await join(text("join-member").trim(), text("join-code").trim(), text("join-password")));
    } catch (error) {
      setProblem(errorWords(error));
      setWorking(false);
    }
  };
  return (
    <>
      <h1>{t.people.joinTitle}</h1>
      {joined ? (
        <div role="status">
          <p>{t.people.joined(say(joined.unit_name))}</p>
          <p>
            <code className="fingerprint">{joined.fingerprint}</code>
          </p>
          <p>{t.people.joinedNext}</p>
        </div>
      ) : (
        <form className="sign-in" noValidate onSubmit={submit}>
          <p className="hint">{t.people.joinAbout}</p>
          <div role="alert">{problem && <p className="error-summary">{problem}</p>}</div>
          <JoinFields />
          <button type="submit" className="primary" disabled={working}>
            {t.people.joinButton}
          </button>
        </form>
      )}
      <button type="button" className="secondary" onClick={onBack}>
        {t.people.back}
      </button>
    </>
  );
}

function JoinFields() {
  const { t } = useSpeech();
  return (
    <>
      <TextBox id="join-member" label={t.people.name} autoComplete="username" />
      <TextBox id="join-code" label={t.people.code} autoComplete="one-time-code" />
      <PasswordBox id="join-password" label={t.people.newPassword} hint={t.people.passwordHint} isNew />
    </>
  );
}
