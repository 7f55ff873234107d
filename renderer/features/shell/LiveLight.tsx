import { useShallow } from "zustand/shallow";
import type { Words } from "../../../shared/words/message.ts";
import { useConnection } from "../../stores/connection.ts";
import { useMachine } from "../../stores/machine.ts";
import { Button } from "../../ui/Button.tsx";
import { Tooltip } from "../../ui/Tooltip.tsx";
import { useNow } from "../../ui/use-now.ts";
import { LIVE_WORDS } from "../../words/live.ts";
import { Say } from "../../words/Say.tsx";
import { liveFace, lostWords } from "./live.ts";
import styles from "./TopBar.module.css";

const SECOND = 1000;

/** The word, which is told once, and the time beside it, which counts on unheard. */
function State({ word, since }: { readonly word: Words; readonly since: number | null }) {
  const now = useNow(since === null ? null : SECOND);
  return (
    <>
      <span role="status" className={since === null ? undefined : "visually-hidden"}>
        <Say of={word} />
      </span>
      {since === null ? null : (
        <span aria-hidden="true" className={styles.ago}>
          <Say of={lostWords(now - since)} />
        </span>
      )}
    </>
  );
}

export function LiveLight() {
  const { socket, cutSince } = useConnection(useShallow(({ socket, cutSince }) => ({ socket, cutSince })));
  const machine = useMachine(useShallow(({ live, lostBecause, lostSince }) => ({ live, lostBecause, lostSince })));
  const face = liveFace(machine, socket, cutSince);
  const click = (): void => {
    const { host, open, setPaused } = useMachine.getState();
    if (face.state !== "lost") void setPaused(face.state === "live");
    else if (host !== null && socket === "open") void open(host);
  };
  const button = (
    <Button
      tone="quiet"
      icon={<span className={styles.dot} aria-hidden="true" />}
      aria-label={LIVE_WORDS.label({ state: face.word })}
      className={`${styles.state} ${styles[face.state]}`}
      onClick={click}
    >
      <State word={face.word} since={face.since} />
    </Button>
  );
  return <Tooltip text={face.tip} trigger={button} />;
}
