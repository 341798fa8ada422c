// A witness without a network: the code on the screen, its answer typed in below, and the page says how far it reaches.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { binary, nuong, temporaryFolder } from "../support/program.mjs";
import { Server } from "../support/server.mjs";
import { auditEverywhere } from "./support/audit.mjs";
import { launchBrowser } from "./support/browser.mjs";
import { Officer } from "./support/officer.mjs";

const witness = path.join(temporaryFolder(), "witness");
let server;
let browser;
let officer;

describe("witnesses of the ledger", { concurrency: 1 }, () => {
  before(async () => {
    const { said } = await nuong("witness", "found", witness, "--name", "example.org/inspectorate");
    const policy = path.join(temporaryFolder(), "policy");
    writeFileSync(policy, `witness inspectorate ${said.trim()}\nquorum inspectorate\n`);
    server = await Server.start(undefined, [], ["--witnesses", policy]);
    browser = await launchBrowser();
    officer = await Officer.signedIn(browser, server, "bp-can-gio-1");
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("shows the code, in both languages and at both widths", async () => {
    await officer.goTo("Thêm");
    await officer.page.getByRole("link", { name: "Xem các nhân chứng", exact: true }).click();
    await officer.page.getByText("Chưa có mốc nào đủ chữ ký nhân chứng.").waitFor();
    await auditEverywhere(officer, "witnesses", () => officer.page.getByText("example.org/inspectorate").waitFor());
    await officer.page.getByRole("button", { name: "Hiện mã để nhân chứng ký", exact: true }).click();
    await auditEverywhere(officer, "witness-code", (language) =>
      officer.page.getByRole("img", { name: language === "vi" ? /^Mã QR/ : /^QR code/ }).waitFor(),
    );
  });

  it("refuses an answer that is not the witness', and keeps the one that is", async () => {
    const box = officer.page.getByLabel("Dòng trả lời của nhân chứng");
    const keep = officer.page.getByRole("button", { name: "Ghi chữ ký", exact: true });
    await officer.window.provoking(400, async () => {
      await box.fill("không phải chữ ký");
      await keep.click();
      await officer.page.getByText("không phải chữ ký đúng của một nhân chứng").waitFor();
    });
    await officer.page.getByText("Xem dưới dạng chữ").click();
    const request = await officer.page.locator("pre").textContent();
    const [log] = /^nuong\/\S+/m.exec(await officer.page.getByText(/^Khóa của sổ:/).locator("code").textContent());
    await nuong("witness", "trust", witness, log);
    const { stdout } = spawnSync(binary, ["witness", "sign", witness], { input: request, encoding: "utf8" });
    await box.fill(stdout);
    await keep.click();
    await officer.page.getByText(/^Đã đủ nhân chứng ký tới mục \d+\.$/).waitFor();
  });

  it("saw no error, no broken policy and no other host", () => {
    officer.window.checkNothingWrong("witnesses");
  });
});
