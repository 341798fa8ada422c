import { serverNow } from "../domain/clock";
import { useSpeech } from "../messages/language";
import { type Boxes, boxesFrom } from "./draft";
import { type ControlProps, GroupFrame } from "./FieldFrame";

interface BoxesProps extends ControlProps {
  boxes: Boxes;
  onBoxes: (boxes: Boxes) => void;
}

const kDateParts = ["day", "month", "year"] as const;
const kTimeParts = ["hour", "minute"] as const;

/** Three boxes and never the browser's own date control: that one shows dates in the browser's language. */
export function DateBoxes({ boxes, onBoxes, ...props }: BoxesProps) {
  return (
    <GroupFrame {...props}>
      <div className="boxes">
        <PartBoxes id={props.id} parts={kDateParts} boxes={boxes} onBoxes={onBoxes} />
      </div>
    </GroupFrame>
  );
}

export function InstantBoxes({ boxes, onBoxes, ...props }: BoxesProps) {
  const { t } = useSpeech();
  return (
    <GroupFrame {...props}>
      <div className="boxes">
        <PartBoxes id={props.id} parts={kDateParts} boxes={boxes} onBoxes={onBoxes} />
        <span className="boxes-gap" />
        <PartBoxes id={props.id} parts={kTimeParts} boxes={boxes} onBoxes={onBoxes} />
        <button type="button" className="secondary" onClick={() => onBoxes(boxesFrom(serverNow()))}>
          {t.form.now}
        </button>
      </div>
    </GroupFrame>
  );
}

interface PartsProps {
  id: string;
  parts: readonly (keyof Boxes)[];
  boxes: Boxes;
  onBoxes: (boxes: Boxes) => void;
}

function PartBoxes({ id, parts, boxes, onBoxes }: PartsProps) {
  const { t } = useSpeech();
  return (
    <>
      {parts.map((part) => (
        <label key={part} className={part === "year" ? "box box-year" : "box"} htmlFor={`${id}-${part}`}>
          <span>{t.form[part]}</span>
          <input
            id={`${id}-${part}`}
            type="text"
            inputMode="numeric"
            autoComplete="off"
            maxLength={part === "year" ? 4 : 2}
            value={boxes[part]}
            onChange={(event) => onBoxes({ ...boxes, [part]: event.currentTarget.value })}
          />
        </label>
      ))}
    </>
  );
}
