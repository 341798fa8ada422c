import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError, type Case } from "../api/client";
import { caseQuery, meQuery } from "../api/queries";
import { ActDialog, type ActToDo } from "../components/ActDialog";
import { Answer } from "../components/Answer";
import { CaseAttachments } from "../components/case/CaseAttachments";
import { CaseBar } from "../components/case/CaseBar";
import { CaseConsents } from "../components/case/CaseConsents";
import { CaseDuties } from "../components/case/CaseDuties";
import { CaseFields } from "../components/case/CaseFields";
import { CaseKeeping } from "../components/case/CaseKeeping";
import { CaseLooks } from "../components/case/CaseLooks";
import { CasePapers } from "../components/case/CasePapers";
import { CaseParties } from "../components/case/CaseParties";
import { CasePurpose, type PurposeChoice } from "../components/case/CasePurpose";
import { CaseReaders } from "../components/case/CaseReaders";
import { CaseSection } from "../components/case/CaseSection";
import { CaseSteps } from "../components/case/CaseSteps";
import { CaseTimeline } from "../components/case/CaseTimeline";
import { EmergencyList } from "../components/case/EmergencyList";
import { HiddenList, StepUpOffer } from "../components/case/HiddenList";
import { PersonSearch } from "../components/case/PersonSearch";
import { Icon } from "../components/Icon";
import { kDraftStage } from "../domain/kinds";
import { useSpeech } from "../messages/language";

/** The case on one page: who, safety, the way, who owes what, what happened, papers, who knows, who looked. */
export function CasePage() {
  const caseId = useParams({ strict: false }).caseId ?? "";
  return <OneCase key={caseId} caseId={caseId} />;
}

function OneCase({ caseId }: { caseId: string }) {
  const { t } = useSpeech();
  const [purpose, setPurpose] = useState("");
  // What was read for the other purpose stays until the answer comes, so that the choice keeps the focus.
  const opened = useQuery({ ...caseQuery(caseId, purpose), placeholderData: keepPreviousData });
  const absent = opened.error instanceof ApiError && opened.error.status === 404;
  return (
    <article className="case">
      <Link to="/ho-so" className="back">
        <Icon name="back" size={18} /> {t.cases.title}
      </Link>
      {absent ? (
        <h1 className="absent">{t.case.absent}</h1>
      ) : (
        <Answer of={opened}>
          {(view) => <CaseBody view={view} purpose={{ chosen: purpose, choose: setPurpose }} />}
        </Answer>
      )}
    </article>
  );
}

const asksStepUp = (view: Case, kind: string) => view.acts.find((one) => one.kind === kind)?.asks_step_up;

function CaseBody({ view, purpose }: { view: Case; purpose: PurposeChoice }) {
  const { t } = useSpeech();
  const me = useQuery(meQuery).data;
  const [act, setAct] = useState<ActToDo>();
  const [searching, setSearching] = useState(false);
  const toDo = (kind: string) =>
    setAct({ caseId: view.case_id, codeName: view.code_name, kind, asksStepUp: asksStepUp(view, kind) });
  if (view.stage === kDraftStage) return <DraftCase view={view} />;
  return (
    <>
      <CaseBar view={view} onAct={toDo} />
      <CaseSection id="ai" icon="person" title={t.case.anchors.who}>
        <CaseFields fields={view.who} />
        {view.search_purposes.length > 0 && (
          <button type="button" className="secondary" onClick={() => setSearching(true)}>
            {t.search.open}
          </button>
        )}
        <HiddenList
          hidden={view.hidden}
          breakable={view.breakable}
          onBreak={({ field_class, asks_step_up, asks_passkey }) =>
            setAct({
              caseId: view.case_id,
              codeName: view.code_name,
              kind: "emergency_requested",
              preset: { opened_class: field_class },
              asksStepUp: asks_step_up,
              asksPasskey: asks_passkey,
            })
          }
        />
        <StepUpOffer hidden={view.hidden} />
        {view.emergencies.length > 0 && (
          <EmergencyList emergencies={view.emergencies} onAct={setAct} timeline={view.timeline} />
        )}
      </CaseSection>
      <CaseSection id="an-toan" icon="shield" title={t.case.anchors.safety}>
        <CaseFields fields={view.safety} />
      </CaseSection>
      <CaseSection id="tien-trinh" icon="today" title={t.case.anchors.steps}>
        <CaseSteps caseId={view.case_id} steps={view.steps} />
      </CaseSection>
      <CaseSection id="viec" icon="cases" title={t.case.anchors.duties}>
        <CaseDuties duties={view.duties} ownUnit={me?.unit ?? ""} onAct={setAct} />
      </CaseSection>
      <CaseSection id="dien-bien" icon="clock" title={t.case.anchors.timeline}>
        <CaseTimeline entries={view.timeline} />
      </CaseSection>
      <CaseSection id="giay-to" icon="paper" title={t.case.anchors.papers}>
        <CasePapers papers={view.papers} />
        <CaseKeeping view={view} />
        <CaseAttachments view={view} purpose={purpose.chosen} onAct={toDo} />
      </CaseSection>
      <CaseSection id="dong-y" icon="done" title={t.case.anchors.consents}>
        <CaseConsents view={view} onAct={setAct} />
      </CaseSection>
      <CaseSection id="ai-biet" icon="lock" title={t.case.anchors.parties}>
        <CaseParties parties={view.parties} />
        {view.parties.length > 0 && <CaseReaders caseId={view.case_id} />}
        <CasePurpose purpose={purpose} />
      </CaseSection>
      <CaseSection id="ai-xem" icon="eye" title={t.case.anchors.looks}>
        <CaseLooks caseId={view.case_id} look={view.look} mayList={view.may_see_looks} />
      </CaseSection>
      {searching && <PersonSearch view={view} onClose={() => setSearching(false)} />}
      {act && <ActDialog act={act} onClose={() => setAct(undefined)} />}
    </>
  );
}

function DraftCase({ view }: { view: Case }) {
  const { t } = useSpeech();
  return (
    <div className="empty">
      <h1>{view.code_name}</h1>
      <p>{t.case.draft}</p>
      <Link className="primary" to="/tiep-nhan/$caseId" params={{ caseId: view.case_id }}>
        {t.home.continueDraft}
      </Link>
    </div>
  );
}
