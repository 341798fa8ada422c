// A passkey in real Chromium with a virtual authenticator: registered on the page, used to sign in and to step up, its PRF
// opens the member's keys; a used counter and a foreign answer are refused.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Server } from "../support/server.mjs";
import { launchBrowser } from "./support/browser.mjs";
import { Officer } from "./support/officer.mjs";

let server;
let browser;
let officer;

const main = () => officer.page.getByRole("main");

describe("passkeys", { concurrency: 1 }, () => {
  before(async () => {
    server = await Server.start();
    browser = await launchBrowser();
    officer = await Officer.signedIn(browser, server, "centre-1");
    const devtools = await officer.page.context().newCDPSession(officer.page);
    await devtools.send("WebAuthn.enable");
    await devtools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        ctap2Version: "ctap2_1",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        hasPrf: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
  });

  after(async () => {
    await browser.close();
    await server.stop();
  });

  it("is registered on the page", async () => {
    await officer.goTo("Thêm");
    await main().getByRole("link", { name: "Xem cách tôi đăng nhập" }).click();
    await main().getByLabel("Tên thiết bị").fill("Máy ở bàn");
    await main().getByRole("button", { name: "Thêm khóa đăng nhập" }).click();
    await main().getByText("Máy ở bàn").first().waitFor();
  });

  it("signs in without a name or a password, and the keys open", async () => {
    await officer.page.evaluate(() => fetch("/api/v1/session", { method: "DELETE" }));
    await officer.page.goto(`http://localhost:${server.port}/`);
    await officer.page.getByRole("button", { name: "Dùng khóa đăng nhập" }).click();
    await officer.heading("Hôm nay").waitFor();
    const view = await officer.page.evaluate(async () => (await fetch("/api/v1/session/security")).json());
    assert.match(view.strong_until, /^20/, "signed in by passkey: strong");
  });

  it("refuses an answer that is sent a second time", async () => {
    const statuses = await officer.page.evaluate(async () => {
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
    });
    assert.equal(statuses[0][0], 200);
    assert.deepEqual(statuses[1], [401, "passkey_refused"]);
  });
});
