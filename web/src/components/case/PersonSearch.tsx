import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Case, PersonSearch as Found } from "../../api/client";
import { type PersonQuestion, searchPersons } from "../../api/writes";
import { useSpeech } from "../../messages/language";
import { announce } from "../announce";
import { Dialog } from "../Dialog";
import { choiceField, personFields, QuestionForm, questionForm } from "../QuestionForm";

/** Is she in another case already? Nothing is kept of what is typed; the search itself is on record. */
export function PersonSearch({ view, onClose }: { view: Case; onClose: () => void }) {
  const { t } = useSpeech();
  const [found, setFound] = useState<Found>();
  const purposes = view.search_purposes.map((one) => ({ code: one.purpose, label: one.name }));
  const form = questionForm("person-search", [choiceField("purpose", t.search.purpose, purposes), ...personFields(t)]);
  const ask = async ({ purpose, name = "", ...others }: Record<string, unknown>) => {
    const answer = await searchPersons(view.case_id, String(purpose), { name, ...others } as PersonQuestion);
    announce(t.search.count(answer.hits.length));
    setFound(answer);
  };
  return (
    <Dialog title={t.search.title} context={view.code_name} onClose={onClose}>
      <p className="hint">{t.search.about}</p>
      <QuestionForm form={form} button={t.search.find} ask={ask} />
      {found && <Hits found={found} onClose={onClose} />}
    </Dialog>
  );
}

function Hits({ found, onClose }: { found: Found; onClose: () => void }) {
  const { t, say } = useSpeech();
  return (
    <section aria-labelledby="found-title">
      <h2 id="found-title">{t.search.count(found.hits.length)}</h2>
      <ul className="boxed-list">
        {found.hits.map((hit) => (
          <li key={hit.case_id} className="boxed">
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
