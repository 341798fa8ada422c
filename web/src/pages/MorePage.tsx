import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formsQuery, meQuery } from "../api/queries";
import { LanguageSwitch } from "../components/LanguageSwitch";
import { SignOutButton } from "../components/SignOutButton";
import { useTitle } from "../components/use-title";
import { useSpeech } from "../messages/language";

export function MorePage() {
  const { t, say } = useSpeech();
  const me = useQuery(meQuery).data;
  const regulation = useQuery(formsQuery).data?.regulation_title;
  useTitle(t.more.title);
  return (
    <div className="page more">
      <h1 className="page-title">{t.more.title}</h1>
      <section className="card">
        <h2>{t.more.account}</h2>
        <p>
          <strong>{say(me?.unit_name)}</strong>
          <br />
          {say(me?.member_title)} · {say(me?.role_name)}
        </p>
        {me?.succeeded_by && <p>{t.reform.succeeded(say(me.succeeded_by))}</p>}
        <SignOutButton />
      </section>
      <OwnCards />
      {me?.may_see_reforms && (
        <section className="card">
          <h2>{t.reform.title}</h2>
          <p>{t.reform.about}</p>
          <Link to="/ngay-chuyen-doi">{t.reform.open}</Link>
        </section>
      )}
      <section className="card">
        <h2>{t.witness.title}</h2>
        <p>{t.witness.about}</p>
        <Link to="/nhan-chung">{t.witness.open}</Link>
      </section>
      {me?.may_see_alerts && (
        <section className="card">
          <h2>{t.alerts.title}</h2>
          <p>{t.alerts.about}</p>
          <Link to="/canh-bao">{t.alerts.see}</Link>
        </section>
      )}
      <section className="card">
        <h2>{t.exports.title}</h2>
        <p>{t.exports.see}</p>
        <Link to="/xuat-tep">{t.exports.open}</Link>
      </section>
      <section className="card">
        <h2>{t.emergency.title}</h2>
        <p>{t.emergency.about}</p>
        <Link to="/khan-cap">{t.emergency.see}</Link>
      </section>
      <section className="card">
        <h2>{t.language}</h2>
        <LanguageSwitch />
      </section>
      <Keys />
      <section className="card">
        <h2>{t.more.about}</h2>
        <p>{t.promise}</p>
        <p>{t.more.license}</p>
        {regulation && (
          <p>
            {t.more.regulation}: {say(regulation)}
          </p>
        )}
      </section>
    </div>
  );
}

function Keys() {
  const { t } = useSpeech();
  const keys: [string, string][] = [
    ["J  K", t.more.keyMove],
    ["Enter", t.more.keyOpen],
    ["/", t.more.keyFind],
    ["Esc", t.more.keyClose],
  ];
  return (
    <section className="card">
      <h2>{t.more.keys}</h2>
      <dl className="keys">
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What concerns the person herself, and her colleagues. */
function OwnCards() {
  const { t } = useSpeech();
  return (
    <>
      <section className="card">
        <h2>{t.security.title}</h2>
        <p>{t.security.about}</p>
        <Link to="/dang-nhap">{t.security.open}</Link>
      </section>
      <section className="card">
        <h2>{t.people.title}</h2>
        <p>{t.people.about}</p>
        <Link to="/thanh-vien">{t.people.open}</Link>
      </section>
    </>
  );
}
