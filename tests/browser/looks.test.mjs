// The page "who looked" believes nobody: it counts the proofs again, and says so when what it was given does not hold.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { receivedCase, Server } from "../support/server.mjs";
import { audit, auditEverywhere, unroll } from "./support/audit.mjs";
import { launchBrowser, wide } from "./support/browser.mjs";
import { Officer } from "./support/officer.mjs";

let server;
let browser;
let officer;
let casePath;

const looks = "**/api/v1/cases/*/looks";
const consistency = "**/api/v1/ledger/consistency*";

async function seesLooks(words, load = "Xem ai đã xem") {
  await officer.page.goto(casePath);
  await officer.page.getByRole("button", { name: load, exact: true }).click();
  await officer.page.getByRole("main").getByText(words).first().waitFor();
}

describe("who looked, verified by the browser", { concurrency: 1 }, () => {
  before(async () => {
    server = await Server.start();
    const post = await server.signIn("bp-can-gio-1");
    casePath = `/ho-so/${(await receivedCase(post)).case_id}`;
    browser = await launchBrowser();
    officer = await Officer.signedIn(browser, server, "bp-can-gio-1");
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("says that the list holds, in both languages and at both widths", async () => {
    await seesLooks("Đã kiểm chứng.");
    await auditEverywhere(officer, "looks-verified", (language) =>
      officer.page.getByText(language === "vi" ? "Đã kiểm chứng." : "Verified.").waitFor(),
    );
  });

  it("still says so when the ledger has grown since", async () => {
    await seesLooks("Đã kiểm chứng.");
    await seesLooks("Đã kiểm chứng.");
  });

  it("names the row that is not what the ledger holds", async () => {
    const forge = (view) => {
      view.looks[1].unit = "hcmc-police";
      return view;
    };
    await officer.seeing(looks, forge, async () => {
      await seesLooks(/Mục \d+ hiện ra đây không đúng với mục trong sổ/);
      await officer.page.getByText("KHÔNG kiểm chứng được.").waitFor();
      assert.equal(await officer.page.getByText("Đã kiểm chứng.").count(), 0);
      await unroll(officer.page, wide);
      await audit(officer.page, "looks-forged");
      await officer.speak("en");
      await officer.page.getByText("NOT verified.").waitFor();
      await officer.speak("vi");
    });
  });

  it("is not deceived when row and leaf are changed together", async () => {
    const forge = (view) => {
      view.looks[1].leaf = view.looks[1].leaf.replace(view.looks[1].unit, "hcmc-police");
      view.looks[1].unit = "hcmc-police";
      return view;
    };
    await officer.seeing(looks, forge, () => seesLooks(/Mục \d+ hiện ra đây không đúng với mục trong sổ/));
  });

  it("says that the root is not signed", async () => {
    const forge = (view) => {
      view.checkpoint.note = view.checkpoint.note.replace(/\n\d+\n/, "\n1\n");
      return view;
    };
    await officer.seeing(looks, forge, () => seesLooks("Dấu gốc không có chữ ký đúng của sổ."));
  });

  it("says that another key signs", async () => {
    const forge = (view) => {
      view.checkpoint.log = view.checkpoint.log.replace("nuong/", "other/");
      return view;
    };
    await officer.seeing(looks, forge, () => seesLooks("Sổ được ký bằng khóa khác"));
  });

  it("says that the ledger's past is another", async () => {
    const forge = (view) => ({ ...view, path: view.path.slice(1) });
    await officer.seeing(consistency, forge, () => seesLooks("Sổ không còn chứa đủ những gì đã có"));
  });

  it("saw no error, no broken policy and no other host", () => {
    officer.window.checkNothingWrong("who looked");
  });
});
