import type { ConsentText } from "../api/client";
import { Clause } from "../components/Clause";
import { useSpeech } from "../messages/language";

/** What is read aloud before anybody agrees, sentence by sentence, in the language that is spoken where we have it. */
export function ConsentWords({ text, spoken }: { text: ConsentText; spoken: string }) {
  const { t, language } = useSpeech();
  const shown = spoken === "vi" || spoken === "en" ? spoken : language;
  return (
    <section className="consent-words" aria-label={t.consent.readAloud}>
      <p className="hint">
        {t.consent.readAloud} <Clause source={text.source} />
      </p>
      <ol lang={shown}>
        {text.paragraphs.map((paragraph) => (
          <li key={paragraph.vi}>{paragraph[shown]}</li>
        ))}
      </ol>
      {spoken !== "" && spoken !== shown && <p className="hint">{t.consent.interpret}</p>}
    </section>
  );
}
