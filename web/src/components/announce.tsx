import { useEffect, useState } from "react";

/** One polite live region; what follows within five seconds of the last word waits its turn, the newest wins. */
const kGapMs = 5_000;
let speak: ((words: string) => void) | undefined;
let waiting: string | undefined;
let busy = false;

export function announce(words: string) {
  if (busy) {
    waiting = words;
    return;
  }
  busy = true;
  speak?.(words);
  setTimeout(() => {
    busy = false;
    const next = waiting;
    waiting = undefined;
    if (next !== undefined) announce(next);
  }, kGapMs);
}

export function Announcer() {
  const [words, setWords] = useState("");
  useEffect(() => {
    speak = setWords;
    return () => {
      speak = undefined;
    };
  }, []);
  return (
    <p role="status" className="sr-only">
      {words}
    </p>
  );
}
