import { useState } from "react";
import type { Source } from "../api/client";
import { useSpeech } from "../messages/language";
import type { Messages } from "../messages/vi";
import { Dialog } from "./Dialog";
import { Icon } from "./Icon";

function certaintyIn(t: Messages, certainty: string): string {
  switch (certainty) {
    case "verified":
      return t.clause.verified;
    case "partial":
      return t.clause.partial;
    case "unverified":
      return t.clause.unverified;
    default:
      return t.clause.unknown;
  }
}

/** Where a rule stands written; opens what it says and how sure we are of it. */
export function Clause({ source }: { source: Source }) {
  const { t, say } = useSpeech();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="clause"
        data-certainty={source.certainty}
        aria-label={t.clause.open(say(source.cite))}
        onClick={() => setOpen(true)}
      >
        <Icon name="book" size={15} />
        <span>{say(source.cite)}</span>
      </button>
      {open && (
        <Dialog narrow title={t.clause.open(say(source.cite))} context={t.clause.title} onClose={() => setOpen(false)}>
          <p className="clause-title">{say(source.title)}</p>
          <blockquote className="clause-says">{say(source.says)}</blockquote>
          <p className="hint">{t.clause.paraphrase}</p>
          <p>
            {t.clause.certainty}: <strong>{certaintyIn(t, source.certainty)}</strong>
          </p>
        </Dialog>
      )}
    </>
  );
}
