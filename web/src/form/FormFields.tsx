import type { Beds, ConsentText, Form, FormField } from "../api/client";
import { useSpeech } from "../messages/language";
import { BedChoice } from "./BedChoice";
import { ManyChoice, OneChoice, SelectChoice, YesNo } from "./Choices";
import { ConsentWords } from "./ConsentWords";
import { DateBoxes, InstantBoxes } from "./DateBoxes";
import { askedFields, boxesOf, chosenOf, type Draft, listOf, type Typed, textOf } from "./draft";
import { FileChoice } from "./FileChoice";
import type { FieldProblem } from "./problems";
import { LongText, ShortText } from "./TextBoxes";

/** From here on a list is long enough to be folded into a select. */
const kManyOptions = 8;

export interface FormFieldsProps {
  form: Form;
  draft: Draft;
  problems: FieldProblem[];
  /** Free beds, when they could be read; then the centre is chosen together with the bed. */
  beds?: Beds | undefined;
  /** Texts that are read to a person; shown under the field that names one. */
  texts?: ConsentText[] | undefined;
  onAnswer: (name: string, typed: Typed | undefined) => void;
}

export function controlId(form: Form, name: string): string {
  return `${form.kind}-${name}`;
}

/** The unit field that a bed decides: the one whose options are centres with beds. */
export function centreFieldOf(form: Form, beds: Beds | undefined): string | undefined {
  if (!beds || !form.fields.some((field) => field.type === "bed_group")) return undefined;
  const centres = new Set(beds.centres.map((centre) => centre.unit));
  return form.fields.find((field) => field.type === "unit" && field.options.some((one) => centres.has(one.code)))?.name;
}

export function FormFields(props: FormFieldsProps) {
  const { t } = useSpeech();
  const centre = centreFieldOf(props.form, props.beds);
  const asked = askedFields(props.form, props.draft).filter((field) => field.name !== centre);
  const now = asked.filter((field) => !field.later);
  const later = asked.filter((field) => field.later);
  const laterHasProblem = later.some((field) => props.problems.some((problem) => problem.name === field.name));
  return (
    <div className="fields">
      {now.map((field) => (
        <FieldControl key={field.name} field={field} centre={centre} {...props} />
      ))}
      {later.length > 0 && (
        <details className="later" open={laterHasProblem || undefined}>
          <summary>{t.form.later}</summary>
          <p className="hint">{t.form.laterNote}</p>
          <div className="fields">
            {later.map((field) => (
              <FieldControl key={field.name} field={field} centre={centre} {...props} />
            ))}
          </div>
        </details>
      )}
    </div>
  );
}

function FieldControl({
  field,
  centre,
  form,
  draft,
  problems,
  beds,
  texts,
  onAnswer,
}: FormFieldsProps & { field: FormField; centre: string | undefined }) {
  const typed = draft[field.name];
  const shared = {
    id: controlId(form, field.name),
    field,
    problem: problems.find((one) => one.name === field.name || (field.type === "bed_group" && one.name === centre))
      ?.message,
  };
  const answer = (next: Typed | undefined) => onAnswer(field.name, next);
  switch (field.type) {
    case "long_text":
      return <LongText {...shared} text={textOf(typed)} onText={answer} />;
    case "yes_no":
      return <YesNo {...shared} chosen={textOf(typed)} onChoose={answer} />;
    case "choice":
    case "unit": {
      const read = texts?.find((one) => one.id === textOf(typed) && field.options.some(({ code }) => code === one.id));
      const choice =
        field.options.length >= kManyOptions ? (
          <SelectChoice {...shared} options={field.options} chosen={textOf(typed)} onChoose={answer} />
        ) : (
          <OneChoice {...shared} options={field.options} chosen={textOf(typed)} onChoose={answer} />
        );
      return (
        <>
          {choice}
          {read && <ConsentWords text={read} spoken={textOf(draft.language)} />}
        </>
      );
    }
    case "choices":
    case "units":
      return <ManyChoice {...shared} options={field.options} chosen={listOf(typed)} onChoose={answer} />;
    case "date":
      return <DateBoxes {...shared} boxes={boxesOf(typed)} onBoxes={answer} />;
    case "instant":
      return <InstantBoxes {...shared} boxes={boxesOf(typed)} onBoxes={answer} />;
    case "file":
      return <FileChoice {...shared} chosen={chosenOf(typed)} onFile={answer} />;
    case "bed_group":
      return (
        <BedChoice
          {...shared}
          beds={beds}
          centre={centre === undefined ? undefined : textOf(draft[centre])}
          group={textOf(typed)}
          onChoose={(unit, group) => {
            if (centre !== undefined) onAnswer(centre, unit);
            answer(group);
          }}
        />
      );
    default:
      return <ShortText {...shared} text={textOf(typed)} onText={answer} />;
  }
}
