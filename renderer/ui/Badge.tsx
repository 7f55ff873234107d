import type { Words } from "../../shared/words/message.ts";
import { useSay } from "../words/language.ts";
import { Say, type Shown } from "../words/Say.tsx";
import styles from "./Badge.module.css";

export type BadgeTone = "neutral" | "accent" | "ok" | "warn" | "danger" | "pf" | "vf" | "bridge" | "given" | "ghost";

interface BadgeProps {
  readonly tone?: BadgeTone;
  readonly children: Shown;
  readonly title?: Words;
}

/** A short word on a tinted ground: PF, VF, vfio-pci, degraded. */
export function Badge({ tone = "neutral", children, title }: BadgeProps) {
  const say = useSay();
  return (
    <span className={`${styles.badge} ${styles[tone]}`} title={title === undefined ? undefined : say(title)}>
      <Say of={children} />
    </span>
  );
}
