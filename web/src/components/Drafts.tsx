import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { casesQuery, meQuery } from "../api/queries";
import { kDraftStage } from "../domain/kinds";
import { useSpeech } from "../messages/language";

/** Receptions this unit is still writing: nobody has been told of them, so they must not be forgotten. */
export function Drafts() {
  const { t, say } = useSpeech();
  const mayReceive = useQuery(meQuery).data?.may_receive ?? false;
  const cases = useInfiniteQuery({ ...casesQuery, enabled: mayReceive }).data;
  const drafts = cases?.pages.flatMap((page) => page.rows).filter((row) => row.stage === kDraftStage) ?? [];
  if (drafts.length === 0) return null;
  return (
    <section className="duty-section" data-section="drafts" aria-labelledby="section-drafts">
      <h2 id="section-drafts">
        {t.home.drafts} <span className="count">{drafts.length}</span>
      </h2>
      <ul className="rows">
        {drafts.map((row) => (
          <li key={row.case_id} className="row draft-row">
            <div className="row-body">
              <h3 className="row-title">{row.code_name}</h3>
              <p className="row-line">{[say(row.age_group_name), t.home.draftsNote].filter(Boolean).join(" · ")}</p>
            </div>
            <Link className="secondary" data-row to="/tiep-nhan/$caseId" params={{ caseId: row.case_id }}>
              {t.home.continueDraft}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
