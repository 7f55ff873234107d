import { CircleAlert, Info, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import type { NoticeEntry } from "../../stores/notices.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { Say, type Shown } from "../../words/Say.tsx";
import { UI_WORDS } from "../../words/ui.ts";
import styles from "./Banners.module.css";

const ICONS = {
  info: <Info aria-hidden="true" />,
  warn: <TriangleAlert aria-hidden="true" />,
  danger: <CircleAlert aria-hidden="true" />,
};

interface BannerProps {
  readonly tone: NoticeEntry["tone"];
  readonly children: Shown;
  readonly action?: ReactNode;
  readonly onDismiss?: () => void;
}

/** A line over the whole width of the window. */
export function Banner({ tone, children, action, onDismiss }: BannerProps) {
  return (
    <div role={tone === "danger" ? "alert" : "status"} className={`${styles.banner} ${styles[tone]}`}>
      {ICONS[tone]}
      <span className={styles.text}>
        <Say of={children} />
      </span>
      {action}
      {onDismiss === undefined ? null : <IconButton label={UI_WORDS.dismiss} icon={<X />} onClick={onDismiss} />}
    </div>
  );
}
