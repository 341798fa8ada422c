// One Chromium for a test file, and for each officer a window of her own that remembers everything that went wrong in it.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const options = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const wide = { width: 1280, height: 900 };
export const narrow = { width: 360, height: 740 };

export function launchBrowser() {
  const executablePath = process.env.NUONG_CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: options });
}

/** A Chromium that keeps its profile in this folder, as an officer's own does; for one window. */
export function browserKeeping(profile) {
  const executablePath = process.env.NUONG_CHROMIUM ?? "/usr/bin/chromium";
  return { newContext: (more) => chromium.launchPersistentContext(profile, { executablePath, args: options, ...more }) };
}

/** A browser profile of its own, as on a computer of its own. */
export class Window {
  /** What a page must never do; empty in the end. */
  wrongs = [];
  /** Statuses of answers that the test provokes at the moment, which the browser reports on its console. */
  #provoked = [];

  static async open(browser, origin, viewport) {
    const window = new Window();
    window.origin = origin;
    window.context = await browser.newContext({ viewport, baseURL: origin, reducedMotion: "reduce", locale: "vi-VN" });
    window.context.setDefaultTimeout(10_000);
    await window.context.addInitScript(reportPolicyViolations);
    window.context.on("request", (request) => window.#checkHost(request.url()));
    window.page = await window.context.newPage();
    window.page.on("pageerror", (error) => window.wrongs.push(`uncaught: ${error.message}`));
    window.page.on("console", (message) => window.#takeMessage(message));
    return window;
  }

  /** Runs what makes the server refuse with this status. */
  async provoking(status, act) {
    this.#provoked.push(status);
    try {
      return await act();
    } finally {
      this.#provoked.pop();
    }
  }

  checkNothingWrong(whose) {
    assert.deepEqual(this.wrongs, [], `in the window of ${whose}`);
  }

  #checkHost(url) {
    const isOwn = url.startsWith(`${this.origin}/`) || url.startsWith("data:") || url.startsWith("blob:");
    if (!isOwn) this.wrongs.push(`request to another host: ${url}`);
  }

  #takeMessage(message) {
    if (message.type() !== "error" && message.type() !== "warning") return;
    // A device that this machine's browser was built without; the header forbids it all the same.
    if (/^Error with Permissions-Policy header: Unrecognized feature: '(bluetooth|web-share)'/.test(message.text())) return;
    // Passkeys are of one kind, which every authenticator with a PRF has.
    if (message.text().startsWith("publicKey.pubKeyCredParams is missing")) return;
    const status = Number(/status of (\d+)/.exec(message.text())?.[1]);
    if (this.#provoked.includes(status)) return;
    this.wrongs.push(`console: ${message.text()} (${message.location().url})`);
  }
}

/** Runs in the page. */
function reportPolicyViolations() {
  document.addEventListener("securitypolicyviolation", (event) => {
    console.error(`policy violated: ${event.effectiveDirective} by ${event.blockedURI}`);
  });
}
