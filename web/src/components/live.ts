import { useEffect, useState } from "react";
import { meQuery, queryClient, refreshCase } from "../api/queries";
import { useSpeech } from "../messages/language";
import { announce } from "./announce";

const kRetryMs = 5_000;

interface Hearing {
  onCase: (caseId: string) => void;
  onResync: () => void;
  onConnected: (connected: boolean) => void;
}

/** Follows the live feed for good: the browser reconnects by itself, except after a refusal; then we do. */
function follow(hearing: Hearing): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const connect = () => {
    source = new EventSource("/api/v1/stream");
    source.addEventListener("open", () => hearing.onConnected(true));
    source.addEventListener("case", (event: MessageEvent<string>) => hearing.onCase(caseIdOf(event.data)));
    source.addEventListener("resync", hearing.onResync);
    source.addEventListener("error", () => {
      hearing.onConnected(false);
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(connect, kRetryMs);
    });
  };
  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

function caseIdOf(data: string): string {
  const event: unknown = JSON.parse(data);
  return typeof event === "object" && event !== null && "case_id" in event ? String(event.case_id) : "";
}

/** Reads again what the feed says has changed; tells whether the connection stands. */
export function useLive(): boolean {
  const { t } = useSpeech();
  const [connected, setConnected] = useState(true);

  useEffect(() => {
    let wasLost = false;
    return follow({
      onCase: (caseId) => {
        void refreshCase(caseId);
        announce(t.live.changed);
      },
      onResync: () => void queryClient.invalidateQueries(),
      onConnected: (nowConnected) => {
        setConnected(nowConnected);
        if (!nowConnected) void queryClient.invalidateQueries(meQuery);
        if (nowConnected && wasLost) {
          announce(t.live.back);
          void queryClient.invalidateQueries();
        }
        wasLost = !nowConnected;
      },
    });
  }, [t]);

  return connected;
}
