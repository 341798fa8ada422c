// A province on a server of its own, with the sessions and the windows of its officers, opened as they are needed.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { temporaryFolder } from "../../support/program.mjs";
import { foundedDirectory, Server } from "../../support/server.mjs";
import { wide } from "./browser.mjs";
import { Officer } from "./officer.mjs";

function withoutCases({ regulation, begins }) {
  const file = path.join(temporaryFolder(), "empty.yaml");
  const head = `scenario: empty\ntitle: {vi: Tỉnh chưa có hồ sơ, en: A province without cases}\n`;
  writeFileSync(file, `${head}regulation: ${regulation}\nbegins: ${begins}\nsteps: []\n`);
  return file;
}

export class Province {
  officers = new Map(); // member → her window
  #sessions = new Map();

  /**
   * @param prepare does something to each window before its officer signs in
   * @param day {regulation, begins}; none: the city in June 2023
   */
  static async open(browser, prepare, day) {
    const province = new Province();
    province.browser = browser;
    province.prepare = prepare;
    province.server = await Server.start(await foundedDirectory(day && withoutCases(day)));
    const { members } = (await province.server.request({ path: "/api/v1/welcome" })).json;
    province.forms = (await (await province.sessionOf(members[0].member)).get("/forms")).json.forms;
    return province;
  }

  sessionOf = async (member) => {
    if (!this.#sessions.has(member)) this.#sessions.set(member, await this.server.signIn(member));
    return this.#sessions.get(member);
  };

  async officerOf(member) {
    if (this.officers.has(member)) return this.officers.get(member);
    const officer = await Officer.open(this.browser, this.server, member, wide);
    this.officers.set(member, officer);
    await this.prepare(officer);
    await officer.signIn();
    return officer;
  }

  async stop() {
    for (const { window } of this.officers.values()) await window.context.close();
    await this.server.stop();
  }
}
