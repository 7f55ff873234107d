import { NAMES_ONLY, namedOnly, offsetText } from "../../../shared/machine/told-by-text.ts";
import type { DecodedConfig } from "../../model/decoded-config.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Notice } from "../../ui/Notice.tsx";
import styles from "./ConfigNotes.module.css";
import type { FunctionProps } from "./parts/function-props.ts";

interface ConfigNotesProps extends FunctionProps {
  readonly config: DecodedConfig;
}

function Cut({ machine, fn, config }: ConfigNotesProps) {
  const { identity } = machine.snapshot;
  if (config.openEnds.every(({ reason }) => reason !== "unreadable")) return null;
  if (identity.kind === "file") {
    const named = namedOnly(fn, config.decoded.capabilities);
    return (
      <div className={styles.notice}>
        <Notice>
          The file holds only the first {config.space.length} bytes, so its capabilities are not known.
          {named.length === 0 ? null : (
            <>
              {" "}
              {NAMES_ONLY} {named.map((capability) => `${offsetText(capability)} ${capability.name}`.trim()).join("; ")}
              .
            </>
          )}
        </Notice>
      </div>
    );
  }
  if (identity.privileged !== false) return null;
  return (
    <div className={styles.notice}>
      <Notice actions={<CopyButton label="Copy command" text={`sudo lspci -vvv -s ${fn.bdf}`} />}>
        An ordinary user may read the first {config.space.length} bytes. The capabilities behind them need root:{" "}
        <code>sudo lspci -vvv -s {fn.bdf}</code>
      </Notice>
    </div>
  );
}

/** What to know before reading the registers: that bytes are missing, or that they are a VF's. Often nothing. */
export function ConfigNotes({ machine, fn, config }: ConfigNotesProps) {
  return (
    <>
      <Cut machine={machine} fn={fn} config={config} />
      {fn.physfn === null ? null : (
        <p className={styles.vf}>
          Of a VF, some registers are only its PF&apos;s: its ids read ffff, its BARs, Memory Space Enable and link read
          0. Where the kernel knows better, its value stands beside the raw one.
        </p>
      )}
    </>
  );
}
