import type { Beds } from "../api/client";
import { formatMoment } from "../domain/time";
import { useSpeech } from "../messages/language";
import { type ControlProps, GroupFrame } from "./FieldFrame";

interface BedProps extends ControlProps {
  beds: Beds | undefined;
  /** The centre chosen so far; undefined when this form does not ask for one. */
  centre: string | undefined;
  group: string;
  onChoose: (unit: string, group: string) => void;
}

/** Free places as cards: one choice names the centre and the kind of room. */
export function BedChoice({ beds, centre, group, onChoose, ...props }: BedProps) {
  const { t, say } = useSpeech();
  return (
    <GroupFrame {...props}>
      {beds ? <p className="hint">{t.form.bedsAt(formatMoment(beds.now))}</p> : <p>{t.form.bedsUnknown}</p>}
      {beds?.centres.map(({ unit, unit_name, groups }) => (
        <div key={unit} className="centre">
          <p className="centre-name">{say(unit_name)}</p>
          <div className="beds">
            {groups.map(({ group: id, name, free, capacity }) => (
              <label key={id} className="option bed" data-full={free === 0 ? "" : undefined}>
                <input
                  type="radio"
                  name={props.id}
                  value={`${unit}/${id}`}
                  disabled={free === 0}
                  checked={group === id && (centre === undefined || centre === unit)}
                  onChange={() => onChoose(unit, id)}
                />
                <span className="bed-name">{say(name)}</span>
                <span className="bed-count" aria-hidden="true">
                  {free}
                </span>
                <span className="bed-words">{free === 0 ? t.form.full : t.form.freeBeds(free, capacity)}</span>
              </label>
            ))}
          </div>
        </div>
      ))}
    </GroupFrame>
  );
}
