import type { ReactNode } from "react";

interface TabRowProps {
  label: string;
  className?: string;
  children: ReactNode;
}

/** Links in one line, to be pushed sideways where the screen is too narrow for them; the edge shows that there are more. */
export function TabRow({ label, className = "", children }: TabRowProps) {
  return (
    <div className={`tab-row ${className}`}>
      <nav className="anchors" aria-label={label}>
        {children}
      </nav>
    </div>
  );
}
