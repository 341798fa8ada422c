// axe-core on what is shown: no violation, and no text whose contrast it could not work out.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../../support/program.mjs";
import { narrow, wide } from "./browser.mjs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const pictures = path.join(root, "build/screenshots");
mkdirSync(pictures, { recursive: true });
export const picture = (name) => path.join(pictures, name);

/**
 * Audits the page as it stands, at its present width and language. Where a part of it scrolls by itself, text counts as
 * unclear only if axe cannot judge it however far that part is scrolled.
 */
export async function audit(page, screen) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  const first = await runAxe(page);
  let unclear = first.unclear;
  // Twice: what the page itself moves meanwhile, on a busy machine, is no fault of the text.
  for (const far of [0.5, 1, 0.5, 1]) {
    if (unclear.length === 0 || !(await page.evaluate(scrollParts, far))) break;
    await page.evaluate(untilDrawn);
    const again = await runAxe(page);
    unclear = unclear.filter((one) => again.unclear.includes(one));
  }
  await page.evaluate(scrollParts, 0);
  assert.deepEqual([...first.violations, ...unclear], [], `axe-core on ${screen}`);
}

function runAxe(page) {
  return page.evaluate(async () => {
    const words = ({ id, nodes }) =>
      nodes.map(({ target, html, any }) => `${id}: ${target} ${html} ${any.map((check) => check.message)}`);
    const { violations, incomplete } = await window.axe.run(document, { preload: false });
    const contrast = incomplete.filter(({ id }) => id === "color-contrast");
    return {
      violations: violations.flatMap(words),
      unclear: contrast.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target} ${html}`)),
    };
  });
}

/** Runs in the page. Now and then the browser draws no frame at all: what axe then finds unclear stays unclear. */
function untilDrawn() {
  return new Promise((drawn) => {
    requestAnimationFrame(() => requestAnimationFrame(drawn));
    setTimeout(drawn, 1000);
  });
}

/** Runs in the page; says whether there is a part that scrolls. */
function scrollParts(far) {
  const scrolls = (box) => {
    const { overflowX, overflowY } = getComputedStyle(box);
    const across = overflowX === "auto" && box.scrollWidth > box.clientWidth;
    return across || (overflowY === "auto" && box.scrollHeight > box.clientHeight);
  };
  const parts = [...document.querySelectorAll("body *")].filter(scrolls);
  for (const box of parts) {
    box.scrollTop = far * (box.scrollHeight - box.clientHeight);
    box.scrollLeft = far * (box.scrollWidth - box.clientWidth);
  }
  return parts.length > 0;
}

/** The page must not be wider than the screen. */
async function checkFits(page, screen) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, `${screen} is ${overflow} px wider than its window`);
}

/**
 * A window as high as its page: axe cannot judge text that a bar at the edge of the window happens to cover. Under a dialog
 * the page is out of reach and stays as it is.
 */
export async function unroll(page, size) {
  await page.setViewportSize(size);
  if ((await page.getByRole("dialog").count()) > 0) return;
  // Some blank space grows with the window, less each time.
  for (let turn = 0; turn < 4; turn += 1) {
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: size.width, height });
  }
  await page.evaluate(() => window.scrollTo(0, 0));
}

/** For people to look at. Now and then the browser draws no frame for it, and does when it is asked again. */
export async function takePicture(page, name) {
  const where = { path: picture(`${name}.png`) };
  await page.screenshot(where).catch(() => page.screenshot(where));
}

/** Audits what `show` brings up in both languages and at both widths, and takes its pictures. */
export async function auditEverywhere(officer, screen, show) {
  const before = officer.page.viewportSize();
  for (const language of ["vi", "en"]) {
    await officer.speak(language);
    const leave = await show(language);
    for (const size of [wide, narrow]) {
      await unroll(officer.page, size);
      const name = `${screen}-${size.width}-${language}`;
      await audit(officer.page, name);
      await checkFits(officer.page, name);
      await takePicture(officer.page, name);
    }
    await officer.page.setViewportSize(before);
    await leave?.();
  }
  await officer.speak("vi");
}
