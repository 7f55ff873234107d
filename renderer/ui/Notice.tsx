import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Say, type Shown } from "../words/Say.tsx";
import styles from "./Notice.module.css";

type NoticeTone = "info" | "ok" | "warn" | "danger";

interface NoticeProps {
  readonly tone?: NoticeTone;
  readonly title?: Shown;
  readonly children?: Shown;
  readonly actions?: ReactNode;
}

const ICONS = { info: <Info />, ok: <CircleCheck />, warn: <TriangleAlert />, danger: <CircleAlert /> };

/** A boxed message inside a pane or a dialog. */
export function Notice({ tone = "info", title, children, actions }: NoticeProps) {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={tone === "danger" ? "alert" : "note"}>
      {ICONS[tone]}
      <div className={styles.body}>
        {title === undefined ? null : (
          <p className={styles.title}>
            <Say of={title} />
          </p>
        )}
        <Say of={children} />
      </div>
      {actions === undefined || actions === null ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
