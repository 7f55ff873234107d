import { CircleAlert, Info, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import type { MachineSnapshot } from "../../../shared/machine/facts.ts";
import { crashNote, machineNotes } from "../../../shared/machine/machine-notes.ts";
import { counted } from "../../../shared/operations/words.ts";
import type { SocketState } from "../../model/socket-state.ts";
import { useConnection } from "../../stores/connection.ts";
import { useMachine } from "../../stores/machine.ts";
import { dismissNotice, type NoticeEntry, useNotices } from "../../stores/notices.ts";
import { Button } from "../../ui/Button.tsx";
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

function Banner({ tone, children, action, onDismiss }: BannerProps) {
  return (
    <div role={tone === "danger" ? "alert" : "status"} className={`${styles.banner} ${styles[tone]}`}>
      {ICONS[tone]}
      <span className={styles.text}>{children}</span>
      {action}
      {onDismiss === undefined ? null : <IconButton label="Dismiss" icon={<X />} onClick={onDismiss} />}
    </div>
  );
}

/** What is wrong with the way to the program; null where nothing is. */
const CONNECTION: Readonly<Record<SocketState, string | null>> = {
  connecting: null,
  open: null,
  refused: null,
  lost:
    "The connection to the inspector is lost; this page keeps trying. What you see may be out of date. If the program " +
    "was started again, open its new link in this tab: npm start -- --link prints it.",
  silent:
    "The inspector does not answer: it hangs, or the connection to it is stuck. What you see may be out of date, and an " +
    "operation that was running may or may not have ended.",
  stranger:
    "The inspector was started again, or another program answers at this address. It is not trusted. Open the new link " +
    "in this tab (npm start -- --link prints it); if you did not start it again, close the tab.",
};

/** More than this are counted: the first ones are told. */
const MAX_NOTES = 3;

/** What there is to know of the whole machine: it stays as long as it is so. */
function Standing({ snapshot }: { readonly snapshot: MachineSnapshot }) {
  const notes = machineNotes(snapshot);
  const rest = notes.length - MAX_NOTES;
  return (
    <>
      {[...notes.slice(0, MAX_NOTES).entries()].map(([at, note]) => (
        <Banner key={at} tone={at === 0 && crashNote(snapshot) !== null ? "danger" : "warn"}>
          {note}
        </Banner>
      ))}
      {rest > 0 ? (
        <Banner tone="warn">{`${counted(rest, "more note")}: a report has ${rest === 1 ? "it" : "them"}.`}</Banner>
      ) : null}
    </>
  );
}

/** Below the top bar: what went wrong and what there is to know, until it is over or read. */
export function Banners() {
  const connection = useConnection((state) => CONNECTION[state.socket]);
  const live = useMachine((state) => state.live);
  const lostBecause = useMachine((state) => state.lostBecause);
  const machine = useMachine((state) => state.machine);
  const error = useMachine((state) => state.error);
  const host = useMachine((state) => state.host);
  const notices = useNotices((state) => state.entries);
  const retry = (): void => {
    if (host !== null) void useMachine.getState().open(host);
  };
  return (
    <div className={styles.banners}>
      {connection === null ? null : <Banner tone="danger">{connection}</Banner>}
      {machine !== null && connection === null && live === "lost" ? (
        <Banner tone="warn" action={<Button onClick={retry}>Try again</Button>}>
          {machine.snapshot.identity.name} does not answer: {lostBecause ?? "no reason is known."} What you see may be
          out of date.
        </Banner>
      ) : null}
      {machine !== null && error !== null && connection === null ? (
        <Banner tone="danger" onDismiss={() => useMachine.getState().dismissError()}>
          {error}
        </Banner>
      ) : null}
      {machine === null ? null : <Standing snapshot={machine.snapshot} />}
      {notices.map((notice) => (
        <Banner key={notice.id} tone={notice.tone} onDismiss={() => dismissNotice(notice.id)}>
          {notice.text}
        </Banner>
      ))}
    </div>
  );
}
