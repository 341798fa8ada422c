// Story S1 played by seven officers, each in a browser of her own, against the served UI: from the boat to her home.
// The province's clock starts on Monday 5 June 2023, so that the last of the twenty days is a Sunday and moves on.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { temporaryFolder } from "../support/program.mjs";
import { foundedDirectory, Server } from "../support/server.mjs";
import { audit, auditEverywhere, unroll } from "./support/audit.mjs";
import { launchBrowser, narrow, wide } from "./support/browser.mjs";
import { checkFocusIsVisible, tabTo } from "./support/keyboard.mjs";
import { answer, Officer } from "./support/officer.mjs";

const mondayMorning = `scenario: monday
title: {vi: Sáng thứ Hai, en: Monday morning}
regulation: hcmc
begins: 2023-06-05T08:00+07:00
steps: []
`;

const herName = "Lê Thị An Nhiên";
const herWords = "Tôi bị bán cho chủ tàu.";

let server;
let browser;
const officers = [];
let phone, post, centre, labour, police, commune, foreign, department;
let codeName;
let casePath;

async function signedIn(member, viewport) {
  const officer = await Officer.signedIn(browser, server, member, viewport);
  officers.push(officer);
  return officer;
}

const shows = (officer, words) => officer.page.getByRole("main").getByText(words).filter({ visible: true }).first().waitFor();
const hides = async (officer, words) => {
  const found = officer.page.getByRole("main").getByText(words);
  for (let turn = 0; (await found.count()) > 0; turn += 1) {
    assert.ok(turn < 100, `${officer.member} still sees “${words}”`);
    await officer.page.waitForTimeout(100);
  }
};
const count = (officer, words) => officer.page.getByRole("main").getByText(words).count();

/** The story goes on only while all before went well. */
let broken = false;
function scene(name, play) {
  it(name, async () => {
    assert.ok(!broken, "the story broke off before this");
    broken = true;
    await play();
    broken = false;
  });
}

describe("S1: taken off a boat", { concurrency: 1 }, () => {
  before(async () => {
    const scenario = path.join(temporaryFolder(), "monday.yaml");
    writeFileSync(scenario, mondayMorning);
    server = await Server.start(await foundedDirectory(scenario));
    browser = await launchBrowser();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  scene("lets the border post in with the keyboard alone", async () => {
    post = await Officer.open(browser, server, "bp-can-gio-1");
    officers.push(post);
    await post.window.provoking(401, async () => {
      await post.page.goto("/");
      await auditEverywhere(post, "sign-in", () => post.page.getByRole("button", { name: post.member }).waitFor());
    });
    await post.signInByKeyboard();
    await shows(post, "Không còn việc nào đang chờ đơn vị này.");
  });

  scene("takes six fields in four clicks on a phone, saved while they are typed", async () => {
    phone = await signedIn("bp-can-gio-1", narrow);
    const clicks = await countClicks(phone.page);
    await phone.goTo("Tiếp nhận");
    assert.equal(await clicks(), 1);
    const form = phone.page.getByRole("main");
    assert.equal(await form.getByRole("radio", { checked: true }).count(), 0, "nothing is answered beforehand");
    await answer(form, {
      "Nơi phát hiện": "Trên biển",
      "Giới tính": "Nữ",
      "Lứa tuổi": "Từ đủ 18 tuổi",
      "Đang gặp nguy hiểm?": "Có",
      "Lời kể ban đầu": herWords,
    });
    await shows(phone, /^Đã lưu/);
    assert.equal(await clicks(), 1 + 4, "the way there, and four answers");
    assert.equal(await form.getByRole("textbox", { name: "Năm", exact: true }).inputValue(), "2023");
  });

  scene("keeps the unfinished form over a reload, for this post only", async () => {
    await phone.page.reload();
    await phone.page.getByRole("link", { name: "Ghi tiếp", exact: true }).click();
    const form = phone.page.getByRole("main");
    await form.getByRole("radio", { checked: true }).first().waitFor();
    assert.equal(await form.getByRole("textbox", { name: /^Lời kể ban đầu/ }).inputValue(), herWords);
    for (const chosen of ["Trên biển", "Nữ", "Từ đủ 18 tuổi", "Có"]) {
      await form.getByRole("radio", { name: chosen, exact: true, checked: true }).waitFor();
    }
    department = await signedIn("labour-hcmc-1");
    await department.goTo("Hồ sơ");
    await shows(department, "Đơn vị này chưa có hồ sơ nào.");
    await auditEverywhere(phone, "intake", () => form.getByRole("radio", { checked: true }).first().waitFor());
  });

  scene("tells of her only with the last button, and the duties begin with their clocks", async () => {
    await phone.page.getByRole("button", { name: "Lưu và báo", exact: true }).click();
    await phone.page.waitForURL(/\/ho-so\//);
    await phone.page.getByRole("navigation", { name: "Các phần của hồ sơ" }).waitFor();
    casePath = new URL(phone.page.url()).pathname;
    codeName = await phone.page.getByRole("heading", { level: 1 }).innerText();
    // The other window of the post has not been touched since the sign-in.
    const essentials = post.duty("Biên phòng hỗ trợ nhu cầu thiết yếu");
    await essentials.waitFor();
    assert.match(await essentials.innerText(), /Còn (5\d phút|1 giờ)/);
    assert.match(await post.duty("Biên phòng bố trí chỗ ở tạm thời").innerText(), /Còn (1 giờ|2 giờ)/);
    await auditEverywhere(post, "home", () => post.page.getByRole("article").first().waitFor());
  });

  scene("shows the department that there is a case, and the commune nothing at all", async () => {
    await department.page.getByRole("link", { name: codeName }).waitFor();
    await auditEverywhere(department, "list", () => department.page.getByRole("link", { name: codeName }).waitFor());
    await department.openCase(codeName);
    assert.equal(await count(department, herWords), 0);
    commune = await signedIn("commune-binh-khanh-1");
    await findsNothing(commune);
  });

  scene("does an act with the keyboard alone", async () => {
    await post.goTo("Việc hôm nay");
    const { keyboard } = post.page;
    await tabTo(post.page, post.page.getByRole("button", { name: "Hỗ trợ nhu cầu thiết yếu", exact: true }));
    await checkFocusIsVisible(post.page);
    await keyboard.press("Enter");
    const dialog = post.page.getByRole("dialog", { name: "Hỗ trợ nhu cầu thiết yếu" });
    for (const item of ["Bữa ăn", "Nước uống"]) {
      await tabTo(post.page, dialog.getByRole("checkbox", { name: item, exact: true }));
      await checkFocusIsVisible(post.page);
      await keyboard.press("Space");
    }
    await tabTo(post.page, dialog.getByRole("button", { name: "Hỗ trợ nhu cầu thiết yếu", exact: true }));
    await keyboard.press("Enter");
    await dialog.waitFor({ state: "detached" });
    await post.duty("Biên phòng hỗ trợ nhu cầu thiết yếu").waitFor({ state: "detached" });
  });

  scene("opens the referral once there is no lodging, with the free beds of the centre", async () => {
    await post.openCase(codeName);
    await post.act("Ghi nhân thân", { "Họ và tên": herName, "Xã, huyện, tỉnh nơi cư trú": "xã Bình Khánh, huyện Cần Giờ" });
    await shows(post, herName);
    await post.act("Không bố trí được chỗ ở", { "Lý do": "Không có phòng phù hợp giới tính, lứa tuổi" });
    await post.act("Ghi nhận đồng ý", {
      "Đồng ý cho nơi nào biết": [
        "Sở Lao động – Thương binh và Xã hội Thành phố Hồ Chí Minh",
        "Trung tâm Hỗ trợ xã hội Thành phố Hồ Chí Minh",
      ],
      "Được biết những gì": ["Tên, quê quán và người thân"],
      "Để làm gì": "Làm phần việc của đơn vị trong hồ sơ",
      "Người đồng ý": "Chính người đó",
      "Đã đọc lời giải thích nào": "Lời giải thích chung",
      "Ngôn ngữ đã dùng": "Tiếng Việt",
    });
    const showReferral = async (language) => {
      const dialog = await post.beginAct(language === "vi" ? "Chuyển tuyến" : "Refer");
      await dialog.getByText(language === "vi" ? "còn 6 trong 6 chỗ" : /6 of 6/).waitFor();
      return () => post.leaveDialog(dialog);
    };
    await auditEverywhere(post, "referral", showReferral);
  });

  scene("brings the referral to the centre's open window by itself, without her name", async () => {
    centre = await signedIn("centre-1");
    labour = await signedIn("labour-can-gio-1");
    await post.act("Chuyển tuyến", {
      "Loại phòng": "Phòng nữ",
      "Phòng lao động phối hợp": "Phòng Lao động – Thương binh và Xã hội huyện Cần Giờ",
      "Nhu cầu": ["Chỗ ở", "Chăm sóc y tế"],
    });
    await centre.duty("Trung tâm trả lời đề nghị chuyển tuyến").waitFor();
    await labour.duty("Đề nghị công an xác minh").waitFor();
    await centre.openCase(codeName);
    assert.equal(await count(centre, herName), 0);
    await shows(centre, "Chỗ ở, Chăm sóc y tế");
  });

  scene("shows each side the other's signature live, and moves the duties with the second", async () => {
    await centre.act("Đồng ý tiếp nhận");
    await shows(post, "Trung tâm đã đồng ý tiếp nhận");
    await post.act("Ký giao", { "Đồ đạc, giấy tờ giao kèm": "Một túi quần áo" });
    await shows(centre, "Bên giao đã ký biên bản");
    assert.equal(await count(centre, herName), 0, "the name comes with the second signature");
    await centre.act("Ký nhận", { "Người được tiếp nhận có ký?": "Có", Phòng: "Phòng 3", "Tình trạng sức khỏe khi đến": "Mệt" });
    await shows(centre, herName);
    await shows(post, "Bên nhận đã ký biên bản");
    await hides(post, herName);
    await post.goTo("Việc hôm nay");
    await shows(post, "Không còn việc nào đang chờ đơn vị này.");
    await centre.goTo("Việc hôm nay");
    await centre.duty("Trung tâm bố trí chỗ ăn, ở").waitFor();
    await centre.duty("Trung tâm hỗ trợ nhu cầu thiết yếu").waitFor();
  });

  scene("asks the police, whose twenty days end on the Monday after a Sunday", async () => {
    await labour.openCase(codeName);
    await labour.act("Đề nghị xác minh", { "Công an được đề nghị": "Công an huyện Cần Giờ", "Nội dung đề nghị": "Đề nghị xác minh" });
    police = await signedIn("police-can-gio-1");
    const duty = police.duty("Trả lời kết quả xác minh");
    assert.match(await duty.innerText(), /hết ngày 26\/06\/2023/);
    await police.openCase(codeName);
    await auditEverywhere(police, "case", () => shows(police, herName));
    await police.act("Trả lời xác minh", {
      "Kết quả": "Là nạn nhân bị mua bán",
      "Căn cứ xác định": ["Cưỡng bức lao động"],
      "Diễn giải": "Lời khai và xác minh tại cảng",
      "Số giấy xác nhận hoặc văn bản trả lời": "12/GXN",
    });
    await department.goTo("Việc hôm nay");
    await shows(department, "1 trên 1 hồ sơ đạt");
  });

  scene("supports her at the centre, with foreign affairs on her papers", async () => {
    foreign = await signedIn("foreign-affairs-1");
    await centre.openCase(codeName);
    await centre.act("Bố trí chỗ ở", { "Phù hợp giới tính, lứa tuổi?": "Có" });
    await centre.act("Hỗ trợ nhu cầu thiết yếu", { "Đã hỗ trợ": ["Bữa ăn", "Chăn, màn"] });
    await centre.act("Ghi chăm sóc y tế", { "Kết quả khám": "Sức khỏe ổn định" });
    await centre.act("Đề nghị kiểm tra giấy tờ quốc tịch", { "Giấy tờ, thông tin đã có": "Sinh năm 1999, chưa có giấy tờ" });
    await foreign.duty("Kiểm tra giấy tờ quốc tịch").waitFor();
    await foreign.openCase(codeName);
    assert.equal(await count(foreign, "Sức khỏe ổn định"), 0);
    await foreign.act("Trả lời về quốc tịch", { "Kết quả": "Có quốc tịch Việt Nam" });
    await centre.act("Đánh giá nhu cầu", { "Nhu cầu": ["Tư vấn tâm lý"], "Kế hoạch trợ giúp": "Tư vấn tâm lý mỗi tuần" });
    await centre.act("Ghi việc hỗ trợ", { "Loại hỗ trợ": ["Tư vấn tâm lý", "Trợ giúp pháp lý"] });
    await centre.act("Hoàn thiện hồ sơ tiếp nhận", {
      "Giấy tờ đã có": ["Biên bản tiếp nhận", "Tờ khai (Mẫu số 07)", "Kế hoạch trợ giúp", "Quyết định tiếp nhận"],
    });
    await auditEverywhere(centre, "case-of-keeper", () => shows(centre, herName));
  });

  scene("lets the commune find the case only when she has agreed and it has been told", async () => {
    await centre.act("Ghi nhận đồng ý", {
      "Đồng ý cho nơi nào biết": ["Ủy ban nhân dân xã Bình Khánh"],
      "Được biết những gì": ["Nhu cầu và việc hỗ trợ", "Tên, quê quán và người thân"],
      "Để làm gì": "Làm phần việc của đơn vị trong hồ sơ",
      "Người đồng ý": "Chính người đó",
      "Đã đọc lời giải thích nào": "Lời giải thích chung",
      "Ngôn ngữ đã dùng": "Tiếng Việt",
    });
    await findsNothing(commune);
    await commune.goTo("Hồ sơ");
    await centre.act("Báo cho xã nơi cư trú", { "Xã nơi cư trú": "Ủy ban nhân dân xã Bình Khánh" });
    await commune.page.getByRole("link", { name: codeName }).waitFor();
    await commune.openCase(codeName);
    await shows(commune, herName);
    assert.equal(await count(commune, herWords), 0);
  });

  scene("brings her home, where the commune goes on, and closes", async () => {
    await centre.act("Liên hệ gia đình", {
      "Người đó đồng ý liên hệ?": "Có",
      "Kết quả": "Đã liên hệ được",
      "Cùng với": ["Công an", "Ủy ban nhân dân cấp xã nơi cư trú"],
      "Người thân": "Mẹ",
    });
    await centre.act("Ghi nhận đã về", { "Theo nguyện vọng?": "Có", "Nơi đến": "Nơi cư trú của mình" });
    await hides(centre, herName);
    await commune.act("Ghi việc hỗ trợ", { "Loại hỗ trợ": ["Hòa nhập cộng đồng"] });
    await department.openCase(codeName);
    // Both who handed over still show the page: with the end of the case they lose it.
    await provoking404([phone, centre], async () => {
      await department.act("Kết thúc hồ sơ", { "Lý do": "Đã ổn định cuộc sống" });
      for (const former of [phone, centre]) await shows(former, "Không có hồ sơ này");
    });
    await shows(department, "Đã kết thúc");
    await auditEverywhere(department, "case-closed", () => shows(department, codeName));
    await department.page.getByRole("button", { name: "Xem ai đã xem", exact: true }).click();
    await shows(department, "Đồn Biên phòng Cần Giờ");
    await unroll(department.page, wide);
    await audit(department.page, "looks");
    await department.page.setViewportSize(wide);
    await department.goTo("Thêm");
    await auditEverywhere(department, "more", () => department.page.getByRole("heading", { level: 1 }).waitFor());
  });

  scene("saw no error, no broken policy and no other host in any window", () => {
    assert.equal(officers.length, 8);
    for (const officer of officers) officer.window.checkNothingWrong(officer.member);
  });
});

/** The case is in no list, and its address says what an address of no case says. */
async function findsNothing(officer) {
  await officer.goTo("Hồ sơ");
  await shows(officer, "Đơn vị này chưa có hồ sơ nào.");
  await officer.window.provoking(404, async () => {
    const said = [];
    for (const address of [casePath, casePath.replace(/[^/]+$/, "0".repeat(26))]) {
      await officer.page.goto(address);
      await shows(officer, "Không có hồ sơ này");
      said.push(await officer.page.getByRole("main").innerText());
    }
    assert.equal(said[0], said[1]);
  });
}

/** Runs what makes the server answer each of them "absent". */
function provoking404([first, ...others], act) {
  return first.window.provoking(404, others.length === 0 ? act : () => provoking404(others, act));
}

/** Counts presses of the pointer in the page; the returned function says how many so far. */
async function countClicks(page) {
  await page.evaluate(() => {
    window.clicksSoFar = 0;
    document.addEventListener("pointerdown", () => (window.clicksSoFar += 1), true);
  });
  return () => page.evaluate(() => window.clicksSoFar);
}
