import { useConnection } from "../../stores/connection.ts";
import { useMachine } from "../../stores/machine.ts";
import { Button } from "../../ui/Button.tsx";
import { Tooltip } from "../../ui/Tooltip.tsx";
import { LIVE_WORDS } from "../../words/live.ts";
import { Say } from "../../words/Say.tsx";
import { liveFace } from "./live.ts";
import styles from "./TopBar.module.css";

export function LiveLight() {
  const socket = useConnection((state) => state.socket);
  const live = useMachine((state) => state.live);
  const reason = useMachine((state) => state.lostBecause);
  const face = liveFace(live, reason, socket);
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
      <span role="status">
        <Say of={face.word} />
      </span>
    </Button>
  );
  return <Tooltip text={face.tip} trigger={button} />;
}
