// The regulation page: from a duty to its clause with one press, the text beside what carries it out, the pathway with the
// place of a case, what a person may be given, the law of another day; with the keyboard, in both languages, at both widths.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { receivedCase, Server } from "../support/server.mjs";
import { auditEverywhere } from "./support/audit.mjs";
import { launchBrowser, narrow } from "./support/browser.mjs";
import { checkFocusIsVisible, hasFocus, tabTo } from "./support/keyboard.mjs";
import { Officer } from "./support/officer.mjs";


let server;
let browser;
let post;
let phone;
let caseId;

const main = (officer) => officer.page.getByRole("main");
const shows = (officer, words) => main(officer).getByText(words).filter({ visible: true }).first().waitFor();

/** Runs in the page: scrolls the row so far, and says whether it fades at its start and at its end. */
async function fadesAt(row, far) {
  row.scrollTo({ left: far * (row.scrollWidth - row.clientWidth), behavior: "instant" });
  await new Promise((drawn) => {
    requestAnimationFrame(() => requestAnimationFrame(drawn));
    setTimeout(drawn, 1000);
  });
  const style = getComputedStyle(row);
  return ["--more-before", "--more-after"].map((length) => Number.parseFloat(style.getPropertyValue(length)) > 0);
}

describe("the regulation page", { concurrency: 1 }, () => {
  before(async () => {
    server = await Server.start();
    caseId = (await receivedCase(await server.signIn("bp-can-gio-1"))).case_id;
    browser = await launchBrowser();
    post = await Officer.signedIn(browser, server, "bp-can-gio-1");
    phone = await Officer.signedIn(browser, server, "bp-can-gio-1", narrow);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("opens from a duty with one press, at the clause the duty stands on, with the duty beside it", async () => {
    for (const officer of [post, phone]) {
      const duty = officer.duty("Biên phòng bố trí chỗ ở tạm thời");
      const clause = await duty.getByRole("link", { name: /^Căn cứ / }).innerText();
      await duty.getByRole("link", { name: /^Căn cứ / }).click();
      await officer.heading("Quy chế").waitFor();
      await main(officer).getByRole("heading", { level: 2, name: clause.trim(), exact: true }).waitFor();
      await main(officer).getByRole("link", { name: "Biên phòng bố trí chỗ ở tạm thời" }).waitFor();
      assert.match(officer.page.url(), /instrument=hcmc-regulation-2023/);
    }
    await auditEverywhere(post, "regulation-clause", () => shows(post, /^H\d\d$/));
  });

  it("opens an item with all its versions and closes it again", async () => {
    const item = main(post).getByRole("link", { name: "Biên phòng bố trí chỗ ở tạm thời" });
    await item.click();
    await shows(post, "Phát sinh khi");
    assert.equal(await item.getAttribute("aria-expanded"), "true");
    await auditEverywhere(post, "regulation-item", () => shows(post, /^(Phát sinh khi|Opened by)$/));
    await item.click();
    await main(post).getByText("Phát sinh khi").waitFor({ state: "detached" });
  });

  it("finds a clause without diacritics and goes to it by the keyboard alone", async () => {
    await post.goTo("Quy chế");
    const box = main(post).getByRole("searchbox");
    await tabTo(post.page, box);
    await checkFocusIsVisible(post.page);
    await post.page.keyboard.type("nguy hiem");
    await main(post).getByText(/^\d+ trong \d+ điều khoản$/).waitFor();
    const row = main(post).getByRole("link", { name: /^H19/ });
    await tabTo(post.page, row);
    await checkFocusIsVisible(post.page);
    await post.page.keyboard.press("Enter");
    await main(post).getByRole("heading", { level: 2, name: "H19", exact: true }).waitFor();
    assert.ok(await hasFocus(row), "beside the list the focus stays in the list");
  });

  it("fades a row of tabs at the edge behind which there are more of them", async () => {
    const fades = async (officer, name, to) => {
      const row = main(officer).getByRole("navigation", { name, exact: true });
      await row.waitFor();
      return row.evaluate(fadesAt, to);
    };
    for (const [address, name] of [["/regulation", "Các phần của quy chế"], [`/ho-so/${caseId}`, "Các phần của hồ sơ"]]) {
      await phone.page.goto(address);
      assert.deepEqual(await fades(phone, name, 0), [false, true], address);
      assert.deepEqual(await fades(phone, name, 0.5), [true, true], address);
      assert.deepEqual(await fades(phone, name, 1), [true, false], address);
    }
    await post.page.goto("/regulation");
    assert.deepEqual(await fades(post, "Các phần của quy chế", 0), [false, false], "all of them are in sight");
  });

  it("gives the phone the list first, then the clause with the focus on it, and a way back", async () => {
    await phone.goTo("Quy chế");
    await auditEverywhere(phone, "regulation-list", () => shows(phone, /^H01/));
    await main(phone).getByRole("link", { name: /^H19/ }).click();
    const heading = main(phone).getByRole("heading", { level: 2, name: "H19", exact: true });
    await heading.waitFor();
    assert.ok(await hasFocus(heading));
    await main(phone).getByRole("link", { name: "Tất cả điều khoản" }).click();
    await main(phone).getByRole("link", { name: /^H19/ }).waitFor();
  });

  it("says so when there is no such clause", async () => {
    await phone.page.goto("/regulation?clause=H99&instrument=hcmc-regulation-2023");
    await shows(phone, "Quy chế đang dùng không có điều khoản “H99”.");
  });

  it("shows the law of another day, says that it is not today's, and refuses a day that does not exist", async () => {
    await post.page.goto("/regulation?view=sources");
    const box = main(post).getByRole("textbox", { name: "Luật tại ngày" });
    await box.fill("30/02/2024");
    await box.press("Enter");
    await shows(post, "Hãy ghi một ngày có thật, ví dụ 03/06/2023.");
    await box.fill("01/07/2030");
    await box.press("Enter");
    await shows(post, "Đang xem luật tại ngày 01/07/2030, không phải hôm nay.");
    assert.match(post.page.url(), /on=2030-07-01/);
    await shows(post, /^Hết hiệu lực từ/);
    await auditEverywhere(post, "regulation-sources", () => shows(post, /01\/07\/2030/));
    await post.window.provoking(400, async () => {
      await post.page.goto("/regulation?on=2024-02-30");
      await shows(post, "Không có ngày này.");
    });
  });

  it("draws the pathway with the place of the case it was opened from", async () => {
    await post.page.goto(`/ho-so/${caseId}`);
    await main(post).getByRole("link", { name: "Xem vị trí trên lộ trình" }).click();
    await shows(post, "Vị trí của hồ sơ:");
    await main(post).getByRole("img", { name: /^Sơ đồ: / }).waitFor();
    await shows(post, "Hồ sơ đang ở đây");
    assert.equal(await main(post).locator("[aria-current=step]").count(), 1);
    await auditEverywhere(post, "regulation-pathway", () => shows(post, /^(Hồ sơ đang ở đây|The case is here)$/));
  });

  it("draws nothing of a case to those who may not know of it", async () => {
    const centre = await Officer.signedIn(browser, server, "centre-1");
    await centre.window.provoking(404, async () => {
      await centre.page.goto(`/regulation?view=pathways&case=${caseId}`);
      await shows(centre, "Không có hồ sơ này, hoặc đơn vị không có quyền biết đến.");
    });
    centre.window.checkNothingWrong(centre.member);
  });

  it("asks about a person with nothing answered beforehand, and says what, how much, how long, from whom, by which clause", async () => {
    await post.page.goto("/regulation?view=entitlements");
    const form = main(post).getByRole("form").or(main(post).locator(".ask form"));
    await main(post).getByRole("button", { name: "Tìm chế độ" }).waitFor();
    assert.equal(await form.getByRole("radio", { checked: true }).count(), 0);
    await main(post).getByRole("radio").first().check();
    await main(post).getByRole("button", { name: "Tìm chế độ" }).click();
    const result = main(post).getByRole("heading", { level: 2, name: /^Chế độ tại ngày / });
    await result.waitFor();
    const first = main(post).getByRole("article").first();
    for (const label of ["Mức", "Trong bao lâu", "Ai cấp"]) await first.getByText(label, { exact: true }).waitFor();
    await first.getByRole("link", { name: /^Căn cứ / }).waitFor();
    await auditEverywhere(post, "regulation-entitlements", () => shows(post, /^(Ai cấp|From whom)$/));
  });

  it("puts on paper every clause with what carries it out, and no button", async () => {
    await post.page.goto("/regulation");
    await main(post).getByRole("link", { name: /^H01/ }).waitFor();
    await post.page.evaluate(() => {
      window.print = () => (window.printed = document.querySelectorAll(".clause-detail").length);
    });
    await main(post).getByRole("button", { name: "In phần đang xem" }).click();
    await post.page.waitForFunction(() => window.printed > 1);
    await post.page.emulateMedia({ media: "print" });
    assert.equal(await main(post).getByRole("button").filter({ visible: true }).count(), 0);
    await post.page.emulateMedia({ media: null });
  });

  it("saw no error, no broken policy and no other host", () => {
    for (const officer of [post, phone]) officer.window.checkNothingWrong(officer.member);
  });
});
