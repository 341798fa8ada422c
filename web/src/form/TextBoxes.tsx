import { useSpeech } from "../messages/language";
import { type ControlProps, describedBy, SingleFrame } from "./FieldFrame";

interface TextProps extends ControlProps {
  text: string;
  onText: (text: string | undefined) => void;
}

export function ShortText({ text, onText, ...props }: TextProps) {
  const { t } = useSpeech();
  const { field, id } = props;
  const isNumber = field.type === "integer";
  const hasRange = isNumber && field.min !== undefined && field.max !== undefined;
  return (
    <SingleFrame {...props}>
      <input
        id={id}
        type="text"
        className={isNumber ? "box-number" : undefined}
        inputMode={isNumber ? "numeric" : undefined}
        autoComplete="off"
        aria-required={field.required}
        aria-invalid={props.problem ? true : undefined}
        aria-describedby={[describedBy(props), hasRange && `${id}-range`].filter(Boolean).join(" ") || undefined}
        value={text}
        onChange={(event) => onText(event.currentTarget.value || undefined)}
      />
      {hasRange && (
        <p className="hint" id={`${id}-range`}>
          {t.form.from(field.min as number, field.max as number)}
        </p>
      )}
    </SingleFrame>
  );
}

export function LongText({ text, onText, ...props }: TextProps) {
  return (
    <SingleFrame {...props}>
      <textarea
        id={props.id}
        rows={4}
        autoComplete="off"
        aria-required={props.field.required}
        aria-invalid={props.problem ? true : undefined}
        aria-describedby={describedBy(props)}
        value={text}
        onChange={(event) => onText(event.currentTarget.value || undefined)}
      />
    </SingleFrame>
  );
}
