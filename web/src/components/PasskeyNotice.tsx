import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { passkeysWork } from "../api/passkey";
import { meQuery } from "../api/queries";
import { useSpeech } from "../messages/language";
import { Icon } from "./Icon";

/** What stays closed to her until she has a passkey, by day and in the night when it is needed. Gone once she has one. */
export function PasskeyNotice() {
  const { t, say } = useSpeech();
  const closed = useQuery(meQuery).data?.closed_without_passkey ?? [];
  if (closed.length === 0) return null;
  return (
    <section className="note passkey-notice" aria-labelledby="passkey-notice">
      <Icon name="lock" size={22} />
      <div>
        <h2 id="passkey-notice">{t.security.closedTitle}</h2>
        <p>{t.security.closedAbout(closed.map((part) => say(part)).join("; "))}</p>
      </div>
      {passkeysWork() ? (
        <Link className="secondary" to="/dang-nhap">
          {t.security.addPasskey}
        </Link>
      ) : (
        <p>{t.security.passkeyAbsent}</p>
      )}
    </section>
  );
}
