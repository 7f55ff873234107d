import { ListPlus } from "lucide-react";
import { useState } from "react";
import type { MachineSnapshot } from "../../../shared/machine/facts.ts";
import { crashNote, machineNotes } from "../../../shared/machine/machine-notes.ts";
import { isPartProblem } from "../../../shared/machine/text-problems.ts";
import { sentences } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import type { SocketState } from "../../model/socket-state.ts";
import { useConnection } from "../../stores/connection.ts";
import { useMachine } from "../../stores/machine.ts";
import { dismissNotice, useNotices } from "../../stores/notices.ts";
import { startCommand } from "../../transport/start-command.ts";
import { Button } from "../../ui/Button.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { BANNER_WORDS } from "../../words/banners.ts";
import { UI_WORDS } from "../../words/ui.ts";
import { Banner } from "./Banner.tsx";
import styles from "./Banners.module.css";
import { PartsBanner } from "./PartsBanner.tsx";

/** What is wrong with the way to the program; null where nothing is. @param command what prints the link of one that runs */
const connectionTexts = (command: string): Readonly<Record<SocketState, Words | null>> => ({
  connecting: null,
  open: null,
  refused: null,
  lost: BANNER_WORDS.lost({ command }),
  silent: BANNER_WORDS.silent,
  stranger: BANNER_WORDS.stranger({ command }),
});

/** More than this are counted until all are asked for. */
const MAX_NOTES = 3;

/** What there is to know of the whole machine: it stays as long as it is so. */
function Standing({ snapshot }: { readonly snapshot: MachineSnapshot }) {
  const [all, setAll] = useState(false);
  // The parts of a text have a banner of their own, which leads to the others.
  const problems = snapshot.problems.filter((problem) => !isPartProblem(problem));
  const notes = machineNotes({ ...snapshot, problems });
  const rest = all ? 0 : notes.length - MAX_NOTES;
  return (
    <>
      {[...notes.slice(0, all ? notes.length : MAX_NOTES).entries()].map(([at, note]) => (
        <Banner key={at} tone={at === 0 && crashNote(snapshot) !== null ? "danger" : "warn"}>
          {note}
        </Banner>
      ))}
      {rest > 0 ? (
        <Banner
          tone="warn"
          action={<IconButton label={BANNER_WORDS.showAllNotes} icon={<ListPlus />} onClick={() => setAll(true)} />}
        >
          {BANNER_WORDS.moreNotes({ count: rest })}
        </Banner>
      ) : null}
    </>
  );
}

/** Below the top bar: what went wrong and what there is to know, until it is over or read. */
export function Banners() {
  const socket = useConnection((state) => state.socket);
  const connection = connectionTexts(`${startCommand()} --link`)[socket];
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
        <Banner tone="warn" action={<Button onClick={retry}>{UI_WORDS.tryAgain}</Button>}>
          {sentences(
            BANNER_WORDS.notResponding({
              machine: machine.snapshot.identity.name,
              reason: lostBecause ?? BANNER_WORDS.noReason,
            }),
            BANNER_WORDS.outOfDate,
          )}
        </Banner>
      ) : null}
      {machine !== null && error !== null && connection === null ? (
        <Banner tone="danger" onDismiss={() => useMachine.getState().dismissError()}>
          {error}
        </Banner>
      ) : null}
      <PartsBanner />
      {machine === null ? null : <Standing key={host} snapshot={machine.snapshot} />}
      {notices.map((notice) => (
        <Banner key={notice.id} tone={notice.tone} onDismiss={() => dismissNotice(notice.id)}>
          {notice.text}
        </Banner>
      ))}
    </div>
  );
}
