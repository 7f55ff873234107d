import type { ReactNode } from "react";
import styles from "./Badge.module.css";

export type BadgeTone = "neutral" | "accent" | "ok" | "warn" | "danger" | "pf" | "vf" | "bridge" | "given" | "ghost";

interface BadgeProps {
  readonly tone?: BadgeTone;
  readonly children: ReactNode;
  readonly title?: string;
}

/** A short word on a tinted ground: PF, VF, vfio-pci, degraded. */
export function Badge({ tone = "neutral", children, title }: BadgeProps) {
  return (
    <span className={`${styles.badge} ${styles[tone]}`} title={title}>
      {children}
    </span>
  );
}
