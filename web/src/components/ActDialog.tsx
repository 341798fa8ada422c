import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { ApiError, type Beds, type Case, type ConsentText, type Form, type Me } from "../api/client";
import { bedsQuery, caseQuery, formsQuery, meQuery, queryClient, refreshCase } from "../api/queries";
import { OnceKey, performAct } from "../api/writes";
import { formatMoment } from "../domain/time";
import { type Draft, fieldsToSend, offeredDraft } from "../form/draft";
import { ErrorSummary } from "../form/ErrorSummary";
import { centreFieldOf, FormFields } from "../form/FormFields";
import { type FieldProblem, problemsOf, serverProblems } from "../form/problems";
import { dropUnsent, keepUnsent, unsentDraft } from "../form/unsent";
import { useSpeech } from "../messages/language";
import { Answer, useErrorWords } from "./Answer";
import { announce } from "./announce";
import { Clause } from "./Clause";
import { Dialog } from "./Dialog";
import { StepUpDialog } from "./StepUpDialog";

export interface ActToDo {
  caseId: string;
  codeName: string;
  kind: string;
  /** Answers the page knows already because they were tapped on: never an answer about a person. */
  preset?: Draft | undefined;
  /** The version of a case that this office answers for and does not find any more. */
  unopened?: number | undefined;
  /** She shows again who she is before she writes: it would be refused otherwise. */
  asksStepUp?: boolean | undefined;
  /** … with a passkey: a code would not do. */
  asksPasskey?: boolean | undefined;
}

/** What a form needs of the case: for who only answers there is no more than this. */
type Shown = Pick<Case, "case_id" | "version" | "acts">;

/** The form of one act over the case it is done to, after the step-up where the act asks for one. */
export function ActDialog({ act, onClose }: { act: ActToDo; onClose: () => void }) {
  const [isShown, setShown] = useState(!act.asksStepUp);
  if (!isShown) {
    return <StepUpDialog passkeyOnly={act.asksPasskey} onDone={() => setShown(true)} onClose={onClose} />;
  }
  return <ActOver act={act} onClose={onClose} />;
}

/** The case is opened for it: its version says what was seen. */
function ActOver({ act, onClose }: { act: ActToDo; onClose: () => void }) {
  const { t, say } = useSpeech();
  const forms = useQuery(formsQuery);
  const opened = useQuery({ ...caseQuery(act.caseId), enabled: act.unopened === undefined });
  const me = useQuery(meQuery).data;
  const form = forms.data?.forms.find((one) => one.kind === act.kind);
  const needsBeds = form?.fields.some((field) => field.type === "bed_group") ?? false;
  const beds = useQuery({ ...bedsQuery, enabled: needsBeds });
  const formOver = (shown: Shown) => {
    if (!form || !me) return <p>{t.act.gone}</p>;
    if (needsBeds && beds.isPending) return <p className="loading">{t.loading}</p>;
    const texts = forms.data?.consent_texts;
    const given = { form, shown, me, beds: beds.data, texts, preset: act.preset, onClose };
    return <ActForm {...given} />;
  };
  return (
    <Dialog title={form ? say(form.button) : t.loading} context={act.codeName} onClose={onClose}>
      <Answer of={forms}>
        {() =>
          act.unopened === undefined ? (
            <Answer of={opened}>{formOver}</Answer>
          ) : (
            formOver({ case_id: act.caseId, version: act.unopened, acts: [] })
          )
        }
      </Answer>
    </Dialog>
  );
}

interface ActFormProps {
  form: Form;
  shown: Shown;
  me: Me;
  beds: Beds | undefined;
  texts: ConsentText[] | undefined;
  preset: Draft | undefined;
  onClose: () => void;
}

function ActForm({ form, shown, me, beds, texts, preset, onClose }: ActFormProps) {
  const { t, say } = useSpeech();
  const writing = useActWriting({ form, shown, me, beds, texts, preset, onClose });
  const blocked = shown.acts.find((one) => one.kind === form.kind)?.blocked;
  return (
    <form noValidate onSubmit={writing.submit}>
      <ErrorSummary form={form} problems={writing.problems} general={writing.general} />
      {blocked && (
        <p className="notice">
          <strong>{t.case.blocked}.</strong> {say(blocked)}
        </p>
      )}
      {form.note && <p className="note">{say(form.note)}</p>}
      <FormFields
        form={form}
        draft={writing.draft}
        problems={writing.problems}
        beds={beds}
        texts={texts}
        onAnswer={writing.answer}
      />
      <div className="form-foot">
        <button type="submit" className="primary" disabled={writing.working}>
          {writing.working ? t.act.working : say(form.button)}
        </button>
        <button type="button" className="secondary" onClick={onClose}>
          {t.cancel}
        </button>
        {form.source && <Clause source={form.source} />}
      </div>
    </form>
  );
}

function useActWriting({ form, shown, me, beds, preset, onClose }: ActFormProps) {
  const { t, say } = useSpeech();
  const errorWords = useErrorWords();
  const [draft, setDraft] = useState<Draft>(
    () => preset ?? unsentDraft(shown.case_id, form.kind) ?? offeredDraft(form, me),
  );
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const [general, setGeneral] = useState<string[]>([]);
  const [working, setWorking] = useState(false);
  const once = useRef(new OnceKey());

  const show = (found: FieldProblem[], said: string[]) => {
    const centre = centreFieldOf(form, beds);
    const beside = found.some(({ name }) => form.fields.some((one) => one.name === name && one.type === "bed_group"));
    setProblems(beside ? found.filter(({ name }) => name !== centre) : found);
    setGeneral(said);
  };

  const refuse = async (error: unknown) => {
    if (!(error instanceof ApiError) || !error.problem) return show([], [errorWords(error)]);
    if (error.status === 409) return show([], await movedOn(say(error.problem.message)));
    const found = serverProblems(form, error.problem, say);
    show(found, found.length > 0 ? [] : [say(error.problem.message)]);
  };

  /** Who moved the case on, when its version is another one now; else why the act does not fit. */
  const movedOn = async (message: string): Promise<string[]> => {
    const now = await queryClient.fetchQuery({ ...caseQuery(shown.case_id), staleTime: 0 }).catch(() => undefined);
    const last = now?.timeline[0];
    if (!now || !last || now.version === shown.version) return [message];
    const who = t.act.conflictWho(say(last.unit_name), say(last.title), formatMoment(last.at));
    return [t.act.conflict, who, t.act.conflictKept];
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = problemsOf(form, draft, t, say);
    show(found, []);
    if (found.length > 0 || working) return;
    setWorking(true);
    try {
      await performAct(shown.case_id, form.kind, shown.version, fieldsToSend(form, draft), once.current);
      dropUnsent(shown.case_id, form.kind);
      announce(t.act.done(say(form.title)));
      void refreshCase(shown.case_id);
      onClose();
    } catch (error) {
      await refuse(error);
    } finally {
      setWorking(false);
    }
  };

  const answer = (name: string, typed: Draft[string] | undefined) =>
    setDraft((before) => {
      const { [name]: _replaced, ...others } = before;
      const next = typed === undefined ? others : { ...others, [name]: typed };
      keepUnsent(shown.case_id, form.kind, next);
      return next;
    });

  return { draft, problems, general, working, submit, answer };
}
