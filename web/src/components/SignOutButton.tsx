import { useState } from "react";
import { forgetWhatWasRead } from "../api/leave";
import { queryClient } from "../api/queries";
import { signOut } from "../api/writes";
import { useSpeech } from "../messages/language";
import { useErrorWords } from "./Answer";

export function SignOutButton() {
  const { t } = useSpeech();
  const errorWords = useErrorWords();
  const [problem, setProblem] = useState("");
  const leave = async () => {
    try {
      await signOut();
      queryClient.clear();
      // A fresh page: nothing of the session stays in memory.
      location.replace("/");
    } catch (error) {
      forgetWhatWasRead();
      setProblem(errorWords(error));
    }
  };
  return (
    <>
      {problem && <p role="alert">{problem}</p>}
      <button type="button" className="secondary" onClick={leave}>
        {t.more.signOut}
      </button>
    </>
  );
}
