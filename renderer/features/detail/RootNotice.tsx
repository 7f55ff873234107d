import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import type { DecodedConfig } from "../../stores/config.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Notice } from "../../ui/Notice.tsx";
import styles from "./RootNotice.module.css";

interface RootNoticeProps {
  readonly machine: Machine;
  readonly fn: FunctionInfo;
  readonly config: DecodedConfig;
}

/** Says what is missing where only the beginning of the space could be read. Nothing where all of it is there. */
export function RootNotice({ machine, fn, config }: RootNoticeProps) {
  const { identity } = machine.snapshot;
  if (config.openEnds.every(({ reason }) => reason !== "unreadable")) return null;
  if (identity.kind === "file") {
    return (
      <div className={styles.notice}>
        <Notice>The file holds only the first {config.space.length} bytes, so its capabilities are not known.</Notice>
      </div>
    );
  }
  if (identity.privileged !== false) return null;
  return (
    <div className={styles.notice}>
      <Notice actions={<CopyButton label="Copy the command" text={`sudo lspci -vvv -s ${fn.bdf}`} />}>
        An ordinary user may read the first {config.space.length} bytes. The capabilities behind them need root:{" "}
        <code>sudo lspci -vvv -s {fn.bdf}</code>
      </Notice>
    </div>
  );
}
