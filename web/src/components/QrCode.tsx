import { useMemo } from "react";
import { encode } from "uqr";

/** A text as a QR code, drawn as one path; `label` says in words what it is. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const code = useMemo(() => encode(text, { ecc: "L", border: 4 }), [text]);
  const path = code.data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
    .filter((square) => square !== "")
    .join("");
  return (
    <svg className="qr" viewBox={`0 0 ${code.size} ${code.size}`} role="img" aria-label={label}>
      <rect className="qr-paper" width={code.size} height={code.size} />
      <path className="qr-ink" d={path} />
    </svg>
  );
}
