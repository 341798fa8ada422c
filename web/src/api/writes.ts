import { ApiError, answerOf, client, type Me, type Witnesses } from "./client";

export type Fields = Record<string, unknown>;

/** One key for one content: what is sent again unchanged after a lost answer must not be done twice. */
export class OnceKey {
  #content = "";
  #key = "";

  for(content: unknown): string {
    const text = JSON.stringify(content);
    if (text !== this.#content) {
      this.#content = text;
      this.#key = randomKey();
    }
    return this.#key;
  }

  /** The content was done; the same content is a new act from now on. */
  spend() {
    this.#content = "";
  }
}

function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function signIn(member: string, password: string, code: string): Promise<Me> {
  return answerOf(client.POST("/api/v1/session", { body: { member, password, ...(code !== "" && { code }) } }));
}

export async function signOut(): Promise<void> {
  const { response } = await client.DELETE("/api/v1/session");
  if (!response.ok && response.status !== 401) throw new ApiError(response.status, undefined);
}

/** A witness' lines: kept once however often they are sent. */
export function keepCosignature(size: number, lines: string): Promise<Witnesses> {
  return answerOf(client.POST("/api/v1/ledger/cosignatures", { body: { size, lines } }));
}

export async function beginCase(fields: Fields, once: OnceKey) {
  const header = { "Idempotency-Key": once.for(fields) };
  const answer = await answerOf(client.POST("/api/v1/cases", { params: { header }, body: { fields } }));
  once.spend();
  return answer;
}

export async function performAct(caseId: string, kind: string, version: number, fields: Fields, once: OnceKey) {
  const header = { "Idempotency-Key": once.for([caseId, kind, version, fields]) };
  const answer = await answerOf(
    client.POST("/api/v1/cases/{case_id}/acts/{kind}", {
      params: { path: { case_id: caseId, kind }, header },
      body: { version, fields },
    }),
  );
  once.spend();
  return answer;
}

export interface PersonQuestion {
  name: string;
  birth_year?: number;
  document?: string;
}

/** In the body: no name ever stands in an address. */
export function searchPersons(caseId: string, purpose: string, question: PersonQuestion) {
  return answerOf(
    client.POST("/api/v1/cases/{case_id}/person-search", {
      params: { path: { case_id: caseId }, header: { "Nuong-Purpose": purpose } },
      body: question,
    }),
  );
}

export function answerAlert(sequence: number, finding: string) {
  return answerOf(
    client.POST("/api/v1/alerts/{sequence}/answer", { params: { path: { sequence } }, body: { finding } }),
  );
}

/** In the body: no name ever stands in an address. */
export function plantBait(bait: PersonQuestion) {
  return answerOf(client.POST("/api/v1/baits", { body: bait }));
}

interface ExportQuestion {
  classes: string[];
  reason: string;
  opened_from?: string;
  opened_until?: string;
}

export function askExport(question: ExportQuestion) {
  return answerOf(client.POST("/api/v1/exports", { body: question }));
}

export function confirmExport(sequence: number) {
  return answerOf(client.POST("/api/v1/exports/{sequence}/confirm", { params: { path: { sequence } } }));
}

export function takeExport(sequence: number, language: string) {
  return answerOf(
    client.POST("/api/v1/exports/{sequence}/take", { params: { path: { sequence } }, body: { language } }),
  );
}

export function traceMark(mark: string) {
  return answerOf(client.POST("/api/v1/exports/trace", { body: { mark } }));
}

interface RuleChangeSeen {
  before: string;
  after: string;
  gained: number;
  lost: number;
  held: number;
}

/** Signs the number that was shown; another one is refused. */
export function reviewRuleChange(seen: RuleChangeSeen) {
  return answerOf(client.POST("/api/v1/regulation/change/reviews", { body: seen }));
}

export function withdrawBait(sequence: number) {
  return answerOf(client.POST("/api/v1/baits/{sequence}/withdraw", { params: { path: { sequence } } }));
}

const kReformSteps = {
  propose: "/api/v1/reforms/{day}/propose",
  withdraw: "/api/v1/reforms/{day}/withdraw",
  confirm: "/api/v1/reforms/{day}/confirm",
} as const;
export type ReformStep = keyof typeof kReformSteps;

export async function takeReformStep(day: string, step: ReformStep, once: OnceKey) {
  const params = { path: { day }, header: { "Idempotency-Key": once.for([day, step]) } };
  const answer = await answerOf(client.POST(kReformSteps[step], { params }));
  once.spend();
  return answer;
}

export interface NewPerson {
  member: string;
  unit: string;
  title_vi: string;
  title_en: string;
  approver: boolean;
}

export const invite = (body: NewPerson) => answerOf(client.POST("/api/v1/people", { body }));

export const join = (member: string, code: string, password: string) =>
  answerOf(client.POST("/api/v1/join", { body: { member, code, password } }));

export type PersonStep = "approve" | "remove" | "withdraw";

export function takePersonStep(step: PersonStep, member: string, fingerprint: string) {
  const params = { path: { member } };
  if (step === "approve") {
    return answerOf(client.POST("/api/v1/people/{member}/approve", { params, body: { fingerprint } }));
  }
  return answerOf(
    client.POST(step === "remove" ? "/api/v1/people/{member}/remove" : "/api/v1/people/{member}/withdraw", { params }),
  );
}

/** One step; asked for until nothing is left. */
export const renewKeys = () => answerOf(client.POST("/api/v1/unit-keys/renew"));

export const startCodes = () => answerOf(client.POST("/api/v1/session/codes"));
export const confirmCodes = (code: string) =>
  answerOf(client.POST("/api/v1/session/codes/confirm", { body: { code } }));
export const changePassword = (old_password: string, password: string) =>
  answerOf(client.POST("/api/v1/session/password", { body: { old_password, password } }));
export const stepUp = (password: string, code: string) =>
  answerOf(client.POST("/api/v1/session/step-up", { body: { password, ...(code !== "" && { code }) } }));
export const endSession = (id: string) =>
  answerOf(client.DELETE("/api/v1/session/others/{id}", { params: { path: { id } } }));
export const removePasskey = (id: string) =>
  answerOf(client.DELETE("/api/v1/session/passkeys/{id}", { params: { path: { id } } }));
