// Cases in which every act that has a text field is done, and who reads each where it shows most. The texts are
// not written here: they are filled in as the forms ask for them, so that a new field of these acts is filled in too.
import assert from "node:assert/strict";
import { asFile, jpegWith } from "../../support/pictures.mjs";

const centre = "hcmc-social-support-centre";
const police = "hcmc-police-nha-be";
const office = "hcmc-labour-office-nha-be";
const commune = "hcmc-commune-binh-khanh";
const at = "2023-06-03T22:40+07:00";
const found = { found_at: at, sex: "female", in_danger: false };
const referred = { to: centre, bed_group: "women", with: "hcmc-labour-office-can-gio", needs: ["lodging"] };

/** An act, by whom, with what is no text; or who looks at the case now. */
const does = (who, kind, given = {}) => ({ who, kind, given });
const looks = (...readers) => ({ readers });
/** An act that takes two when it is done again within a week. */
const once = (...act) => ({ ...does(...act), once: true });

/** Refused by the centre, taken in, in danger there, verified, gone home; her support is refused. */
const woman = [
  does("bp-can-gio-1", "draft_saved", { found_place: "sea", sex: "female" }),
  looks("bp-can-gio-1"),
  does("bp-can-gio-1", "received", { ...found, found_place: "sea", age_group: "adult" }),
  does("bp-can-gio-1", "identity_recorded"),
  does("bp-can-gio-1", "essentials_given", { items: ["meals"] }),
  does("bp-can-gio-1", "lodging_unavailable", { reason: "no_fitting_room" }),
  does("bp-can-gio-1", "referral_sent", referred),
  does("centre-1", "referral_refused", { reason: "no_fitting_room" }),
  does("bp-can-gio-1", "referral_sent", referred),
  does("centre-1", "referral_accepted"),
  once("labour-can-gio-1", "emergency_requested", { opened_class: "F3", reason: "missing" }),
  once("bp-can-gio-1", "emergency_reviewed", { finding: "justified" }),
  does("labour-can-gio-1", "note_added"),
  does("bp-can-gio-1", "handover_given", { handed_at: at }),
  does("centre-1", "handover_received", { received_at: at, person_signs: true }),
  does("centre-1", "lodging_given", { fitting: true }),
  does("labour-can-gio-1", "verification_requested", { to: "hcmc-police-can-gio" }),
  does("centre-1", "health_checked", { follow_up: false }),
  does("centre-1", "nationality_check_requested"),
  does("centre-1", "case_paper_added"),
  does("centre-1", "identity_paper_added"),
  does("centre-1", "health_paper_added"),
  does("police-can-gio-1", "evidence_picture_added"),
  does("foreign-affairs-1", "nationality_answered", { result: "vietnamese" }),
  does("centre-1", "needs_assessed", { needs: ["legal"] }),
  does("centre-1", "support_given", { kinds: ["psychological"] }),
  does("centre-1", "admission_completed", { papers: ["reception_record"] }),
  does("centre-1", "danger_signalled"),
  does("police-nha-be-1", "danger_acknowledged"),
  does("centre-1", "safety_applied", { measures: ["watch"] }),
  does("centre-1", "forces_requested", { from: police, asked_at: at }),
  does("police-nha-be-1", "forces_sent", { sent_at: at }),
  does("labour-hcmc-1", "safety_directed", { measures: ["watch"] }),
  does("centre-1", "protected_person_added", { kin: "parent", measures: ["guards"] }),
  does("police-nha-be-1", "measure_decided", { for: ["victim"], measures: ["guards"] }),
  looks("police-nha-be-1"),
  does("centre-1", "protection_ended"),
  does("centre-1", "stop_requested", { asked_by: "self" }),
  does("centre-1", "stop_decided", { decision: "refused" }),
  does("police-can-gio-1", "verification_extended"),
  does("police-can-gio-1", "verification_answered", { verification_result: "victim", forms: ["sale"] }),
  does("centre-1", "consent_given", {
    recipients: [commune],
    shares: ["F2", "F3"],
    purpose: "case_work",
    given_by: "self",
    text: "share-plain",
    language: "vi",
  }),
  does("centre-1", "commune_informed", { unit: commune }),
  does("centre-1", "family_contacted", { agreed: true, outcome: "reached", with: ["commune"] }),
  looks("centre-1", "police-can-gio-1"),
  does("centre-1", "returned_home", { left_at: at, own_wish: true, destination: "own_home" }),
  does("commune-binh-khanh-1", "support_applied", { kinds: ["vocational"], filed_on: "2023-06-03" }),
  does("commune-binh-khanh-1", "support_file_sent", { to: "hcmc-labour-office-can-gio" }),
  does("labour-can-gio-1", "support_appraised", { opinion: "refuse" }),
  does("labour-can-gio-1", "support_decided", { decision: "refused" }),
  looks("labour-can-gio-1"),
];

/** A girl for whom nobody cares, whom a commune protects and the police take home. */
const girl = [
  does("police-nha-be-1", "draft_saved", { found_place: "other", sex: "female" }),
  does("police-nha-be-1", "received", { ...found, found_place: "other", age_group: "child", age: 13 }),
  does("police-nha-be-1", "office_notified", { to: office }),
  does("police-nha-be-1", "identity_recorded"),
  does("police-nha-be-1", "child_reported", { to: "hcmc-commune-phuoc-kien" }),
  does("police-nha-be-1", "lodging_unavailable", { reason: "no_fitting_room" }),
  does("police-nha-be-1", "referral_sent", { to: centre, bed_group: "girls", with: office, needs: ["lodging"] }),
  does("centre-1", "referral_accepted"),
  does("police-nha-be-1", "handover_given", { handed_at: at }),
  does("centre-1", "handover_received", { received_at: at, person_signs: false }),
  does("commune-phuoc-kien-1", "emergency_applied", { measures: ["safe_place"] }),
  does("centre-1", "no_carer_found", { situation: "one_dead" }),
  does("centre-1", "orphan_started", { commune: "hcmc-commune-phuoc-kien" }),
  does("commune-phuoc-kien-1", "child_plan_drafted"),
  does("commune-phuoc-kien-1", "child_plan_approved"),
  does("commune-phuoc-kien-1", "orphan_reviewed", { reason_withheld: true, result: "grant" }),
  does("commune-phuoc-kien-1", "orphan_forwarded", { to: office }),
  does("labour-nha-be-1", "orphan_appraised", { opinion: "grant" }),
  does("labour-nha-be-1", "orphan_decided", { decision: "granted" }),
  does("centre-1", "guardian_recorded", { guardian_kind: "appointed", unit: "hcmc-commune-phuoc-kien" }),
  does("centre-1", "family_contacted", { agreed: true, outcome: "reached", with: ["police"] }),
  does("centre-1", "escort_asked", { police, wanted_on: "2023-06-05" }),
  does("police-nha-be-1", "escort_arranged", { leaves_at: at, vehicle: "plain_car", officer_fits: true }),
  does("centre-1", "leg_handed_over", { at, taker: "police" }),
  does("police-nha-be-1", "leg_handed_over", { at, taker: "family" }),
  looks("centre-1", "commune-phuoc-kien-1"),
  does("centre-1", "returned_home", { left_at: at, own_wish: true, destination: "relatives", taken_by: "police" }),
];

/** Not of this country: her mission is told because she agrees, and she is taken to it. */
const foreigner = [
  does("police-nha-be-1", "draft_saved", { found_place: "other", sex: "female" }),
  does("police-nha-be-1", "received", { ...found, found_place: "other", age_group: "adult" }),
  does("police-nha-be-1", "interpreter_engaged", { language: "km", not_linked: true }),
  does("police-nha-be-1", "identity_recorded"),
  does("police-nha-be-1", "nationality_check_requested"),
  does("foreign-affairs-1", "nationality_answered", { result: "other" }),
  does("police-nha-be-1", "embassy_wish_recorded", { embassy_wish: "agrees" }),
  does("foreign-affairs-1", "consular_inquiry_sent", { sent_on: "2023-06-03" }),
  does("foreign-affairs-1", "consular_answered", { consular_result: "confirmed" }),
  does("foreign-affairs-1", "return_abroad_planned", { police: "hcmc-police", leaves_on: "2023-06-05" }),
  does("police-nha-be-1", "return_leg_recorded", { at, taker: "police" }),
  looks("police-nha-be-1"),
];

/** Somebody who is still abroad. */
const abroad = [
  does("foreign-affairs-1", "draft_saved", { sex: "male", age_group: "adult" }),
  does("foreign-affairs-1", "abroad_reported", { sex: "male", age_group: "adult", informant: "family" }),
  does("foreign-affairs-1", "petition_sent", { to: ["mission"], asks: ["rescue"], companion: false }),
  does("foreign-affairs-1", "return_planned", { expected_on: "2023-06-10", days_ahead: 7 }),
  looks("foreign-affairs-1"),
];

/** By the commune to the health department, under the law of 2024; her paper from elsewhere is recognised. */
const brought = [
  does("police-ben-thanh-1", "draft_saved", { found_place: "other", sex: "female" }),
  does("police-ben-thanh-1", "received", { ...found, found_place: "other", age_group: "adult" }),
  does("police-ben-thanh-1", "brought_to_commune", { to: "hcmc-commune-phuong-ben-thanh", handed_at: at }),
  does("commune-ben-thanh-1", "commune_received", { received_at: at, person_signs: true }),
  does("commune-ben-thanh-1", "health_notified", { way: "phone" }),
  does("health-hcmc-1", "health_received", { received_at: at, person_signs: true }),
  does("health-hcmc-1", "initial_verification_done", { with_police: true }),
  does("health-hcmc-1", "victim_paper_recognised", { paper_kind: "foreign" }),
  looks("health-hcmc-1", "police-hcmc-1"),
];

/** Home by himself, in another province: he is told that he is no victim, and asks for a review. */
const reviewed = [
  does("commune-tan-son-1", "draft_saved", { found_place: "other", sex: "male" }),
  does("commune-tan-son-1", "received", { ...found, sex: "male", found_place: "other", age_group: "adult" }),
  does("commune-tan-son-1", "companion_recorded", { minors_with: 1, birth_paper: false }),
  does("commune-tan-son-1", "reception_file_made", { papers: ["declaration"], written_for: true }),
  does("commune-tan-son-1", "office_notified", { to: "bg-labour-office-luc-ngan" }),
  does("commune-tan-son-1", "wish_recorded", { wish: "home" }),
  does("labour-bg-1", "guidance_given"),
  does("labour-luc-ngan-1", "verification_requested", { to: "bg-police-luc-ngan" }),
  does("police-luc-ngan-1", "verification_answered", { verification_result: "not_victim" }),
  does("commune-tan-son-1", "result_explained", { language: "vi", told_review: true }),
  does("commune-tan-son-1", "review_asked"),
  does("police-bg-1", "review_answered", { verification_result: "not_victim" }),
  looks("commune-tan-son-1", "police-bg-1"),
];

/** In the city in June 2023. */
export const casesOfTheCity = { woman, girl, foreigner, abroad };
/** On another day or in another province, with acts of its own. */
export const casesElsewhere = [
  { regulation: "hcmc", begins: "2026-01-20T08:00+07:00", cases: { brought } },
  { regulation: "bac-giang", begins: "2023-06-05T08:00+07:00", cases: { reviewed } },
];

const isText = ({ type }) => type === "text" || type === "long_text" || type === "file";
/** What a file is called is a text of at most this length. */
const longestName = 80;

/** All text fields of the forms, as `act.field`. */
export const textFields = (forms) =>
  forms.flatMap(({ kind, fields }) => fields.filter(isText).map(({ name }) => `${kind}.${name}`));

/**
 * Plays cases. @param take gives a text of at most this length
 * @param look called with a reader and {caseId, name, sent}: `act.field` of what was sent → the last text in it
 */
export async function tell(cases, { forms, sessionOf }, { take, look, again = false }) {
  for (const [name, steps] of Object.entries(cases)) {
    const sent = new Map();
    let caseId;
    let version = 0;
    for (const { who, kind, given, once: isOnce, readers = [] } of steps) {
      for (const reader of readers) await look(reader, { caseId, name, sent });
      if (who === undefined || (isOnce && again)) continue;
      const fields = { ...given };
      for (const field of forms.find((form) => form.kind === kind).fields) {
        if (!isText(field)) continue;
        const text = take(field.type === "file" ? longestName : field.max);
        fields[field.name] = field.type === "file" ? asFile(text, jpegWith("x")) : text;
        sent.set(`${kind}.${field.name}`, text);
      }
      const session = await sessionOf(who);
      const done = await (caseId === undefined ? session.begin(fields) : session.act(caseId, kind, version, fields));
      assert.equal(done.status, 201, `${name}, ${kind} ${JSON.stringify(fields)}: ${done.text}`);
      ({ case_id: caseId, version } = done.json);
    }
  }
}
