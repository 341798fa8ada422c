import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ApiError, type Pathway, type Pathways } from "../../api/client";
import { pathwaysQuery } from "../../api/queries";
import type { RegulationSearch } from "../../domain/regulation";
import { useSpeech } from "../../messages/language";
import { Answer } from "../Answer";
import { Clause } from "../Clause";
import { Icon, type IconName } from "../Icon";
import { CertaintyMark, Period, StandingMark } from "./Marks";
import { PathwayGraph } from "./PathwayGraph";

/** The pathways; opened from a case, with the place where that case is. */
export function PathwayTab({ search }: { search: RegulationSearch }) {
  const { t } = useSpeech();
  const pathways = useQuery(pathwaysQuery(search.on, search.case));
  if (pathways.error instanceof ApiError && pathways.error.status === 404) {
    return <p className="absent">{t.case.absent}</p>;
  }
  return <Answer of={pathways}>{(data) => <PathwayBody data={data} search={search} />}</Answer>;
}

/** Of each pathway the version of the day; where none is in force, the first. */
function versionsOfDay(pathways: Pathway[]): Pathway[] {
  const shown = new Map<string, Pathway>();
  for (const one of pathways) {
    const before = shown.get(one.row.id);
    if (!before || (before.row.standing === "not_in_force" && one.row.standing !== "not_in_force")) {
      shown.set(one.row.id, one);
    }
  }
  return [...shown.values()];
}

/** Of a case, the pathway on which it has come furthest; the first in force otherwise. */
function usualPathway(pathways: Pathway[]): Pathway | undefined {
  const done = (pathway: Pathway) => pathway.steps.filter(({ state }) => state === "done" || state === "here").length;
  const inForce = pathways.filter(({ row }) => row.standing === "in_force");
  const among = inForce.length > 0 ? inForce : pathways;
  return among.reduce<Pathway | undefined>((best, one) => (best && done(best) >= done(one) ? best : one), undefined);
}

function PathwayBody({ data, search }: { data: Pathways; search: RegulationSearch }) {
  const { t, say } = useSpeech();
  const pathways = versionsOfDay(data.pathways);
  const chosen = pathways.find(({ row }) => row.id === search.pathway) ?? usualPathway(pathways);
  if (!chosen) return <p className="empty">{t.regulation.noPathway}</p>;
  return (
    <div className="pathways">
      {data.code_name !== undefined && search.case !== undefined && (
        <p className="case-here">
          <Icon name="here" size={18} /> {t.regulation.ofCase}{" "}
          <Link to="/ho-so/$caseId" params={{ caseId: search.case }}>
            {data.code_name}
          </Link>
        </p>
      )}
      <nav className="choices" aria-label={t.regulation.pathwayChoice}>
        {pathways.map(({ row, code }) => (
          <Link
            key={row.id}
            to="/regulation"
            search={{ ...search, pathway: row.id }}
            className="choice"
            aria-current={row.id === chosen.row.id ? "true" : undefined}
          >
            <strong>{code}</strong>
            <span>
              {say(row.title)}
              {row.standing === "not_in_force" && <span className="choice-note">{t.regulation.notThisDay}</span>}
            </span>
          </Link>
        ))}
      </nav>
      <OnePathway pathway={chosen} on={data.on} />
    </div>
  );
}

function OnePathway({ pathway, on }: { pathway: Pathway; on: string }) {
  const { t, say } = useSpeech();
  const { row, source, steps } = pathway;
  return (
    <article className="pathway" aria-labelledby="pathway-title">
      <h2 id="pathway-title">
        {pathway.code} · {say(row.title)}
      </h2>
      <p className="marks">
        <StandingMark of={row} on={on} />
        <CertaintyMark certainty={row.certainty} />
        <Clause source={source} at={on} />
      </p>
      <p className="hint">
        <Period of={row} /> · {say(source.says)}
      </p>
      <PathwayGraph pathway={pathway} />
      <h3>{t.regulation.asList}</h3>
      <ol className="pathway-steps">
        {steps.map((step) => (
          <li
            key={step.id}
            className="pathway-step"
            data-state={step.state}
            aria-current={step.state === "here" ? "step" : undefined}
          >
            <p className="pathway-step-name">
              <strong>{say(step.name)}</strong>
              {step.state !== undefined && <StepState state={step.state} />}
            </p>
            <p className="pathway-step-next">
              {step.next.length > 0
                ? t.regulation.leadsTo(step.next.map((id) => say(steps.find((one) => one.id === id)?.name)).join("; "))
                : t.regulation.endsHere}
            </p>
            {step.source && <Clause source={step.source} at={on} />}
          </li>
        ))}
      </ol>
    </article>
  );
}

const kStateIcons: Record<string, IconName> = { done: "done", here: "here", next: "clock", ahead: "ahead" };

function StepState({ state }: { state: string }) {
  const { t } = useSpeech();
  const words: Record<string, string> = t.regulation.states;
  return (
    <span className="mark" data-state={state}>
      <Icon name={kStateIcons[state] ?? "ahead"} size={15} />
      {words[state] ?? state}
    </span>
  );
}
