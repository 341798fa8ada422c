// "Who can see which part, and why", as the officer who cares for her asks it.
import { after, before, describe, it } from "node:test";
import { receivedCase, Server } from "../support/server.mjs";
import { auditEverywhere } from "./support/audit.mjs";
import { launchBrowser } from "./support/browser.mjs";
import { Officer } from "./support/officer.mjs";

const load = { vi: "Ai xem được phần nào, vì sao", en: "Who can see which part, and why" };

let server;
let browser;
let officer;
let casePath;

describe("who can see which part of a case", { concurrency: 1 }, () => {
  before(async () => {
    server = await Server.start();
    const post = await server.signIn("bp-can-gio-1");
    const { case_id, version } = await receivedCase(post);
    await post.act(case_id, "identity_recorded", version, { full_name: "Lê Thị An Nhiên" });
    casePath = `/ho-so/${case_id}`;
    browser = await launchBrowser();
    officer = await Officer.signedIn(browser, server, "bp-can-gio-1");
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const part = (name) => officer.page.getByRole("heading", { name, level: 3 }).locator("..");

  it("tells it part by part, in both languages and at both widths", async () => {
    await officer.page.goto(casePath);
    await officer.page.getByRole("button", { name: load.vi, exact: true }).click();
    const name = part("Tên, quê quán và người thân");
    await name.getByText("Đồn Biên phòng Cần Giờ").waitFor();
    await name.getByText("1 cơ quan không xem được").click();
    await name.getByText("Sở Lao động – Thương binh và Xã hội Thành phố Hồ Chí Minh").waitFor();
    await part("Lời kể và tình tiết vụ việc").getByText("Chỉ sau khi người dùng xác nhận lại mình là ai bằng khóa đăng nhập.").waitFor();
    await auditEverywhere(officer, "readers", (language) =>
      part(language === "vi" ? "Tên, quê quán và người thân" : "Name, home and relatives").waitFor(),
    );
  });

  it("leads from a reason to its clause", async () => {
    await part("Tên, quê quán và người thân").getByRole("link").first().click();
    await officer.heading("Quy chế").waitFor();
  });

  it("saw no error, no broken policy and no other host", () => officer.window.checkNothingWrong("bp-can-gio-1"));
});
