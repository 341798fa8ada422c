import { missingGuards } from "../domain/guards";
import { useSpeech } from "../messages/language";

/** Says before the sign-in that this browser protects less than the page counts on. Nothing is there when all is well. */
export function WeakBrowser() {
  const { t } = useSpeech();
  const missing = missingGuards(window);
  if (missing.length === 0) return null;
  return (
    <p className="notice" role="note">
      {t.signIn.weakBrowser(missing.map((guard) => t.signIn.guards[guard]).join(", "))}
    </p>
  );
}
