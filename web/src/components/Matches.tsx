import { Link } from "@tanstack/react-router";
import type { Home } from "../api/client";
import { formatMoment } from "../domain/time";
import { useSpeech } from "../messages/language";

/** Somebody elsewhere searched for a person who may be in this unit's care. They were told nothing; the unit decides. */
export function Matches({ matches }: { matches: Home["matches"] }) {
  const { t, say } = useSpeech();
  if (matches.length === 0) return null;
  return (
    <section className="duty-section" data-section="matches" aria-labelledby="section-matches">
      <h2 id="section-matches">
        {t.search.matches} <span className="count">{matches.length}</span>
      </h2>
      <ul className="rows">
        {matches.map((one) => (
          <li key={`${one.sequence}-${one.case_id}`} className="row draft-row">
            <div className="row-body">
              <h3 className="row-title">{one.code_name}</h3>
              <p className="row-line">{t.search.matchBy(say(one.unit_name), say(one.purpose), formatMoment(one.at))}</p>
            </div>
            <Link className="secondary" data-row to="/ho-so/$caseId" params={{ caseId: one.case_id }}>
              {t.search.openCase}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
