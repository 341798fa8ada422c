import { QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { homeQuery, meQuery, queryClient } from "./api/queries";
import { loadCatalogue, rememberedLanguage, SpeechProvider } from "./messages/language";
import "./styles/index.css";

const kFontsAfterMs = 1_500;

async function start() {
  // Both at once: when nobody is signed in the second is refused and asked again after the sign-in.
  void queryClient.prefetchQuery(meQuery);
  void queryClient.prefetchQuery(homeQuery);
  const catalogue = await loadCatalogue(rememberedLanguage());
  const app = document.getElementById("app");
  if (!app) return;
  app.replaceChildren();
  createRoot(app).render(
    <SpeechProvider first={catalogue}>
      <QueryClientProvider client={queryClient}>
        <App />
      </QueryClientProvider>
    </SpeechProvider>,
  );
}

void start();
addEventListener("load", () => setTimeout(() => void import("./styles/fonts.css"), kFontsAfterMs));
