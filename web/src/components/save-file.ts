/** Gives a text to the browser's own saving; nothing of it stays in the page. */
export function saveFile(name: string, text: string) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken its own copy by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
