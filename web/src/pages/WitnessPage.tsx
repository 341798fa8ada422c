import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Witness, Witnesses } from "../api/client";
import { queryClient, witnessesQuery } from "../api/queries";
import { keepCosignature } from "../api/writes";
import { Answer, useErrorWords } from "../components/Answer";
import { QrCode } from "../components/QrCode";
import { useTitle } from "../components/use-title";
import { formatMoment } from "../domain/time";
import { useSpeech } from "../messages/language";
import "../styles/witness.css";

/** Who watches the ledger from outside. A witness without a network is shown a QR code and its answer is typed in here. */
export function WitnessPage() {
  const { t } = useSpeech();
  const witnesses = useQuery(witnessesQuery);
  useTitle(t.witness.title);
  return (
    <div className="page witness-page">
      <h1 className="page-title">{t.witness.title}</h1>
      <Answer of={witnesses}>{(view) => <Content view={view} />}</Answer>
    </div>
  );
}

function Content({ view }: { view: Witnesses }) {
  const { t } = useSpeech();
  return (
    <>
      <section className="card">
        <p>{t.witness.about}</p>
        <p className="ledger">
          {t.case.ledger(view.checkpoint.size)} <code>{view.checkpoint.root}</code>
        </p>
        <p className="ledger">
          {t.witness.logKey} <code>{view.checkpoint.log}</code>
        </p>
        <p>
          <strong>{view.witnessed > 0 ? t.witness.witnessed(view.witnessed) : t.witness.notWitnessed}</strong>
        </p>
      </section>
      {view.witnesses.length === 0 && <p className="none">{t.witness.none}</p>}
      {view.witnesses.map((one) => (
        <OneWitness key={one.key} witness={one} size={view.checkpoint.size} />
      ))}
    </>
  );
}

function OneWitness({ witness, size }: { witness: Witness; size: number }) {
  const { t } = useSpeech();
  const [shown, setShown] = useState(false);
  return (
    <section className="card">
      <h2>{witness.name}</h2>
      <p className="ledger">
        <code>{witness.key}</code>
      </p>
      <p>
        {witness.online ? t.witness.online : t.witness.offline}{" "}
        {witness.size > 0 ? t.witness.cosigned(witness.size, formatMoment(witness.cosigned_at)) : t.witness.never}
      </p>
      {witness.request !== "" && !shown && (
        <button type="button" className="secondary" onClick={() => setShown(true)}>
          {t.witness.show}
        </button>
      )}
      {witness.request !== "" && shown && (
        <>
          <p>{t.witness.steps}</p>
          <QrCode text={witness.request} label={t.witness.code(witness.name, size)} />
          <details>
            <summary>{t.witness.asText}</summary>
            <pre className="witness-request">{witness.request}</pre>
          </details>
          <AnswerForm size={size} />
        </>
      )}
    </section>
  );
}

function AnswerForm({ size }: { size: number }) {
  const { t } = useSpeech();
  const errorWords = useErrorWords();
  const [lines, setLines] = useState("");
  const [problem, setProblem] = useState("");
  const send = async (event: FormEvent) => {
    event.preventDefault();
    try {
      queryClient.setQueryData(witnessesQuery.queryKey, await keepCosignature(size, `${lines.trim()}\n`));
    } catch (error) {
      setProblem(errorWords(error));
    }
  };
  return (
    <form onSubmit={send}>
      <label>
        {t.witness.answer}
        <textarea
          rows={4}
          value={lines}
          onInput={(event) => setLines(event.currentTarget.value)}
          spellCheck={false}
          autoComplete="off"
        />
      </label>
      {problem && <p role="alert">{problem}</p>}
      <button type="submit">{t.witness.keep}</button>
    </form>
  );
}
