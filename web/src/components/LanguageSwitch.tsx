import { useSpeech } from "../messages/language";

export function LanguageSwitch() {
  const { t, language, switchLanguage } = useSpeech();
  return (
    <button type="button" className="language" lang={language === "vi" ? "en" : "vi"} onClick={switchLanguage}>
      {t.otherLanguage}
    </button>
  );
}
