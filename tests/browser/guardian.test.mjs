// Who stands for a child, recorded on a telephone: what is asked follows what was answered, and the commune that is named finds the case.
import { after, before, describe, it } from "node:test";
import { receivedCase, Server } from "../support/server.mjs";
import { auditEverywhere } from "./support/audit.mjs";
import { launchBrowser, narrow } from "./support/browser.mjs";
import { Officer } from "./support/officer.mjs";

const button = { vi: "Ghi người đại diện", en: "Record the guardian" };
const more = { vi: "Việc khác", en: "Other acts" };
const number = "Số quyết định cử hoặc tiếp nhận";

let server;
let browser;
let police;
let commune;
let casePath;

describe("who stands for a child", { concurrency: 1 }, () => {
  before(async () => {
    server = await Server.start();
    const post = await server.signIn("police-nha-be-1");
    const { case_id } = await receivedCase(post, { sex: "female", age_group: "child", age: 13 });
    casePath = `/ho-so/${case_id}`;
    browser = await launchBrowser();
    police = await Officer.signedIn(browser, server, "police-nha-be-1");
    commune = await Officer.signedIn(browser, server, "commune-binh-khanh-1");
    await police.page.setViewportSize(narrow);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const appoint = async (dialog) => {
    await dialog.getByLabel("Người giám hộ được cử").check();
    await dialog.getByLabel("Ủy ban nhân dân xã Bình Khánh").check();
    await dialog.getByLabel("Họ và tên người đại diện").fill("Võ Thành Đạt");
  };
  const send = (dialog) => dialog.getByRole("button", { name: button.vi, exact: true }).click();

  it("is asked in both languages and at both widths", async () => {
    await police.page.goto(casePath);
    await auditEverywhere(police, "guardian-form", async (language) => {
      await police.page.getByRole("button", { name: more[language], exact: true }).click();
      await police.page.getByRole("button", { name: button[language], exact: true }).first().click();
      const dialog = police.page.getByRole("dialog", { name: button[language], exact: true });
      await dialog.locator('input[value="appointed"]').check();
      await dialog.locator('input[value="hcmc-commune-binh-khanh"]').check();
      return () => police.leaveDialog(dialog);
    });
  });

  it("asks for the decision when a commune is named, and no more when it is a relative after all", async () => {
    await police.page.goto(casePath);
    const dialog = await police.beginAct(button.vi);
    await appoint(dialog);
    await send(dialog);
    await dialog.getByText(`Hãy trả lời “${number}”.`).first().waitFor();
    await dialog.getByLabel("Người thân", { exact: true }).check();
    await dialog.getByLabel(number).waitFor({ state: "detached" });
    await send(dialog);
    await dialog.waitFor({ state: "detached" });
    await commune.window.provoking(404, async () => {
      await commune.page.goto(casePath);
      await commune.page.getByText("Không có hồ sơ này, hoặc đơn vị không có quyền biết đến.").waitFor();
    });
  });

  it("shows the commune that is named who the child is, and why it may know", async () => {
    await police.page.goto(casePath);
    const dialog = await police.beginAct(button.vi);
    await appoint(dialog);
    await dialog.getByLabel(number).fill("41/QĐ");
    await send(dialog);
    await dialog.waitFor({ state: "detached" });
    await commune.page.goto(casePath);
    await auditEverywhere(commune, "guardian-case", () => commune.page.getByText("Võ Thành Đạt").first().waitFor());
  });

  it("did nothing wrong in either window", () => {
    police.window.checkNothingWrong("police-nha-be-1");
    commune.window.checkNothingWrong("commune-binh-khanh-1");
  });
});
