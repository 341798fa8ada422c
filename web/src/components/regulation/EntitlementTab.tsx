import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { answerOf, client, type Entitlements, type Form, type FormField, type Text } from "../../api/client";
import { personFactsQuery } from "../../api/queries";
import type { RegulationSearch } from "../../domain/regulation";
import { formatDay } from "../../domain/time";
import { type Draft, fieldsToSend, type Typed } from "../../form/draft";
import { ErrorSummary } from "../../form/ErrorSummary";
import { FormFields } from "../../form/FormFields";
import { type FieldProblem, problemsOf } from "../../form/problems";
import { useSpeech } from "../../messages/language";
import { Answer, useErrorWords } from "../Answer";
import { EntitlementList } from "./EntitlementList";

interface EntitlementTabProps {
  search: RegulationSearch;
  /** The day shown. */
  on: string;
}

/** What a person may be given: asked by a form made from the regulation's data, with nothing answered beforehand. */
export function EntitlementTab({ search, on }: EntitlementTabProps) {
  const { t } = useSpeech();
  const facts = useQuery(personFactsQuery(search.on));
  return (
    <Answer of={facts}>
      {({ facts: fields }) =>
        fields.length > 0 ? (
          <Asking key={search.on} fields={fields} on={on} />
        ) : (
          <p className="empty">{t.regulation.noPersonFacts}</p>
        )
      }
    </Answer>
  );
}

interface Asked {
  view: Entitlements;
  said: { field: FormField; value: unknown }[];
  open: Text[];
}

interface AskingProps {
  fields: FormField[];
  on: string;
}

function Asking({ fields, on }: AskingProps) {
  const { t, say } = useSpeech();
  const asking = useAsking({ fields, on });
  const result = useRef<HTMLHeadingElement>(null);
  const { asked } = asking;
  const answerWords = (field: FormField, value: unknown): string => {
    const option = field.options.find(({ code }) => code === value);
    if (option) return say(option.label);
    if (typeof value === "boolean") return value ? t.form.yes : t.form.no;
    return field.type === "date" ? formatDay(String(value)) : String(value);
  };
  useEffect(() => {
    if (asked) result.current?.focus();
  }, [asked]);
  return (
    <div className="entitlements">
      <section className="ask" aria-labelledby="ask-title">
        <h2 id="ask-title">{t.regulation.ask}</h2>
        <p className="hint">{t.regulation.askNote}</p>
        <form noValidate onSubmit={asking.submit}>
          <ErrorSummary form={asking.form} problems={asking.problems} general={asking.general} />
          <FormFields form={asking.form} draft={asking.draft} problems={asking.problems} onAnswer={asking.answer} />
          <div className="form-foot">
            <button type="submit" className="primary">
              {t.regulation.find}
            </button>
          </div>
        </form>
      </section>
      {asked && (
        <section className="granted" aria-labelledby="granted-title">
          <h2 id="granted-title" tabIndex={-1} ref={result}>
            {t.regulation.granted(formatDay(asked.view.on))}
          </h2>
          <p className="hint">
            {[
              ...asked.said.map(({ field, value }) => `${say(field.label)}: ${answerWords(field, value)}`),
              ...(asked.open.length > 0 ? [t.regulation.notSaid(asked.open.map(say).join(", "))] : []),
            ].join(" · ")}
          </p>
          <EntitlementList view={asked.view} />
        </section>
      )}
    </div>
  );
}

function useAsking({ fields, on }: AskingProps) {
  const { t, say } = useSpeech();
  const errorWords = useErrorWords();
  const form: Form = { kind: "entitlements", title: kNoText, button: kNoText, fields };
  const [draft, setDraft] = useState<Draft>({});
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const [general, setGeneral] = useState<string[]>([]);
  const [asked, setAsked] = useState<Asked>();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = problemsOf(form, draft, t, say);
    setProblems(found);
    setGeneral([]);
    if (found.length > 0) return;
    const facts = fieldsToSend(form, draft);
    try {
      const view = await answerOf(client.POST("/api/v1/regulation/entitlements", { body: { on, facts } }));
      const answered = fields.filter(({ name }) => name in facts);
      setAsked({
        view,
        said: answered.map((field) => ({ field, value: facts[field.name] })),
        open: fields.filter(({ name }) => !(name in facts)).map(({ label }) => label),
      });
    } catch (error) {
      setGeneral([errorWords(error)]);
    }
  };

  const answer = (name: string, typed: Typed | undefined) =>
    setDraft(({ [name]: _before, ...others }) => (typed === undefined ? others : { ...others, [name]: typed }));

  return { form, draft, problems, general, asked, submit, answer };
}

const kNoText: Text = { vi: "", en: "" };
