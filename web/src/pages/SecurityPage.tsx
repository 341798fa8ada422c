import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { encode } from "uqr";
import type { Security, StartedCodes } from "../api/client";
import { addPasskey, NoPasskey, passkeysWork } from "../api/passkey";
import { meQuery, queryClient, securityQuery } from "../api/queries";
import { changePassword, confirmCodes, endSession, removePasskey, startCodes } from "../api/writes";
import { Answer, useFormErrorWords } from "../components/Answer";
import { PasswordBox } from "../components/PasswordBox";
import { StepUpDialog } from "../components/StepUpDialog";
import { TextBox } from "../components/TextBox";
import { useTitle } from "../components/use-title";
import { serverInstant } from "../domain/clock";
import { formatMoment } from "../domain/time";
import { useSpeech } from "../messages/language";

const refresh = async () => {
  await queryClient.invalidateQueries({ queryKey: securityQuery.queryKey });
};

/** How this person shows that it is she: a second factor, the password, and where she is signed in. */
export function SecurityPage() {
  const { t } = useSpeech();
  const security = useQuery(securityQuery);
  const me = useQuery(meQuery).data;
  useTitle(t.security.title);
  return (
    <div className="page people">
      <h1 className="page-title">{t.security.title}</h1>
      {me?.must_enrol && <p role="status">{t.security.mustEnrol}</p>}
      <Answer of={security}>
        {(view) => (
          <>
            <Strength view={view} />
            <Codes view={view} />
            {passkeysWork() && <Passkeys view={view} member={me?.member ?? ""} />}
            <Sessions view={view} />
            <Password />
          </>
        )}
      </Answer>
    </div>
  );
}

/** What changes how she signs in, and what is most sealed, asks her to have shown lately that it is she. */
function Strength({ view }: { view: Security }) {
  const { t } = useSpeech();
  const [stepping, setStepping] = useState(false);
  const hasPasskey = view.passkeys.length > 0;
  if (!view.has_codes && !hasPasskey) return null;
  const standing = () => {
    if (view.passkey_until) return t.security.strongUntil(formatMoment(view.passkey_until));
    return view.strong_until ? t.security.strongByCode(formatMoment(view.strong_until)) : t.security.notStrong;
  };
  return (
    <section className="card">
      <p role="status">{standing()}</p>
      {(hasPasskey ? !view.passkey_until : !view.strong_until) && (
        <button type="button" className="secondary" onClick={() => setStepping(true)}>
          {t.security.stepUp}
        </button>
      )}
      {stepping && <StepUpDialog onClose={() => setStepping(false)} />}
    </section>
  );
}

interface FormProps {
  button: string;
  /** False: it came to nothing, and what was entered stays. */
  take: (entered: FormData) => Promise<unknown>;
  children: ReactNode;
}

/** A form of one card: what it could not do is said above it. */
function CardForm({ button, take, children }: FormProps) {
  const { t } = useSpeech();
  const errorWords = useFormErrorWords();
  const [problem, setProblem] = useState("");
  const [working, setWorking] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    setWorking(true);
    setProblem("");
    try {
      if ((await take(new FormData(form))) !== false) form.reset();
    } catch (error) {
      setProblem(error instanceof NoPasskey ? t.security.noPasskey : errorWords(error));
    }
    setWorking(false);
  };
  return (
    <form className="people-form" noValidate onSubmit={submit}>
      <div role="alert">{problem && <p className="error-summary">{problem}</p>}</div>
      {children}
      <button type="submit" className="secondary" disabled={working}>
        {button}
      </button>
    </form>
  );
}

const isAhead = (moment: string | undefined) => moment !== undefined && Date.parse(moment) > serverInstant();

const text = (entered: FormData, name: string) => String(entered.get(name) ?? "");

function Codes({ view }: { view: Security }) {
  const { t } = useSpeech();
  const [started, setStarted] = useState<StartedCodes>();
  const [recovery, setRecovery] = useState<string[]>([]);
  const begin = async () => setStarted(await startCodes());
  const confirm = async (entered: FormData) => {
    const { codes } = await confirmCodes(text(entered, "first-code").trim());
    setRecovery(codes);
    setStarted(undefined);
    await refresh();
  };
  // Only now: where codes were asked for before anything else, the page goes with it.
  const written = async () => {
    setRecovery([]);
    await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
  };
  return (
    <section className="card">
      <h2>{t.security.codes}</h2>
      <p>{view.has_codes ? t.security.codesSet(view.recovery_left) : t.security.codesNone}</p>
      {recovery.length > 0 && (
        <div role="status">
          <p>{t.security.recovery}</p>
          <ul className="fingerprint">
            {recovery.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
          <button type="button" className="primary" onClick={() => void written()}>
            {t.security.recoveryWritten}
          </button>
        </div>
      )}
      {started ? (
        <CardForm button={t.security.confirm} take={confirm}>
          <p>{t.security.scan}</p>
          <Picture of={started.uri} />
          <p>
            <code className="fingerprint">{started.secret}</code>
          </p>
          <TextBox id="first-code" label={t.security.code} autoComplete="one-time-code" />
        </CardForm>
      ) : (
        <CardForm button={view.has_codes ? t.security.codesAnew : t.security.codesBegin} take={begin}>
          {null}
        </CardForm>
      )}
    </section>
  );
}

/** A QR picture drawn by us: no markup from outside comes into the page. */
function Picture({ of }: { of: string }) {
  const { t } = useSpeech();
  const { data, size } = encode(of);
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t.security.picture}>
      <path d={path} />
    </svg>
  );
}

/** What is closed to her for want of a passkey stands with who she is. */
const refreshPasskeys = async () => {
  await refresh();
  await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
};

function Passkeys({ view, member }: { view: Security; member: string }) {
  const { t } = useSpeech();
  const [asking, setAsking] = useState<{ answer: (shown: boolean) => void }>();
  // Before the device makes a passkey that the server would refuse.
  const mustShow = (view.has_codes || view.passkeys.length > 0) && !isAhead(view.strong_until);
  const add = async (entered: FormData) => {
    const shown = !mustShow || (await new Promise<boolean>((answer) => setAsking({ answer })));
    setAsking(undefined);
    if (!shown) return false;
    await addPasskey(text(entered, "passkey-name").trim(), member);
    await refreshPasskeys();
    return true;
  };
  return (
    <section className="card">
      <h2>{t.security.passkeys}</h2>
      <p>{t.security.passkeysAbout}</p>
      <ul className="people-list">
        {view.passkeys.map((passkey) => (
          <li key={passkey.id} className="person">
            <p>
              <strong>{passkey.name}</strong> · {formatMoment(passkey.added_at)}
            </p>
            <CardForm
              button={t.security.remove(passkey.name)}
              take={() => removePasskey(passkey.id).then(refreshPasskeys)}
            >
              {null}
            </CardForm>
          </li>
        ))}
      </ul>
      <CardForm button={t.security.addPasskey} take={add}>
        <TextBox id="passkey-name" label={t.security.passkeyName} />
      </CardForm>
      {asking && <StepUpDialog onClose={() => asking.answer(false)} onDone={() => asking.answer(true)} />}
    </section>
  );
}

function Sessions({ view }: { view: Security }) {
  const { t } = useSpeech();
  return (
    <section className="card">
      <h2>{t.security.sessions}</h2>
      <ul className="people-list">
        {view.sessions.map((session) => (
          <li key={session.id} className="person">
            <p>
              {t.security.session(formatMoment(session.began_at), formatMoment(session.used_at))}
              {session.is_here && ` · ${t.security.here}`}
            </p>
            {!session.is_here && (
              <CardForm button={t.security.end} take={() => endSession(session.id).then(refresh)}>
                {null}
              </CardForm>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Password() {
  const { t } = useSpeech();
  const [done, setDone] = useState(false);
  const take = async (entered: FormData) => {
    await changePassword(text(entered, "old-password"), text(entered, "new-password"));
    setDone(true);
    await refresh();
  };
  return (
    <section className="card">
      <h2>{t.security.password}</h2>
      <p role="status">{done && t.security.passwordChanged}</p>
      <CardForm button={t.security.passwordChange} take={take}>
        <PasswordBox id="old-password" label={t.security.oldPassword} />
        <PasswordBox id="new-password" label={t.people.newPassword} hint={t.people.passwordHint} isNew />
      </CardForm>
    </section>
  );
}
