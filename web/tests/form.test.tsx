import { cleanup, fireEvent } from "@testing-library/preact";
import { useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import type { Form } from "../src/api/client";
import { setServerNow } from "../src/domain/clock";
import { type Draft, draftFrom, fieldsToSend, instantOf, offeredDraft } from "../src/form/draft";
import { ErrorSummary } from "../src/form/ErrorSummary";
import { FormFields } from "../src/form/FormFields";
import { problemsOf, serverProblems } from "../src/form/problems";
import { vi } from "../src/messages/vi";
import { field, form, options } from "./samples";
import { renderSpoken } from "./speech";

afterEach(cleanup);

const say = (text: { vi: string } | undefined) => text?.vi ?? "";
const everyType = form(
  field("place", "choice", { options: options("sea", "border"), required: true }),
  field("long", "choice", { options: options("a", "b", "c", "d", "e", "f", "g", "h", "i") }),
  field("danger", "yes_no", { required: true }),
  field("needs", "choices", { options: options("food", "lodging") }),
  field("to", "unit", { options: options("centre") }),
  field("tell", "units", { options: options("centre", "office") }),
  field("birth", "date"),
  field("found", "instant"),
  field("beds", "bed_group"),
  field("age", "integer", { min: 0, max: 120 }),
  field("name", "text", { max: 5 }),
  field("words", "long_text"),
);
const beds = {
  now: "2023-06-04T08:12:00+07:00",
  centres: [
    {
      unit: "centre",
      unit_name: { vi: "Trung tâm", en: "Centre" },
      groups: [
        { group: "women", name: { vi: "Nữ", en: "Women" }, sexes: [], age_groups: [], capacity: 6, free: 2 },
        { group: "men", name: { vi: "Nam", en: "Men" }, sexes: [], age_groups: [], capacity: 4, free: 0 },
      ],
    },
  ],
};

function Written({ of, first = {}, onDraft }: { of: Form; first?: Draft; onDraft?: (draft: Draft) => void }) {
  const [draft, setDraft] = useState(first);
  const answer = (name: string, typed: Draft[string] | undefined) =>
    setDraft((before) => {
      const { [name]: _replaced, ...others } = before;
      const next = typed === undefined ? others : { ...others, [name]: typed };
      onDraft?.(next);
      return next;
    });
  return <FormFields form={of} draft={draft} problems={[]} beds={beds} onAnswer={answer} />;
}

describe("a form", () => {
  it("never answers for the person: nothing is chosen, ticked or written beforehand", () => {
    const { container } = renderSpoken(<Written of={everyType} />);
    expect(container.querySelectorAll("input:checked")).toHaveLength(0);
    for (const select of container.querySelectorAll("select")) expect(select.value).toBe("");
    for (const box of container.querySelectorAll<HTMLInputElement>("input[type=text], textarea"))
      expect(box.value).toBe("");
    expect(fieldsToSend(everyType, {})).toEqual({});
  });

  it("offers only the present moment and the own unit", () => {
    setServerNow("2023-06-03T22:40:10+07:00");
    const me = {
      member: "m",
      member_title: { vi: "", en: "" },
      unit: "post",
      unit_name: { vi: "", en: "" },
      role: "r",
      role_name: { vi: "", en: "" },
      may_receive: true,
      may_see_alerts: false,
      may_see_reforms: false,
      keys_pending: false,
      must_enrol: false,
      closed_without_passkey: [],
    };
    const offered = form(
      field("at", "instant", { offer: "now" }),
      field("by", "unit", { offer: "own_unit" }),
      field("sex", "choice", { options: options("female") }),
    );
    expect(fieldsToSend(offered, offeredDraft(offered, me))).toEqual({ at: "2023-06-03T22:40:00+07:00", by: "post" });
  });

  it("chooses centre and room with one card, and not a full one", () => {
    let draft: Draft = {};
    const { container } = renderSpoken(
      <Written
        of={everyType}
        onDraft={(next) => {
          draft = next;
        }}
      />,
    );
    const cards = container.querySelectorAll<HTMLInputElement>(".bed input");
    expect([...cards].map((card) => card.disabled)).toEqual([false, true]);
    fireEvent.click(cards[0] as HTMLInputElement);
    expect(fieldsToSend(everyType, draft)).toEqual({ to: "centre", beds: "women" });
  });

  it("keeps the answer to a hidden question and does not send it", () => {
    const conditional = form(
      field("result", "choice", { options: options("victim", "other") }),
      field("grounds", "text", { when: "fields.result == 'victim'" }),
    );
    expect(fieldsToSend(conditional, { result: "victim", grounds: "x" })).toEqual({ result: "victim", grounds: "x" });
    expect(fieldsToSend(conditional, { result: "other", grounds: "x" })).toEqual({ result: "other" });
    const { container } = renderSpoken(<Written of={conditional} first={{ result: "other", grounds: "x" }} />);
    expect(container.querySelector("#sample-grounds")).toBeNull();
    fireEvent.click(container.querySelector<HTMLInputElement>("input[value=victim]") as HTMLInputElement);
    expect(container.querySelector<HTMLInputElement>("#sample-grounds")?.value).toBe("x");
  });

  it("asks nothing because of an answer to a question that is hidden itself", () => {
    const chained = form(
      field("number", "text", { when: "has(fields.unit)", required: true }),
      field("kind", "choice", { options: options("relative", "appointed") }),
      field("unit", "unit", { options: options("commune"), when: "fields.kind == 'appointed'" }),
    );
    expect(fieldsToSend(chained, { kind: "relative", unit: "commune", number: "41" })).toEqual({ kind: "relative" });
    expect(problemsOf(chained, { kind: "relative", unit: "commune" }, vi, say)).toEqual([]);
    expect(problemsOf(chained, { kind: "appointed", unit: "commune" }, vi, say).map(({ name }) => name)).toEqual([
      "number",
    ]);
  });

  it("takes one file with its name, and none that the server would not take", async () => {
    const papers = form(field("paper", "file", { required: true, max: 2 * 1024 * 1024 }));
    let draft: Draft = {};
    const keep = (next: Draft) => {
      draft = next;
    };
    const { container, findByText } = renderSpoken(<Written of={papers} onDraft={keep} />);
    const input = container.querySelector("input[type=file]") as HTMLInputElement;
    const choose = (file: File) => {
      Object.defineProperty(input, "files", { value: [file], configurable: true });
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };
    choose(new File(["ảnh"], "cccd.jpg"));
    await findByText(vi.attachment.chosen("cccd.jpg"));
    expect(fieldsToSend(papers, draft)).toEqual({ paper: { name: "cccd.jpg", content: "4bqjbmg=" } });
    expect(problemsOf(papers, draft, vi, say)).toEqual([]);
    choose(new File([new Uint8Array(2 * 1024 * 1024 + 1)], "x.png"));
    await findByText(vi.attachment.tooLarge(2));
    expect(problemsOf(papers, draft, vi, say).map(({ name }) => name)).toEqual(["paper"]);
  });

  it("folds what can be asked later away", () => {
    const { container } = renderSpoken(
      <Written of={form(field("now", "text"), field("then", "text", { later: true }))} />,
    );
    expect(container.querySelector("details #sample-then")).not.toBeNull();
    expect(container.querySelector("details #sample-now")).toBeNull();
  });

  it("comes back from storage as it was", () => {
    const draft: Draft = {
      place: "sea",
      danger: "no",
      needs: ["food"],
      birth: { day: "03", month: "02", year: "1999", hour: "", minute: "" },
      found: { day: "03", month: "06", year: "2023", hour: "22", minute: "40" },
      age: "24",
    };
    const stored = Object.entries(fieldsToSend(everyType, draft)).map(([name, value]) => ({
      name,
      value,
      label: { vi: "", en: "" },
      field_class: "F1",
      shown: { vi: "", en: "" },
    }));
    expect(draftFrom(everyType, stored)).toEqual(draft);
  });
});

describe("date boxes", () => {
  const boxes = (day: string, month: string, year: string, hour = "", minute = "") => ({
    day,
    month,
    year,
    hour,
    minute,
  });

  it("send a day that exists and refuse one that does not", () => {
    expect(fieldsToSend(everyType, { birth: boxes("3", "2", "1999") })).toEqual({ birth: "1999-02-03" });
    expect(problemsOf(everyType, { birth: boxes("30", "2", "1999") }, vi, say)).toContainEqual({
      name: "birth",
      message: "“birth” phải là một ngày có thật.",
    });
    expect(fieldsToSend(everyType, { birth: boxes("30", "2", "1999") })).toEqual({});
    expect(fieldsToSend(everyType, { birth: boxes("29", "2", "2024") })).toEqual({ birth: "2024-02-29" });
  });

  it("send a moment with the server's offset", () => {
    setServerNow("2023-06-03T22:40:10+07:00");
    expect(instantOf(boxes("3", "6", "2023", "7", "5"))).toBe("2023-06-03T07:05:00+07:00");
    expect(instantOf(boxes("3", "6", "2023", "24", "0"))).toBeUndefined();
    expect(instantOf(boxes("3", "6", "2023"))).toBeUndefined();
  });

  it("take the present moment by a button", () => {
    setServerNow("2023-06-03T22:40:10+07:00");
    let draft: Draft = {};
    const { getByText } = renderSpoken(
      <Written
        of={form(field("found", "instant"))}
        onDraft={(next) => {
          draft = next;
        }}
      />,
    );
    fireEvent.click(getByText("Bây giờ"));
    expect(draft.found).toEqual(boxes("03", "06", "2023", "22", "40"));
  });
});

describe("problems", () => {
  it("name each field", () => {
    const found = problemsOf(everyType, { age: "130", name: "sáu chữ" }, vi, say);
    expect(found.map((one) => one.message)).toEqual([
      "Hãy trả lời “place”.",
      "Hãy trả lời “danger”.",
      "“age” không lớn hơn 120.",
      "“name” dài quá 5 ký tự.",
    ]);
  });

  it("from the server attach by pointer, also into a list", () => {
    const message = { vi: "Sai.", en: "Wrong." };
    const problem = {
      type: "",
      status: 400,
      code: "invalid",
      title: "",
      message,
      fields: [
        { pointer: "/fields/needs/0", id: "x", message },
        { pointer: "/version", id: "x", message },
      ],
    };
    expect(serverProblems(everyType, problem, say)).toEqual([{ name: "needs", message: "Sai." }]);
  });

  it("take the focus and lead to the control", () => {
    const problems = [{ name: "age", message: "“age” không lớn hơn 120." }];
    const { container, getByText } = renderSpoken(
      <>
        <ErrorSummary form={everyType} problems={problems} general={[]} />
        <FormFields form={everyType} draft={{}} problems={problems} onAnswer={() => {}} />
      </>,
    );
    expect(document.activeElement).toBe(container.querySelector(".error-summary"));
    fireEvent.click(getByText("“age” không lớn hơn 120.", { selector: "button" }));
    expect(document.activeElement?.id).toBe("sample-age");
  });
});
