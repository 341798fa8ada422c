import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, Outlet, useParams } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { CaseRow } from "../api/client";
import { casesQuery } from "../api/queries";
import { Answer } from "../components/Answer";
import { leftInWords } from "../components/DutyTime";
import { Icon } from "../components/Icon";
import { kFilterId } from "../components/Shell";
import { useListKeys } from "../components/use-list-keys";
import { useNow } from "../components/use-now";
import { useTitle } from "../components/use-title";
import { matches } from "../domain/fold";
import { kDraftStage } from "../domain/kinds";
import { formatMoment } from "../domain/time";
import { useSpeech } from "../messages/language";

/** The list stays beside the open case where there is room; on a phone it gives way to it. */
export function CasesPage() {
  const { t } = useSpeech();
  const open = useParams({ strict: false }).caseId !== undefined;
  useTitle(t.cases.title);
  return (
    <div className="cases" data-open={open ? "" : undefined}>
      <section className="cases-list" aria-label={t.cases.list}>
        {open ? <h2 className="page-title">{t.cases.title}</h2> : <h1 className="page-title">{t.cases.title}</h1>}
        <CaseList />
      </section>
      <div className="cases-open">{open ? <Outlet /> : <p className="empty">{t.cases.choose}</p>}</div>
    </div>
  );
}

function CaseList() {
  const { t, say } = useSpeech();
  const [sought, setSought] = useState("");
  const cases = useInfiniteQuery(casesQuery);
  const list = useRef<HTMLUListElement>(null);
  useListKeys(list);
  const rows = cases.data?.pages.flatMap((page) => page.rows) ?? [];
  const shown = rows.filter((row) =>
    matches([row.code_name, say(row.stage_name), say(row.keeper_name), say(row.age_group_name)].join(" "), sought),
  );
  return (
    <>
      <div className="filter">
        <Icon name="search" />
        <input
          id={kFilterId}
          type="search"
          autoComplete="off"
          aria-label={t.cases.filter}
          placeholder={t.cases.filter}
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
        />
      </div>
      <Answer of={cases}>
        {() => (
          <>
            <p className="hint">{rows.length > 0 ? t.cases.loaded(shown.length, rows.length) : t.cases.none}</p>
            {rows.length > 0 && shown.length === 0 && <p>{t.cases.noMatch}</p>}
            <ul className="case-rows" ref={list}>
              {shown.map((row) => (
                <li key={row.case_id}>
                  <CaseLink row={row} />
                </li>
              ))}
            </ul>
          </>
        )}
      </Answer>
      <p className="cases-foot">
        <Link to="/xuat-tep">{t.exports.open}</Link>
      </p>
      {cases.hasNextPage && <MoreRows busy={cases.isFetchingNextPage} onMore={() => void cases.fetchNextPage()} />}
    </>
  );
}

function CaseLink({ row }: { row: CaseRow }) {
  const { t, say } = useSpeech();
  const now = useNow();
  const content = (
    <>
      <span className="case-row-top">
        <strong>{row.code_name}</strong>
        <span className="chip">{say(row.stage_name)}</span>
      </span>
      <span className="case-row-line">
        {[say(row.age_group_name), say(row.keeper_name)].filter(Boolean).join(" · ")}
      </span>
      <span className="case-row-line">
        {row.next_due_at ? (
          <span data-late={Date.parse(row.next_due_at) <= now ? "" : undefined}>
            {leftInWords(row.next_due_at, now, t)} ·{" "}
          </span>
        ) : null}
        {row.open_duties > 0 ? t.cases.duties(row.open_duties) : t.cases.noDuties} · {formatMoment(row.changed_at)}
      </span>
    </>
  );
  return row.stage === kDraftStage ? (
    <Link className="case-row" data-row to="/tiep-nhan/$caseId" params={{ caseId: row.case_id }}>
      {content}
    </Link>
  ) : (
    <Link
      className="case-row"
      data-row
      to="/ho-so/$caseId"
      params={{ caseId: row.case_id }}
      activeProps={{ "aria-current": "true" }}
    >
      {content}
    </Link>
  );
}

/** Loads the next rows when it comes into sight, or when pressed. */
function MoreRows({ busy, onMore }: { busy: boolean; onMore: () => void }) {
  const { t } = useSpeech();
  const button = useRef<HTMLButtonElement>(null);
  const load = useRef(onMore);
  load.current = onMore;
  useEffect(() => {
    if (!button.current) return;
    const seen = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) load.current();
    });
    seen.observe(button.current);
    return () => seen.disconnect();
  }, []);
  return (
    <button type="button" className="secondary more-rows" ref={button} disabled={busy} onClick={onMore}>
      {busy ? t.loading : t.cases.more}
    </button>
  );
}
