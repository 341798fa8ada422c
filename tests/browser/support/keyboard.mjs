// The page without a mouse.
import assert from "node:assert/strict";

const longestWay = 120;

/** Presses Tab until the control has the focus; the focus must be visible there. */
export async function tabTo(page, control) {
  for (let presses = 0; presses < longestWay; presses += 1) {
    if (await hasFocus(control)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail("Tab does not lead to the control");
}

export async function hasFocus(control) {
  const element = await control.elementHandle();
  return element.evaluate((node) => node === document.activeElement);
}

/** Whether the focused control is drawn with an outline, border or shadow that tells it apart. */
export async function checkFocusIsVisible(page) {
  const isDrawn = await page.evaluate(() => {
    const drawn = (node) => {
      const style = node && getComputedStyle(node);
      return style && ((style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none");
    };
    const focused = document.activeElement;
    return Boolean(drawn(focused) || drawn(focused?.closest("label")));
  });
  assert.ok(isDrawn, "the focused control looks like any other");
}
