import type { ReactNode } from "react";
import { ApiError } from "../api/client";
import { useSpeech } from "../messages/language";

export function Loading() {
  const { t } = useSpeech();
  return <p className="loading">{t.loading}</p>;
}

/** What went wrong in the person's language: the server's own words when it sent some. */
export function useErrorWords(): (error: unknown) => string {
  const { t, say } = useSpeech();
  return (error) => {
    if (!(error instanceof ApiError)) return t.errors.unexpected;
    if (error.problem) return say(error.problem.message);
    return error.status === 0 ? t.errors.unreachable : t.errors.unexpected;
  };
}

/** The same for a form of few boxes that marks none of them: what is wrong with each is said in the summary. */
export function useFormErrorWords(): (error: unknown) => string {
  const { say } = useSpeech();
  const errorWords = useErrorWords();
  return (error) => {
    const fields = (error instanceof ApiError && error.problem?.fields) || [];
    return fields.length > 0 ? fields.map(({ message }) => say(message)).join(" ") : errorWords(error);
  };
}

export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useSpeech();
  const words = useErrorWords();
  return (
    <div className="failure" role="alert">
      <p className="error-title">{t.errors.title}</p>
      <p>{words(error)}</p>
      {onRetry && (
        <button type="button" className="secondary" onClick={onRetry}>
          {t.retry}
        </button>
      )}
    </div>
  );
}

interface AskedQuery<Data> {
  data: Data | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** The data when it is there; before that that it is loading, or why it is not. Old data stay while new ones come. */
export function Answer<Data>({ of, children }: { of: AskedQuery<Data>; children: (data: Data) => ReactNode }) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error) return <Failure error={of.error} onRetry={() => void of.refetch()} />;
  return <Loading />;
}
