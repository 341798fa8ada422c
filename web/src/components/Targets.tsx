import type { Target } from "../api/client";
import { useSpeech } from "../messages/language";
import { Clause } from "./Clause";

/** The targets this unit answers for: a fraction, and the cases that keep it from being whole. */
export function Targets({ targets }: { targets: Target[] }) {
  const { t } = useSpeech();
  return (
    <section className="targets" aria-labelledby="targets-title">
      <h2 id="targets-title">{t.home.targets}</h2>
      {targets.map((target) => (
        <TargetCard key={target.id} target={target} />
      ))}
    </section>
  );
}

function TargetCard({ target }: { target: Target }) {
  const { t, say } = useSpeech();
  const { counted, met } = target;
  return (
    <div className="target">
      <h3>{say(target.title)}</h3>
      {counted === 0 ? (
        <p>{t.home.targetEmpty}</p>
      ) : (
        <>
          <p className="fraction">
            <span aria-hidden="true">
              <strong>{met}</strong>/{counted}
            </span>
            <span className="fraction-words">{t.home.targetOf(met, counted)}</span>
          </p>
          <svg className="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect className="bar-all" width="100" height="4" />
            <rect className="bar-met" width={(100 * met) / counted} height="4" />
          </svg>
        </>
      )}
      {target.missing.length > 0 && (
        <p className="missing">
          {t.home.targetMissing} {target.missing.join(", ")}
        </p>
      )}
      <Clause source={target.source} />
    </div>
  );
}
