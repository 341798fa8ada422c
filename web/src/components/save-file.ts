/** Gives a text or a file to the browser's own saving; nothing of it stays in the page. */
export function saveFile(name: string, content: string | Blob) {
  const blob = typeof content === "string" ? new Blob([content], { type: "text/csv;charset=utf-8" }) : content;
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken its own copy by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
