import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Case } from "../../api/client";
import { formsQuery } from "../../api/queries";
import { useSpeech } from "../../messages/language";
import { Clause } from "../Clause";
import { Dialog } from "../Dialog";
import { Icon } from "../Icon";
import { TabRow } from "../TabRow";

/** Buttons shown in the bar where there is room; all but the first stand under "other acts" too. */
const kMainButtons = 2;

/** Who this case is about, always in sight: code name, stage, age group, keeper, and what can be done. */
export function CaseBar({ view, onAct }: { view: Case; onAct: (kind: string) => void }) {
  const { t, say } = useSpeech();
  const [choosing, setChoosing] = useState(false);
  const possible = view.acts.filter((act) => !act.blocked);
  const main = possible.filter((act) => act.main).slice(0, kMainButtons);
  const others = view.acts.filter((act) => act !== main[0]);
  const choose = (kind: string) => {
    setChoosing(false);
    onAct(kind);
  };
  return (
    <div className="case-bar">
      <div className="case-bar-top">
        <div className="identity">
          <h1>{view.code_name}</h1>
          <span className="chip chip-stage">{say(view.stage_name)}</span>
          {view.danger && (
            <span className="tag" data-standing="late">
              <Icon name="shield" size={16} /> {say(view.danger)}
            </span>
          )}
          <p className="identity-line">
            <span>{say(view.age_group_name)}</span>
            <span>
              <Icon name="home" size={16} /> <span className="sr-only">{t.case.keeper}: </span>
              {say(view.keeper_name) || t.case.noKeeper}
            </span>
          </p>
        </div>
        <div className="case-acts">
          {main.map((act) => (
            <ActName key={act.kind} kind={act.kind} title={act.title} className="primary" onAct={choose} />
          ))}
          {others.length > 0 && (
            <button type="button" className="secondary" onClick={() => setChoosing(true)}>
              {t.case.moreActs}
            </button>
          )}
          <button type="button" className="icon-button" aria-label={t.case.print} onClick={() => window.print()}>
            <Icon name="print" />
          </button>
        </div>
      </div>
      <Anchors />
      {choosing && (
        <Dialog narrow title={t.case.otherActs} context={view.code_name} onClose={() => setChoosing(false)}>
          <ul className="act-list">
            {others.map((act) => (
              <li key={act.kind}>
                {act.blocked ? (
                  <div className="act-blocked">
                    <ActName kind={act.kind} title={act.title} className="secondary" onAct={choose} disabled />
                    <p className="hint">
                      {say(act.blocked)} <Clause source={act.source} />
                    </p>
                  </div>
                ) : (
                  <ActName kind={act.kind} title={act.title} className="secondary" onAct={choose} />
                )}
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </div>
  );
}

interface ActNameProps {
  kind: string;
  title: Case["acts"][number]["title"];
  className: string;
  disabled?: boolean;
  onAct: (kind: string) => void;
}

/** The verb of the form when the form is known; else what it will be called once done. */
function ActName({ kind, title, className, disabled, onAct }: ActNameProps) {
  const { say } = useSpeech();
  const form = useQuery(formsQuery).data?.forms.find((one) => one.kind === kind);
  return (
    <button type="button" className={className} disabled={disabled} onClick={() => onAct(kind)}>
      {say(form?.button ?? title)}
    </button>
  );
}

function Anchors() {
  const { t } = useSpeech();
  const anchors = t.case.anchors;
  const places: [string, string][] = [
    ["ai", anchors.who],
    ["an-toan", anchors.safety],
    ["tien-trinh", anchors.steps],
    ["viec", anchors.duties],
    ["dien-bien", anchors.timeline],
    ["giay-to", anchors.papers],
    ["dong-y", anchors.consents],
    ["ai-biet", anchors.parties],
    ["ai-xem", anchors.looks],
  ];
  return (
    <TabRow label={t.case.sections}>
      {places.map(([id, label]) => (
        <a key={id} href={`#${id}`}>
          {label}
        </a>
      ))}
    </TabRow>
  );
}
