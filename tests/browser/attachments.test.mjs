// Papers and pictures on the case page: added with the keyboard, opened inside the page, and gone from the browser after.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { asFile, jpegWith, pdfWith } from "../support/pictures.mjs";
import { receivedCase, Server } from "../support/server.mjs";
import { auditEverywhere } from "./support/audit.mjs";
import { launchBrowser } from "./support/browser.mjs";
import { tabTo } from "./support/keyboard.mjs";
import { Officer } from "./support/officer.mjs";

let server;
let browser;
let officer;
let casePath;

const button = (name) => officer.page.getByRole("button", { name });
const savePaper = () => button(/^Tải giấy tờ về.*giấy hẹn\.pdf$/);
const picture = () => officer.page.getByRole("img", { name: "cccd.jpg" });

describe("papers and pictures of a case", { concurrency: 1 }, () => {
  before(async () => {
    server = await Server.start();
    const post = await server.signIn("bp-can-gio-1");
    const { case_id, version } = await receivedCase(post);
    casePath = `/ho-so/${case_id}`;
    const added = await post.act(case_id, "case_paper_added", version, { paper: asFile("giấy hẹn.pdf", pdfWith("x")) });
    assert.equal(added.status, 201, added.text);
    browser = await launchBrowser();
    officer = await Officer.signedIn(browser, server, "bp-can-gio-1");
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("adds a picture by its kind, with the keyboard", async () => {
    const { page } = officer;
    await page.goto(casePath);
    await tabTo(page, button("Thêm giấy tờ nhân thân"));
    const dialog = page.getByRole("dialog");
    await page.keyboard.press("Enter");
    const input = dialog.getByLabel("Ảnh chụp, bản quét hoặc PDF", { exact: true });
    assert.equal(await input.getAttribute("accept"), "image/jpeg,image/png,application/pdf");
    assert.equal(await dialog.getByLabel("Chụp ảnh").getAttribute("capture"), "environment");
    await dialog.getByRole("button", { name: "Thêm giấy tờ nhân thân" }).click();
    await dialog.getByRole("alert").getByRole("button", { name: /Ảnh chụp, bản quét hoặc PDF/ }).waitFor();
    await input.setInputFiles({ name: "cccd.jpg", mimeType: "image/jpeg", buffer: jpegWith("Lò Thị Mẩy") });
    await dialog.getByText("Đã chọn: cccd.jpg").waitFor();
    await tabTo(page, dialog.getByRole("button", { name: "Thêm giấy tờ nhân thân" }));
    await page.keyboard.press("Enter");
    await button(/^Mở hình.*cccd\.jpg$/).waitFor();
  });

  it("says what is wrong with a file and keeps the form", async () => {
    const { page } = officer;
    await page.goto(casePath);
    await button("Thêm giấy tờ nhân thân").click();
    const dialog = page.getByRole("dialog");
    const input = dialog.getByLabel("Ảnh chụp, bản quét hoặc PDF", { exact: true });
    await input.setInputFiles({ name: "x.jpg", mimeType: "image/jpeg", buffer: jpegWith("x").subarray(0, 300) });
    await officer.window.provoking(400, async () => {
      await dialog.getByRole("button", { name: "Thêm giấy tờ nhân thân" }).click();
      await dialog.getByText(/Ảnh bị hỏng hoặc bị cắt/).first().waitFor();
    });
    await page.keyboard.press("Escape");
  });

  it("opens a picture inside the page only when asked, and leaves no address of it behind", async () => {
    const { page } = officer;
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(casePath);
    await button(/^Mở hình.*cccd\.jpg$/).waitFor();
    assert.equal(asked.some((url) => url.includes("/attachments/")), false, "opening the case opens no picture");
    await tabTo(page, button(/^Mở hình.*cccd\.jpg$/));
    await page.keyboard.press("Enter");
    await picture().waitFor();
    const points = await picture().evaluate((canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return { width: canvas.width, height: canvas.height, first: [...data.slice(0, 3)] };
    });
    assert.deepEqual([points.width, points.height], [16, 8]);
    assert.ok(points.first[0] > 180 && points.first[2] < 90, `the left half is red: ${points.first}`);
    assert.equal(asked.some((url) => url.startsWith("blob:")), false);
    assert.equal(asked.filter((url) => url.includes("/attachments/")).length, 1);
    assert.ok(asked.every((url) => !url.includes("cccd")), "no name in an address");
    await button(/^Đóng hình.*cccd\.jpg$/).click();
    assert.equal(await picture().count(), 0);
  });

  it("is readable at both widths and in both languages", async () => {
    await officer.page.goto(casePath);
    await button(/^Mở hình.*cccd\.jpg$/).click();
    await picture().waitFor();
    await auditEverywhere(officer, "attachments", (language) =>
      officer.page.getByText(language === "vi" ? "Giấy tờ và hình ảnh" : "Papers and pictures").first().waitFor(),
    );
  });

  it("saves a paper and never shows it", async () => {
    await officer.page.goto(casePath);
    const [download] = await Promise.all([officer.page.waitForEvent("download"), savePaper().click()]);
    assert.match(download.suggestedFilename(), /^giay-to-\d+\.pdf$/);
    assert.deepEqual(readFileSync(await download.path()), pdfWith("x"));
  });

  it("says beside the button why a paper could not be opened", async () => {
    const { page } = officer;
    await page.goto(casePath);
    await savePaper().waitFor();
    const message = { vi: "Hệ thống đang bận.", en: "The system is busy." };
    const problem = { status: 503, contentType: "application/problem+json", body: JSON.stringify({ message }) };
    await page.route("**/attachments/*", (route) => route.fulfill(problem));
    await officer.window.provoking(503, async () => {
      await savePaper().click();
      await page.getByRole("alert").getByText(message.vi).waitFor();
    });
    await page.unrouteAll({ behavior: "wait" });
    officer.window.checkNothingWrong("papers and pictures");
  });
});
