// How a member signs in, in real Chromium: one-time codes by the picture's secret, recovery codes, stepping up; a passkey of
// a virtual authenticator, registered on the page, used to sign in and to step up, its PRF opening the member's keys.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { oneTimeCode } from "../support/authenticator.mjs";
import { founded } from "../support/founded.mjs";
import { demoPassword } from "../support/program.mjs";
import { receivedCase, Server, Session } from "../support/server.mjs";
import { auditEverywhere } from "./support/audit.mjs";
import { launchBrowser } from "./support/browser.mjs";
import { Officer } from "./support/officer.mjs";


let server;
let browser;

const main = (officer) => officer.page.getByRole("main");
const button = (where, name) => where.getByRole("button", { name, exact: true });
const serversTime = async (officer) =>
  Date.parse(await officer.page.evaluate(async () => (await (await fetch("/api/v1/duties")).json()).now));
const security = (officer) => officer.page.evaluate(async () => (await fetch("/api/v1/session/security")).json());

/** In a real directory a password alone leads to the page where a second factor is set up. */
async function comeIn(officer) {
  await officer.window.provoking(401, async () => {
    await officer.page.goto("/");
    await officer.page.getByLabel("Tên thành viên").fill(officer.member);
    await officer.page.getByLabel("Mật khẩu", { exact: true }).fill(`the password of ${officer.member}`);
    await button(officer.page, "Đăng nhập").click();
    await officer.heading("Cách tôi đăng nhập").waitFor();
  });
}

/** Sets codes up there and goes on to her duties. Gives their secret and the time of the one used: each is good once. */
async function setUpCodes(officer) {
  await button(main(officer), "Đặt mã một lần").click();
  const box = main(officer).getByLabel("Mã", { exact: true });
  await box.waitFor();
  const secret = await main(officer).locator("code").textContent();
  const used = Date.now();
  await box.fill(oneTimeCode(secret, used));
  await button(main(officer), "Xác nhận").click();
  await button(main(officer), "Tôi đã chép lại").waitFor();
  assert.equal(await main(officer).getByRole("status").getByRole("listitem").count(), 8);
  await button(main(officer), "Tôi đã chép lại").click();
  await officer.heading("Việc hôm nay").waitFor();
  return { secret, used };
}

async function signOut(officer) {
  await officer.page.evaluate(() => fetch("/api/v1/session", { method: "DELETE" }));
  await officer.page.goto("/");
}

describe("how a member signs in", { concurrency: 1 }, () => {
  before(async () => {
    server = await Server.start();
    browser = await launchBrowser();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  describe("by one-time codes", { concurrency: 1 }, () => {
    let officer;
    let secret;
    let used; // the time of the last code: each is good once
    let recovery;

    it("sets them up on the page, after a wrong code was told as one", async () => {
      officer = await Officer.signedIn(browser, server, "police-hcmc-1");
      await officer.openSecurity();
      await button(main(officer), "Đặt mã một lần").click();
      const box = main(officer).getByLabel("Mã", { exact: true });
      await box.waitFor();
      await auditEverywhere(officer, "security-codes", async () => main(officer).getByRole("img").waitFor());
      secret = await main(officer).locator("code").textContent();
      await officer.window.provoking(400, async () => {
        await box.fill("000000");
        await button(main(officer), "Xác nhận").click();
        await main(officer).getByText("Mã không đúng; hãy nhập mã đang hiện.").first().waitFor();
      });
      used = await serversTime(officer);
      await box.fill(oneTimeCode(secret, used));
      await button(main(officer), "Xác nhận").click();
      await main(officer).getByText("Đã đặt. Còn 8 mã dự phòng.").waitFor();
      recovery = await main(officer).getByRole("status").getByRole("listitem").allTextContents();
      assert.equal(recovery.length, 8);
      await auditEverywhere(officer, "security-recovery", async () => main(officer).getByText(recovery[0]).waitFor());
    });

    it("asks for one at the sign-in, and takes a recovery code once", async () => {
      await officer.window.provoking(401, async () => {
        await signOut(officer);
        await button(officer.page, officer.member).or(officer.page.getByRole("button", { name: officer.member })).first().click();
        await officer.page.getByLabel("Mật khẩu", { exact: true }).fill(demoPassword);
        await button(officer.page, "Đăng nhập").click();
        await officer.page.getByText("Tên đăng nhập, mật khẩu hoặc mã không đúng.").waitFor();
        await officer.page.getByLabel("Mã một lần (nếu đã đặt)").fill(recovery[0]);
        await button(officer.page, "Đăng nhập").click();
        await officer.heading("Việc hôm nay").waitFor();
      });
      assert.equal((await security(officer)).recovery_left, 7);
    });

    it("did nothing wrong", () => officer.window.checkNothingWrong(officer.member));
  });

  describe("where a second factor is asked for", { concurrency: 1 }, () => {
    let real;
    let officer;
    let secret;
    let used;

    before(async () => {
      real = await Server.start((await founded()).data);
      officer = await Officer.open(browser, real, "lan");
    });

    after(() => real?.stop());

    it("lets her in only to set codes up, and shows the recovery codes until she has them on paper", async () => {
      await comeIn(officer);
      await button(main(officer), "Đăng xuất").waitFor();
      await auditEverywhere(officer, "security-must", async () => main(officer).getByRole("status").first().waitFor());
      ({ secret, used } = await setUpCodes(officer));
    });

    it("says on her first day what stays closed without a passkey, leads her to add one, and is gone then", async () => {
      const director = await Officer.open(browser, real, "mai");
      const notice = main(director).getByRole("region", { name: "Bạn chưa có khóa đăng nhập" });
      const row = main(director).getByRole("listitem").filter({ hasText: "mai" });
      const openPeople = async () => {
        await director.goTo("Thêm");
        await main(director).getByRole("link", { name: "Xem danh sách thành viên" }).click();
        await row.waitFor();
      };
      await comeIn(director);
      const codes = await setUpCodes(director);
      await notice.getByText("kể cả khi khẩn cấp: Sức khỏe, tâm lý; Lời kể, chứng cứ; Nơi an toàn.").waitFor();
      await auditEverywhere(director, "home-no-passkey", () =>
        main(director).getByRole("region", { name: /chưa có khóa|no passkey/ }).waitFor(),
      );
      await openPeople();
      await row.getByText("chưa có khóa đăng nhập").waitFor();
      await director.goTo("Việc hôm nay");
      await notice.getByRole("link", { name: "Thêm khóa đăng nhập" }).click();
      await director.heading("Cách tôi đăng nhập").waitFor();
      await director.giveAuthenticator();
      const dialog = director.page.getByRole("dialog");
      await main(director).getByLabel("Tên thiết bị").fill("Điện thoại trực đêm");
      await button(main(director), "Thêm khóa đăng nhập").click();
      await director.leaveDialog(dialog);
      assert.equal(await main(director).getByLabel("Tên thiết bị").inputValue(), "Điện thoại trực đêm");
      await button(main(director), "Thêm khóa đăng nhập").click();
      await dialog.getByLabel("Mật khẩu", { exact: true }).fill("the password of mai");
      await dialog.getByLabel("Mã một lần (nếu đã đặt)").fill(oneTimeCode(codes.secret, codes.used + 30_000));
      await button(dialog, "Xác nhận lại danh tính").click();
      await button(main(director), "Bỏ Điện thoại trực đêm").waitFor();
      await director.goTo("Việc hôm nay");
      await main(director).getByText("Không còn việc nào đang chờ đơn vị này.").waitFor();
      assert.equal(await notice.count(), 0);
      await openPeople();
      await row.getByText("chưa có khóa đăng nhập").waitFor({ state: "detached" });
      await director.openSecurity();
      await button(main(director), "Bỏ Điện thoại trực đêm").click();
      await button(main(director), "Bỏ Điện thoại trực đêm").waitFor({ state: "detached" });
      await director.goTo("Việc hôm nay");
      await notice.waitFor();
      director.window.checkNothingWrong("mai");
    });

    it("opens the most sealed part of a case to a passkey, and not to a code", async () => {
      const [{ name, value }] = await officer.window.context.cookies();
      const words = "Tôi muốn về với mẹ.";
      const { case_id } = await receivedCase(new Session(real, undefined, `${name}=${value}`), { words });
      await officer.openSecurity();
      await button(main(officer), "Xác nhận lại danh tính").click();
      const dialog = officer.page.getByRole("dialog");
      await dialog.getByLabel("Mật khẩu", { exact: true }).fill("the password of lan");
      await dialog.getByLabel("Mã một lần (nếu đã đặt)").fill(oneTimeCode(secret, used + 30_000));
      await button(dialog, "Xác nhận lại danh tính").click();
      await dialog.waitFor({ state: "detached" });
      await main(officer).getByText("Đã xác nhận bằng mã đến", { exact: false }).waitFor();
      await officer.page.goto(`/ho-so/${case_id}`);
      const offer = (language) => button(main(officer), { vi: "Xác nhận lại danh tính", en: "Show that it is you" }[language]);
      const show = async (language) => {
        await offer(language).click();
        await dialog.waitFor();
        return () => officer.page.keyboard.press("Escape");
      };
      await auditEverywhere(officer, "case-step-up", async (language) => offer(language).waitFor());
      await auditEverywhere(officer, "step-up", show);
      await show("vi");
      assert.equal(await dialog.getByLabel("Mật khẩu", { exact: true }).count(), 0, "a code would not do");
      await dialog.getByRole("link", { name: "Chưa có khóa đăng nhập?", exact: false }).click();
      await officer.giveAuthenticator();
      await officer.addPasskey("Điện thoại");
      await officer.page.goto(`/ho-so/${case_id}`);
      assert.equal(await main(officer).getByText(words).count(), 0, "a code opens nothing of it");
      await show("vi");
      await button(dialog, "Dùng khóa đăng nhập").click();
      await dialog.waitFor({ state: "detached" });
      await main(officer).getByText(words).first().waitFor({ state: "attached" }); // in the timeline, which may be folded
      assert.equal(await offer("vi").count(), 0);
      await officer.openSecurity();
      await main(officer).getByText("Đã xác nhận đến", { exact: false }).waitFor();
    });

    it("did nothing wrong", () => officer.window.checkNothingWrong(officer.member));
  });

  describe("by a passkey", { concurrency: 1 }, () => {
    let officer;

    before(async () => {
      officer = await Officer.signedIn(browser, server, "centre-1");
      await officer.giveAuthenticator();
    });

    it("is registered on the page", async () => {
      await officer.openSecurity();
      await officer.addPasskey("Máy ở bàn");
      await auditEverywhere(officer, "security", async () => main(officer).getByText("Máy ở bàn").first().waitFor());
    });

    it("signs in without a name or a password, and the keys open", async () => {
      await officer.window.provoking(401, async () => {
        await signOut(officer);
        await button(officer.page, "Dùng khóa đăng nhập").click();
        await officer.heading("Việc hôm nay").waitFor();
      });
      assert.match((await security(officer)).strong_until, /^20/, "signed in by passkey: strong");
    });

    it("refuses an answer that is sent a second time", async () => {
      const statuses = await officer.window.provoking(401, () => officer.page.evaluate(answerTwice));
      assert.equal(statuses[0][0], 200);
      assert.deepEqual(statuses[1], [401, "passkey_refused"]);
    });

    it("is taken away on the page, and opens nothing any more", async () => {
      await officer.page.goto("/");
      await officer.openSecurity();
      await button(main(officer), "Bỏ Máy ở bàn").click();
      await button(main(officer), "Bỏ Máy ở bàn").waitFor({ state: "detached" });
      await officer.window.provoking(401, async () => {
        await signOut(officer);
        await button(officer.page, "Dùng khóa đăng nhập").click();
        await officer.page.getByText("Khóa đăng nhập này không được chấp nhận.").waitFor();
      });
    });

    it("did nothing wrong", () => officer.window.checkNothingWrong(officer.member));
  });
});

/** Runs in the page: the same assertion, sent two times. */
async function answerTwice() {
  const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const toText = (bytes) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const asked = await (await fetch("/api/v1/session/challenge", { method: "POST" })).json();
  const credential = await navigator.credentials.get({
    publicKey: {
      challenge: toBytes(asked.challenge),
      rpId: asked.rp_id,
      userVerification: "required",
      extensions: { prf: { eval: { first: toBytes(asked.salt) } } },
    },
  });
  const body = JSON.stringify({
    credential: toText(credential.rawId),
    client_data: toText(credential.response.clientDataJSON),
    authenticator_data: toText(credential.response.authenticatorData),
    signature: toText(credential.response.signature),
    prf: toText(credential.getClientExtensionResults().prf.results.first),
  });
  const send = async () => {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch("/api/v1/session/passkey", { method: "POST", headers, body });
    return [answer.status, (await answer.json()).code];
  };
  return [await send(), await send()];
}
