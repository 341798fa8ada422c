import { type LocalMoment, momentAt, offsetMinutesOf } from "./time";

/**
 * The server's clock, as far as its last answer told. Every "now" of the UI is this one: a demo province may live on
 * another day than the device, and a device's clock may be wrong.
 */
let aheadMs = 0;
let offsetMinutes = 7 * 60;

export function setServerNow(iso: string) {
  const instant = Date.parse(iso);
  if (Number.isNaN(instant)) return;
  aheadMs = instant - Date.now();
  offsetMinutes = offsetMinutesOf(iso);
}

export function serverInstant(): number {
  return Date.now() + aheadMs;
}

export function serverOffsetMinutes(): number {
  return offsetMinutes;
}

export function serverNow(): LocalMoment {
  return momentAt(serverInstant(), offsetMinutes);
}
