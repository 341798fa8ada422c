import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { Regulation, RuleChange } from "../api/client";
import { regulationQuery, ruleChangeQuery } from "../api/queries";
import { Answer, Loading } from "../components/Answer";
import { Icon } from "../components/Icon";
import { ChangeTab } from "../components/regulation/ChangeTab";
import { ClauseTab } from "../components/regulation/ClauseTab";
import { DayChoice } from "../components/regulation/DayChoice";
import { EntitlementTab } from "../components/regulation/EntitlementTab";
import { PathwayTab } from "../components/regulation/PathwayTab";
import { SourceTab } from "../components/regulation/SourceTab";
import { TabRow } from "../components/TabRow";
import { useTitle } from "../components/use-title";
import { kRegulationTabs, type RegulationSearch } from "../domain/regulation";
import { formatDay } from "../domain/time";
import { useSpeech } from "../messages/language";
import "../styles/regulation.css";
import "../styles/pathways.css";

/** The regulation as it stood on a day: the text beside what carries it out. Its address holds all that is chosen. */
export function RegulationPage() {
  const { t } = useSpeech();
  const search = useSearch({ from: "/regulation" });
  const regulation = useQuery(regulationQuery(search.on));
  const change = useQuery(ruleChangeQuery).data;
  const printing = usePrinting();
  useTitle(t.regulation.title);
  return (
    <div className="page regulation">
      <div className="regulation-head">
        <h1 className="page-title">{t.regulation.title}</h1>
        <button type="button" className="icon-button" aria-label={t.regulation.print} onClick={printing.start}>
          <Icon name="print" />
        </button>
        <DayChoice key={search.on} search={search} view={regulation.data} />
      </div>
      <Answer of={regulation}>
        {(view) => (
          <>
            <Head view={view} />
            {change && change.standing !== "none" && search.view !== "change" && <ChangeNotice search={search} />}
            <Tabs search={search} change={change} />
            <Body search={search} view={view} change={change} printing={printing.now} />
          </>
        )}
      </Answer>
    </div>
  );
}

function Head({ view }: { view: Regulation }) {
  const { t, say } = useSpeech();
  const regime = view.regimes.find((one) => one.id === view.regime);
  return (
    <div className="regulation-what">
      <p>
        <strong>{say(view.title)}</strong>
        <br />
        {regime ? t.regulation.byRegime(say(regime.name)) : t.regulation.noRegime}
      </p>
      {view.on !== view.today && <p className="other-day">{t.regulation.otherDay(formatDay(view.on))}</p>}
    </div>
  );
}

function ChangeNotice({ search }: { search: RegulationSearch }) {
  const { t } = useSpeech();
  return (
    <p className="notice">
      {t.ruleChange.notice}{" "}
      <Link to="/regulation" search={{ ...search, view: "change" }}>
        {t.ruleChange.look}
      </Link>
    </p>
  );
}

/** On a telephone the row of tabs is wider than the screen. */
const bringIntoView = (tab: HTMLAnchorElement | null) => tab?.scrollIntoView({ block: "nearest", inline: "nearest" });

/** Of changes only where there is one, proposed or past. */
function Tabs({ search, change }: { search: RegulationSearch; change: RuleChange | undefined }) {
  const { t } = useSpeech();
  const shown = search.view ?? "clauses";
  const isChange = change !== undefined && (change.standing !== "none" || change.past.length > 0);
  const tabs = kRegulationTabs.filter((view) => view !== "change" || isChange || shown === "change");
  return (
    <TabRow className="regulation-tabs" label={t.regulation.parts}>
      {tabs.map((view) => (
        <Link
          key={view}
          to="/regulation"
          search={{ ...search, view }}
          activeOptions={{ exact: true }}
          aria-current={view === shown ? "page" : undefined}
          ref={view === shown ? bringIntoView : undefined}
        >
          {t.regulation.tabs[view]}
        </Link>
      ))}
    </TabRow>
  );
}

interface BodyProps {
  search: RegulationSearch;
  view: Regulation;
  change: RuleChange | undefined;
  printing: boolean;
}

function Body({ search, view, change, printing }: BodyProps) {
  switch (search.view) {
    case "pathways":
      return <PathwayTab search={search} />;
    case "entitlements":
      return <EntitlementTab search={search} on={view.on} />;
    case "sources":
      return <SourceTab view={view} />;
    case "change":
      return change ? <ChangeTab view={change} /> : <Loading />;
    default:
      return <ClauseTab search={search} printing={printing} />;
  }
}

/** On paper stands more than on the screen: it is put on the page first, then printed. */
function usePrinting() {
  const [now, setNow] = useState(false);
  useEffect(() => {
    if (!now) return;
    const printed = requestAnimationFrame(() => {
      window.print();
      setNow(false);
    });
    return () => cancelAnimationFrame(printed);
  }, [now]);
  return { now, start: () => setNow(true) };
}
