import { useEffect, useState } from "react";
import { serverInstant } from "../domain/clock";

const kEveryMs = 30_000;

/** The server's present instant, kept moving so that words of time left stay true. */
export function useNow(): number {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), kEveryMs);
    return () => clearInterval(timer);
  }, []);
  return serverInstant();
}
