import { useEffect } from "react";

/**
 * As long as the server keeps a session that nobody uses. The live feed makes pages ask again by themselves, which is use to the
 * server; so an empty chair is noticed here.
 */
export const kIdleMs = 15 * 60_000;
const kLookMs = 15_000;
const kTellMs = 5_000;
const kSigns = ["pointerdown", "pointermove", "keydown", "wheel", "touchmove", "input"];

/** Calls `end` once nobody has touched any window of this browser for `kIdleMs`, also when the machine slept meanwhile. */
export function useIdleEnd(end: () => void) {
  useEffect(() => {
    const windows = new BroadcastChannel("nuong-presence");
    let last = Date.now();
    let told = 0;
    const look = () => {
      if (Date.now() - last >= kIdleMs) end();
    };
    const note = () => {
      look();
      last = Date.now();
      if (last - told < kTellMs) return;
      told = last;
      windows.postMessage("here");
    };
    windows.onmessage = () => {
      last = Date.now();
    };
    for (const sign of kSigns) addEventListener(sign, note, { capture: true, passive: true });
    document.addEventListener("visibilitychange", look);
    const timer = setInterval(look, kLookMs);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      for (const sign of kSigns) removeEventListener(sign, note, { capture: true });
      windows.close();
    };
  }, [end]);
}
