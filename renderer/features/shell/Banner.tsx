import { CircleAlert, Info, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import type { NoticeEntry } from "../../stores/notices.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import styles from "./Banners.module.css";

const ICONS = {
  info: <Info aria-hidden="true" />,
  warn: <TriangleAlert aria-hidden="true" />,
  danger: <CircleAlert aria-hidden="true" />,
};

interface BannerProps {
  readonly tone: NoticeEntry["tone"];
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly onDismiss?: () => void;
}

/** A line over the whole width of the window. */
export function Banner({ tone, children, action, onDismiss }: BannerProps) {
  return (
    <div role={tone === "danger" ? "alert" : "status"} className={`${styles.banner} ${styles[tone]}`}>
      {ICONS[tone]}
      <span className={styles.text}>{children}</span>
      {action}
      {onDismiss === undefined ? null : <IconButton label="Dismiss" icon={<X />} onClick={onDismiss} />}
    </div>
  );
}
