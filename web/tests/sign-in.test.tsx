import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent } from "@testing-library/preact";
import { afterEach, describe, expect, it, vi } from "vitest";
import { queryClient } from "../src/api/queries";
import { vi as words } from "../src/messages/vi";
import { SignInPage } from "../src/pages/SignInPage";
import { renderSpoken } from "./speech";

// No server answers here; the client keeps the fetch it finds when it is loaded.
vi.hoisted(() => {
  globalThis.fetch = () => new Promise(() => {});
});
afterEach(cleanup);

const long = "mật khẩu ".repeat(12);

function show() {
  const page = renderSpoken(
    <QueryClientProvider client={queryClient}>
      <SignInPage />
    </QueryClientProvider>,
  );
  const password = page.getByLabelText(words.signIn.password) as HTMLInputElement;
  return { page, member: page.getByLabelText(words.signIn.member) as HTMLInputElement, password };
}

describe("the sign-in page", () => {
  it("masks the password until the person asks to see it", () => {
    const { page, password } = show();
    expect(password.type).toBe("password");
    fireEvent.click(page.getByRole("button", { name: words.signIn.show }));
    expect(password.type).toBe("text");
    fireEvent.click(page.getByRole("button", { name: words.signIn.hide }));
    expect(password.type).toBe("password");
  });

  it("lets a password manager fill and a person paste", () => {
    const { member, password } = show();
    expect(member.getAttribute("autocomplete")).toBe("username");
    expect(password.getAttribute("autocomplete")).toBe("current-password");
    expect(password.closest("form")).toBe(member.closest("form"));
    for (const box of [member, password]) {
      for (const limit of ["maxlength", "minlength", "pattern", "readonly"])
        expect(box.hasAttribute(limit)).toBe(false);
      // Nobody may cancel a paste, a drop or a menu: then the event would come back as false.
      for (const kind of ["paste", "drop", "contextmenu"]) {
        expect(box.dispatchEvent(new Event(kind, { bubbles: true, cancelable: true }))).toBe(true);
      }
    }
    fireEvent.input(password, { target: { value: long } });
    expect(password.value).toBe(long);
  });

  it("says before anything is typed which protection the browser lacks", () => {
    vi.stubGlobal("isSecureContext", true);
    vi.stubGlobal("trustedTypes", {});
    vi.stubGlobal("SecurityPolicyViolationEvent", class {});
    expect(show().page.queryByRole("note")).toBeNull();
    cleanup();
    vi.stubGlobal("trustedTypes", undefined);
    vi.stubGlobal("isSecureContext", false);
    const note = show().page.getByRole("note");
    const { guards } = words.signIn;
    expect(note.textContent).toBe(words.signIn.weakBrowser(`${guards.secure_origin}, ${guards.trusted_types}`));
    vi.unstubAllGlobals();
  });
});
