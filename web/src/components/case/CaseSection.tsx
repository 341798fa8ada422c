import type { ReactNode } from "react";
import { Icon, type IconName } from "../Icon";

interface CaseSectionProps {
  id: string;
  icon: IconName;
  title: string;
  children: ReactNode;
}

export function CaseSection({ id, icon, title, children }: CaseSectionProps) {
  return (
    <section className="case-section" id={id} aria-labelledby={`${id}-title`} tabIndex={-1}>
      <h2 id={`${id}-title`}>
        <Icon name={icon} /> {title}
      </h2>
      {children}
    </section>
  );
}
