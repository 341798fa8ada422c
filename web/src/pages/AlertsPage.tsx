import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Alert, Alerts } from "../api/client";
import { alertsQuery, homeQuery, queryClient } from "../api/queries";
import { answerAlert, type PersonQuestion, plantBait, withdrawBait } from "../api/writes";
import { Answer } from "../components/Answer";
import { announce } from "../components/announce";
import { Clause } from "../components/Clause";
import { Dialog } from "../components/Dialog";
import { choiceField, personFields, QuestionForm, questionForm } from "../components/QuestionForm";
import { useTitle } from "../components/use-title";
import { formatMoment } from "../domain/time";
import { useSpeech } from "../messages/language";

/** What is unusual about officers of other units, what it came to, and the bait that was laid. */
export function AlertsPage() {
  const { t } = useSpeech();
  const alerts = useQuery(alertsQuery);
  useTitle(t.alerts.title);
  return (
    <div className="page">
      <h1 className="page-title">{t.alerts.title}</h1>
      <p className="hint">{t.alerts.about}</p>
      <Answer of={alerts}>
        {(view) => (
          <>
            {view.alerts.length === 0 && <p className="empty">{t.alerts.none}</p>}
            <ul className="boxed-list">
              {view.alerts.map((alert) => (
                <AlertItem key={alert.sequence} alert={alert} findings={view.findings} />
              ))}
            </ul>
            {view.may_plant && <Baits view={view} />}
          </>
        )}
      </Answer>
    </div>
  );
}

function useTaking() {
  const { t } = useSpeech();
  return (view: Alerts) => {
    queryClient.setQueryData(alertsQuery.queryKey, view);
    void queryClient.invalidateQueries(homeQuery);
    announce(t.alerts.done);
  };
}

function AlertItem({ alert, findings }: { alert: Alert; findings: Alerts["findings"] }) {
  const { t, say } = useSpeech();
  const take = useTaking();
  const [answering, setAnswering] = useState(false);
  const form = questionForm("alert", [choiceField("finding", t.alerts.finding, findings)]);
  const answer = async ({ finding }: Record<string, unknown>) => {
    take(await answerAlert(alert.sequence, String(finding)));
    setAnswering(false);
  };
  return (
    <li className="boxed alert" data-rule={alert.rule}>
      <h2 className="boxed-title">
        {say(alert.title)} <Clause source={alert.source} />
      </h2>
      <p>
        <strong>{t.alerts.by(alert.member, say(alert.unit_name))}</strong>
      </p>
      <p>{t.alerts.because(formatMoment(alert.at), alert.because)}</p>
      {alert.count > 0 && <p>{t.alerts.counted(alert.count, alert.usual, alert.looks)}</p>}
      {alert.finding && alert.answered_by && alert.answered_at ? (
        <p>{t.alerts.answered(say(alert.finding), say(alert.answered_by), formatMoment(alert.answered_at))}</p>
      ) : (
        <button type="button" className="primary" onClick={() => setAnswering(true)}>
          {t.alerts.answer}
          <span className="sr-only">: {t.case.entry(alert.sequence)}</span>
        </button>
      )}
      {answering && (
        <Dialog title={t.alerts.answer} context={say(alert.title)} narrow onClose={() => setAnswering(false)}>
          <QuestionForm form={form} button={t.alerts.answer} ask={answer} />
        </Dialog>
      )}
    </li>
  );
}

function Baits({ view }: { view: Alerts }) {
  const { t, say } = useSpeech();
  const take = useTaking();
  return (
    <section className="card" aria-labelledby="baits">
      <h2 id="baits">{t.alerts.baits}</h2>
      <p>{t.alerts.baitAbout}</p>
      <ul className="boxed-list">
        {view.baits.map((bait) => (
          <li key={bait.sequence} className="boxed">
            <p>{t.alerts.planted(bait.sequence, say(bait.unit_name), formatMoment(bait.planted_at))}</p>
            <button type="button" className="secondary" onClick={async () => take(await withdrawBait(bait.sequence))}>
              {t.alerts.withdraw}
              <span className="sr-only">: {t.case.entry(bait.sequence)}</span>
            </button>
          </li>
        ))}
      </ul>
      <QuestionForm
        form={questionForm("bait", personFields(t))}
        button={t.alerts.plant}
        ask={async ({ name = "", ...others }) => take(await plantBait({ name, ...others } as PersonQuestion))}
        clears
      />
    </section>
  );
}
