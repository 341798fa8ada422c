import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import type { Clause, Clauses } from "../../api/client";
import { clausesQuery } from "../../api/queries";
import { clauseIndex, type InstrumentClauses, type RegulationSearch } from "../../domain/regulation";
import { useSpeech } from "../../messages/language";
import { Answer } from "../Answer";
import { Icon } from "../Icon";
import { useListKeys } from "../use-list-keys";
import { ClauseDetail } from "./ClauseDetail";
import { CertaintyMark, StandingMark } from "./Marks";

export const kClauseFilterId = "clause-filter";

/** Left the text, cut into clauses; right what carries the chosen one out. */
export function ClauseTab({ search, printing }: { search: RegulationSearch; printing: boolean }) {
  const clauses = useQuery(clausesQuery(search.on));
  return <Answer of={clauses}>{(data) => <ClauseBody data={data} search={search} printing={printing} />}</Answer>;
}

interface ClauseBodyProps {
  data: Clauses;
  search: RegulationSearch;
  printing: boolean;
}

function ClauseBody({ data, search, printing }: ClauseBodyProps) {
  const { t } = useSpeech();
  const [sought, setSought] = useState("");
  const index = useMemo(() => clauseIndex(data), [data]);
  const wanted = useDeferredValue(sought);
  const groups = useMemo(() => index(wanted), [index, wanted]);
  const list = useRef<HTMLDivElement>(null);
  useListKeys(list);
  const chosen = search.clause !== undefined;
  const count = groups.reduce((sum, group) => sum + group.clauses.length, 0);
  return (
    <div className="clauses" data-open={chosen ? "" : undefined}>
      <div className="clauses-list" ref={list}>
        <div className="filter">
          <Icon name="search" />
          <input
            id={kClauseFilterId}
            type="search"
            autoComplete="off"
            aria-label={t.regulation.search}
            placeholder={t.regulation.search}
            value={sought}
            onChange={(event) => setSought(event.currentTarget.value)}
          />
        </div>
        <p className="hint" role="status">
          {count > 0 ? t.regulation.found(count, data.clauses.length) : t.regulation.noMatch}
        </p>
        {groups.map((group) => (
          <ClauseGroup
            key={group.instrument.id}
            group={group}
            search={search}
            on={data.on}
            open={wanted.trim() !== "" || group.instrument.id === (search.instrument ?? groups[0]?.instrument.id)}
          />
        ))}
      </div>
      <div className="clauses-open">
        {printing && !chosen ? (
          <AllClauses groups={groups} search={search} on={data.on} />
        ) : (
          <Chosen data={data} search={search} />
        )}
      </div>
    </div>
  );
}

interface GroupProps {
  group: InstrumentClauses;
  search: RegulationSearch;
  on: string;
  open: boolean;
}

/** One text. Only what is looked for stands open: the law has many. */
function ClauseGroup({ group, search, on, open }: GroupProps) {
  const { say } = useSpeech();
  const { instrument, clauses } = group;
  return (
    <details className="clause-group" open={open || undefined}>
      <summary>
        <h2>
          {instrument.number || say(instrument.title)} <span className="count">{clauses.length}</span>
        </h2>
      </summary>
      {instrument.number && <p className="clause-group-title">{say(instrument.title)}</p>}
      <p className="marks">
        <StandingMark of={instrument} on={on} />
        <CertaintyMark certainty={instrument.certainty} />
      </p>
      <ul className="clause-rows">
        {clauses.map((clause) => (
          <li key={clause.clause}>
            <ClauseRow clause={clause} search={search} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function ClauseRow({ clause, search }: { clause: Clause; search: RegulationSearch }) {
  const { t, say } = useSpeech();
  const { item: _item, ...rest } = search;
  const chosen = clause.instrument === search.instrument && clause.clause === search.clause;
  return (
    <Link
      className="clause-row"
      data-row
      to="/regulation"
      search={{ ...rest, instrument: clause.instrument, clause: clause.clause }}
      aria-current={chosen ? "true" : undefined}
    >
      <strong>{say(clause.cite)}</strong>
      <span className="clause-row-says">{say(clause.says)}</span>
      <span className="clause-row-line">
        {clause.carriers.length > 0 ? t.regulation.carriers(clause.carriers.length) : t.regulation.notCarriedShort}
      </span>
    </Link>
  );
}

function Chosen({ data, search }: { data: Clauses; search: RegulationSearch }) {
  const { t } = useSpeech();
  if (search.clause === undefined) return <p className="empty">{t.regulation.choose}</p>;
  const clause = data.clauses.find(
    (one) => one.clause === search.clause && (!search.instrument || one.instrument === search.instrument),
  );
  const instrument = data.instruments.find((one) => one.id === clause?.instrument);
  return (
    <>
      <BackToList search={search} />
      {clause && instrument ? (
        <ClauseDetail clause={clause} instrument={instrument} search={search} on={data.on} />
      ) : (
        <h2 className="absent">{t.regulation.clauseAbsent(search.clause)}</h2>
      )}
    </>
  );
}

function BackToList({ search }: { search: RegulationSearch }) {
  const { t } = useSpeech();
  const { clause: _clause, instrument: _instrument, item: _item, ...rest } = search;
  return (
    <Link to="/regulation" search={rest} className="back">
      <Icon name="back" size={18} /> {t.regulation.allClauses}
    </Link>
  );
}

/** For paper: every clause found, each with what carries it out. */
function AllClauses({ groups, search, on }: { groups: InstrumentClauses[]; search: RegulationSearch; on: string }) {
  return (
    <>
      {groups.flatMap(({ instrument, clauses }) =>
        clauses.map((clause) => (
          <ClauseDetail
            key={`${instrument.id}/${clause.clause}`}
            clause={clause}
            instrument={instrument}
            search={search}
            on={on}
          />
        )),
      )}
    </>
  );
}
