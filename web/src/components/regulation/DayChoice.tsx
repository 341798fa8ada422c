import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { Regulation } from "../../api/client";
import type { RegulationSearch } from "../../domain/regulation";
import { formatDay } from "../../domain/time";
import { useSpeech } from "../../messages/language";

interface DayChoiceProps {
  search: RegulationSearch;
  view: Regulation | undefined;
}

/** "As the law stood on": the day everything on the page is asked of. It stands in the address. */
export function DayChoice({ search, view }: DayChoiceProps) {
  const { t } = useSpeech();
  const navigate = useNavigate();
  const shown = search.on ?? view?.on ?? "";
  const [typed, setTyped] = useState<string>();
  const [wrong, setWrong] = useState(false);

  const choose = (on: string | undefined) => {
    setTyped(undefined);
    setWrong(false);
    const { on: _before, ...rest } = search;
    void navigate({ to: "/regulation", search: on === undefined ? rest : { ...rest, on } });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const day = dayFrom(typed ?? "");
    if (typed === undefined) return;
    if (day === undefined) setWrong(true);
    else choose(day);
  };

  return (
    <form className="day-choice" onSubmit={submit} noValidate>
      <label htmlFor="regulation-day">{t.regulation.day}</label>
      <div className="day-choice-line">
        <input
          id="regulation-day"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          maxLength={10}
          placeholder={t.regulation.dayForm}
          aria-invalid={wrong || undefined}
          aria-describedby={wrong ? "regulation-day-problem" : undefined}
          value={typed ?? (shown && formatDay(shown))}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" className="secondary">
          {t.regulation.dayShow}
        </button>
        {search.on !== undefined && view !== undefined && view.on !== view.today && (
          <button type="button" className="quiet" onClick={() => choose(undefined)}>
            {t.regulation.today}
          </button>
        )}
      </div>
      {wrong && (
        <p className="problem" id="regulation-day-problem" role="alert">
          {t.regulation.dayWrong}
        </p>
      )}
    </form>
  );
}

/** "3/6/2023" as an ISO date; nothing when there is no such day. */
export function dayFrom(typed: string): string | undefined {
  const found = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(typed);
  if (!found) return undefined;
  const [day, month, year] = found.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCFullYear() === year;
  return isReal ? date.toISOString().slice(0, 10) : undefined;
}
