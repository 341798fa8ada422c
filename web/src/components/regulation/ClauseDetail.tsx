import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { Clause, Instrument, RegulationItem } from "../../api/client";
import type { RegulationSearch } from "../../domain/regulation";
import { useSpeech } from "../../messages/language";
import { Icon } from "../Icon";
import { ItemDetail } from "./ItemDetail";
import { CertaintyMark, StandingMark } from "./Marks";

interface ClauseDetailProps {
  clause: Clause;
  instrument: Instrument;
  search: RegulationSearch;
  on: string;
}

/** One clause: what it says, who it is for, how sure we are, and what in the system carries it out. */
export function ClauseDetail({ clause, instrument, search, on }: ClauseDetailProps) {
  const { t, say } = useSpeech();
  const heading = useRef<HTMLHeadingElement>(null);
  const place = `${clause.instrument}/${clause.clause}`;
  // Where the list has given way to the clause, the focus follows; beside the list it stays in the list.
  useEffect(() => {
    const list = heading.current?.closest(".clauses")?.querySelector(".clauses-list");
    if (place && list?.getClientRects().length === 0) heading.current?.focus();
  }, [place]);
  const kinds: Record<string, string> = t.regulation.clauseKinds;
  return (
    <article className="clause-detail" aria-labelledby={`clause-${place}`}>
      <header>
        <h2 id={`clause-${place}`} tabIndex={-1} ref={heading}>
          {say(clause.cite)}
        </h2>
        <p className="clause-detail-from">
          {instrument.number && <strong>{instrument.number}. </strong>}
          {say(instrument.title)}
        </p>
      </header>
      <blockquote className="clause-says">{say(clause.says)}</blockquote>
      <p className="hint">{t.clause.paraphrase}</p>
      <p className="marks">
        <CertaintyMark certainty={clause.certainty} />
        <StandingMark of={instrument} on={on} />
        {clause.kind !== undefined && <span className="mark">{kinds[clause.kind] ?? clause.kind}</span>}
      </p>
      {clause.kind !== undefined && (
        <p>
          <strong>{t.regulation.actors}:</strong>{" "}
          {clause.actors.length > 0 ? clause.actors.map(say).join(", ") : t.regulation.allParties}
        </p>
      )}
      <h3>{t.regulation.carriedBy}</h3>
      {clause.not_carried && (
        <p className="notice">
          <strong>{t.regulation.notCarried}</strong> {say(clause.not_carried)}
        </p>
      )}
      {clause.carriers.length === 0 && !clause.not_carried && <p className="none">{t.regulation.noCarrier}</p>}
      <ul className="carriers">
        {clause.carriers.map((item, at) => (
          // Two versions of one item share kind and id.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is of one answer and never reordered
          <li key={at} className="carrier">
            <Carrier item={item} search={search} on={on} />
          </li>
        ))}
      </ul>
    </article>
  );
}

function Carrier({ item, search, on }: { item: RegulationItem; search: RegulationSearch; on: string }) {
  const { t, say } = useSpeech();
  const kinds: Record<string, string> = t.regulation.kinds;
  const name = `${item.kind}/${item.id}`;
  const open = search.item === name;
  const { item: _item, ...rest } = search;
  return (
    <>
      <p className="carrier-kind">{kinds[item.kind] ?? item.kind}</p>
      <Link
        className="carrier-title"
        to="/regulation"
        search={open ? rest : { ...rest, item: name }}
        aria-expanded={open}
        replace
      >
        {say(item.title)} <Icon name={open ? "less" : "open"} size={16} />
      </Link>
      {(item.holder || item.deadline) && (
        <p className="carrier-line">
          {item.holder && <span>{say(item.holder)}</span>}
          {item.deadline && <strong>{say(item.deadline)}</strong>}
        </p>
      )}
      <p className="marks">
        <StandingMark of={item} on={on} />
        <CertaintyMark certainty={item.certainty} />
      </p>
      {open && <ItemDetail kind={item.kind} id={item.id} on={search.on} />}
    </>
  );
}
