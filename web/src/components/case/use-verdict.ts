import { useEffect, useState } from "react";
import { ApiError, answerOf, client, type Looks } from "../../api/client";
import { type Seen, type Verdict, verifyLooks } from "../../domain/looks";

/** For this tab and no longer than it lives: witnesses, not browsers, remember the ledger over the years. */
const KEPT = "nuong.ledger";

function lastSeen(): Seen | undefined {
  const kept = sessionStorage.getItem(KEPT);
  return kept === null ? undefined : JSON.parse(kept);
}

async function askConsistency(from: number, to: number): Promise<string[] | undefined> {
  try {
    const query = { from, to };
    return (await answerOf(client.GET("/api/v1/ledger/consistency", { params: { query } }))).path;
  } catch (error) {
    // The ledger is shorter than what was seen: there is no such proof.
    if (error instanceof ApiError && error.problem?.code === "sizes_unfit") return undefined;
    throw error;
  }
}

/** The verdict on a list of looks; nothing while it is being checked. */
export function useVerdict(view: Looks, caseId: string): Verdict | undefined {
  const [verdict, setVerdict] = useState<Verdict>();
  useEffect(() => {
    let isCurrent = true;
    setVerdict(undefined);
    verifyLooks(view, caseId, lastSeen(), askConsistency).then((found) => {
      if (found.state === "verified") sessionStorage.setItem(KEPT, JSON.stringify(found.seen));
      if (isCurrent) setVerdict(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [view, caseId]);
  return verdict;
}
