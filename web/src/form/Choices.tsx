import type { Option } from "../api/client";
import { useSpeech } from "../messages/language";
import { type ControlProps, describedBy, GroupFrame, SingleFrame } from "./FieldFrame";

interface OneProps extends ControlProps {
  /** Empty while nobody has chosen: no answer is ever chosen beforehand. */
  chosen: string;
  onChoose: (code: string | undefined) => void;
}

export function OneChoice({ options, chosen, onChoose, ...props }: OneProps & { options: Option[] }) {
  const { t, say } = useSpeech();
  return (
    <GroupFrame {...props}>
      <div className="options">
        {options.map(({ code, label }) => (
          <label key={code} className="option">
            <input
              type="radio"
              name={props.id}
              value={code}
              checked={chosen === code}
              onChange={() => onChoose(code)}
            />
            <span>{say(label)}</span>
          </label>
        ))}
      </div>
      {chosen !== "" && !props.field.required && (
        <button type="button" className="quiet" onClick={() => onChoose(undefined)}>
          {t.form.clear}
        </button>
      )}
    </GroupFrame>
  );
}

export function YesNo(props: OneProps) {
  const { t } = useSpeech();
  const options: Option[] = [
    { code: "yes", label: { vi: t.form.yes, en: t.form.yes } },
    { code: "no", label: { vi: t.form.no, en: t.form.no } },
  ];
  return <OneChoice {...props} options={options} />;
}

export function SelectChoice({ options, chosen, onChoose, ...props }: OneProps & { options: Option[] }) {
  const { t, say } = useSpeech();
  return (
    <SingleFrame {...props}>
      <select
        id={props.id}
        value={chosen}
        aria-required={props.field.required}
        aria-invalid={props.problem ? true : undefined}
        aria-describedby={describedBy(props)}
        onChange={(event) => onChoose(event.currentTarget.value || undefined)}
      >
        <option value="">{t.form.choose}</option>
        {options.map(({ code, label }) => (
          <option key={code} value={code}>
            {say(label)}
          </option>
        ))}
      </select>
    </SingleFrame>
  );
}

interface ManyProps extends ControlProps {
  options: Option[];
  chosen: string[];
  onChoose: (codes: string[] | undefined) => void;
}

export function ManyChoice({ options, chosen, onChoose, ...props }: ManyProps) {
  const { say } = useSpeech();
  const toggle = (code: string) => {
    const next = chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code];
    onChoose(next.length > 0 ? next : undefined);
  };
  return (
    <GroupFrame {...props}>
      <div className="options">
        {options.map(({ code, label }) => (
          <label key={code} className="option">
            <input type="checkbox" value={code} checked={chosen.includes(code)} onChange={() => toggle(code)} />
            <span>{say(label)}</span>
          </label>
        ))}
      </div>
    </GroupFrame>
  );
}
