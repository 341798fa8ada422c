import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import type { Invitation, People, Person } from "../api/client";
import { meQuery, peopleQuery, queryClient } from "../api/queries";
import { invite, type PersonStep, renewKeys, takePersonStep } from "../api/writes";
import { Answer, useFormErrorWords } from "../components/Answer";
import { Dialog } from "../components/Dialog";
import { TextBox } from "../components/TextBox";
import { useTitle } from "../components/use-title";
import { formatDay, formatMoment } from "../domain/time";
import { useSpeech } from "../messages/language";

/** Who is a member, who waits, and what this person may sign. */
export function PeoplePage() {
  const { t, say } = useSpeech();
  const [unit, setUnit] = useState<string>();
  const people = useQuery(peopleQuery(unit));
  useTitle(t.people.title);
  return (
    <div className="page people">
      <h1 className="page-title">{t.people.title}</h1>
      <p className="hint">{t.people.about}</p>
      <Answer of={people}>
        {(view) => (
          <>
            {view.units.length > 0 && (
              <div className="field">
                <label htmlFor="unit">{t.people.unit}</label>
                <select id="unit" value={view.unit} onChange={(event) => setUnit(event.currentTarget.value)}>
                  <option value={view.unit}>{say(view.unit_name)}</option>
                  {view.units.map((choice) => (
                    <option key={choice.unit} value={choice.unit}>
                      {say(choice.unit_name)}
                    </option>
                  ))}
                </select>
              </div>
            )}
            <KeysStanding keys={view.keys} />
            <section className="card" aria-live="polite">
              <h2>
                {t.people.list}: {say(view.unit_name)}
              </h2>
              <ul className="people-list">
                {view.people.map((person) => (
                  <PersonRow key={person.member} person={person} elsewhere={person.unit !== view.unit} />
                ))}
              </ul>
            </section>
            {view.may_invite && <InviteForm key={view.unit} unit={view.unit} />}
          </>
        )}
      </Answer>
    </div>
  );
}

/** After somebody left, whoever is here wraps the case keys anew, a step at a time. */
function KeysStanding({ keys }: { keys: People["keys"] }) {
  const { t } = useSpeech();
  const errorWords = useFormErrorWords();
  const [standing, setStanding] = useState(keys);
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => setStanding(keys), [keys]);
  useEffect(() => {
    if (standing.finished || failure) return;
    let here = true;
    renewKeys().then(
      (next) => {
        if (!here) return;
        setStanding(next);
        if (next.finished) void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
      },
      (error) => here && setFailure(error),
    );
    return () => {
      here = false;
    };
  }, [standing, failure]);
  const again = () => {
    setFailure(undefined);
    setStanding((last) => (last.finished ? { ...last, finished: false, done: 0, damaged: 0 } : last));
  };
  const isDamaged = standing.finished && standing.damaged > 0;
  return (
    <>
      <p role="status">{!standing.finished && t.people.keys(standing.done, standing.total)}</p>
      {(isDamaged || Boolean(failure)) && (
        <div className="failure" role="alert">
          <p>{failure ? errorWords(failure) : t.people.keysDamaged(standing.damaged)}</p>
          <button type="button" className="secondary" onClick={again}>
            {t.retry}
          </button>
        </div>
      )}
    </>
  );
}

function PersonRow({ person, elsewhere }: { person: Person; elsewhere: boolean }) {
  const { t, say } = useSpeech();
  const [asked, setAsked] = useState<PersonStep>();
  const steps: [PersonStep, boolean][] = [
    ["approve", person.may_approve],
    ["remove", person.may_remove],
    ["withdraw", person.may_withdraw],
  ];
  return (
    <li className="person">
      <p>
        <strong>{say(person.title)}</strong> · {person.member}
        {elsewhere && ` · ${say(person.unit_name)}`}
      </p>
      <p className="hint">
        {t.people.standings[person.standing as keyof typeof t.people.standings]}
        {person.duties.includes("approver") && ` · ${t.people.approver}`}
        {` · ${t.people.since(formatDay(person.since))}`}
        {person.lacks_passkey && ` · ${t.people.noPasskey}`}
        {person.signed_by && ` · ${t.people.signedBy(person.signed_by)}`}
      </p>
      <div className="person-steps">
        {steps.map(
          ([step, may]) =>
            may && (
              <button key={step} type="button" className="secondary" onClick={() => setAsked(step)}>
                {t.people[step]}
              </button>
            ),
        )}
      </div>
      {asked && <StepDialog person={person} step={asked} onClose={() => setAsked(undefined)} />}
    </li>
  );
}

function StepDialog({ person, step, onClose }: { person: Person; step: PersonStep; onClose: () => void }) {
  const { t } = useSpeech();
  const errorWords = useFormErrorWords();
  const [compared, setCompared] = useState(false);
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState("");
  const take = async () => {
    if (step === "approve" && !compared) return setProblem(t.people.needCompared);
    setWorking(true);
    setProblem("");
    try {
      await takePersonStep(step, person.member, person.fingerprint ?? "");
      await queryClient.invalidateQueries({ queryKey: ["people"] });
      onClose();
    } catch (error) {
      setProblem(errorWords(error));
      setWorking(false);
    }
  };
  return (
    <Dialog title={t.people[step]} context={person.member} narrow onClose={onClose}>
      <p>{t.people.asks[step]}</p>
      {step === "approve" && (
        <>
          <p>
            {t.people.fingerprint}:
            <br />
            <code className="fingerprint">{person.fingerprint}</code>
          </p>
          <label className="choice">
            <input type="checkbox" checked={compared} onChange={(event) => setCompared(event.currentTarget.checked)} />{" "}
            {t.people.compared}
          </label>
        </>
      )}
      <div role="alert">{problem && <p className="error-summary">{problem}</p>}</div>
      <div className="person-steps">
        <button type="button" className="primary" disabled={working} onClick={() => void take()}>
          {t.people[step]}
        </button>
        <button type="button" className="secondary" disabled={working} onClick={onClose}>
          {t.cancel}
        </button>
      </div>
    </Dialog>
  );
}

function InviteForm({ unit }: { unit: string }) {
  const { t } = useSpeech();
  const errorWords = useFormErrorWords();
  const [invited, setInvited] = useState<Invitation>();
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState("");
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const entered = new FormData(form);
    const text = (name: string) => String(entered.get(name) ?? "").trim();
    setWorking(true);
    setProblem("");
    try {
      setInvited(
        await invite({
          member: text("invite-member"),
          unit,
          title_vi: text("invite-vi"),
          title_en: text("invite-en"),
          approver: entered.get("approver") === "on",
        }),
      );
      form.reset();
      await queryClient.invalidateQueries({ queryKey: ["people"] });
    } catch (error) {
      setProblem(errorWords(error));
    }
    setWorking(false);
  };
  return (
    <section className="card">
      <h2>{t.people.invite}</h2>
      {invited && (
        <div role="status">
          <p>
            {t.people.code}: <code className="fingerprint">{invited.code}</code>
          </p>
          <p>{t.people.codeNote(invited.member, formatMoment(invited.expires_at))}</p>
        </div>
      )}
      <form className="people-form" noValidate onSubmit={submit}>
        <div role="alert">{problem && <p className="error-summary">{problem}</p>}</div>
        <InviteFields />
        <button type="submit" className="primary" disabled={working}>
          {t.people.invite}
        </button>
      </form>
    </section>
  );
}

function InviteFields() {
  const { t } = useSpeech();
  return (
    <>
      <TextBox id="invite-member" label={t.people.name} hint={t.people.nameHint} />
      <TextBox id="invite-vi" label={t.people.titleVi} lang="vi" />
      <TextBox id="invite-en" label={t.people.titleEn} lang="en" />
      <label className="choice">
        <input name="approver" type="checkbox" /> {t.people.asApprover}
      </label>
    </>
  );
}
