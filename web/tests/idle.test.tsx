import { cleanup, fireEvent } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { kIdleMs, useIdleEnd } from "../src/components/use-idle-end";
import { renderSpoken } from "./speech";

const kMinute = 60_000;
const end = vi.fn();

function Chair() {
  useIdleEnd(end);
  return <p>her case</p>;
}

/** The other windows of this browser: what is said in one is heard in all others. */
class Channel {
  static open = new Set<Channel>();
  onmessage: ((event: object) => void) | null = null;
  constructor() {
    Channel.open.add(this);
  }
  postMessage() {
    for (const other of Channel.open) if (other !== this) other.onmessage?.({});
  }
  close() {
    Channel.open.delete(this);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("BroadcastChannel", Channel);
  renderSpoken(<Chair />);
});
afterEach(() => {
  cleanup();
  end.mockClear();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("an empty chair", () => {
  it("ends the session here after fifteen minutes without a touch", () => {
    vi.advanceTimersByTime(kIdleMs - kMinute);
    expect(end).not.toHaveBeenCalled();
    vi.advanceTimersByTime(kMinute);
    expect(end).toHaveBeenCalled();
  });

  it("is not empty while somebody types, moves or reads", () => {
    for (const sign of ["keyDown", "pointerMove", "wheel", "touchMove", "input"] as const) {
      vi.advanceTimersByTime(kIdleMs - kMinute);
      fireEvent[sign](document.body);
    }
    expect(end).not.toHaveBeenCalled();
  });

  it("is not empty while she works in another window of the browser", () => {
    const other = new Channel();
    for (let time = 0; time < 3; time += 1) {
      vi.advanceTimersByTime(kIdleMs - kMinute);
      other.postMessage();
    }
    expect(end).not.toHaveBeenCalled();
    other.close();
    vi.advanceTimersByTime(kIdleMs);
    expect(end).toHaveBeenCalled();
  });

  it("is noticed by the first touch after the machine slept", () => {
    vi.setSystemTime(Date.now() + kIdleMs);
    fireEvent.keyDown(document.body);
    expect(end).toHaveBeenCalled();
  });

  it("is nobody's any more once the page has gone", () => {
    cleanup();
    vi.advanceTimersByTime(2 * kIdleMs);
    expect(end).not.toHaveBeenCalled();
    expect(Channel.open.size).toBe(0);
  });
});
