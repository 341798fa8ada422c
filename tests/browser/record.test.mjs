// What becomes of the record, as two people of the department see it: how long it is kept, a hold, the request, the end.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { asker, directoryOfClosed, other } from "../support/closed_cases.mjs";
import { Server } from "../support/server.mjs";
import { audit, auditEverywhere, takePicture, unroll } from "./support/audit.mjs";
import { launchBrowser, narrow, wide } from "./support/browser.mjs";
import { Officer } from "./support/officer.mjs";

const fullName = "Lê Thị An Nhiên";
const kept = { vi: "Lưu giữ hồ sơ", en: "How long it is kept" };

let server;
let browser;
let one;
let two;
let casePath;

const opened = async (officer) => {
  await officer.page.goto(casePath);
  await officer.page.getByRole("heading", { name: kept.vi }).waitFor();
};
const says = (officer, words) => officer.page.getByRole("main").getByText(words).first().waitFor();

describe("what becomes of the record", { concurrency: 1 }, () => {
  before(async () => {
    server = await Server.start(await directoryOfClosed([{ words: "Tôi muốn về.", fullName }]));
    const session = await server.signIn(asker);
    casePath = `/ho-so/${(await session.get("/cases")).json.rows[0].case_id}`;
    browser = await launchBrowser();
    one = await Officer.signedIn(browser, server, asker);
    two = await Officer.signedIn(browser, server, other);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const seenEverywhere = (officer, screen) =>
    auditEverywhere(officer, screen, (language) => officer.page.getByRole("heading", { name: kept[language] }).waitFor());

  it("tells until when it is kept, by which rule, and that no period is made up", async () => {
    await opened(one);
    await says(one, fullName);
    await says(one, "Giữ đến hết ngày 29/07/2024.");
    await says(one, "Chưa có thời hạn được kiểm tra; không tự xóa.");
    await seenEverywhere(one, "record-kept");
  });

  it("is read for another purpose, without losing the place", async () => {
    const choice = one.page.getByLabel("Đang xem để làm gì");
    await choice.selectOption({ label: "Chỉ đạo, theo dõi tiến độ" });
    await one.page.getByRole("main").getByText(fullName).first().waitFor({ state: "detached" });
    assert.ok(await choice.evaluate((node) => node === document.activeElement || node.isConnected));
    await seenEverywhere(one, "record-purpose");
    await one.page.getByLabel("Đang xem để làm gì").selectOption({ index: 0 });
    await says(one, fullName);
  });

  it("is put on hold by one and let go by two", async () => {
    await one.act("Giữ nguyên hồ sơ", { "Vì sao": "Yêu cầu bồi thường" });
    await says(one, "Đang giữ nguyên");
    await seenEverywhere(one, "record-held");
    await one.act("Đề nghị bỏ lệnh giữ");
    await one.page.getByRole("button", { name: "Việc khác", exact: true }).click();
    await one.page.getByText("Việc này cần một người khác: chính bạn đã làm bước trước.").first().waitFor();
    await one.leaveDialog(one.page.getByRole("dialog"));
    await opened(two);
    await two.act("Bỏ lệnh giữ");
    await two.page.getByText("Đang giữ nguyên, có đề nghị bỏ").waitFor({ state: "detached" });
  });

  it("is asked to lose its keys, and who asked cannot do it", async () => {
    await opened(one);
    const dialog = await one.beginAct("Đề nghị hủy khóa");
    for (const size of [narrow, wide]) {
      await unroll(one.page, size);
      await audit(one.page, `record-asking-${size.width}`);
      await takePicture(one.page, `record-asking-${size.width}-vi`);
    }
    await one.leaveDialog(dialog);
    await one.act("Đề nghị hủy khóa", {
      "Hủy khóa những phần nào": ["Tên, quê quán và người thân", "Lời kể và tình tiết vụ việc"],
      "Theo căn cứ nào": "Người đó yêu cầu",
      "Ngày cuối phải lưu, theo danh mục hồ sơ của cơ quan": "15/08/2024",
    });
    await says(one, "Có đề nghị hủy khóa");
    await says(one, /Giữ đến hết ngày 15\/08\/2024, theo danh mục hồ sơ như người đề nghị đã ghi; thời hạn chưa được kiểm tra\./);
    await seenEverywhere(one, "record-asked");
  });

  it("has who erases show first that it is she, where a session does not count as strong any more", async () => {
    await opened(two);
    const weak = (view) => {
      view.acts.find((act) => act.kind === "erasure_done").asks_step_up = true;
    };
    await two.seeing("**/api/v1/cases/*", weak, async () => {
      await two.page.getByRole("button", { name: "Việc khác", exact: true }).click();
      await two.page.getByRole("main").getByRole("button", { name: "Hủy khóa vĩnh viễn", exact: true }).first().click();
      const dialog = two.page.getByRole("dialog", { name: "Hủy khóa vĩnh viễn", exact: true });
      const proof = two.page.getByRole("dialog", { name: "Xác nhận lại danh tính" });
      await proof.waitFor();
      assert.equal(await dialog.count(), 0, "not before she has shown it");
      await two.stepUp();
      await dialog.waitFor();
      await two.leaveDialog(dialog);
    });
  });

  it("is erased by another person; the page says since when, and nothing of her", async () => {
    await opened(two);
    await two.act("Hủy khóa vĩnh viễn");
    await says(two, /Khóa đã bị hủy vĩnh viễn lúc \d\d:\d\d ngày 04\/09\/2024; không ai mở được nữa\./);
    await opened(one);
    await says(one, "Đã hủy khóa");
    assert.equal(await one.page.getByText(fullName).count(), 0);
    await seenEverywhere(one, "record-erased");
  });

  it("saw no error, no broken policy and no other host", () => {
    one.window.checkNothingWrong(asker);
    two.window.checkNothingWrong(other);
  });
});
