import { CircleHelp, FlaskConical, Lock, LockOpen } from "lucide-react";
import type { HostIdentity } from "../../../shared/machine/facts.ts";
import { lock, unlock, useAccess } from "../../stores/access.ts";
import { showDialog } from "../../stores/app-dialog.ts";
import { useConnection } from "../../stores/connection.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Popover } from "../../ui/Popover.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { useSay } from "../../words/language.ts";
import { LOCK_WORDS } from "../../words/lock.ts";
import { Say } from "../../words/Say.tsx";
import styles from "./LockIndicator.module.css";
import { type Lock as LockFace, lockOf } from "./lock.ts";
import bar from "./TopBar.module.css";

const ICONS = {
  unknown: <CircleHelp aria-hidden="true" />,
  locked: <Lock aria-hidden="true" />,
  unlocked: <LockOpen aria-hidden="true" />,
  demo: <FlaskConical aria-hidden="true" />,
};

function Actions({ action }: Pick<LockFace, "action">) {
  if (action === null) return null;
  return (
    <div className={styles.actions}>
      <Button tone="quiet" onClick={() => showDialog("helper")}>
        {LOCK_WORDS.whatRuns}
      </Button>
      {action === "unlock" ? (
        <Button tone="primary" icon={<LockOpen aria-hidden="true" />} onClick={() => void unlock()}>
          {LOCK_WORDS.unlock}
        </Button>
      ) : null}
      {action === "lock" ? (
        <Button icon={<Lock aria-hidden="true" />} onClick={() => void lock()}>
          {LOCK_WORDS.lockNow}
        </Button>
      ) : null}
      {action === "waiting" ? (
        <span className={styles.waiting}>
          <Spinner label={LOCK_WORDS.unlocking} /> <Say of={LOCK_WORDS.waiting} />
        </span>
      ) : null}
    </div>
  );
}

/** What may be done with the machine on screen, why, and the way to change that. */
export function LockIndicator({ identity }: { readonly identity: HostIdentity }) {
  const info = useConnection((state) => state.info);
  const access = useAccess((state) => state.access);
  const say = useSay();
  const face = lockOf(identity, info, access);
  const trigger = (
    <Button
      tone="quiet"
      icon={ICONS[face.state]}
      title={[face.title, ...face.text].map(say).join("\n")}
      aria-label={LOCK_WORDS.label({ state: face.word })}
      className={`${bar.state} ${bar[face.state] ?? ""}`}
    >
      {face.word}
    </Button>
  );
  return (
    <Popover trigger={trigger} title={face.title}>
      {face.note === null ? null : <Notice tone="warn">{face.note}</Notice>}
      {[...face.text.entries()].map(([at, sentence]) => (
        <p key={at}>{say(sentence)}</p>
      ))}
      <Actions action={face.action} />
    </Popover>
  );
}
