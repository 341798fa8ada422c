import { type FormEvent, useState } from "react";
import type { Form, FormField, Text } from "../api/client";
import { type Draft, fieldsToSend, type Typed } from "../form/draft";
import { ErrorSummary } from "../form/ErrorSummary";
import { FormFields } from "../form/FormFields";
import { type FieldProblem, problemsOf } from "../form/problems";
import { useSpeech } from "../messages/language";
import type { Messages } from "../messages/vi";
import { useErrorWords } from "./Answer";

interface QuestionFormProps {
  form: Form;
  button: string;
  /** What was entered; a form answered well is emptied when `clears`. */
  ask: (fields: Record<string, unknown>) => Promise<void>;
  clears?: boolean;
}

/** A short form of the page itself. Nothing of what is typed is kept. */
export function QuestionForm({ form, button, ask, clears = false }: QuestionFormProps) {
  const { t, say } = useSpeech();
  const errorWords = useErrorWords();
  const [draft, setDraft] = useState<Draft>({});
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const [general, setGeneral] = useState<string[]>([]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = problemsOf(form, draft, t, say);
    setProblems(wrong);
    setGeneral([]);
    if (wrong.length > 0) return;
    try {
      await ask(fieldsToSend(form, draft));
      if (clears) setDraft({});
    } catch (error) {
      setGeneral([errorWords(error)]);
    }
  };
  const answer = (name: string, typed: Typed | undefined) =>
    setDraft(({ [name]: _before, ...others }) => (typed === undefined ? others : { ...others, [name]: typed }));

  return (
    <form noValidate onSubmit={submit}>
      <ErrorSummary form={form} problems={problems} general={general} />
      <FormFields form={form} draft={draft} problems={problems} onAnswer={answer} />
      <div className="form-foot">
        <button type="submit" className="primary">
          {button}
        </button>
      </div>
    </form>
  );
}

const kNoText: Text = { vi: "", en: "" };

export function questionForm(kind: string, fields: FormField[]): Form {
  return { kind, title: kNoText, button: kNoText, fields };
}

export function questionField(name: string, label: string, type: string): FormField {
  return {
    name,
    label: { vi: label, en: label },
    field_class: "F3",
    type,
    required: false,
    later: false,
    options: [],
  };
}

export function choiceField(name: string, label: string, options: { code: string; label: Text }[]): FormField {
  return { ...questionField(name, label, "choice"), field_class: "F1", required: true, options };
}

/** By what a person is searched for. */
export function personFields(t: Messages): FormField[] {
  return [
    questionField("name", t.search.name, "text"),
    { ...questionField("birth_year", t.search.birthYear, "integer"), min: 1900, max: 2100 },
    questionField("document", t.search.document, "text"),
  ];
}
