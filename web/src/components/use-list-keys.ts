import { type RefObject, useEffect } from "react";

export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return true;
  return target instanceof HTMLElement && target.closest("input, textarea, select, dialog, [contenteditable]") !== null;
}

/** J and K move through the elements marked data-row; Enter is the element's own. */
export function useListKeys(list: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
      if (step === 0 || isTyping(event) || !list.current) return;
      const rows = [...list.current.querySelectorAll<HTMLElement>("[data-row]")];
      const at = rows.indexOf(document.activeElement as HTMLElement);
      const next = at === -1 ? (step === 1 ? 0 : rows.length - 1) : at + step;
      rows[next]?.focus();
      if (rows[next]) event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [list]);
}
