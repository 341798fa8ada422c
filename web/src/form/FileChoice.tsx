import { useState } from "react";
import { useSpeech } from "../messages/language";
import type { Chosen } from "./draft";
import { type ControlProps, describedBy, SingleFrame } from "./FieldFrame";

const kTaken = "image/jpeg,image/png,application/pdf";
const kMegabyte = 1024 * 1024;
const kStep = 0x8000;

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += kStep) text += String.fromCharCode(...bytes.subarray(at, at + kStep));
  return btoa(text);
}

interface FileProps extends ControlProps {
  chosen: Chosen | undefined;
  onFile: (file: Chosen | undefined) => void;
}

/** One picture or paper. On a phone the second way opens the camera at once. */
export function FileChoice({ chosen, onFile, ...props }: FileProps) {
  const { t } = useSpeech();
  const [tooLarge, setTooLarge] = useState(false);
  const { id, field } = props;
  // Said before it is sent, so that nobody waits for a refusal.
  const most = field.max ?? 0;
  const megabytes = Math.floor(most / kMegabyte);
  const take = async (file: File | undefined) => {
    const fits = file !== undefined && file.size <= most;
    setTooLarge(file !== undefined && !fits);
    onFile(fits ? { name: file.name, content: await base64Of(file) } : undefined);
  };
  const problem = tooLarge ? t.attachment.tooLarge(megabytes) : props.problem;
  return (
    <SingleFrame {...props} problem={problem}>
      <input
        id={id}
        type="file"
        accept={kTaken}
        required={field.required}
        aria-invalid={problem ? true : undefined}
        aria-describedby={[describedBy({ ...props, problem }), `${id}-note`].filter(Boolean).join(" ")}
        onChange={(event) => take(event.currentTarget.files?.[0])}
      />
      <label className="camera secondary" htmlFor={`${id}-camera`}>
        {t.attachment.camera}
        <input
          id={`${id}-camera`}
          className="sr-only"
          type="file"
          accept="image/*"
          capture="environment"
          onChange={(event) => take(event.currentTarget.files?.[0])}
        />
      </label>
      <p className="hint" id={`${id}-note`} aria-live="polite">
        {chosen ? t.attachment.chosen(chosen.name) : t.attachment.limits(megabytes)}
      </p>
    </SingleFrame>
  );
}
