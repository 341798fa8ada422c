import { Link } from "@tanstack/react-router";
import type { Source } from "../api/client";
import { useSpeech } from "../messages/language";
import { Icon } from "./Icon";

interface ClauseProps {
  source: Pick<Source, "clause" | "cite" | "instrument" | "certainty">;
  /** A moment of the day whose law counts; today when absent. */
  at?: string | undefined;
}

/** Where a rule stands written; leads to the clause beside what carries it out, as the law stood on that day. */
export function Clause({ source, at }: ClauseProps) {
  const { t, say } = useSpeech();
  const { instrument, clause, certainty } = source;
  const cited = say(source.cite);
  return (
    <Link
      className="clause"
      data-certainty={certainty}
      to="/regulation"
      search={{ instrument, clause, ...(at !== undefined && { on: at.slice(0, 10) }) }}
      aria-label={t.clause.open(cited)}
    >
      <Icon name="book" size={15} />
      <span>{cited}</span>
    </Link>
  );
}
