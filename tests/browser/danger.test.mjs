// Danger at the centre on the telephones of those who are called: they are told at once where to meet, and open the place of
// safety two together; one alone sees nothing of it.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { temporaryFolder } from "../support/program.mjs";
import { foundedDirectory, Server } from "../support/server.mjs";
import { auditEverywhere } from "./support/audit.mjs";
import { launchBrowser, narrow } from "./support/browser.mjs";
import { answer, Officer } from "./support/officer.mjs";

const room = "Phòng 4, dãy B";
const place = "Cửa sau, đường hẻm";
const story = `scenario: danger
title: {vi: Có nguy hiểm, en: There is danger}
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
  - {at: "2023-06-12T08:50+07:00", who: centre-1, act: referral_accepted, case: woman, fields: {}}
  - {at: "2023-06-12T10:00+07:00", who: bp-can-gio-1, act: handover_given, case: woman, fields: {handed_at: "2023-06-12T10:00+07:00"}}
  - {at: "2023-06-12T11:00+07:00", who: centre-1, act: handover_received, case: woman,
     fields: {received_at: "2023-06-12T11:00+07:00", person_signs: true, room: "${room}"}}
  - {at: "2023-06-12T22:40+07:00", who: centre-1, act: danger_signalled, case: woman, fields: {meeting_point: call_first, place: "${place}"}}
`;

let server;
let browser;
let first;
let second;
let codeName;

const main = (officer) => officer.page.getByRole("main");
const shows = (officer, words) => main(officer).getByText(words).filter({ visible: true }).first().waitFor();
/** Nothing of the place, nor on the page without being seen. */
async function tellsNoPlace(officer) {
  const text = await officer.page.evaluate(() => document.documentElement.textContent);
  for (const secret of [room, place]) assert.equal(text.includes(secret), false, secret);
}

describe("danger at the centre", { concurrency: 1 }, () => {
  before(async () => {
    const file = path.join(temporaryFolder(), "danger.yaml");
    writeFileSync(file, story);
    server = await Server.start(await foundedDirectory(file));
    browser = await launchBrowser();
    first = await Officer.signedIn(browser, server, "police-nha-be-1", narrow);
    second = await Officer.signedIn(browser, server, "police-nha-be-2", narrow);
    codeName = (await (await server.signIn("police-nha-be-1")).get("/cases")).json.rows[0].code_name;
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("tells who is called how to meet, and not where she is", async () => {
    await first.duty("Công an nhận tin báo nguy hiểm").waitFor();
    await first.openCase(codeName);
    await main(first).locator(".identity").getByText("Đã báo nguy hiểm", { exact: true }).waitFor();
    await main(first).getByRole("region", { name: "An toàn", exact: true }).getByText("Gọi điện trước, chưa đến").waitFor();
    await shows(first, "Võ Thị Lan Chi");
    await tellsNoPlace(first);
    assert.equal(await main(first).getByRole("button", { name: "Xem ai đã xem", exact: true }).count(), 0);
    await auditEverywhere(first, "danger-called", () => main(first).locator(".hidden").first().waitFor());
  });

  it("opens the place to two of them together", async () => {
    await main(first).locator(".hidden").filter({ hasText: "Nơi an toàn" }).getByRole("button", { name: /^Truy cập khẩn cấp/ }).click();
    const dialog = first.page.getByRole("dialog", { name: "Truy cập khẩn cấp", exact: true });
    await answer(dialog, { "Lý do": "Tính mạng bị đe dọa", "Điều đang xảy ra": "Phải vào trong" });
    await dialog.getByRole("button", { name: "Truy cập khẩn cấp", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await shows(first, /chờ/);
    await tellsNoPlace(first);
    await second.openCase(codeName);
    await tellsNoPlace(second);
    await auditEverywhere(second, "danger-second", () => main(second).locator(".boxed").first().waitFor());
    await main(second).getByRole("button", { name: "Xác nhận là người thứ hai", exact: true }).click();
    const confirm = second.page.getByRole("dialog");
    await confirm.getByRole("button", { name: "Xác nhận truy cập khẩn cấp", exact: true }).click();
    await confirm.waitFor({ state: "detached" });
    for (const officer of [second, first]) {
      await shows(officer, /đang mở đến/);
      for (const closed of await main(officer).getByText("Xem chi tiết nhạy cảm", { exact: true }).all()) await closed.click();
      for (const secret of [room, place]) await shows(officer, secret);
    }
    await auditEverywhere(first, "danger-opened", () => shows(first, place));
  });

  it("left nothing wrong in any window", () => {
    first.window.checkNothingWrong("police-nha-be-1");
    second.window.checkNothingWrong("police-nha-be-2");
  });
});
