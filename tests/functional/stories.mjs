// Stories beside S1 for the crawl, with the relations and offices that S1 does not have. Written down are the acts and what a form
// must be told beside protected texts; each text of a protected class is filled with a token. `look` marks where the crawl looks.
// By hand stands also how far each office may ever get in the story; whoever is not named never finds the case.

const centreUnit = "hcmc-social-support-centre";
const now = { 2023: "2023-06-03T22:40+07:00", 2026: "2026-02-14T21:00+07:00" };

/** At the centre, referred there by `who`: the acts from the reception on. */
const toTheCentre = (who, group, at, coordinator) => [
  { who, kind: "lodging_unavailable", fields: { reason: "no_fitting_room" } },
  { who, kind: "referral_sent", fields: { to: centreUnit, bed_group: group, ...coordinator, needs: ["lodging"] }, look: true },
  { who: "centre-1", kind: "referral_accepted", fields: {} },
  { who, kind: "handover_given", fields: { handed_at: at } },
  { who: "centre-1", kind: "handover_received", fields: { received_at: at, person_signs: true } },
];

/** Danger at the centre: those called answer, forces come, relatives are protected too, and it ends. */
const danger = (police, policeUnit, border, department, at) => [
  { who: "centre-1", kind: "danger_signalled", fields: { threatened: ["victim", "relatives"] }, look: true },
  { who: "centre-1", kind: "safety_applied", fields: { measures: ["moved_room", "watch"] } },
  { who: police, kind: "danger_acknowledged", fields: { arrives_at: at } },
  { who: border, kind: "danger_acknowledged", fields: {} },
  { who: "centre-1", kind: "forces_requested", fields: { from: policeUnit, asked_at: at } },
  { who: police, kind: "forces_sent", fields: { sent_at: at } },
  { who: department, kind: "safety_directed", fields: { measures: ["watch"] } },
  { who: "centre-1", kind: "protected_person_added", fields: { kin: "parent", measures: ["guards"] } },
  { who: border, kind: "protected_person_added", fields: { kin: "sibling", measures: ["guards"] }, look: "thoroughly" },
  { who: police, kind: "measure_decided", fields: { for: ["victim"], measures: ["guards"] }, look: true },
  { who: "centre-1", kind: "protection_ended", fields: {}, look: true },
];

const dangerAtTheCentre = {
  name: "danger at the centre",
  atMost: {
    "bp-can-gio-1": "F2 F3 F4c",
    "centre-1": "F2 F3 F4m F5 FE",
    "labour-can-gio-1": "F2",
    "labour-hcmc-1": "FE",
    "police-can-gio-1": "F2 F3 F4c",
    "police-nha-be-1": "F2 F3",
    "bg-command-1": "F2 F3",
  },
  steps: [
    { who: "bp-can-gio-1", kind: "draft_saved", fields: { found_place: "border", sex: "female" } },
    {
      who: "bp-can-gio-1",
      kind: "received",
      fields: { found_place: "border", found_at: now[2023], sex: "female", age_group: "adult", in_danger: false },
    },
    { who: "bp-can-gio-1", kind: "identity_recorded", fields: {} },
    ...toTheCentre("bp-can-gio-1", "women", now[2023], { with: "hcmc-labour-office-can-gio" }),
    { who: "centre-1", kind: "health_checked", fields: { follow_up: false } },
    { who: "labour-can-gio-1", kind: "verification_requested", fields: { to: "hcmc-police-can-gio" }, look: true },
    ...danger("police-nha-be-1", "hcmc-police-nha-be", "bg-command-1", "labour-hcmc-1", now[2023]),
  ],
};

const theGirlTakenHome = {
  name: "the girl taken home",
  atMost: {
    "police-nha-be-1": "F2 F3 F4c",
    "labour-hcmc-1": "FE",
    "commune-phuoc-kien-1": "F2",
    "centre-1": "F2 F3 F4m F5 FE",
    "labour-nha-be-1": "F2",
    "commune-an-thoi-dong-1": "F2 F3",
    "commune-binh-khanh-1": "F2 F3",
    "police-hcmc-1": "F2 F3",
  },
  steps: [
    { who: "police-nha-be-1", kind: "draft_saved", fields: { found_place: "other", sex: "female", age_group: "child" } },
    {
      who: "police-nha-be-1",
      kind: "received",
      fields: { found_place: "other", found_at: now[2023], sex: "female", age_group: "child", in_danger: false, age: 13 },
    },
    { who: "police-nha-be-1", kind: "identity_recorded", fields: {} },
    { who: "police-nha-be-1", kind: "child_reported", fields: { to: "hcmc-commune-phuoc-kien" }, look: true },
    ...toTheCentre("police-nha-be-1", "girls", now[2023], { with: "hcmc-labour-office-nha-be" }),
    { who: "commune-phuoc-kien-1", kind: "emergency_applied", fields: { measures: ["safe_place"] } },
    {
      who: "centre-1",
      kind: "guardian_recorded",
      fields: { guardian_kind: "appointed", unit: "hcmc-commune-an-thoi-dong" },
      look: true,
    },
    {
      who: "centre-1",
      kind: "consent_given",
      fields: {
        recipients: ["hcmc-commune-binh-khanh"],
        shares: ["F2", "F3"],
        purpose: "case_work",
        given_by: "child_and_guardian",
        guardian_role: "relative",
        child_years: 13,
        text: "share-child",
        language: "vi",
      },
    },
    { who: "centre-1", kind: "commune_informed", fields: { unit: "hcmc-commune-binh-khanh" } },
    { who: "centre-1", kind: "family_contacted", fields: { agreed: true, outcome: "reached", with: ["police", "commune"] } },
    { who: "centre-1", kind: "escort_asked", fields: { police: "hcmc-police", wanted_on: "2023-06-05" }, look: true },
    {
      who: "police-hcmc-1",
      kind: "escort_arranged",
      fields: { leaves_at: now[2023], vehicle: "plain_car", officer_fits: true },
    },
    { who: "centre-1", kind: "leg_handed_over", fields: { at: now[2023], taker: "police" } },
    { who: "police-hcmc-1", kind: "leg_handed_over", fields: { at: now[2023], taker: "family" }, look: true },
    {
      who: "centre-1",
      kind: "returned_home",
      fields: { left_at: now[2023], own_wish: true, destination: "relatives", taken_by: "police", travel_support: true },
      look: true,
    },
  ],
};

const stillAbroad = {
  name: "still abroad",
  atMost: {
    "police-can-gio-1": "F2 F3 F4c",
    "foreign-affairs-1": "F2 F3 F4c",
    "labour-hcmc-1": "FE",
    "police-hcmc-1": "F2 F3 F4c",
    "bg-command-1": "F2 F3",
    "centre-1": "F2",
    "labour-nha-be-1": "F2",
  },
  steps: [
    { who: "police-can-gio-1", kind: "draft_saved", fields: { sex: "male", age_group: "adult" } },
    {
      who: "police-can-gio-1",
      kind: "abroad_reported",
      fields: { sex: "male", age_group: "adult", informant: "family" },
      look: true,
    },
    {
      who: "foreign-affairs-1",
      kind: "petition_sent",
      fields: { to: ["mission"], asks: ["rescue"], companion: false },
    },
    { who: "foreign-affairs-1", kind: "mission_measures_recorded", fields: { taken_on: "2023-06-03", measures: ["rescue"] } },
    { who: "foreign-affairs-1", kind: "return_planned", fields: { expected_on: "2023-06-07", days_ahead: 4 }, look: true },
    { who: "police-hcmc-1", kind: "arrival_received", fields: { received_at: now[2023], person_signs: true }, look: true },
    { who: "police-hcmc-1", kind: "lodging_unavailable", fields: { reason: "full" } },
    {
      who: "police-hcmc-1",
      kind: "referral_sent",
      fields: { to: centreUnit, bed_group: "men", with: "hcmc-labour-office-nha-be", needs: ["lodging"] },
      look: true,
    },
  ],
};

const underTheNewLaw = {
  name: "under the new law",
  atMost: {
    "police-ben-thanh-1": "F2 F3 F4c",
    "commune-ben-thanh-1": "F2 F3",
    "health-hcmc-1": "F2 F3 F4c FE",
    "police-hcmc-1": "F2 F3 F4c",
    "bg-command-2025-1": "F2 F3",
    "centre-1": "F2 F3 F4m F5 FE",
  },
  steps: [
    { who: "police-ben-thanh-1", kind: "draft_saved", fields: { found_place: "other", sex: "female" } },
    {
      who: "police-ben-thanh-1",
      kind: "received",
      fields: { found_place: "other", found_at: now[2026], sex: "female", age_group: "adult", in_danger: false },
    },
    { who: "police-ben-thanh-1", kind: "identity_recorded", fields: {} },
    {
      who: "police-ben-thanh-1",
      kind: "brought_to_commune",
      fields: { to: "hcmc-commune-phuong-ben-thanh", handed_at: now[2026], needs: ["lodging"] },
      look: true,
    },
    { who: "commune-ben-thanh-1", kind: "commune_received", fields: { received_at: now[2026], person_signs: true } },
    { who: "commune-ben-thanh-1", kind: "health_notified", fields: { way: "phone" }, look: true },
    { who: "health-hcmc-1", kind: "health_received", fields: { received_at: now[2026], person_signs: true } },
    ...toTheCentre("health-hcmc-1", "women", now[2026], {}).slice(1),
    { who: "health-hcmc-1", kind: "initial_verification_done", fields: { with_police: true } },
    { who: "health-hcmc-1", kind: "verification_requested", fields: { to: "hcmc-police" }, look: true },
    ...danger("police-hcmc-1", "hcmc-police", "bg-command-2025-1", "health-hcmc-1", now[2026]),
  ],
};

/** Worlds: who can sign in at that time, from when the clock runs, and what is played one story after another. */
export const worlds = [
  {
    year: 2023,
    begins: now[2023],
    members: [
      ...["bp-can-gio-1", "centre-1", "labour-can-gio-1", "labour-nha-be-1", "labour-hcmc-1"],
      ...["police-can-gio-1", "police-nha-be-1", "police-hcmc-1", "bg-command-1", "health-hcmc-1"],
      ...["commune-binh-khanh-1", "commune-an-thoi-dong-1", "commune-phuoc-kien-1", "foreign-affairs-1"],
    ],
    stories: [dangerAtTheCentre, theGirlTakenHome, stillAbroad],
  },
  {
    year: 2026,
    begins: now[2026],
    members: [
      ...["bp-can-gio-1", "centre-1", "health-hcmc-1", "police-hcmc-1", "police-ben-thanh-1", "police-xa-binh-khanh-1"],
      ...["bg-command-2025-1", "commune-ben-thanh-1", "commune-xa-binh-khanh-1", "commune-xa-an-thoi-dong-1"],
      ...["commune-xa-nha-be-1", "foreign-affairs-1"],
    ],
    stories: [underTheNewLaw],
  },
];
