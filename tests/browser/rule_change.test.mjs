// A proposed change of the access rules on a telephone: what it opens, by whom it was reviewed, and the signature under the number.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { changed } from "../support/regulations.mjs";
import { Server } from "../support/server.mjs";
import { auditEverywhere } from "./support/audit.mjs";
import { launchBrowser, narrow } from "./support/browser.mjs";
import { Officer } from "./support/officer.mjs";

let server;
let browser;
let office;
let change;

/** What is shown once everything is counted. */
async function counted(running) {
  const session = await running.signIn("bp-can-gio-1");
  for (;;) {
    const { json } = await session.get("/regulation/change");
    if (![json.standing, json.invariants.standing].includes("counting")) return json;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const main = (officer) => officer.page.getByRole("main");
const shows = (officer, words) => main(officer).getByText(words).filter({ visible: true }).first().waitFor();

describe("a proposed change of the rules", { concurrency: 1 }, () => {
  before(async () => {
    const proposed = changed("vietnam/access_members.yaml", /'province_police'\]/, "'province_police', 'foreign_affairs', 'border_post']");
    server = await Server.start(undefined, [], ["--proposed", proposed]);
    change = await counted(server);
    browser = await launchBrowser();
    office = await Officer.signedIn(browser, server, "labour-hcmc-1", narrow);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("is told of on the page of the regulation, with its number first and then where it falls", async () => {
    await office.page.goto("/regulation");
    await main(office).getByRole("link", { name: "Xem thay đổi", exact: true }).click();
    const number = new Intl.NumberFormat("vi-VN").format(change.gained);
    await shows(office, new RegExp(`^${number} yêu cầu trước bị từ chối nay được phép, 0 yêu cầu trước được phép nay bị từ chối`));
    assert.equal(await main(office).getByRole("table").getByRole("row").filter({ hasText: "Phê duyệt thành viên" }).count(), 2);
    const asked = new Intl.NumberFormat("vi-VN").format(change.invariants.requests);
    await shows(office, `Quy tắc đề xuất không phạm điều cấm nào, trong tất cả ${asked} yêu cầu.`);
    await shows(office, "Chưa ai xem xét.");
    await auditEverywhere(office, "rule-change", () => main(office).getByRole("table").waitFor());
  });

  it("is signed in a dialog that says the number once more", async () => {
    const open = async (name, button) => {
      await main(office).getByRole("button", { name: button }).click();
      const shown = office.page.getByRole("dialog", { name, exact: true });
      await shown.waitFor();
      return shown;
    };
    const inWords = { vi: ["Ký tên dưới con số này", /^Tôi đã xem xét/], en: ["Put your name under this number", /^I have reviewed/] };
    await auditEverywhere(office, "rule-change-dialog", async (language) => {
      const shown = await open(...inWords[language]);
      return () => office.leaveDialog(shown);
    });
    const dialog = await open(...inWords.vi);
    await dialog.getByRole("button", { name: /^Ký: \+/ }).click();
    await dialog.waitFor({ state: "detached" });
    await shows(office, /^labour-hcmc-1, /);
    assert.equal(await main(office).getByRole("button", { name: /^Tôi đã xem xét/ }).count(), 0);
    await auditEverywhere(office, "rule-change-reviewed", () => main(office).getByRole("table").waitFor());
  });

  it("left nothing wrong in the window", () => office.window.checkNothingWrong("labour-hcmc-1"));
});

describe("a proposed change that breaks an invariant, and drops it", { concurrency: 1 }, () => {
  let breaking;

  before(async () => {
    const proposed = changed("vietnam/access_forbids.yaml", /when: "unit\.role == 'commune_pc'"/, `when: "unit.role == 'district_pc'"`);
    const invariants = path.join(proposed, "vietnam/access_invariants.yaml");
    writeFileSync(invariants, readFileSync(invariants, "utf8").replace(/  - id: commune-beyond-identity\n(?:.+\n)+/, ""));
    const purposes = path.join(proposed, "vietnam/access_purposes.yaml");
    const audit = '  - {id: audit, name: {vi: "Kiểm toán", en: "Audit"}, source: {instrument: working-practice, clause: "W11", certainty: verified, says: {vi: "Nêu rõ.", en: "Said."}}}';
    writeFileSync(purposes, readFileSync(purposes, "utf8").replace(/^purposes:$/m, `purposes:\n${audit}`));
    breaking = await Server.start(undefined, [], ["--proposed", proposed]);
    browser = await launchBrowser();
    office = await Officer.signedIn(browser, breaking, "labour-hcmc-1", narrow);
  });

  after(async () => {
    await browser?.close();
    await breaking?.stop();
  });

  it("is shown as still being asked of, and then with what it breaks and who could do what, and cannot be signed", async () => {
    await office.page.goto("/regulation");
    await main(office).getByRole("link", { name: "Xem thay đổi", exact: true }).click();
    await shows(office, /^Đang kiểm từng điều cấm/);
    change = await counted(breaking);
    await shows(office, /^Quy tắc đề xuất phạm 1 điều cấm/);
    await shows(office, "Cấp xã đọc được sức khỏe, lời kể hoặc nơi ở an toàn.");
    const requests = new Intl.NumberFormat("vi-VN").format(change.invariants.broken[0].requests);
    await shows(office, `Điều cấm đang dùng; bị phạm ở ${requests} yêu cầu.`);
    await shows(office, /^Ví dụ, việc này sẽ được phép: Ủy ban nhân dân cấp xã .*: Đọc: /);
    await shows(office, /^Thêm mục đích: Kiểm toán$/);
    await shows(office, /^Thay đổi này sửa cả các điều cấm/);
    assert.equal(await main(office).getByRole("button", { name: /^Tôi đã xem xét/ }).count(), 0);
    await auditEverywhere(office, "rule-change-broken", () => main(office).getByRole("table").waitFor());
  });

  it("left nothing wrong in the window", () => office.window.checkNothingWrong("labour-hcmc-1"));
});
