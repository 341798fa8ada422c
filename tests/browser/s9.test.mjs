// Story S9 on screen: she agrees that one office knows of her health for one purpose, changes her mind, and that office has
// to answer what became of what it knew.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { temporaryFolder } from "../support/program.mjs";
import { foundedDirectory, Server } from "../support/server.mjs";
import { auditEverywhere } from "./support/audit.mjs";
import { launchBrowser } from "./support/browser.mjs";
import { Officer } from "./support/officer.mjs";

const story = `scenario: before-consent
title: {vi: Trước khi hỏi ý chị ấy, en: Before she is asked}
regulation: hcmc
begins: 2023-07-03T08:00+07:00
steps:
  - {at: "2023-07-03T08:00+07:00", who: bp-can-gio-1, begin: woman, fields: {found_place: border, sex: female}}
  - {at: "2023-07-03T08:05+07:00", who: bp-can-gio-1, act: received, case: woman,
     fields: {found_place: border, found_at: "2023-07-03T07:30+07:00", sex: female, age_group: adult, in_danger: false}}
  - {at: "2023-07-03T08:10+07:00", who: bp-can-gio-1, act: lodging_unavailable, case: woman, fields: {reason: no_fitting_room}}
  - {at: "2023-07-03T08:15+07:00", who: bp-can-gio-1, act: referral_sent, case: woman,
     fields: {to: hcmc-social-support-centre, bed_group: women, with: hcmc-labour-office-can-gio, needs: [lodging]}}
  - {at: "2023-07-03T08:20+07:00", who: centre-1, act: referral_accepted, case: woman, fields: {}}
  - {at: "2023-07-03T08:25+07:00", who: bp-can-gio-1, act: handover_given, case: woman, fields: {handed_at: "2023-07-03T08:25+07:00"}}
  - {at: "2023-07-03T08:30+07:00", who: centre-1, act: handover_received, case: woman,
     fields: {received_at: "2023-07-03T08:30+07:00", person_signs: true, room: "Phòng 3", condition: "Mệt"}}
  - {at: "2023-07-03T08:40+07:00", who: centre-1, act: health_checked, case: woman, fields: {findings: "Thiếu máu nhẹ", follow_up: true}}
`;

const health = "Thiếu máu nhẹ";
const office = "Sở Lao động – Thương binh và Xã hội Thành phố Hồ Chí Minh";
const main = (officer) => officer.page.getByRole("main");
const chooses = (officer, purpose) => officer.page.getByLabel("Đang xem để làm gì").selectOption({ label: purpose });

let server;
let browser;
let centre;
let department;
let codeName;

describe("she changes her mind", { concurrency: 1 }, () => {
  before(async () => {
    const file = path.join(temporaryFolder(), "before-consent.yaml");
    writeFileSync(file, story);
    server = await Server.start(await foundedDirectory(file));
    browser = await launchBrowser();
    centre = await Officer.signedIn(browser, server, "centre-1");
    department = await Officer.signedIn(browser, server, "labour-hcmc-1");
    codeName = (await (await server.signIn("centre-1")).get("/cases")).json.rows[0].code_name;
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("lets one office know of her health, to help her", async () => {
    await centre.openCase(codeName);
    await centre.act("Ghi nhận đồng ý", {
      "Đồng ý cho nơi nào biết": [office],
      "Được biết những gì": ["Sức khỏe"],
      "Để làm gì": "Hỗ trợ, hòa nhập cộng đồng",
      "Người đồng ý": "Chính người đó",
      "Đã đọc lời giải thích nào": "Lời giải thích về dữ liệu nhạy cảm",
      "Ngôn ngữ đã dùng": "Tiếng Việt",
    });
    await department.openCase(codeName);
    assert.equal(await main(department).getByText(health).count(), 0, "not for the unit's own task");
    await chooses(department, "Hỗ trợ, hòa nhập cộng đồng");
    await main(department).getByText(health).first().waitFor({ state: "attached" });
    await auditEverywhere(department, "s9-by-consent", () => main(department).getByText(health).first().waitFor({ state: "attached" }));
  });

  it("is taken back in one act, and is closed to that office at once", async () => {
    await centre.act("Ghi nhận rút lại", {
      "Rút lại với nơi nào": [office],
      "Chỉ rút lại những gì (không bắt buộc)": ["Sức khỏe"],
    });
    await main(department).getByText(health).first().waitFor({ state: "detached" });
    await department.page.reload();
    await chooses(department, "Hỗ trợ, hòa nhập cộng đồng");
    await main(department).getByText("Có thông tin không hiển thị").first().waitFor();
    assert.equal(await main(department).getByText(health).count(), 0);
  });

  it("asks the office, on its first page, what became of what it knew", async () => {
    await department.goTo("Việc hôm nay");
    const duty = department.duty("Trả lời về điều đã biết sau khi rút lại đồng ý");
    await duty.waitFor();
    await auditEverywhere(department, "s9-asked", () => main(department).getByRole("article").first().waitFor());
    await department.openCase(codeName);
    await department.act("Trả lời việc rút lại", { "Đã làm gì": "Đã xóa, không còn giữ gì" });
    await department.goTo("Việc hôm nay");
    await duty.waitFor({ state: "detached" });
  });

  it("did nothing wrong in either window", async () => {
    for (const officer of [centre, department]) await officer.window.checkNothingWrong(officer.member);
  });
});
