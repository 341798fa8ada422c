import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import type { Duty, Home } from "../api/client";
import { casesQuery, homeQuery } from "../api/queries";
import { ActDialog, type ActToDo } from "../components/ActDialog";
import { Answer, Loading } from "../components/Answer";
import { Drafts } from "../components/Drafts";
import { DutyRow } from "../components/DutyRow";
import { Icon } from "../components/Icon";
import { Matches } from "../components/Matches";
import { PasskeyNotice } from "../components/PasskeyNotice";
import { Targets } from "../components/Targets";
import { useListKeys } from "../components/use-list-keys";
import { useNow } from "../components/use-now";
import { useTitle } from "../components/use-title";
import { byTimeLeft, dutiesBySection, kSections } from "../domain/duties";
import { useSpeech } from "../messages/language";

export function HomePage() {
  const { t } = useSpeech();
  const home = useQuery(homeQuery);
  // Drafts stand above the duties; both appear at once, so that nothing moves under a finger.
  const draftsPending = useInfiniteQuery(casesQuery).isPending;
  useTitle(t.home.title);
  return (
    <div className="page home">
      <h1 className="page-title">{t.home.title}</h1>
      {draftsPending ? <Loading /> : <Answer of={home}>{(view) => <HomeBody view={view} />}</Answer>}
    </div>
  );
}

function HomeBody({ view }: { view: Home }) {
  const { t } = useSpeech();
  const now = useNow();
  const list = useRef<HTMLDivElement>(null);
  const [act, setAct] = useState<ActToDo>();
  useListKeys(list);
  const sections = dutiesBySection(view.mine, now);
  return (
    <>
      <p className="summary">
        {t.home.summary(sections.late.length, sections.today.length)}
        {view.done_today > 0 && <span className="summary-done"> {t.home.done(view.done_today)}</span>}
      </p>
      <div className="home-columns" ref={list}>
        <div className="home-main">
          <Drafts />
          {view.alerts > 0 && (
            <Link className="notice" to="/canh-bao">
              {t.alerts.waiting(view.alerts)}
            </Link>
          )}
          {view.exports > 0 && (
            <Link className="notice" to="/xuat-tep">
              {t.exports.waiting(view.exports)}
            </Link>
          )}
          <Matches matches={view.matches} />
          {view.mine.length === 0 && (
            <p className="empty">
              <Icon name="done" size={28} />
              {t.home.nothing}
            </p>
          )}
          {kSections.map((section) => (
            <DutySection
              key={section}
              section={section}
              title={t.home.sections[section]}
              duties={sections[section]}
              onAct={setAct}
            />
          ))}
          <PasskeyNotice />
          <DutySection
            section="waiting"
            title={t.home.sections.waiting}
            duties={[...view.waiting].sort(byTimeLeft)}
            onAct={setAct}
          />
        </div>
        {view.targets.length > 0 && <Targets targets={view.targets} />}
      </div>
      {act && <ActDialog act={act} onClose={() => setAct(undefined)} />}
    </>
  );
}

interface DutySectionProps {
  section: string;
  title: string;
  duties: Duty[];
  onAct: (act: ActToDo) => void;
}

function DutySection({ section, title, duties, onAct }: DutySectionProps) {
  if (duties.length === 0) return null;
  return (
    <section className="duty-section" data-section={section} aria-labelledby={`section-${section}`}>
      <h2 id={`section-${section}`}>
        {title} <span className="count">{duties.length}</span>
      </h2>
      <ul className="rows">
        {duties.map((duty) => (
          <li key={duty.id}>
            <DutyRow duty={duty} waiting={section === "waiting"} onAct={onAct} />
          </li>
        ))}
      </ul>
    </section>
  );
}
