import type { Messages } from "./vi";

export const alerts: Messages["alerts"] = {
  title: "Alerts",
  about:
    "What is unusual about how officers of other units use the system: a bait person was searched for, more was searched or opened than usual, emergency access became a habit. No person of a case is named here.",
  see: "See the alerts",
  none: "There are no alerts.",
  waiting: (count) => (count === 1 ? "1 alert waits for a finding" : `${count} alerts wait for a finding`),
  by: (member, unit) => `${member}, ${unit}`,
  because: (at, entry) => `${at} · because of entry ${entry} of the ledger`,
  counted: (count, usual, looks) =>
    `${count} times${usual > 0 ? `; ${usual} on a usual day` : ""}${looks > 0 ? `, in ${looks} ${looks === 1 ? "case" : "cases"} read` : ""}`,
  finding: "Finding",
  answer: "Record the finding",
  answered: (finding, unit, moment) => `${finding}. ${unit}, ${moment}.`,
  baits: "Bait persons",
  baitAbout:
    "Persons who do not exist and whom nobody has a reason to search for. Whoever does becomes an alert and sees nothing unusual. Do not use the name of a real person. The name is not kept: note it elsewhere.",
  plant: "Invent a bait person",
  planted: (entry, unit, moment) => `Entry ${entry} · ${unit} · ${moment}`,
  withdraw: "Take away",
  done: "Recorded.",
};

export const exports: Messages["exports"] = {
  title: "Take out in a file",
  see: "The unit's cases as a spreadsheet: who asked, who confirmed, who took it.",
  open: "Take the list out in a file",
  about: (alone: number, aloneHours: number, hours: number) =>
    `One member takes out ${alone} persons in ${aloneHours} hours at most by herself; for more an approver of the unit confirms. A request stands for ${hours} hours. Each row of the file bears a mark of its own that tells who took it out.`,
  none: "Nothing has been asked for.",
  nothing: "There is no case that your unit may take out in a file.",
  waiting: (count: number) =>
    count === 1 ? "1 file waits for your confirmation" : `${count} files wait for your confirmation`,
  what: (persons: number, classes: string) => `${persons === 1 ? "1 person" : `${persons} persons`}: ${classes}`,
  asked: (member: string, moment: string) => `${member}, ${moment}`,
  states: { waiting: "Waits for a second person.", ready: "Ready.", over: "Over." },
  until: (moment: string) => `Until ${moment}.`,
  confirmedBy: (member: string, moment: string) => `Confirmed by ${member}, ${moment}.`,
  taken: (moment: string) => `Last taken: ${moment}.`,
  take: "Take the file",
  confirm: "Confirm that it may leave",
  saved: (persons: number, leftOut: number) =>
    leftOut > 0
      ? `File saved: ${persons} persons; ${leftOut} cases may not leave any more.`
      : `File saved: ${persons} persons.`,
  askTitle: "A new request",
  always: (name: string) => `Always in the file: ${name}.`,
  shut: (name: string) => `${name}: show again who you are before you can choose it.`,
  reason: "What for",
  from: "Opened from",
  to: "Until the end of",
  beside: "Also in the file",
  ask: "Ask",
  done: "Asked.",
  traceTitle: "Trace a row",
  traceAbout: "When a list has leaked: enter the mark at the beginning of a row to learn who took it out.",
  mark: "Mark of the row",
  trace: "Trace",
  traced: (member: string, unit: string, moment: string) => `${member}, ${unit}, taken out at ${moment}.`,
};

export const emergency: Messages["emergency"] = {
  title: "Emergency access",
  about: "Closed parts of a case opened in an emergency: who opened, until when, who reviews. No person is named here.",
  see: "See emergency accesses",
  none: "There is no emergency access.",
  open: "Emergency access",
  confirm: "Confirm as the second person",
  review: "Review",
  states: { waiting: "waits for a second person", open: "open", closed: "closed", lapsed: "was not opened" },
  until: (moment: string) => `until ${moment}`,
  due: (unit: string, moment: string) => `${unit} reviews it before ${moment}.`,
  late: (unit: string, moment: string) => `The review is late: ${unit}, due ${moment}.`,
  reviewed: (finding: string, moment: string) => `Reviewed ${moment}: ${finding}.`,
};

const whole = (value: number) => new Intl.NumberFormat("en-GB").format(value);

export const ruleChange: Messages["ruleChange"] = {
  title: "Proposed change",
  notice: "A change of the access rules is proposed.",
  look: "See the change",
  none: "No change is proposed.",
  counting: "Counting. The page shows the numbers once they are there.",
  failed: "This change could not be counted. The operator finds the reason in the server's log.",
  sum: (gained, lost, all) =>
    `${whole(gained)} requests refused before are allowed, ${whole(lost)} allowed before are refused, of all ${whole(all)}.`,
  about:
    "A request is a situation: which kind of agency, how it stands to a case, what it wants to do, when. No real case is in these numbers.",
  invariants: "Invariants",
  invariantsCounting: "Asking of each invariant whether it holds; half a minute perhaps. Then it can be signed.",
  invariantsFailed:
    "It could not be counted whether the invariants hold, so nobody can sign. The operator finds the reason in the server's log.",
  invariantsHeld: (requests) => `All invariants hold under the proposed rules, over all ${whole(requests)} requests.`,
  invariantsBroken: (count, requests) =>
    `The proposed rules break ${count === 1 ? "1 invariant" : `${whole(count)} invariants`}, over all ${whole(requests)} requests. While they do, nobody can sign.`,
  invariantsSame: "The invariants themselves stay as they are.",
  invariantsChanged:
    "This change alters the invariants too. The proposed rules are still judged by the invariants in use.",
  broken: (requests, proposed) =>
    `${proposed ? "An invariant of the proposal" : "An invariant in use"}; ${whole(requests)} requests break it.`,
  example: "For example, this would be allowed:",
  exampleOpen: "For example, no rule forbids this any more:",
  noRelation: "no part in the case",
  exactly: "The whole request",
  flips: "By kind of agency and part of the case",
  role: "Kind of agency",
  what: "What",
  gained: "Now allowed",
  lost: "Now refused",
  words: "Kinds of agency, relations, purposes and case values added or removed",
  wordsAbout:
    "A kind of agency that is removed loses all it may, one that is added has what it may from the beginning; so with relations to a case. The numbers count both.",
  wordKinds: { role: "kind of agency", relation: "relation to a case", purpose: "purpose", case_value: "case value" },
  rules: "Rules that differ",
  changes: { added: "Added", removed: "Removed", changed: "Changed" },
  reviews: "Who has reviewed it",
  noReview: "Nobody has yet.",
  reviewed: (member, unit, moment) => `${member}, ${unit}, ${moment}:`,
  reviewedHeld: (requests) => `all invariants held over ${whole(requests)} requests`,
  reviewedUnjudged: "the invariants were not asked then",
  review: (sum) => `I have reviewed: ${sum}`,
  confirmTitle: "Put your name under this number",
  confirmAbout:
    "Your signature goes into the ledger and cannot be taken back. The change takes effect only when the operator brings it into use.",
  sign: (sum) => `Sign: ${sum}`,
  done: "Your signature is in the ledger.",
  fingerprints: "Fingerprints of the regulation in use and of the proposed one:",
  past: "Changes of the regulation",
  cameIntoUse: (moment) => `Another regulation came into use, ${moment}.`,
  wholeMark: (moment) =>
    `Since ${moment} the fingerprint is kept whole; its first 16 letters are those of before, and by them the regulation is the same.`,
  reviewedBy: (count) =>
    count === 0
      ? "Nobody had reviewed it"
      : count === 1
        ? "1 person had reviewed it"
        : `${count} persons had reviewed it`,
};
