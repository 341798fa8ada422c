import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { endHere } from "../api/leave";
import { homeQuery, meQuery } from "../api/queries";
import { isLate } from "../domain/duties";
import { useSpeech } from "../messages/language";
import { Loading } from "./Answer";
import { Announcer } from "./announce";
import { Icon, type IconName } from "./Icon";
import { LanguageSwitch } from "./LanguageSwitch";
import { useLive } from "./live";
import { useIdleEnd } from "./use-idle-end";
import { isTyping } from "./use-list-keys";
import { useNow } from "./use-now";
import { Wordmark } from "./Wordmark";

export const kFilterId = "case-filter";

/** The frame of every page: what one can go to, whether the connection stands, the page itself. */
export function Shell() {
  const { t } = useSpeech();
  const connected = useLive();
  // The duties bring the server's clock; before it is known no page may say how much time is left.
  const clock = useQuery(homeQuery);
  useFindKey();
  useIdleEnd(endHere);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t.skip}
      </a>
      <Rail />
      <main id="main" tabIndex={-1}>
        {!connected && (
          <p className="lost" role="status">
            <Icon name="late" size={18} /> {t.live.lost}
          </p>
        )}
        {clock.isPending ? <Loading /> : <Outlet />}
      </main>
      <Announcer />
    </div>
  );
}

function Rail() {
  const { t, say } = useSpeech();
  const me = useQuery(meQuery).data;
  const home = useQuery(homeQuery).data;
  const now = useNow();
  const late = home?.mine.filter((duty) => isLate(duty, now)).length ?? 0;
  return (
    <header className="shell-top">
      <Link to="/" className="wordmark-link">
        <Wordmark />
      </Link>
      <nav className="nav" aria-label={t.nav.label}>
        <NavItem to="/" icon="today" label={t.nav.today} count={late} countWords={t.home.sections.late} />
        <NavItem to="/ho-so" icon="cases" label={t.nav.cases} />
        {me?.may_receive && <NavItem to="/tiep-nhan" icon="intake" label={t.nav.intake} />}
        <NavItem to="/regulation" icon="book" label={t.nav.regulation} />
        <NavItem to="/them" icon="more" label={t.nav.more} />
      </nav>
      <div className="shell-foot">
        <p className="account">
          <strong>{say(me?.unit_name)}</strong>
          <span>{say(me?.member_title)}</span>
        </p>
        <LanguageSwitch />
      </div>
    </header>
  );
}

interface NavItemProps {
  to: "/" | "/ho-so" | "/tiep-nhan" | "/regulation" | "/them";
  icon: IconName;
  label: string;
  count?: number;
  countWords?: string;
}

function NavItem({ to, icon, label, count = 0, countWords }: NavItemProps) {
  return (
    <Link to={to} className="nav-item" activeOptions={{ exact: to === "/" }} activeProps={{ "aria-current": "page" }}>
      <Icon name={icon} size={22} />
      <span>{label}</span>
      {count > 0 && (
        <span className="nav-count">
          <span className="sr-only">{countWords}: </span>
          {count}
        </span>
      )}
    </Link>
  );
}

/** "/" goes to the filter of cases from anywhere. */
function useFindKey() {
  const navigate = useNavigate();
  useEffect(() => {
    const onKey = async (event: KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event)) return;
      event.preventDefault();
      if (!document.getElementById(kFilterId)) await navigate({ to: "/ho-so" });
      requestAnimationFrame(() => document.getElementById(kFilterId)?.focus());
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [navigate]);
}
