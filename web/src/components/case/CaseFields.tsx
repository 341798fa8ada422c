import type { Field } from "../../api/client";
import { useSpeech } from "../../messages/language";

/** Classes that are read only when somebody asks to: it spares the person, and whoever works with the case. */
const kSensitive = new Set(["F4c", "F4m", "F5"]);

/** From here on an answer gets a line of its own. */
const kLongFrom = 40;

export function CaseFields({ fields }: { fields: Field[] }) {
  const { t } = useSpeech();
  const plain = fields.filter((field) => !kSensitive.has(field.field_class));
  const sensitive = fields.filter((field) => kSensitive.has(field.field_class));
  if (fields.length === 0) return <p className="none">{t.case.nobody}</p>;
  return (
    <>
      {plain.length > 0 && <FieldList fields={plain} />}
      {sensitive.length > 0 && (
        <details className="sensitive">
          <summary>{t.case.sensitive}</summary>
          <FieldList fields={sensitive} />
        </details>
      )}
    </>
  );
}

function FieldList({ fields }: { fields: Field[] }) {
  const { say } = useSpeech();
  return (
    <dl className="facts">
      {fields.map((field) => (
        <div key={field.name}>
          <dt>{say(field.label)}</dt>
          <dd data-long={say(field.shown).length > kLongFrom ? "" : undefined}>{say(field.shown)}</dd>
        </div>
      ))}
    </dl>
  );
}
