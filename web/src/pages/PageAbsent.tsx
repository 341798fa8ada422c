import { Link } from "@tanstack/react-router";
import { useTitle } from "../components/use-title";
import { useSpeech } from "../messages/language";

export function PageAbsent() {
  const { t } = useSpeech();
  useTitle(t.errors.title);
  return (
    <div className="page more">
      <h1>{t.errors.pageAbsent}</h1>
      <Link to="/" className="secondary">
        {t.errors.toToday}
      </Link>
    </div>
  );
}
