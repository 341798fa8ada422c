import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

type Schemas = components["schemas"];

export type Text = Schemas["Text"];
export type Welcome = Schemas["WelcomeView"];
export type Me = Schemas["MeView"];
export type Home = Schemas["HomeView"];
export type Duty = Schemas["DutyView"];
export type Target = Schemas["TargetView"];
export type Source = Schemas["SourceView"];
export type CaseRow = Schemas["CaseRow"];
export type Case = Schemas["CaseView"];
export type Field = Schemas["FieldView"];
export type Hidden = Schemas["HiddenView"];
/** A form made for a question of the page itself stands on no clause. */
export type Form = Omit<Schemas["FormView"], "source"> & { source?: Source };
export type FormField = Schemas["FormFieldView"];
export type ConsentText = Schemas["ConsentTextView"];
export type Option = Schemas["OptionView"];
export type Look = Schemas["LookView"];
export type Looks = Schemas["LooksView"];
export type Readers = Schemas["ReadersView"];
export type Reader = Schemas["ReaderView"];
export type Checkpoint = Schemas["CheckpointView"];
export type Witnesses = Schemas["WitnessesView"];
export type Witness = Schemas["WitnessView"];
export type Beds = Schemas["BedsView"];
export type PersonSearch = Schemas["PersonSearchView"];
export type Alerts = Schemas["AlertsView"];
export type Alert = Schemas["AlertView"];
export type Exports = Schemas["ExportsView"];
export type Export = Schemas["ExportView"];
export type Mark = Schemas["MarkView"];
export type Emergency = Schemas["EmergencyView"];
export type Reform = Schemas["ReformView"];
export type ReformUnit = Schemas["ReformUnitView"];
export type Problem = Schemas["Problem"];
export type Security = Schemas["SecurityView"];
export type StartedCodes = Schemas["StartedCodes"];
export type People = Schemas["PeopleView"];
export type Person = Schemas["PersonView"];
export type Invitation = Schemas["InviteAnswer"];
export type Joined = Schemas["JoinAnswer"];
export type Regulation = Schemas["RegulationView"];
export type Regime = Schemas["RegimeView"];
export type Instrument = Schemas["InstrumentView"];
export type Clauses = Schemas["ClausesView"];
export type Clause = Schemas["ClauseView"];
export type RegulationItem = Schemas["ItemRow"];
export type ItemVersion = Schemas["ItemVersion"];
export type RuleChange = Schemas["RuleChangeView"];
export type ChangedRule = Schemas["ChangedRuleView"];
export type BrokenInvariant = Schemas["BrokenInvariantView"];
export type Pathways = Schemas["PathwaysView"];
export type Pathway = Schemas["PathwayView"];
export type Entitlements = Schemas["EntitlementsView"];
export type Entitlement = Schemas["EntitlementView"];

export const client = createClient<paths>({ baseUrl: "" });

/** What the server refused, or that it could not be reached (then there is no problem document). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | undefined,
  ) {
    super(problem?.code ?? "unreachable");
  }
}

interface Answered<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "code" in value && "message" in value;
}

/** The data of an answer; every other outcome is an ApiError. */
export async function answerOf<Data>(call: Promise<Answered<Data>>): Promise<Data> {
  const { data, error, response } = await call.catch(() => {
    throw new ApiError(0, undefined);
  });
  if (response.ok) return data as Data;
  throw new ApiError(response.status, isProblem(error) ? error : undefined);
}
