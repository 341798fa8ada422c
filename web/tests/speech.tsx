import { render } from "@testing-library/preact";
import type { ReactElement } from "react";
import { SpeechProvider } from "../src/messages/language";
import { vi } from "../src/messages/vi";

/** Renders in Vietnamese, as the product starts. */
export function renderSpoken(element: ReactElement) {
  return render(
    (<SpeechProvider first={{ language: "vi", t: vi }}>{element}</SpeechProvider>) as unknown as Parameters<
      typeof render
    >[0],
  );
}
