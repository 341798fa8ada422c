import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { emergenciesQuery } from "../api/queries";
import { ActDialog, type ActToDo } from "../components/ActDialog";
import { Answer } from "../components/Answer";
import { EmergencyList } from "../components/case/EmergencyList";
import { useTitle } from "../components/use-title";
import { useSpeech } from "../messages/language";

/** What the own unit opened in an emergency, and what others did that it reviews. No person's name stands here. */
export function EmergenciesPage() {
  const { t } = useSpeech();
  const emergencies = useQuery(emergenciesQuery);
  const [act, setAct] = useState<ActToDo>();
  useTitle(t.emergency.title);
  return (
    <div className="page">
      <h1 className="page-title">{t.emergency.title}</h1>
      <p className="hint">{t.emergency.about}</p>
      <Answer of={emergencies}>
        {(view) =>
          view.emergencies.length === 0 ? (
            <p className="empty">{t.emergency.none}</p>
          ) : (
            <EmergencyList emergencies={view.emergencies} onAct={setAct} named />
          )
        }
      </Answer>
      {act && <ActDialog act={act} onClose={() => setAct(undefined)} />}
    </div>
  );
}
