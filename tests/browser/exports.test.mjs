// A list leaves in a file: one asks, another confirms, the first saves it; who watches over officers traces a row of it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { receivedCase, Server } from "../support/server.mjs";
import { auditEverywhere } from "./support/audit.mjs";
import { launchBrowser } from "./support/browser.mjs";
import { answer, Officer } from "./support/officer.mjs";

const fullName = "Lê Thị Ngọc Lan Tươi";
const main = (officer) => officer.page.getByRole("main");

let server;
let browser;
let one;
let two;
let police;
let mark;

describe("taking cases out in a file", { concurrency: 1 }, () => {
  before(async () => {
    server = await Server.start();
    const session = await server.signIn("police-can-gio-1");
    for (let i = 0; i < 21; ++i) {
      const { case_id, version } = await receivedCase(session);
      if (i === 0) await session.act(case_id, "identity_recorded", version, { full_name: fullName });
    }
    browser = await launchBrowser();
    one = await Officer.signedIn(browser, server, "police-can-gio-1");
    two = await Officer.signedIn(browser, server, "police-can-gio-2");
    police = await Officer.signedIn(browser, server, "police-hcmc-1");
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("is asked for from the list of cases, and waits for a second person", async () => {
    await one.goTo("Hồ sơ");
    await main(one).getByRole("link", { name: "Xuất danh sách ra tệp" }).click();
    await one.heading("Xuất ra tệp").waitFor();
    await auditEverywhere(one, "exports-ask", () => main(one).getByRole("heading", { level: 2 }).first().waitFor());
    await answer(main(one), { "Xuất để làm gì": "Điểm danh, sơ tán, ứng phó khẩn cấp" });
    await main(one).getByRole("checkbox", { name: /^Nhân thân/ }).check();
    await main(one).getByRole("button", { name: "Gửi yêu cầu" }).click();
    await main(one).getByText("Chờ người thứ hai xác nhận.").waitFor();
    assert.equal(await main(one).getByRole("button", { name: /^Lấy tệp/ }).count(), 0);
  });

  it("is confirmed by another officer of the unit, who is told on Today", async () => {
    await two.goTo("Việc hôm nay");
    await main(two).getByRole("link", { name: "1 yêu cầu xuất tệp chờ bạn xác nhận" }).click();
    const confirm = main(two).getByRole("button", { name: /^Xác nhận cho xuất/ });
    await confirm.waitFor();
    await auditEverywhere(two, "exports-confirm", () => main(two).locator(".boxed").first().waitFor());
    const weak = (view) => {
      for (const one of view.exports) one.asks_step_up = one.may_confirm;
    };
    await two.seeing("**/api/v1/exports", weak, async () => {
      await confirm.click();
      await two.stepUp();
    });
    await main(two).getByText(/^police-can-gio-2 xác nhận/).waitFor();
  });

  it("is saved by who asked, every row with its mark", async () => {
    await one.goTo("Hồ sơ");
    await main(one).getByRole("link", { name: "Xuất danh sách ra tệp" }).click();
    const saving = one.page.waitForEvent("download");
    await main(one).getByRole("button", { name: /^Lấy tệp/ }).click();
    const file = await saving;
    assert.match(file.suggestedFilename(), /^nuong-\d+\.csv$/);
    const text = readFileSync(await file.path(), "utf8");
    assert.ok(text.includes(fullName));
    const rows = text.trimEnd().split("\r\n").slice(1);
    assert.equal(rows.length, 21);
    mark = /^"([^"]+)"/.exec(rows[0])[1];
    await main(one).getByText(/^Lấy lần gần nhất/).waitFor();
  });

  it("tells whose it is when a row turns up elsewhere", async () => {
    await police.goTo("Thêm");
    await main(police).getByRole("link", { name: "Xuất danh sách ra tệp" }).click();
    await answer(main(police), { "Dấu của dòng": mark.toLowerCase() });
    await main(police).getByRole("button", { name: "Truy dấu" }).click();
    await main(police).getByText(/^police-can-gio-1, /).waitFor();
    await auditEverywhere(police, "exports-trace", () => main(police).getByRole("heading", { level: 2 }).last().waitFor());
  });

  it("did nothing wrong", () => Promise.all([one, two, police].map((officer) => officer.window.checkNothingWrong(officer.member))));
});
