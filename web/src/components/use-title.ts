import { useEffect } from "react";

/** Titles are neutral: the name of the screen, never of a case or a person. */
export function useTitle(screen: string) {
  useEffect(() => {
    document.title = `${screen} · Nương`;
  }, [screen]);
}
