import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { ApiError, type Case, type Field, type Problem } from "../../api/client";
import { formsQuery } from "../../api/queries";
import { formatMoment } from "../../domain/time";
import { useSpeech } from "../../messages/language";
import { useErrorWords } from "../Answer";
import { Icon } from "../Icon";
import { saveFile } from "../save-file";
import { classInWords } from "./CaseParties";

interface Kept {
  name: string;
  type: string;
  size: number;
}

interface Attachment {
  sequence: number;
  at: string;
  title: Case["timeline"][number]["title"];
  field: Field;
  kept: Kept;
}

function keptIn(value: unknown): Kept | undefined {
  const kept = value as Partial<Kept> | null;
  return typeof kept?.name === "string" && typeof kept.type === "string" && typeof kept.size === "number"
    ? (kept as Kept)
    : undefined;
}

function attachmentsOf(view: Case): Attachment[] {
  return view.timeline.flatMap(({ sequence, at, title, fields }) =>
    fields.flatMap((field) => {
      const kept = keptIn(field.value);
      return kept ? [{ sequence, at, title, field, kept }] : [];
    }),
  );
}

/** What every phone can draw; a larger picture is drawn smaller. */
const kMostDrawn = 16_000_000;

const addressOf = (caseId: string, sequence: number) => `/api/v1/cases/${caseId}/attachments/${sequence}`;

interface AttachmentsProps {
  view: Case;
  /** What the page is read for; empty: the usual. */
  purpose: string;
  onAct: (kind: string) => void;
}

/** Pictures and papers she may see, and the acts by which one is added. Each opening is recorded, so none opens by itself. */
export function CaseAttachments({ view, purpose, onAct }: AttachmentsProps) {
  const { t, say } = useSpeech();
  const forms = useQuery(formsQuery).data?.forms ?? [];
  const attachments = attachmentsOf(view);
  const ways = forms.filter(
    (form) =>
      form.fields.some(({ type }) => type === "file") &&
      view.acts.some((act) => act.kind === form.kind && !act.blocked),
  );
  return (
    <div className="attachments">
      <h3>{t.attachment.title}</h3>
      {attachments.length === 0 && <p className="none">{t.attachment.none}</p>}
      <ul className="papers">
        {attachments.map((one) => (
          <li key={one.sequence} className="attachment">
            <p className="paper-title">{one.kept.name}</p>
            <p className="event-line">
              {say(one.title)} · {formatMoment(one.at)} · {t.case.entry(one.sequence)} ·{" "}
              {t.attachment.size(Math.max(1, Math.round(one.kept.size / 1024)))}{" "}
              <span className="class">{classInWords(one.field.field_class, t)}</span>
            </p>
            {one.kept.type.startsWith("image/") ? (
              <Picture caseId={view.case_id} purpose={purpose} attachment={one} />
            ) : (
              <Paper caseId={view.case_id} purpose={purpose} attachment={one} />
            )}
          </li>
        ))}
      </ul>
      <div className="attachment-ways">
        {ways.map((form) => (
          <button key={form.kind} type="button" className="secondary" onClick={() => onAct(form.kind)}>
            {say(form.button)}
          </button>
        ))}
      </div>
    </div>
  );
}

async function fetchFile(address: string, purpose: string): Promise<Blob> {
  const headers: HeadersInit = purpose === "" ? {} : { "Nuong-Purpose": purpose };
  const answer = await fetch(address, { cache: "no-store", headers }).catch(() => {
    throw new ApiError(0, undefined);
  });
  if (!answer.ok)
    throw new ApiError(answer.status, (await answer.json().catch(() => undefined)) as Problem | undefined);
  return answer.blob();
}

interface OneProps {
  caseId: string;
  purpose: string;
  attachment: Attachment;
}

/** Opens the file for what the page is read for; what went wrong is told beside its button. */
function useOpening({ caseId, purpose, attachment }: OneProps) {
  const { say } = useSpeech();
  const errorWords = useErrorWords();
  const [problem, setProblem] = useState("");
  const open = async (use: (file: Blob) => void | Promise<void>) => {
    setProblem("");
    try {
      await use(await fetchFile(addressOf(caseId, attachment.sequence), purpose));
    } catch (error) {
      setProblem(error instanceof ApiError && error.problem ? say(error.problem.message) : errorWords(error));
    }
  };
  const told = problem && (
    <p className="problem" role="alert">
      {problem}
    </p>
  );
  return { open, told };
}

/** Never shown here, only saved, under a name that tells nothing. */
function Paper(props: OneProps) {
  const { t } = useSpeech();
  const { open, told } = useOpening(props);
  const { sequence, kept } = props.attachment;
  const save = (file: Blob) => saveFile(`giay-to-${sequence}.pdf`, file);
  return (
    <>
      <button type="button" className="secondary" onClick={() => open(save)}>
        {t.attachment.save}
        <span className="sr-only">: {kept.name}</span>
      </button>
      {told}
    </>
  );
}

/** Drawn on a canvas: no address of the picture is made that others could use, and nothing stays when it is closed. */
function Picture(props: OneProps) {
  const { t } = useSpeech();
  const { open, told } = useOpening(props);
  const [picture, setPicture] = useState<ImageBitmap>();
  const { name } = props.attachment.kept;
  useEffect(() => () => picture?.close(), [picture]);
  const draw = async (file: Blob) => setPicture(await createImageBitmap(file));
  return (
    <>
      <button
        type="button"
        className="secondary"
        aria-expanded={picture !== undefined}
        onClick={() => (picture ? setPicture(undefined) : open(draw))}
      >
        <Icon name="eye" size={16} /> {picture ? t.attachment.hide : t.attachment.show}
        <span className="sr-only">: {name}</span>
      </button>
      {told}
      {picture && <Drawn picture={picture} label={name} />}
    </>
  );
}

function Drawn({ picture, label }: { picture: ImageBitmap; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = Math.min(1, Math.sqrt(kMostDrawn / (picture.width * picture.height)));
  const width = Math.floor(picture.width * scale);
  const height = Math.floor(picture.height * scale);
  useEffect(() => {
    canvas.current?.getContext("2d")?.drawImage(picture, 0, 0, width, height);
  }, [picture, width, height]);
  return (
    <canvas ref={canvas} className="attachment-picture" role="img" aria-label={label} width={width} height={height} />
  );
}
