import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Looks } from "../../api/client";
import { looksQuery } from "../../api/queries";
import { formatMoment } from "../../domain/time";
import { useSpeech } from "../../messages/language";
import { Answer } from "../Answer";
import { Icon } from "../Icon";
import { classInWords } from "./CaseParties";
import { useVerdict } from "./use-verdict";

/** Who looked and who acted, for those who may know. Read only when asked for, because that reading is recorded too. */
export function CaseLooks({ caseId, look, mayList }: { caseId: string; look: number; mayList: boolean }) {
  const { t } = useSpeech();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <p className="hint">
        {t.case.thisLook(look)} {mayList && t.case.looksNote}
      </p>
      {asked ? (
        <LookList caseId={caseId} />
      ) : (
        mayList && (
          <button type="button" className="secondary" onClick={() => setAsked(true)}>
            {t.case.looksLoad}
          </button>
        )
      )}
    </>
  );
}

function LookList({ caseId }: { caseId: string }) {
  const { t, say } = useSpeech();
  const looks = useQuery(looksQuery(caseId));
  const words: Record<string, string> = { read: t.case.read, write: t.case.write, refused: t.case.refused };
  return (
    <Answer of={looks}>
      {(view) => (
        <>
          <LookVerdict view={view} caseId={caseId} />
          {view.looks.length === 0 && <p className="none">{t.case.noLooks}</p>}
          <ol className="looks">
            {view.looks.map((one) => (
              <li key={one.sequence} className="look">
                <span className="look-act" data-act={one.act}>
                  {words[one.act] ?? one.act}
                </span>
                <div>
                  <p>
                    <strong>{say(one.what)}</strong> · {say(one.unit_name)} · {say(one.role_name)}
                  </p>
                  <p className="event-line">
                    {formatMoment(one.at)} · {t.case.entry(one.sequence)}
                    {one.classes.length > 0 && ` · ${one.classes.map((code) => classInWords(code, t)).join("; ")}`}
                  </p>
                </div>
              </li>
            ))}
          </ol>
          <p className="ledger">
            {t.case.ledger(view.checkpoint.size)} <code>{view.checkpoint.root}</code>
          </p>
        </>
      )}
    </Answer>
  );
}

/** What this browser found when it checked the list itself; first, because a list that does not hold is worth nothing. */
function LookVerdict({ view, caseId }: { view: Looks; caseId: string }) {
  const { t } = useSpeech();
  const verdict = useVerdict(view, caseId);
  const words = t.case.proof;
  if (!verdict) return <p className="hint">{words.checking}</p>;
  if (verdict.state === "verified") {
    return (
      <p className="verdict" data-state="verified" role="status">
        <Icon name="done" /> <strong>{words.verified}</strong> {words.verifiedNote(view.looks.length)}
      </p>
    );
  }
  return (
    <p className="verdict" data-state="failed" role="alert">
      <Icon name="late" /> <strong>{words.failed}</strong>{" "}
      {verdict.sequence === undefined ? words.faults[verdict.fault] : words.row(verdict.sequence)} {words.whatToDo}
    </p>
  );
}
