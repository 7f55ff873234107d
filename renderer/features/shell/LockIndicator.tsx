import { CircleHelp, FileText, FlaskConical, Lock, LockOpen } from "lucide-react";
import type { HostIdentity } from "../../../shared/machine/facts.ts";
import { useConnection } from "../../stores/connection.ts";
import { Button } from "../../ui/Button.tsx";
import { Popover } from "../../ui/Popover.tsx";
import { lockOf } from "./lock.ts";
import styles from "./TopBar.module.css";

const ICONS = {
  unknown: <CircleHelp aria-hidden="true" />,
  locked: <Lock aria-hidden="true" />,
  unlocked: <LockOpen aria-hidden="true" />,
  demo: <FlaskConical aria-hidden="true" />,
  file: <FileText aria-hidden="true" />,
};

export function LockIndicator({ identity }: { readonly identity: HostIdentity }) {
  const info = useConnection((state) => state.info);
  const lock = lockOf(identity, info);
  const trigger = (
    <Button
      tone="quiet"
      icon={ICONS[lock.state]}
      title={[lock.title, ...lock.text].join("\n")}
      aria-label={`Access: ${lock.word}`}
      className={`${styles.state} ${styles[lock.state] ?? ""}`}
    >
      {lock.word}
    </Button>
  );
  return (
    <Popover trigger={trigger} title={lock.title}>
      {lock.text.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Popover>
  );
}
