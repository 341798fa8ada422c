import { useEffect, useRef, useState } from "react";
import { ApiError, type Form } from "../api/client";
import { caseQuery, queryClient, refreshCase } from "../api/queries";
import { beginCase, OnceKey, performAct } from "../api/writes";
import { serverNow } from "../domain/clock";
import { kDraftSaved, kReceived } from "../domain/kinds";
import { two } from "../domain/time";
import { type Draft, fieldsToSend } from "../form/draft";

const kSaveAfterMs = 700;
const kRetryAfterMs = 5_000;

export type SaveState = { kind: "none" | "saving" | "failed" } | { kind: "saved"; time: string };

/** The case a reception is written into, once it has been begun. */
export interface Begun {
  caseId: string;
  version: number;
}

async function currentVersion(caseId: string): Promise<number> {
  return (await queryClient.fetchQuery({ ...caseQuery(caseId), staleTime: 0 })).version;
}

/** Keeps one reception: begins it with the first content, saves what changes, one write after the other. */
class Keeper {
  begun: Begun | undefined;
  #once = new OnceKey();
  #line: Promise<unknown> = Promise.resolve();

  constructor(begun: Begun | undefined) {
    this.begun = begun;
  }

  /** After whatever is being written now; a failure before does not stop what follows. */
  inLine<Result>(work: () => Promise<Result>): Promise<Result> {
    const next = this.#line.then(work, work);
    this.#line = next.catch(() => undefined);
    return next;
  }

  async save(fields: Record<string, unknown>) {
    if (this.begun) {
      await this.#perform(this.begun, kDraftSaved, fields);
      return;
    }
    const { case_id, version } = await beginCase(fields, this.#once);
    this.begun = { caseId: case_id, version };
    void queryClient.invalidateQueries({ queryKey: ["cases"] });
  }

  async receive(fields: Record<string, unknown>): Promise<string> {
    if (!this.begun) await this.save(fields);
    const begun = this.begun as Begun;
    await this.#perform(begun, kReceived, fields);
    return begun.caseId;
  }

  /** A colleague may have saved the same draft from another desk: then on top of what is there now. */
  async #perform(begun: Begun, kind: string, fields: Record<string, unknown>) {
    const act = () => performAct(begun.caseId, kind, begun.version, fields, this.#once);
    try {
      begun.version = (await act()).version;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 409) throw error;
      const now = await currentVersion(begun.caseId);
      if (now === begun.version) throw error;
      begun.version = now;
      begun.version = (await act()).version;
    }
  }
}

function isWorthRetrying(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500 || error.status === 409);
}

export function useIntake(form: Form, first: Draft, reopened: Begun | undefined) {
  const [draft, setDraft] = useState(first);
  const [saveState, setSaveState] = useState<SaveState>({ kind: "none" });
  const keeper = useRef<Keeper>(undefined);
  keeper.current ??= new Keeper(reopened);
  const kept = keeper.current;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(first);
  const unsaved = useRef(false);

  const saveLater = (afterMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void kept.inLine(saveNow), afterMs);
  };

  const saveNow = async () => {
    setSaveState({ kind: "saving" });
    unsaved.current = false;
    try {
      await kept.save(fieldsToSend(form, latest.current));
      const now = serverNow();
      setSaveState({ kind: "saved", time: `${two(now.hour)}:${two(now.minute)}` });
    } catch (error) {
      setSaveState({ kind: "failed" });
      unsaved.current = true;
      if (isWorthRetrying(error)) saveLater(kRetryAfterMs);
    }
  };

  const answer = (name: string, typed: Draft[string] | undefined) => {
    const { [name]: _replaced, ...others } = latest.current;
    latest.current = typed === undefined ? others : { ...others, [name]: typed };
    setDraft(latest.current);
    unsaved.current = true;
    saveLater(kSaveAfterMs);
  };

  const receive = () => {
    clearTimeout(timer.current);
    return kept.inLine(async () => {
      unsaved.current = false;
      const caseId = await kept.receive(fieldsToSend(form, latest.current));
      void refreshCase(caseId);
      return caseId;
    });
  };

  // Leaving the page does not lose what was typed in the last moment.
  const lastSave = useRef(saveNow);
  lastSave.current = saveNow;
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      if (unsaved.current) void kept.inLine(lastSave.current);
    },
    [kept],
  );

  return { draft, saveState, begun: kept.begun !== undefined, answer, receive };
}
