import { useState } from "react";
import type { BrokenInvariant, ChangedRule, RuleChange } from "../../api/client";
import { queryClient, ruleChangeQuery } from "../../api/queries";
import { reviewRuleChange } from "../../api/writes";
import { formatMoment } from "../../domain/time";
import { useSpeech } from "../../messages/language";
import { useErrorWords } from "../Answer";
import { announce } from "../announce";
import { Clause } from "../Clause";
import { Dialog } from "../Dialog";
import { StepUpDialog } from "../StepUpDialog";

/** What a proposed change of the rules opens and closes, who has put her name under it, and the changes of before. */
export function ChangeTab({ view }: { view: RuleChange }) {
  const { t } = useSpeech();
  return (
    <div className="sources">
      {view.standing === "none" ? <p className="empty">{t.ruleChange.none}</p> : <Proposed view={view} />}
      <Past view={view} />
    </div>
  );
}

function Proposed({ view }: { view: RuleChange }) {
  const { t } = useSpeech();
  return (
    <section className="source-part" aria-labelledby="proposed-change">
      <h2 id="proposed-change">{t.ruleChange.title}</h2>
      {view.standing === "counting" && <p role="status">{t.ruleChange.counting}</p>}
      {view.standing === "failed" && <p className="notice">{t.ruleChange.failed}</p>}
      {view.standing === "ready" && (
        <>
          <p className="change-sum">{t.ruleChange.sum(view.gained, view.lost, view.requests)}</p>
          <p className="hint">{t.ruleChange.about}</p>
        </>
      )}
      <Invariants view={view} />
      <Flips view={view} />
      <Words view={view} />
      <Rules view={view} />
      <Reviews view={view} />
      <p className="hint">
        {t.ruleChange.fingerprints} <Mark of={view.before} /> → <Mark of={view.after} />
      </p>
    </section>
  );
}

function Flips({ view }: { view: RuleChange }) {
  const { t, say, number } = useNumbers();
  if (view.flips.length === 0) return null;
  return (
    <>
      <h3 id="flips">{t.ruleChange.flips}</h3>
      <table className="flips" aria-labelledby="flips">
        <thead>
          <tr>
            <th scope="col">{t.ruleChange.role}</th>
            <th scope="col">{t.ruleChange.what}</th>
            <th scope="col" className="count-cell">
              {t.ruleChange.gained}
            </th>
            <th scope="col" className="count-cell">
              {t.ruleChange.lost}
            </th>
          </tr>
        </thead>
        <tbody>
          {view.flips.map((flip) => (
            <tr key={`${flip.action} ${flip.field_class} ${flip.role}`}>
              <th scope="row">{say(flip.role_name)}</th>
              <td>
                {say(flip.action_name)}
                {flip.class_name && `: ${say(flip.class_name)} (${flip.field_class})`}
              </td>
              <td className="count-cell" data-label={t.ruleChange.gained}>
                +{number(flip.gained)}
              </td>
              <td className="count-cell" data-label={t.ruleChange.lost}>
                −{number(flip.lost)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Whether the proposed rules keep what must never be; nobody signs before that is known, or while one is broken. */
function Invariants({ view }: { view: RuleChange }) {
  const { t } = useSpeech();
  const { standing, requests, broken, changed } = view.invariants;
  return (
    <>
      <h3>{t.ruleChange.invariants}</h3>
      {standing === "counting" && <p role="status">{t.ruleChange.invariantsCounting}</p>}
      {standing === "failed" && <p className="notice">{t.ruleChange.invariantsFailed}</p>}
      {standing === "held" && <p>{t.ruleChange.invariantsHeld(requests)}</p>}
      {standing === "broken" && (
        <>
          <p className="error-summary">{t.ruleChange.invariantsBroken(broken.length, requests)}</p>
          <ul className="source-rows">
            {broken.map((one) => (
              <Broken key={`${one.id} ${one.is_proposed}`} one={one} />
            ))}
          </ul>
        </>
      )}
      {changed.length === 0 ? (
        <p className="hint">{t.ruleChange.invariantsSame}</p>
      ) : (
        <>
          <p className="notice">{t.ruleChange.invariantsChanged}</p>
          <RuleRows rules={changed} />
        </>
      )}
    </>
  );
}

function Broken({ one }: { one: BrokenInvariant }) {
  const { t, say } = useSpeech();
  const relations = one.relations.map((relation) => say(relation)).join(" + ") || t.ruleChange.noRelation;
  const what = say(one.action_name) + (one.class_name ? `: ${say(one.class_name)} (${one.field_class})` : "");
  return (
    <li className="source-row">
      <p>
        <strong>{say(one.says)}</strong>
      </p>
      <p>{t.ruleChange.broken(one.requests, one.is_proposed)}</p>
      <p>
        {one.is_allowed ? t.ruleChange.example : t.ruleChange.exampleOpen} {say(one.role_name)} ({relations}): {what}.
      </p>
      <details>
        <summary>{t.ruleChange.exactly}</summary>
        <code>{one.example}</code>
      </details>
      <p className="marks">
        <Clause source={one.source} />
        <code>{one.id}</code>
      </p>
    </li>
  );
}

function Words({ view }: { view: RuleChange }) {
  const { t, say } = useSpeech();
  const changes: Record<string, string> = t.ruleChange.changes;
  const kinds: Record<string, string> = t.ruleChange.wordKinds;
  if (view.words.length === 0) return null;
  return (
    <>
      <h3>{t.ruleChange.words}</h3>
      <p className="hint">{t.ruleChange.wordsAbout}</p>
      <ul className="source-rows">
        {view.words.map((word) => (
          <li key={`${word.kind} ${word.id}`} className="source-row">
            <p>
              <strong>
                {changes[word.change]} {kinds[word.kind]}:
              </strong>{" "}
              {say(word.name)}
            </p>
            <p className="marks">
              <code>{word.id}</code>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function Rules({ view }: { view: RuleChange }) {
  const { t } = useSpeech();
  if (view.rules.length === 0) return null;
  return (
    <>
      <h3>{t.ruleChange.rules}</h3>
      <RuleRows rules={view.rules} />
    </>
  );
}

function RuleRows({ rules }: { rules: ChangedRule[] }) {
  const { t, say } = useSpeech();
  const changes: Record<string, string> = t.ruleChange.changes;
  return (
    <ul className="source-rows">
      {rules.map((rule) => (
        <li key={rule.id} className="source-row">
          <p>
            <strong>{changes[rule.change]}:</strong> {say(rule.says)}
          </p>
          <p className="marks">
            <Clause source={rule.source} />
            <code>{rule.id}</code>
          </p>
        </li>
      ))}
    </ul>
  );
}

function Reviews({ view }: { view: RuleChange }) {
  const { t, say, number } = useNumbers();
  const review = useReview(view);
  const sum = `+${number(view.gained)} −${number(view.lost)}`;
  return (
    <>
      <h3>{t.ruleChange.reviews}</h3>
      {view.reviews.length === 0 && <p>{t.ruleChange.noReview}</p>}
      <ul className="source-rows">
        {view.reviews.map((one) => (
          <li key={one.sequence} className="source-row">
            <p>
              {t.ruleChange.reviewed(one.member, say(one.unit_name), formatMoment(one.at))}{" "}
              <strong>{`+${number(one.gained)} −${number(one.lost)}`}</strong>
            </p>
            <p className="hint">
              {t.case.entry(one.sequence)} ·{" "}
              {one.held === undefined ? t.ruleChange.reviewedUnjudged : t.ruleChange.reviewedHeld(one.held)}
            </p>
          </li>
        ))}
      </ul>
      {view.may_review && (
        <div>
          <button type="button" className="primary" onClick={review.open}>
            {t.ruleChange.review(sum)}
          </button>
        </div>
      )}
      {review.asking && (
        <Dialog title={t.ruleChange.confirmTitle} narrow onClose={review.close}>
          <div role="alert">{review.problem && <p className="error-summary">{review.problem}</p>}</div>
          <p>{t.ruleChange.sum(view.gained, view.lost, view.requests)}</p>
          <p>{t.ruleChange.invariantsHeld(view.invariants.requests)}</p>
          <p>{t.ruleChange.confirmAbout}</p>
          <button type="button" className="primary" disabled={review.working} onClick={review.sign}>
            {t.ruleChange.sign(sum)}
          </button>
        </Dialog>
      )}
      {review.stepping && <StepUpDialog onClose={review.close} onDone={review.sign} />}
    </>
  );
}

/** She confirms, shows again who she is where that is asked, and then it is signed. */
function useReview(view: RuleChange) {
  const { t } = useSpeech();
  const errorWords = useErrorWords();
  const [step, setStep] = useState<"none" | "asking" | "stepping">("none");
  const [problem, setProblem] = useState("");
  const [working, setWorking] = useState(false);
  const send = async () => {
    setWorking(true);
    setProblem("");
    setStep("asking");
    try {
      const { before, after, gained, lost } = view;
      const seen = { before, after, gained, lost, held: view.invariants.requests };
      queryClient.setQueryData(ruleChangeQuery.queryKey, await reviewRuleChange(seen));
      setStep("none");
      announce(t.ruleChange.done);
    } catch (error) {
      setProblem(errorWords(error));
    }
    setWorking(false);
  };
  return {
    asking: step === "asking",
    stepping: step === "stepping",
    problem,
    working,
    open: () => {
      setProblem("");
      setStep("asking");
    },
    close: () => setStep("none"),
    sign: () => {
      if (step === "asking" && view.asks_step_up) setStep("stepping");
      else void send();
    },
  };
}

function Past({ view }: { view: RuleChange }) {
  const { t } = useSpeech();
  if (view.past.length === 0) return null;
  return (
    <section className="source-part" aria-labelledby="past-changes">
      <h2 id="past-changes">{t.ruleChange.past}</h2>
      <ul className="source-rows">
        {view.past.map((one) => (
          <li key={one.sequence} className="source-row">
            <p>{(one.is_same ? t.ruleChange.wholeMark : t.ruleChange.cameIntoUse)(formatMoment(one.at))}</p>
            {!one.is_same && (
              <p>
                <span className="mark" data-certainty={one.reviews > 0 ? "verified" : "unverified"}>
                  {t.ruleChange.reviewedBy(one.reviews)}
                </span>
              </p>
            )}
            <p className="hint">
              <Mark of={one.before} /> → <Mark of={one.after} /> · {t.case.entry(one.sequence)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** As much of a fingerprint as can be read; compared and signed is the whole of it. */
function Mark({ of }: { of: string }) {
  const letters = 16;
  return <code title={of}>{of.length > letters ? `${of.slice(0, letters)}…` : of}</code>;
}

function useNumbers() {
  const speech = useSpeech();
  const format = new Intl.NumberFormat(speech.language === "vi" ? "vi-VN" : "en-GB");
  return { ...speech, number: (value: number) => format.format(value) };
}
