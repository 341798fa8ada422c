// What an officer does, said as she would say it: by the words on the screen, never by how the page is built.
import { demoPassword } from "../../support/program.mjs";
import { tabTo } from "./keyboard.mjs";
import { Window, wide } from "./browser.mjs";

const languageButtons = { vi: "Tiếng Việt", en: "English" };

/** A label as it stands in a form, with or without "(không bắt buộc)" after it. */
const labelled = (label) => new RegExp(`^${escaped(label)}(?: \\([^)]*\\))?$`);
const beginning = (words) => new RegExp(`^${escaped(words)}`);
const escaped = (words) => words.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

export class Officer {
  /** @param member her sign-in name among the demo members */
  static async open(browser, server, member, viewport = wide) {
    const officer = new Officer();
    officer.member = member;
    officer.window = await Window.open(browser, `http://localhost:${server.port}`, viewport);
    officer.page = officer.window.page;
    return officer;
  }

  static async signedIn(browser, server, member, viewport) {
    const officer = await Officer.open(browser, server, member, viewport);
    await officer.signIn();
    return officer;
  }

  signIn() {
    return this.#comeIn(async () => {
      await this.page.getByRole("button", { name: this.member }).click();
      await this.page.getByLabel("Mật khẩu", { exact: true }).fill(demoPassword);
      await this.page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
    });
  }

  signInByKeyboard() {
    const { keyboard } = this.page;
    return this.#comeIn(async () => {
      await tabTo(this.page, this.page.getByLabel("Tên thành viên"));
      await keyboard.type(this.member);
      await tabTo(this.page, this.page.getByLabel("Mật khẩu", { exact: true }));
      await keyboard.type(demoPassword);
      await keyboard.press("Enter");
    });
  }

  /** The page asks for the member and her duties before anybody is signed in, and is refused. */
  async #comeIn(signIn) {
    await this.window.provoking(401, async () => {
      await this.page.goto("/");
      await signIn();
      await this.heading("Việc hôm nay").waitFor();
    });
  }

  /** Switches the language with the button every page has where there is room. */
  async speak(language) {
    if ((await this.page.locator("html").getAttribute("lang")) === language) return;
    const size = this.page.viewportSize();
    await this.page.setViewportSize(wide);
    await this.page.getByRole("button", { name: languageButtons[language], exact: true }).first().click();
    await this.page.locator(`html[lang=${language}]`).waitFor();
    await this.page.setViewportSize(size);
  }

  heading(name) {
    return this.page.getByRole("heading", { name, exact: true, level: 1 });
  }

  /** Through the navigation: "Việc hôm nay", "Hồ sơ", "Tiếp nhận", "Thêm". */
  async goTo(place) {
    await this.page.getByRole("navigation").getByRole("link", { name: beginning(place) }).click();
    await this.heading(place).waitFor();
  }

  /** Opens a case of the list. */
  async openCase(codeName) {
    await this.goTo("Hồ sơ");
    await this.page.getByRole("main").getByRole("link", { name: beginning(codeName) }).click();
    await this.heading(codeName).waitFor();
  }

  /** A duty as the home page lists it. */
  duty(title) {
    return this.page.getByRole("article", { name: title, exact: true });
  }

  /** Does an act from the page of the case that is open, answering what its form asks: label → answer. */
  async act(button, answers = {}) {
    const dialog = await this.beginAct(button);
    await answer(dialog, answers);
    await dialog.getByRole("button", { name: button, exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  }

  /** Opens the form of an act; the case page keeps the less likely ones one press further. */
  async beginAct(button) {
    const direct = this.page.getByRole("main").getByRole("button", { name: button, exact: true }).first();
    const more = this.page.getByRole("button", { name: "Việc khác", exact: true });
    await direct.or(more).first().waitFor();
    if (!(await direct.isVisible())) await more.click();
    await direct.click();
    const dialog = this.page.getByRole("dialog", { name: button, exact: true });
    await dialog.waitFor();
    return dialog;
  }

  /** Sees what the API answers at `pattern` as `alter` leaves it, or what that gives in its place, while `during` runs. */
  async seeing(pattern, alter, during) {
    await this.page.route(pattern, async (route) => {
      const response = await route.fetch();
      const view = await response.json();
      await route.fulfill({ response, json: alter(view) ?? view });
    });
    await this.page.reload();
    try {
      await during();
    } finally {
      // Waits: a request under way would find its route handled already, after the last test.
      await this.page.unrouteAll({ behavior: "wait" });
    }
  }

  /** Shows again who she is, in the dialog that asks for it. */
  async stepUp() {
    const dialog = this.page.getByRole("dialog", { name: "Xác nhận lại danh tính" });
    await dialog.getByLabel("Mật khẩu", { exact: true }).fill(demoPassword);
    await dialog.getByRole("button", { name: "Xác nhận lại danh tính" }).click();
    await dialog.waitFor({ state: "detached" });
  }

  async openSecurity() {
    await this.goTo("Thêm");
    await this.page.getByRole("link", { name: "Xem cách tôi đăng nhập" }).click();
    await this.heading("Cách tôi đăng nhập").waitFor();
  }

  /** A device of her own that holds passkeys, as Chromium plays one. */
  async giveAuthenticator() {
    const devtools = await this.page.context().newCDPSession(this.page);
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
  }

  /** On the page that tells how she signs in. */
  async addPasskey(name) {
    const { page } = this;
    await page.getByLabel("Tên thiết bị").fill(name);
    await page.getByRole("button", { name: "Thêm khóa đăng nhập" }).click();
    await page.getByRole("button", { name: `Bỏ ${name}` }).waitFor();
  }

  async leaveDialog(dialog) {
    await this.page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  }
}

/** Answers a form: text for a text box or one choice, a list for many, "15/08/2024" for a day, as labelled on the screen. */
export async function answer(form, answers) {
  for (const [label, said] of Object.entries(answers)) {
    const group = form.getByRole("group", { name: labelled(label) });
    const box = form.getByRole("textbox", { name: labelled(label) }).or(form.getByRole("combobox", { name: labelled(label) }));
    await group.or(box).first().waitFor();
    if ((await group.count()) > 0) await choose(group, said);
    else if ((await box.evaluate((node) => node.tagName)) === "SELECT") await box.selectOption({ label: said });
    else await box.fill(said);
  }
}

async function choose(group, said) {
  const boxes = group.getByRole("textbox");
  if ((await boxes.count()) > 0) {
    for (const [at, part] of said.split("/").entries()) await boxes.nth(at).fill(part);
  } else if (Array.isArray(said)) {
    for (const one of said) await group.getByRole("checkbox", { name: one, exact: true }).check();
  } else {
    await group.getByRole("radio", { name: beginning(said) }).check();
  }
}
