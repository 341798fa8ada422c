import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import type { Text } from "../api/client";
import { type Messages, vi } from "./vi";

export type Language = "vi" | "en";

export interface Catalogue {
  language: Language;
  t: Messages;
}

interface Speech extends Catalogue {
  /** The side of a bilingual text that the person reads. */
  say: (text: Text | undefined) => string;
  switchLanguage: () => void;
}

const kStored = "language";

export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return { language, t: language === "vi" ? vi : (await import("./en")).en };
}

/** The language is the only thing this program keeps in the browser. */
export function rememberedLanguage(): Language {
  try {
    return localStorage.getItem(kStored) === "en" ? "en" : "vi";
  } catch {
    return "vi";
  }
}

function remember(language: Language) {
  try {
    localStorage.setItem(kStored, language);
  } catch {
    // A browser that keeps nothing still works; the choice lasts until the page is closed.
  }
}

const SpeechContext = createContext<Speech | undefined>(undefined);

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error("useSpeech outside of SpeechProvider");
  return speech;
}

export function SpeechProvider({ first, children }: { first: Catalogue; children: ReactNode }) {
  const [catalogue, setCatalogue] = useState(first);
  const speech = useMemo<Speech>(() => {
    document.documentElement.lang = catalogue.language;
    return {
      ...catalogue,
      say: (text) => text?.[catalogue.language] ?? "",
      switchLanguage: () => {
        const wanted = catalogue.language === "vi" ? "en" : "vi";
        remember(wanted);
        void loadCatalogue(wanted).then(setCatalogue);
      },
    };
  }, [catalogue]);
  return <SpeechContext.Provider value={speech}>{children}</SpeechContext.Provider>;
}
