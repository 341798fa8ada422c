// The people page on screen: a colleague is invited, makes her own keys with the code, is signed for by two after her
// fingerprint was compared, works, and leaves by two signatures, when the unit's keys are made anew before their eyes.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { receivedCase, Server } from "../support/server.mjs";
import { auditEverywhere } from "./support/audit.mjs";
import { launchBrowser } from "./support/browser.mjs";
import { Officer } from "./support/officer.mjs";

const newcomer = "bp-can-gio-2";
const password = "một mật khẩu của riêng tôi";

let server;
let browser;
let post;
let department;
let guest;
let invitation;
let fingerprint;

const main = (officer) => officer.page.getByRole("main");
const button = (where, name) => where.getByRole("button", { name, exact: true });
const row = (officer) => main(officer).getByRole("listitem").filter({ hasText: newcomer });
const shown = (officer, words) => main(officer).getByText(words).filter({ visible: true }).first().waitFor();

async function openPeople(officer) {
  await officer.goTo("Thêm");
  await main(officer).getByRole("link", { name: "Xem danh sách thành viên" }).click();
  await officer.heading("Người của cơ quan tôi").waitFor();
  await main(officer).getByRole("listitem").first().waitFor();
}

/** Presses the row's button and the same one in the dialog that asks. */
async function take(officer, step, before = async () => {}) {
  await button(row(officer), step).click();
  const dialog = officer.page.getByRole("dialog", { name: step });
  await before(dialog);
  await button(dialog, step).click();
  await dialog.waitFor({ state: "detached" });
}

/** Opens the dialog for a picture; gives the way out of it. */
async function askToSign(officer, language) {
  await button(row(officer), { vi: "Ký nhận người này", en: "Sign her record" }[language]).click();
  const dialog = officer.page.getByRole("dialog");
  await dialog.locator("code").waitFor();
  return () => officer.leaveDialog(dialog);
}

const compare = (dialog) => dialog.getByLabel("Tôi đã so dấu vân khóa với người đó").check();

describe("the people page", { concurrency: 1 }, () => {
  before(async () => {
    server = await Server.start();
    browser = await launchBrowser();
    post = await Officer.signedIn(browser, server, "bp-can-gio-1");
    department = await Officer.signedIn(browser, server, "labour-hcmc-1");
    guest = await Officer.open(browser, server, newcomer);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("invites a colleague and shows the code once", async () => {
    await openPeople(post);
    const form = main(post);
    await form.getByLabel("Tên đăng nhập").fill(newcomer);
    await form.getByLabel("Chức danh tiếng Việt").fill("Trinh sát đồn Cần Giờ");
    await form.getByLabel("Chức danh tiếng Anh").fill("Scout of the Cần Giờ post");
    await form.getByLabel("Được phê duyệt người khác").check();
    await button(form, "Mời đồng nghiệp").click();
    const code = form.getByRole("status").locator("code");
    await code.waitFor();
    invitation = await code.textContent();
    assert.match(invitation, /^[0-9a-z]{26}$/);
    await auditEverywhere(post, "people", async () => row(post).waitFor());
    await openPeople(department);
    await openPeople(post);
    assert.equal(await form.getByText(invitation).count(), 0, "gone with the page");
  });

  it("lets the newcomer make her keys with the code, and tells a wrong one", async () => {
    await guest.window.provoking(401, async () => {
      await guest.page.goto("/");
      await button(guest.page, "Tôi có mã mời").click();
      const form = guest.page.getByRole("main");
      await form.getByLabel("Tên đăng nhập").fill(newcomer);
      await form.getByLabel("Mã mời").fill("0".repeat(26));
      await form.getByLabel("Mật khẩu mới").fill(password);
      await button(form, "Tạo khóa của tôi").click();
      await form.getByText(/Mã mời không đúng hoặc đã hết hạn/).waitFor();
      await auditEverywhere(guest, "join", async () => form.getByRole("alert").first().waitFor());
      await form.getByLabel("Mã mời").fill(invitation);
      await button(form, "Tạo khóa của tôi").click();
      await form.locator("code").waitFor();
    });
    fingerprint = await main(guest).locator("code").textContent();
  });

  it("asks to compare the fingerprint, and takes the signatures of two", async () => {
    await openPeople(department);
    await button(row(department), "Ký nhận người này").click();
    const dialog = department.page.getByRole("dialog", { name: "Ký nhận người này" });
    assert.equal(await dialog.locator("code").textContent(), fingerprint);
    await button(dialog, "Ký nhận người này").click();
    await dialog.getByText("Hãy so dấu vân khóa trước.").waitFor();
    await department.leaveDialog(dialog);
    await auditEverywhere(department, "people-sign", (language) => askToSign(department, language));
    await take(department, "Ký nhận người này", compare);
    await row(department).getByText(/labour-hcmc-1 đã ký/).waitFor();
    assert.equal(await button(row(department), "Ký nhận người này").count(), 0, "nobody signs twice");

    await openPeople(post);
    await take(post, "Ký nhận người này", compare);
    await row(post).getByText(/^thành viên/).waitFor();
  });

  it("lets the newcomer in, with her own password", async () => {
    await guest.window.provoking(401, async () => {
      await button(guest.page, "Về trang đăng nhập").click();
      await guest.page.getByLabel("Tên thành viên").fill(newcomer);
      await guest.page.getByLabel("Mật khẩu", { exact: true }).fill(password);
      await button(guest.page, "Đăng nhập").click();
      await guest.heading("Việc hôm nay").waitFor();
    });
  });

  it("lets her go by two signatures, which end her session and change the keys", async () => {
    await receivedCase(await server.signIn("bp-can-gio-1"));
    await openPeople(department);
    await main(department).getByLabel("Cơ quan").selectOption({ label: "Đồn Biên phòng Cần Giờ" });
    await take(department, "Ký cho thôi");
    await openPeople(post);
    await shown(post, /sắp thôi: có một trong hai chữ ký/);
    await guest.window.provoking(401, async () => {
      await take(post, "Ký cho thôi");
      await row(post).waitFor({ state: "detached" });
      await guest.page.getByLabel("Mật khẩu", { exact: true }).waitFor(); // her page has noticed
    });
    await main(post).getByText(/đang gói lại khóa hồ sơ/).waitFor({ state: "detached" });
    const me = await post.page.evaluate(async () => (await fetch("/api/v1/session")).json());
    assert.equal(me.keys_pending, false);
  });

  it("tells of case keys that are damaged, and looks at them again", async () => {
    const damaged = (view) => ({ ...view, keys: { finished: true, done: 3, total: 3, damaged: 2 } });
    await post.seeing("**/api/v1/people*", damaged, async () => {
      await openPeople(post);
      await shown(post, /^2 khóa hồ sơ bị hỏng/);
      await auditEverywhere(post, "people-damaged", () => main(post).getByRole("alert").filter({ hasText: "2 " }).waitFor());
      await button(main(post), "Thử lại").click();
      await main(post).getByText(/khóa hồ sơ bị hỏng/).waitFor({ state: "detached" });
    });
  });

  it("did nothing wrong in any window", () => {
    for (const officer of [post, department, guest]) officer.window.checkNothingWrong(officer.member);
  });
});
