import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { Case, Form, FormField, PersonSearch as Found, Text } from "../../api/client";
import { type PersonQuestion, searchPersons } from "../../api/writes";
import { type Draft, fieldsToSend, type Typed } from "../../form/draft";
import { ErrorSummary } from "../../form/ErrorSummary";
import { FormFields } from "../../form/FormFields";
import { type FieldProblem, problemsOf } from "../../form/problems";
import { useSpeech } from "../../messages/language";
import type { Messages } from "../../messages/vi";
import { useErrorWords } from "../Answer";
import { announce } from "../announce";
import { Dialog } from "../Dialog";

/** Is she in another case already? Nothing is kept of what is typed; the search itself is on record. */
export function PersonSearch({ view, onClose }: { view: Case; onClose: () => void }) {
  const { t } = useSpeech();
  const [found, setFound] = useState<Found>();
  return (
    <Dialog title={t.search.title} context={view.code_name} onClose={onClose}>
      <p className="hint">{t.search.about}</p>
      <Asking view={view} onFound={setFound} />
      {found && <Hits found={found} onClose={onClose} />}
    </Dialog>
  );
}

function Asking({ view, onFound }: { view: Case; onFound: (found: Found) => void }) {
  const { t, say } = useSpeech();
  const errorWords = useErrorWords();
  const form = formFor(view, t);
  const [draft, setDraft] = useState<Draft>({});
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const [general, setGeneral] = useState<string[]>([]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = problemsOf(form, draft, t, say);
    setProblems(wrong);
    setGeneral([]);
    if (wrong.length > 0) return;
    const { purpose, name = "", ...others } = fieldsToSend(form, draft);
    try {
      const found = await searchPersons(view.case_id, String(purpose), { name, ...others } as PersonQuestion);
      announce(t.search.count(found.hits.length));
      onFound(found);
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
          {t.search.find}
        </button>
      </div>
    </form>
  );
}

function Hits({ found, onClose }: { found: Found; onClose: () => void }) {
  const { t, say } = useSpeech();
  return (
    <section aria-labelledby="found-title">
      <h2 id="found-title">{t.search.count(found.hits.length)}</h2>
      <ul className="emergencies">
        {found.hits.map((hit) => (
          <li key={hit.case_id} className="emergency">
            <Link to="/ho-so/$caseId" params={{ caseId: hit.case_id }} onClick={onClose}>
              {hit.code_name}
            </Link>{" "}
            · {say(hit.stage_name)} · {hit.by.map((by) => t.search.by[by as keyof typeof t.search.by]).join(", ")}
          </li>
        ))}
      </ul>
      <p className="hint">{t.search.left(found.left)}</p>
    </section>
  );
}

const kNoText: Text = { vi: "", en: "" };

function formFor(view: Case, t: Messages): Form {
  const field = (name: string, label: string, type: string): FormField => ({
    name,
    label: { vi: label, en: label },
    field_class: "F3",
    type,
    required: false,
    later: false,
    options: [],
  });
  const purpose: FormField = {
    ...field("purpose", t.search.purpose, "choice"),
    field_class: "F1",
    required: true,
    options: view.search_purposes.map((one) => ({ code: one.purpose, label: one.name })),
  };
  return {
    kind: "person-search",
    title: kNoText,
    button: kNoText,
    fields: [
      purpose,
      field("name", t.search.name, "text"),
      { ...field("birth_year", t.search.birthYear, "integer"), min: 1900, max: 2100 },
      field("document", t.search.document, "text"),
    ],
  };
}
