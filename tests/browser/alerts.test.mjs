// Bait is laid on the page, somebody searches for it, and the approver of a provincial office records what it came to.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { receivedCase, Server, threeEmergencies } from "../support/server.mjs";
import { auditEverywhere } from "./support/audit.mjs";
import { launchBrowser } from "./support/browser.mjs";
import { answer, Officer } from "./support/officer.mjs";

const main = (officer) => officer.page.getByRole("main");

let server;
let browser;
let police;

describe("watching over officers", { concurrency: 1 }, () => {
  before(async () => {
    server = await Server.start();
    browser = await launchBrowser();
    police = await Officer.signedIn(browser, server, "police-hcmc-1");
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("lays bait, and forgets its name", async () => {
    await police.goTo("Thêm");
    await main(police).getByRole("link", { name: "Xem cảnh báo" }).click();
    await police.heading("Cảnh báo").waitFor();
    await answer(main(police), { "Họ và tên": "Hồ Thị Mồi Chài", "Năm sinh": "1999" });
    await main(police).getByRole("button", { name: "Đặt người mồi" }).click();
    await main(police).getByRole("button", { name: /^Bỏ/ }).waitFor();
    assert.equal(await main(police).getByLabel("Họ và tên").inputValue(), "");
    assert.equal(await main(police).getByText("Mồi Chài").count(), 0);
  });

  it("is told of the search on Today, and records the finding", { timeout: 120_000 }, async () => {
    const post = await server.signIn("bp-can-gio-1");
    const { case_id } = await receivedCase(post);
    const headers = { "Nuong-Purpose": "verification" };
    await post.post(`/cases/${case_id}/person-search`, { name: "Ho Thi Moi Chai" }, { headers });
    await police.goTo("Việc hôm nay");
    const waiting = () => main(police).locator('a[href="/canh-bao"]');
    await waiting().waitFor({ timeout: 60_000 });
    await auditEverywhere(police, "alert-waits", () => waiting().waitFor());
    await main(police).getByRole("link", { name: "1 cảnh báo chờ kết luận" }).click();
    await police.heading("Cảnh báo").waitFor();
    const alert = () => main(police).locator(".alert").first();
    await auditEverywhere(police, "alerts", () => alert().waitFor());
    const dialog = police.page.getByRole("dialog");
    const show = async (language) => {
      await alert().getByRole("button", { name: { vi: /^Ghi kết luận/, en: /^Record the finding/ }[language] }).click();
      await dialog.waitFor();
      return () => police.page.keyboard.press("Escape");
    };
    await auditEverywhere(police, "alert-finding", show);
    await show("vi");
    await answer(dialog, { "Kết luận": "Lạm dụng quyền truy cập" });
    await dialog.getByRole("button", { name: "Ghi kết luận" }).click();
    await dialog.waitFor({ state: "detached" });
    await alert().getByText(/^Lạm dụng quyền truy cập\./).waitFor();
  });

  it("tells who opens by emergency again and again, and how much else she read", { timeout: 120_000 }, async () => {
    await threeEmergencies(server);
    await police.goTo("Việc hôm nay");
    await main(police).getByRole("link", { name: "1 cảnh báo chờ kết luận" }).click({ timeout: 60_000 });
    const habit = main(police).locator('.alert[data-rule="many-emergencies"]');
    await habit.getByText(/^3 lần, trong \d+ lượt hồ sơ đã mở$/).waitFor();
    await auditEverywhere(police, "alert-emergencies", () => habit.waitFor());
  });

  it("did nothing wrong", () => police.window.checkNothingWrong("police-hcmc-1"));
});
