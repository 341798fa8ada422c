import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { ApiError, type Case, type Form, type Me } from "../api/client";
import { caseQuery, formsQuery, meQuery } from "../api/queries";
import { Answer, useErrorWords } from "../components/Answer";
import { announce } from "../components/announce";
import { Drafts } from "../components/Drafts";
import { Icon } from "../components/Icon";
import { useTitle } from "../components/use-title";
import { kDraftSaved, kDraftStage, kReceived } from "../domain/kinds";
import { type Draft, draftFrom, offeredDraft } from "../form/draft";
import { ErrorSummary } from "../form/ErrorSummary";
import { FormFields } from "../form/FormFields";
import { type FieldProblem, problemsOf, serverProblems } from "../form/problems";
import { useSpeech } from "../messages/language";
import { type Begun, type SaveState, useIntake } from "./use-intake";

/** A reception: begun by the first answer, kept as one types, told to others only by the last button. */
export function IntakePage() {
  return (
    <IntakeFrame>
      {(form, me) => <Intake form={form} first={offeredDraft(form, me)} reopened={undefined} codeName="" />}
    </IntakeFrame>
  );
}

export function ReopenedIntakePage() {
  const { t } = useSpeech();
  const caseId = useParams({ strict: false }).caseId ?? "";
  const [asOpened] = useState({ gcTime: 0, refetchOnMount: "always" as const });
  const opened = useQuery({ ...caseQuery(caseId), ...asOpened });
  return (
    <IntakeFrame key={caseId}>
      {(form) => (
        <Answer of={opened}>
          {(shown) =>
            shown.stage === kDraftStage ? (
              <Intake
                form={form}
                first={draftFrom(form, storedAnswers(shown))}
                reopened={{ caseId, version: shown.version }}
                codeName={shown.code_name}
              />
            ) : (
              <p>{t.intake.received}</p>
            )
          }
        </Answer>
      )}
    </IntakeFrame>
  );
}

/** Every save holds the whole form, so the newest one is the draft. */
function storedAnswers(shown: Case) {
  return shown.timeline.find((entry) => entry.kind === kDraftSaved)?.fields ?? [];
}

function IntakeFrame({ children }: { children: (form: Form, me: Me) => ReactNode }) {
  const { t } = useSpeech();
  const me = useQuery(meQuery).data;
  const forms = useQuery(formsQuery);
  useTitle(t.intake.title);
  return (
    <div className="page intake">
      <h1 className="page-title">{t.intake.title}</h1>
      {me?.may_receive ? (
        <Answer of={forms}>
          {(view) => {
            const form = view.forms.find((one) => one.kind === kReceived);
            return form ? children(form, me) : <p>{t.act.gone}</p>;
          }}
        </Answer>
      ) : (
        <p>{t.intake.notAllowed}</p>
      )}
    </div>
  );
}

interface IntakeProps {
  form: Form;
  first: Draft;
  reopened: Begun | undefined;
  codeName: string;
}

function Intake({ form, first, reopened, codeName }: IntakeProps) {
  const { t, say } = useSpeech();
  const navigate = useNavigate();
  const errorWords = useErrorWords();
  const { draft, saveState, begun, answer, receive } = useIntake(form, first, reopened);
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const [general, setGeneral] = useState<string[]>([]);
  const [working, setWorking] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = problemsOf(form, draft, t, say);
    setProblems(found);
    setGeneral([]);
    if (found.length > 0 || working) return;
    setWorking(true);
    try {
      const caseId = await receive();
      announce(t.act.done(say(form.title)));
      await navigate({ to: "/ho-so/$caseId", params: { caseId } });
    } catch (error) {
      const refused = error instanceof ApiError && error.problem ? serverProblems(form, error.problem, say) : [];
      setProblems(refused);
      setGeneral(refused.length > 0 ? [] : [errorWords(error)]);
      setWorking(false);
    }
  };

  return (
    <>
      {!begun && <Drafts />}
      <form className="intake-form" noValidate onSubmit={submit}>
        {codeName && <p className="dialog-context">{t.intake.codeName(codeName)}</p>}
        <ErrorSummary form={form} problems={problems} general={general} />
        {form.note && <p className="note">{say(form.note)}</p>}
        <FormFields form={form} draft={draft} problems={problems} onAnswer={answer} />
        <div className="form-foot intake-foot">
          <button type="submit" className="primary" disabled={working}>
            {working ? t.act.working : t.intake.submit}
          </button>
          <SaveWords state={saveState} />
        </div>
      </form>
    </>
  );
}

function SaveWords({ state }: { state: SaveState }) {
  const { t } = useSpeech();
  const words = {
    none: t.intake.notYet,
    saving: t.intake.saving,
    failed: t.intake.failed,
    saved: state.kind === "saved" ? t.intake.saved(state.time) : "",
  }[state.kind];
  return (
    <p className="save-words" data-state={state.kind} role="status">
      {state.kind === "saved" && <Icon name="done" size={18} />}
      {words}
    </p>
  );
}
