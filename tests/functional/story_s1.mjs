// Story S1, from the boat to her home, played through the API with a unique token in every protected text. Written by
// hand beside it: which office may read which class of field after each act. Names, ages and yes/no answers that are no
// texts cannot carry a token.
import { randomBytes, randomInt } from "node:crypto";
import { asFile, jpegWith } from "../support/pictures.mjs";

const centreUnit = "hcmc-social-support-centre";
const labourUnit = "hcmc-labour-office-can-gio";
const departmentUnit = "hcmc-labour-department";
const communeUnit = "hcmc-commune-binh-khanh";

export const members = [
  "bp-can-gio-1",
  "centre-1",
  "labour-can-gio-1",
  "police-can-gio-1",
  "police-nha-be-1",
  "police-hcmc-1",
  "commune-binh-khanh-1",
  "commune-an-thoi-dong-1",
  "foreign-affairs-1",
  "labour-hcmc-1",
];

/** Protected classes an office may read. Not named: it must not even find the case. Empty: it knows of the case only. */
const draft = { "bp-can-gio-1": "F2 F3 F4c" };
const received = { ...draft, "labour-hcmc-1": "" };
const consented = { ...received, "labour-hcmc-1": "F3" };
const referred = { ...consented, "centre-1": "F2", "labour-can-gio-1": "F2" };
/** Why the glass was broken is for those who review: who has her in care, and the department. */
const broken = { ...referred, "bp-can-gio-1": "F2 F3 F4c FE", "labour-hcmc-1": "F3 FE", "labour-can-gio-1": "F2 F3" };
const reviewed = { ...broken, "labour-can-gio-1": "F2" };
const housed = { ...reviewed, "bp-can-gio-1": "F2", "centre-1": "F2 F3 F4m F5 FE" };
const verifying = { ...housed, "police-can-gio-1": "F2 F3 F4c" };
const checking = { ...verifying, "foreign-affairs-1": "F3" };
const informed = { ...checking, "commune-binh-khanh-1": "F2 F3" };
const home = { ...informed, "centre-1": "F2" };
/** null: finds no case any more, and is asked on its first page to answer for what it knew. */
const withdrawn = { ...home, "commune-binh-khanh-1": null };
const answered = { ...home };
delete answered["commune-binh-khanh-1"];
const closed = { ...answered, "foreign-affairs-1": "" };
delete closed["bp-can-gio-1"];
delete closed["centre-1"];

/** Tokens in the order they were written: {value, field class, where}. */
export class Tokens {
  all = [];

  /** A new token for a text of this class. */
  make(fieldClass, where) {
    return this.#keep(fieldClass, where, randomBytes(12).toString("hex"));
  }

  /** A day that nothing else in the story has. */
  day(fieldClass, where) {
    const two = (number) => String(number).padStart(2, "0");
    const [year, month, day] = [randomInt(1971, 2001), two(randomInt(1, 13)), two(randomInt(1, 29))];
    this.#keep(fieldClass, `${where}, as shown`, `${day}/${month}/${year}`, false);
    return this.#keep(fieldClass, where, `${year}-${month}-${day}`);
  }

  #keep(fieldClass, where, value, isStored = true) {
    this.all.push({ value, fieldClass, where, isStored });
    return value;
  }
}

/** The acts: who does what, with which fields, and who may read what afterwards. `text` makes a token. */
export const steps = [
  ["bp-can-gio-1", "draft_saved", (text) => ({ found_place: "sea", sex: "female", words: text("F4c") }), draft],
  ["bp-can-gio-1", "draft_saved", (text) => ({ words: text("F4c"), needs: ["lodging"], age: 24 }), draft],
  [
    "bp-can-gio-1",
    "received",
    (text) => ({
      found_place: "sea",
      found_at: "2023-06-03T22:40+07:00",
      sex: "female",
      age_group: "adult",
      in_danger: true,
      words: text("F4c"),
      needs: ["lodging", "medical"],
      age: 24,
    }),
    received,
  ],
  [
    "bp-can-gio-1",
    "identity_recorded",
    (text, day) => ({
      full_name: text("F3"),
      alias: text("F3"),
      birth_date: day("F3"),
      home_commune: text("F3"),
      identity_number: text("F3"),
      phone: text("F3"),
      relatives: text("F3"),
    }),
    received,
  ],
  ["bp-can-gio-1", "essentials_given", (text) => ({ items: ["meals"], remark: text("F2") }), received],
  ["bp-can-gio-1", "lodging_unavailable", (text) => ({ reason: "no_fitting_room", remark: text("F2") }), received],
  [
    "bp-can-gio-1",
    "consent_given",
    (text) => ({
      recipients: [departmentUnit, centreUnit],
      shares: ["F3"],
      purpose: "case_work",
      given_by: "self",
      text: "share-plain",
      language: "vi",
      words: text("F2"),
    }),
    consented,
  ],
  [
    "bp-can-gio-1",
    "referral_sent",
    (text) => ({ to: centreUnit, bed_group: "women", with: labourUnit, needs: ["lodging"], message: text("F2") }),
    referred,
  ],
  ["centre-1", "referral_accepted", (text) => ({ message: text("F2") }), referred],
  ["labour-can-gio-1", "note_added", (text) => ({ text: text("F2") }), referred],
  [
    "labour-can-gio-1",
    "emergency_requested",
    (text) => ({ opened_class: "F3", reason: "missing", words: text("FE") }),
    broken,
  ],
  ["bp-can-gio-1", "emergency_reviewed", (text) => ({ finding: "justified", remark: text("F2") }), reviewed],
  [
    "bp-can-gio-1",
    "handover_given",
    (text) => ({ handed_at: "2023-06-03T22:45+07:00", belongings: text("F2") }),
    reviewed,
  ],
  [
    "centre-1",
    "handover_received",
    (text) => ({
      received_at: "2023-06-03T22:45+07:00",
      person_signs: true,
      room: text("F5"),
      condition: text("F4m"),
    }),
    housed,
  ],
  ["centre-1", "lodging_given", (text) => ({ fitting: true, remark: text("F2") }), housed],
  [
    "labour-can-gio-1",
    "verification_requested",
    (text) => ({ to: "hcmc-police-can-gio", letter_number: text("F2"), request: text("F2") }),
    verifying,
  ],
  ["centre-1", "health_checked", (text) => ({ findings: text("F4m"), follow_up: false }), verifying],
  ["centre-1", "identity_recorded", (text) => ({ full_name: text("F3"), alias: text("F3") }), verifying],
  ["centre-1", "nationality_check_requested", (text) => ({ known: text("F3") }), checking],
  // What the camera wrote into the picture is of no class: nobody ever reads it.
  ["centre-1", "identity_paper_added", (text) => ({ paper: asFile(text("F3"), jpegWith(text("hidden"))) }), checking],
  ["foreign-affairs-1", "nationality_answered", (text) => ({ result: "vietnamese", details: text("F3") }), checking],
  ["centre-1", "needs_assessed", (text) => ({ needs: ["legal"], plan: text("F2"), wish: text("F2") }), checking],
  ["centre-1", "support_given", (text) => ({ kinds: ["psychological"], remark: text("F2") }), checking],
  [
    "centre-1",
    "admission_completed",
    (text) => ({ papers: ["reception_record"], decision_number: text("F2") }),
    checking,
  ],
  [
    "police-can-gio-1",
    "verification_answered",
    (text) => ({ verification_result: "victim", forms: ["sale"], grounds: text("F4c"), paper_number: text("F2") }),
    checking,
  ],
  [
    "centre-1",
    "consent_given",
    (text) => ({
      recipients: [communeUnit],
      shares: ["F2", "F3"],
      purpose: "case_work",
      given_by: "self",
      text: "share-plain",
      language: "vi",
      words: text("F2"),
    }),
    checking,
  ],
  ["centre-1", "commune_informed", (text) => ({ unit: communeUnit, message: text("F2") }), informed],
  [
    "centre-1",
    "family_contacted",
    (text) => ({ agreed: true, outcome: "reached", with: ["commune"], relative: text("F3"), remark: text("F3") }),
    informed,
  ],
  [
    "centre-1",
    "returned_home",
    () => ({ left_at: "2023-06-03T22:50+07:00", own_wish: true, destination: "own_home", travel_support: true }),
    home,
  ],
  ["commune-binh-khanh-1", "support_given", (text) => ({ kinds: ["vocational"], remark: text("F2") }), home],
  ["centre-1", "consent_withdrawn", () => ({ recipients: [communeUnit], shares: ["F2", "F3"] }), withdrawn],
  ["commune-binh-khanh-1", "withdrawal_answered", () => ({ answer: "deleted" }), answered],
  ["labour-can-gio-1", "note_added", (text) => ({ text: text("F2") }), answered],
  ["labour-hcmc-1", "closed", () => ({ reason: "settled" }), closed],
].map(([who, kind, fields, mayRead]) => ({ who, kind, fields, mayRead }));
