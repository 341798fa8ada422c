import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Export, Exports, Mark } from "../api/client";
import { exportsQuery, homeQuery, queryClient } from "../api/queries";
import { askExport, confirmExport, takeExport, traceMark } from "../api/writes";
import { Answer, useErrorWords } from "../components/Answer";
import { announce } from "../components/announce";
import { Clause } from "../components/Clause";
import { choiceField, QuestionForm, questionField, questionForm } from "../components/QuestionForm";
import { StepUpDialog } from "../components/StepUpDialog";
import { saveFile } from "../components/save-file";
import { useTitle } from "../components/use-title";
import { formatMoment } from "../domain/time";
import { useSpeech } from "../messages/language";

/** Taking cases out in a file: what was asked for, what waits for a second person, and whose file a row is from. */
export function ExportsPage() {
  const { t } = useSpeech();
  const exports = useQuery(exportsQuery);
  useTitle(t.exports.title);
  return (
    <div className="page">
      <h1 className="page-title">{t.exports.title}</h1>
      <Answer of={exports}>
        {(view) => (
          <>
            <p className="hint">
              {t.exports.about(view.persons_alone, view.alone_hours, view.hours)} <Clause source={view.source} />
            </p>
            {view.exports.length === 0 && <p className="empty">{t.exports.none}</p>}
            <ul className="boxed-list">
              {view.exports.map((one) => (
                <ExportItem key={one.sequence} one={one} />
              ))}
            </ul>
            <Ask view={view} />
            {view.may_trace && <Trace />}
          </>
        )}
      </Answer>
    </div>
  );
}

function keep(view: Exports) {
  queryClient.setQueryData(exportsQuery.queryKey, view);
  void queryClient.invalidateQueries(homeQuery);
}

function ExportItem({ one }: { one: Export }) {
  const { t, say, language } = useSpeech();
  const errorWords = useErrorWords();
  const [problem, setProblem] = useState("");
  const [working, setWorking] = useState(false);
  const [stepping, setStepping] = useState(false);
  const during = async (step: () => Promise<void>) => {
    setWorking(true);
    setProblem("");
    try {
      await step();
    } catch (error) {
      setProblem(errorWords(error));
    }
    setWorking(false);
  };
  const take = async () => {
    const file = await takeExport(one.sequence, language);
    saveFile(file.file_name, file.text);
    announce(t.exports.saved(file.persons, file.left_out));
    await queryClient.invalidateQueries(exportsQuery);
  };
  const confirm = () => during(async () => keep(await confirmExport(one.sequence)));
  return (
    <li className="boxed" data-state={one.state}>
      <h2 className="boxed-title">{t.exports.what(one.persons, one.classes.map(say).join("; "))}</h2>
      <p>
        {say(one.reason)} · {t.exports.asked(one.member, formatMoment(one.at))}
      </p>
      <p>
        <strong>{t.exports.states[one.state as keyof typeof t.exports.states]}</strong>
        {one.state !== "over" && ` ${t.exports.until(formatMoment(one.until))}`}
      </p>
      {one.confirmed_by && one.confirmed_at && (
        <p>{t.exports.confirmedBy(one.confirmed_by, formatMoment(one.confirmed_at))}</p>
      )}
      {one.taken_at && <p>{t.exports.taken(formatMoment(one.taken_at))}</p>}
      <div role="alert">{problem && <p className="error-summary">{problem}</p>}</div>
      {one.may_take && (
        <button type="button" className="primary" disabled={working} onClick={() => during(take)}>
          {t.exports.take}
          <span className="sr-only">: {t.case.entry(one.sequence)}</span>
        </button>
      )}
      {one.may_confirm && (
        <button
          type="button"
          className="primary"
          disabled={working}
          onClick={() => (one.asks_step_up ? setStepping(true) : confirm())}
        >
          {t.exports.confirm}
          <span className="sr-only">: {t.case.entry(one.sequence)}</span>
        </button>
      )}
      {stepping && (
        <StepUpDialog
          onClose={() => setStepping(false)}
          onDone={() => {
            setStepping(false);
            void confirm();
          }}
        />
      )}
    </li>
  );
}

function Ask({ view }: { view: Exports }) {
  const { t, say } = useSpeech();
  const [stepping, setStepping] = useState(false);
  if (view.classes.length === 0) return <p className="notice">{t.exports.nothing}</p>;
  const beside = view.classes.filter((one) => !one.always && !one.asks_step_up);
  const shut = view.classes.filter((one) => one.asks_step_up);
  const fields = [
    choiceField("reason", t.exports.reason, view.reasons),
    { ...questionField("opened_from", t.exports.from, "date"), field_class: "F1" },
    { ...questionField("opened_until", t.exports.to, "date"), field_class: "F1" },
  ];
  if (beside.length > 0) {
    const options = beside.map((one) => ({ code: one.field_class, label: one.name }));
    fields.push({ ...questionField("classes", t.exports.beside, "choices"), field_class: "F1", options });
  }
  const always = view.classes
    .filter((one) => one.always)
    .map((one) => say(one.name))
    .join("; ");
  return (
    <section className="card" aria-labelledby="ask-export">
      <h2 id="ask-export">{t.exports.askTitle}</h2>
      <p>{t.exports.always(always)}</p>
      {shut.map((one) => (
        <p key={one.field_class}>
          {t.exports.shut(say(one.name))}{" "}
          <button type="button" className="secondary" onClick={() => setStepping(true)}>
            {t.security.stepUp}
          </button>
        </p>
      ))}
      <QuestionForm
        form={questionForm("export", fields)}
        button={t.exports.ask}
        ask={async ({ reason, classes, ...period }) => {
          keep(await askExport({ reason: String(reason), classes: (classes as string[]) ?? [], ...period }));
          announce(t.exports.done);
        }}
        clears
      />
      {stepping && (
        <StepUpDialog
          onClose={() => setStepping(false)}
          onDone={() => {
            setStepping(false);
            void queryClient.invalidateQueries(exportsQuery);
          }}
        />
      )}
    </section>
  );
}

function Trace() {
  const { t, say } = useSpeech();
  const [found, setFound] = useState<Mark>();
  return (
    <section className="card" aria-labelledby="trace-row">
      <h2 id="trace-row">{t.exports.traceTitle}</h2>
      <p>{t.exports.traceAbout}</p>
      <QuestionForm
        form={questionForm("trace", [
          { ...questionField("mark", t.exports.mark, "text"), field_class: "F1", required: true },
        ])}
        button={t.exports.trace}
        ask={async ({ mark }) => {
          setFound(undefined);
          setFound(await traceMark(String(mark)));
        }}
      />
      <div role="status">
        {found && (
          <p className="note">
            {t.exports.traced(found.member, say(found.unit_name), formatMoment(found.at))} (
            {t.case.entry(found.sequence)})
          </p>
        )}
      </div>
    </section>
  );
}
