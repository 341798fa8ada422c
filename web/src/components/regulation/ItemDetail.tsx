import { useQuery } from "@tanstack/react-query";
import type { ItemVersion } from "../../api/client";
import { itemQuery } from "../../api/queries";
import { useSpeech } from "../../messages/language";
import { Answer } from "../Answer";
import { Clause } from "../Clause";
import { CertaintyMark, Period, StandingMark } from "./Marks";

/** An item with all its versions: what was, what is, what will be. */
export function ItemDetail({ kind, id, on }: { kind: string; id: string; on: string | undefined }) {
  const item = useQuery(itemQuery(kind, id, on));
  return (
    <div className="item">
      <Answer of={item}>
        {(view) => (
          <>
            {view.versions.map((version, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: versions have no name of their own and never change places
              <Version key={at} version={version} on={view.on} />
            ))}
          </>
        )}
      </Answer>
    </div>
  );
}

function Version({ version, on }: { version: ItemVersion; on: string }) {
  const { say } = useSpeech();
  const { row, source, facts, also } = version;
  return (
    <section className="version">
      <p className="version-period">
        <strong>
          <Period of={row} />
        </strong>
      </p>
      <p className="marks">
        <StandingMark of={row} on={on} />
        <CertaintyMark certainty={row.certainty} />
      </p>
      <p>{say(source.says)}</p>
      <dl className="facts">
        {facts.map(({ label, shown }) => (
          <div key={label.en}>
            <dt>{say(label)}</dt>
            <dd>{say(shown)}</dd>
          </div>
        ))}
      </dl>
      <p className="version-sources">
        <span>{say(source.title)}:</span>
        {[source, ...also.map((one) => ({ ...one, certainty: source.certainty }))].map((one) => (
          <Clause key={`${one.instrument}/${one.clause}`} source={one} at={on} />
        ))}
      </p>
    </section>
  );
}
