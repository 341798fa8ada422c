// Story S10 on screen: glass is broken from the closed part of a case, the owner sees it at once and reviews it; a person
// is searched for, and what may not be known is not found.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { temporaryFolder } from "../support/program.mjs";
import { foundedDirectory, Server } from "../support/server.mjs";
import { auditEverywhere } from "./support/audit.mjs";
import { launchBrowser, narrow } from "./support/browser.mjs";
import { answer, Officer } from "./support/officer.mjs";

const story = `scenario: before-glass
title: {vi: Trước khi truy cập khẩn cấp, en: Before the glass is broken}
regulation: hcmc
begins: 2023-06-12T08:00+07:00
steps:
  - {at: "2023-06-12T08:00+07:00", who: bp-can-gio-1, begin: woman, fields: {found_place: border, sex: female}}
  - {at: "2023-06-12T08:05+07:00", who: bp-can-gio-1, act: received, case: woman,
     fields: {found_place: border, found_at: "2023-06-12T07:30+07:00", sex: female, age_group: adult, in_danger: false}}
  - {at: "2023-06-12T08:10+07:00", who: bp-can-gio-1, act: identity_recorded, case: woman, fields: {full_name: "Võ Thị Lan Chi", birth_year: 2001}}
  - {at: "2023-06-12T08:20+07:00", who: bp-can-gio-1, act: lodging_unavailable, case: woman, fields: {reason: no_fitting_room}}
  - {at: "2023-06-12T08:30+07:00", who: bp-can-gio-1, act: referral_sent, case: woman,
     fields: {to: hcmc-social-support-centre, bed_group: women, with: hcmc-labour-office-can-gio, needs: [lodging]}}
  - {at: "2023-06-12T09:00+07:00", who: commune-phuoc-kien-1, begin: other, fields: {found_place: border, sex: female}}
  - {at: "2023-06-12T09:05+07:00", who: commune-phuoc-kien-1, act: received, case: other,
     fields: {found_place: border, found_at: "2023-06-12T07:30+07:00", sex: female, age_group: adult, in_danger: false}}
  - {at: "2023-06-12T09:10+07:00", who: commune-phuoc-kien-1, act: identity_recorded, case: other, fields: {full_name: "Nguyễn Thị Mơ Màng"}}
`;

let server;
let browser;
let office;
let post;
let codeName;

const main = (officer) => officer.page.getByRole("main");
const shows = (officer, words) => main(officer).getByText(words).filter({ visible: true }).first().waitFor();
const list = async (officer) => {
  await officer.goTo("Thêm");
  await main(officer).getByRole("link", { name: "Xem các lần truy cập khẩn cấp" }).click();
  await officer.heading("Truy cập khẩn cấp").waitFor();
};

const showSearch = async (language) => {
  const name = language === "vi" ? "Tìm trong các hồ sơ khác" : "Search other cases";
  await main(post).getByRole("button", { name, exact: true }).click();
  const dialog = post.page.getByRole("dialog");
  await dialog.getByRole("button", { name: language === "vi" ? "Tìm" : "Search", exact: true }).waitFor();
  return () => post.leaveDialog(dialog);
};

describe("emergency access and person search", { concurrency: 1 }, () => {
  before(async () => {
    const file = path.join(temporaryFolder(), "before-glass.yaml");
    writeFileSync(file, story);
    server = await Server.start(await foundedDirectory(file));
    browser = await launchBrowser();
    office = await Officer.signedIn(browser, server, "labour-can-gio-1");
    post = await Officer.signedIn(browser, server, "bp-can-gio-1", narrow);
    const session = await server.signIn("labour-can-gio-1");
    codeName = (await session.get("/cases")).json.rows[0].code_name;
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("offers the glass beside the closed part only, and opens it with a reason of the list", async () => {
    await office.openCase(codeName);
    const buttons = main(office).getByRole("button", { name: /^Truy cập khẩn cấp/ });
    await buttons.first().waitFor();
    assert.equal(await buttons.count(), 1);
    await auditEverywhere(office, "glass-closed", () => main(office).locator(".hidden").first().waitFor());
    await buttons.click();
    const dialog = office.page.getByRole("dialog", { name: "Truy cập khẩn cấp", exact: true });
    await answer(dialog, { "Lý do": "Người đó mất tích", "Điều đang xảy ra": "Không thấy về" });
    await dialog.getByRole("button", { name: "Truy cập khẩn cấp", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await shows(office, "Võ Thị Lan Chi");
    await shows(office, /đang mở/);
    assert.equal(await main(office).getByText("Không thấy về").count(), 0, "the reason is for those who review");
  });

  it("has her show first that it is she, where a session does not count as strong any more", async () => {
    const weak = (view) => {
      view.breakable = [{ field_class: view.hidden[0].field_class, asks_step_up: true }];
    };
    await office.seeing("**/api/v1/cases/*", weak, async () => {
      await main(office).getByRole("button", { name: /^Truy cập khẩn cấp/ }).click();
      await office.stepUp();
      const dialog = office.page.getByRole("dialog", { name: "Truy cập khẩn cấp", exact: true });
      await dialog.getByText("Điều đang xảy ra").first().waitFor();
      await office.leaveDialog(dialog);
    });
  });

  it("stands on the owner's Today at once, and on the review list", async () => {
    await post.goTo("Việc hôm nay");
    await post.duty("Rà soát truy cập khẩn cấp").waitFor();
    await list(post);
    await shows(post, /đang mở/);
    await auditEverywhere(post, "emergencies", () => main(post).locator(".boxed").first().waitFor());
    await main(post).getByRole("link", { name: codeName }).click();
    await shows(post, "Điều đang xảy ra: Không thấy về");
    await auditEverywhere(post, "glass-open", () => main(post).locator(".boxed").first().waitFor());
    await main(post).getByRole("button", { name: "Rà soát", exact: true }).click();
    const dialog = post.page.getByRole("dialog");
    await answer(dialog, { "Kết luận": "Không có căn cứ" });
    await dialog.getByRole("button", { name: "Rà soát truy cập khẩn cấp", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await shows(post, /Đã rà soát .*Không có căn cứ/);
  });

  it("searches with a purpose, and finds nothing of a case of others", async () => {
    await post.openCase(codeName);
    await auditEverywhere(post, "person-search", showSearch);
    await main(post).getByRole("button", { name: "Tìm trong các hồ sơ khác", exact: true }).click();
    const dialog = post.page.getByRole("dialog");
    await answer(dialog, { "Mục đích": "Xác minh", "Họ và tên": "Nguyen Thi Mo Mang" });
    await dialog.getByRole("button", { name: "Tìm", exact: true }).click();
    await dialog.getByText("Không thấy hồ sơ nào.").first().waitFor();
    assert.equal(post.page.url().includes("Mo"), false);
    const commune = await server.signIn("commune-phuoc-kien-1");
    assert.equal((await commune.get("/duties")).json.matches.length, 1);
    await post.leaveDialog(dialog);
    const keeper = await Officer.signedIn(browser, server, "commune-phuoc-kien-1");
    await shows(keeper, "Có thể trùng người");
    await auditEverywhere(keeper, "matches", () => main(keeper).locator("[data-section=matches]").waitFor());
    keeper.window.checkNothingWrong("commune-phuoc-kien-1");
  });

  it("left nothing wrong in any window", () => {
    office.window.checkNothingWrong("labour-can-gio-1");
    post.window.checkNothingWrong("bp-can-gio-1");
  });
});
