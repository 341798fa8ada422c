import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type RefObject, useRef, useState } from "react";
import type { Me, Welcome } from "../api/client";
import { forgetWhatWasRead } from "../api/leave";
import { NoPasskey, passkeysWork, signInWithPasskey } from "../api/passkey";
import { meQuery, queryClient, welcomeQuery } from "../api/queries";
import { signIn } from "../api/writes";
import { useErrorWords } from "../components/Answer";
import { LanguageSwitch } from "../components/LanguageSwitch";
import { PasswordBox } from "../components/PasswordBox";
import { TextBox } from "../components/TextBox";
import { useTitle } from "../components/use-title";
import { WeakBrowser } from "../components/WeakBrowser";
import { Petals, Wordmark } from "../components/Wordmark";
import { addressOfDoor } from "../domain/door";
import { formatDay } from "../domain/time";
import { giveUnsentTo } from "../form/unsent";
import { useSpeech } from "../messages/language";
import { JoinForm } from "./JoinForm";

export function SignInPage() {
  const { t, say } = useSpeech();
  const welcome = useQuery(welcomeQuery).data;
  const [member, setMember] = useState("");
  const [joining, setJoining] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  useTitle(t.signIn.title);

  const choose = (chosen: string) => {
    setMember(chosen);
    password.current?.focus();
  };

  return (
    <div className="door">
      <header className="door-brand">
        <div className="door-top">
          <Wordmark />
          <LanguageSwitch />
        </div>
        <div className="door-words">
          <p className="door-province">{say(welcome?.province)}</p>
          <p className="door-promise">{t.promise}</p>
        </div>
        <Petals size={280} />
      </header>
      <main className="door-main">
        {welcome && welcome.doors.length > 1 && <Doors doors={welcome.doors} />}
        {joining ? (
          <JoinForm onBack={() => setJoining(false)} />
        ) : (
          <>
            <h1>{t.signIn.title}</h1>
            <WeakBrowser />
            <SignInForm member={member} onMember={setMember} passwordBox={password} />
            <button type="button" className="secondary" onClick={() => setJoining(true)}>
              {t.people.join}
            </button>
          </>
        )}
        {welcome?.demo && !joining && (
          <section className="demo" aria-labelledby="demo-title">
            <h2 id="demo-title">{t.signIn.demo}</h2>
            <p className="hint">{t.signIn.demoNote}</p>
            <ul className="demo-members">
              {welcome.members.map((one) => (
                <li key={one.member}>
                  <button type="button" aria-pressed={member === one.member} onClick={() => choose(one.member)}>
                    <strong>{say(one.title)}</strong>
                    <span>{one.member}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </main>
    </div>
  );
}

/** The other provinces and years that this server opens, each under a host name of its own. */
function Doors({ doors }: { doors: Welcome["doors"] }) {
  const { t, say } = useSpeech();
  return (
    <nav className="doors" aria-label={t.signIn.doors}>
      <ul>
        {doors.map((door) => (
          <li key={door.label}>
            <a
              href={addressOfDoor(door.label, doors, window.location)}
              aria-current={door.is_here ? "page" : undefined}
            >
              <strong>{say(door.province)}</strong>
              <span>{formatDay(door.on)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface SignInFormProps {
  member: string;
  onMember: (member: string) => void;
  passwordBox: RefObject<HTMLInputElement | null>;
}

function SignInForm({ member, onMember, passwordBox }: SignInFormProps) {
  const { t } = useSpeech();
  const errorWords = useErrorWords();
  const [problem, setProblem] = useState("");
  const [working, setWorking] = useState(false);

  const codeBox = useRef<HTMLInputElement>(null);

  const enter = async (step: () => Promise<Me>) => {
    setProblem("");
    setWorking(true);
    try {
      const me = await step();
      giveUnsentTo(me.member);
      // What another member read goes; the question who is signed in stays, because the app waits for its answer.
      forgetWhatWasRead();
      queryClient.setQueryData(meQuery.queryKey, me);
    } catch (error) {
      setProblem(error instanceof NoPasskey ? t.security.noPasskey : errorWords(error));
      setWorking(false);
    }
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const password = passwordBox.current?.value ?? "";
    if (member.trim() === "") return setProblem(t.signIn.needMember);
    if (password === "") return setProblem(t.signIn.needPassword);
    await enter(() => signIn(member.trim(), password, codeBox.current?.value.trim() ?? ""));
  };

  return (
    <form className="sign-in" noValidate onSubmit={submit}>
      <div role="alert">{problem && <p className="error-summary">{problem}</p>}</div>
      <div className="field">
        <label htmlFor="member">{t.signIn.member}</label>
        <input
          id="member"
          type="text"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={member}
          onChange={(event) => onMember(event.currentTarget.value)}
        />
      </div>
      <PasswordBox id="password" label={t.signIn.password} box={passwordBox} />
      <TextBox id="code" label={t.security.codeIfAny} autoComplete="one-time-code" box={codeBox} />
      <button type="submit" className="primary" disabled={working}>
        {working ? t.signIn.working : t.signIn.button}
      </button>
      {passkeysWork() && (
        <button type="button" className="secondary" disabled={working} onClick={() => void enter(signInWithPasskey)}>
          {t.security.withPasskey}
        </button>
      )}
    </form>
  );
}
