import type { Case } from "../../api/client";
import { formatMoment } from "../../domain/time";
import { useSpeech } from "../../messages/language";
import { Icon } from "../Icon";

export function CasePapers({ papers }: { papers: Case["papers"] }) {
  const { t, say } = useSpeech();
  if (papers.length === 0) return <p className="none">{t.case.noPapers}</p>;
  return (
    <ul className="papers">
      {papers.map((paper) => (
        <li key={paper.sequence} className="paper">
          <Icon name="paper" size={26} />
          <div>
            <p className="paper-title">{say(paper.title)}</p>
            <p className="event-line">
              {formatMoment(paper.at)} · {t.case.entry(paper.sequence)}
            </p>
            {paper.signed_by.length > 0 ? (
              <p>
                {t.case.signed} {paper.signed_by.map(say).join("; ")}
              </p>
            ) : (
              <p>{t.case.unsigned}</p>
            )}
          </div>
          <span className="tag" data-standing={paper.complete ? "done" : "open"}>
            <Icon name={paper.complete ? "done" : "clock"} size={16} />
            {paper.complete ? t.case.complete : t.case.incomplete}
          </span>
        </li>
      ))}
    </ul>
  );
}
