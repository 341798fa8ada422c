import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent } from "@testing-library/preact";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Case } from "../src/api/client";
import { queryClient } from "../src/api/queries";
import { CaseConsents } from "../src/components/case/CaseConsents";
import { ConsentWords } from "../src/form/ConsentWords";
import { vi as words } from "../src/messages/vi";
import { duty } from "./samples";
import { renderSpoken } from "./speech";

// No server answers here; the client keeps the fetch it finds when it is loaded.
vi.hoisted(() => {
  globalThis.fetch = () => new Promise(() => {});
});
// A mark of a clause leads to another page, and there is none here.
vi.mock("../src/components/Clause", () => ({ Clause: () => null }));
afterEach(cleanup);

const same = (text: string) => ({ vi: text, en: text });
const source = duty("any").source;
const consent: Case["consents"][number] = {
  unit: "department",
  unit_name: same("Sở"),
  purpose: "support",
  purpose_name: same("Hỗ trợ"),
  classes: ["F4m"],
  from: "2023-07-03T09:10:00+07:00",
  last_day: "2023-09-30",
  in_force: true,
  sequence: 7,
  taken_by: same("Trung tâm"),
  said: [
    { name: "given_by", label: same("Người đồng ý"), field_class: "F1", value: "self", shown: same("Chính người đó") },
  ],
};

function show(consents: Case["consents"], acts: string[]) {
  const toDo = vi.fn();
  const able = acts.map((kind) => ({ kind, title: same(kind), main: false, source }));
  const view = { case_id: "c1", code_name: "Sen 27", consents, acts: able } as unknown as Case;
  const page = renderSpoken(
    <QueryClientProvider client={queryClient}>
      <CaseConsents view={view} onAct={toDo} />
    </QueryClientProvider>,
  );
  return { page, toDo };
}

describe("the consents of a case", () => {
  it("say who may know what, for what, until when, given by whom", () => {
    const { page } = show([consent], []);
    const said = page.container.textContent ?? "";
    for (const part of ["Sở", "Hỗ trợ", "30/09/2023", "Chính người đó", "Trung tâm"]) expect(said).toContain(part);
    expect(said).not.toContain(words.consent.ended);
    expect(page.queryByRole("button")).toBeNull();
  });

  it("tell of one that has run out, and of none at all", () => {
    expect(show([{ ...consent, in_force: false }], []).page.container.textContent).toContain(words.consent.ended);
    cleanup();
    expect(show([], []).page.container.textContent).toContain(words.consent.none);
  });

  it("are taken back by one tap, which names office, kind and purpose for the form of the second", () => {
    const { page, toDo } = show([consent], ["consent_withdrawn"]);
    fireEvent.click(page.getByRole("button"));
    expect(toDo).toHaveBeenCalledWith({
      caseId: "c1",
      codeName: "Sen 27",
      kind: "consent_withdrawn",
      preset: { recipients: ["department"], shares: ["F4m"], purpose: "support" },
    });
  });
});

describe("what is read aloud", () => {
  const text = {
    id: "t",
    title: same("t"),
    paragraphs: [
      { vi: "Một.", en: "One." },
      { vi: "Hai.", en: "Two." },
    ],
    source,
  };
  const read = (spoken: string) =>
    renderSpoken(
      <QueryClientProvider client={queryClient}>
        <ConsentWords text={text} spoken={spoken} />
      </QueryClientProvider>,
    ).getAllByRole("listitem");

  it("stands sentence by sentence in the language that is spoken, else in that of the page", () => {
    for (const [spoken, said] of [
      ["en", ["One.", "Two."]],
      ["vi", ["Một.", "Hai."]],
      ["km", ["Một.", "Hai."]],
      ["", ["Một.", "Hai."]],
    ] as const) {
      expect(read(spoken).map((one) => one.textContent)).toEqual(said);
      cleanup();
    }
  });
});
