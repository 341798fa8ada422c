import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { formsQuery } from "../../api/queries";
import { useSpeech } from "../../messages/language";

export interface PurposeChoice {
  /** Empty: the usual purpose. */
  chosen: string;
  choose: (purpose: string) => void;
}

/** What the case is read for. The usual purpose needs no choice; another one is said before it opens anything. */
export function CasePurpose({ purpose }: { purpose: PurposeChoice }) {
  const { t, say } = useSpeech();
  const id = useId();
  const purposes = useQuery(formsQuery).data?.purposes ?? [];
  const usual = purposes[0];
  if (usual === undefined || purposes.length < 2) return null;
  return (
    <div className="purpose">
      <label htmlFor={id}>{t.purpose.label}</label>
      <select
        id={id}
        aria-describedby={`${id}-note`}
        value={purpose.chosen === "" ? usual.code : purpose.chosen}
        onChange={(event) => purpose.choose(event.currentTarget.value === usual.code ? "" : event.currentTarget.value)}
      >
        {purposes.map((one) => (
          <option key={one.code} value={one.code}>
            {say(one.label)}
          </option>
        ))}
      </select>
      <p className="hint" id={`${id}-note`}>
        {t.purpose.note}
      </p>
    </div>
  );
}
