import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { Regulation } from "../api/client";
import { regulationQuery } from "../api/queries";
import { Answer } from "../components/Answer";
import { Icon } from "../components/Icon";
import { ClauseTab } from "../components/regulation/ClauseTab";
import { DayChoice } from "../components/regulation/DayChoice";
import { EntitlementTab } from "../components/regulation/EntitlementTab";
import { PathwayTab } from "../components/regulation/PathwayTab";
import { SourceTab } from "../components/regulation/SourceTab";
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
            <Tabs search={search} />
            <Body search={search} view={view} printing={printing.now} />
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

function Tabs({ search }: { search: RegulationSearch }) {
  const { t } = useSpeech();
  const shown = search.view ?? "clauses";
  return (
    <nav className="anchors regulation-tabs" aria-label={t.regulation.parts}>
      {kRegulationTabs.map((view) => (
        <Link
          key={view}
          to="/regulation"
          search={{ ...search, view }}
          activeOptions={{ exact: true }}
          aria-current={view === shown ? "page" : undefined}
        >
          {t.regulation.tabs[view]}
        </Link>
      ))}
    </nav>
  );
}

interface BodyProps {
  search: RegulationSearch;
  view: Regulation;
  printing: boolean;
}

function Body({ search, view, printing }: BodyProps) {
  switch (search.view) {
    case "pathways":
      return <PathwayTab search={search} />;
    case "entitlements":
      return <EntitlementTab search={search} on={view.on} />;
    case "sources":
      return <SourceTab view={view} />;
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
