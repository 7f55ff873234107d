import { NAMES_ONLY, namedOnly, offsetText } from "../../../shared/machine/told-by-text.ts";
import { clauses, ended, sentences } from "../../../shared/words/joined.ts";
import type { DecodedConfig } from "../../model/decoded-config.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { CONFIG_FACE_WORDS } from "../../words/config-face.ts";
import { DETAIL_WORDS } from "../../words/detail.ts";
import { useSay } from "../../words/language.ts";
import styles from "./ConfigNotes.module.css";
import type { FunctionProps } from "./parts/function-props.ts";

interface ConfigNotesProps extends FunctionProps {
  readonly config: DecodedConfig;
}

function Cut({ machine, fn, config }: ConfigNotesProps) {
  const { identity } = machine.snapshot;
  const say = useSay();
  if (config.openEnds.every(({ reason }) => reason !== "unreadable")) return null;
  if (identity.kind === "file") {
    const named = namedOnly(fn, config.decoded.capabilities);
    return (
      <div className={styles.notice}>
        <Notice>
          {say(
            sentences(
              CONFIG_FACE_WORDS.cutInFile({ count: config.space.length }),
              named.length === 0 ? null : NAMES_ONLY,
              named.length === 0
                ? null
                : ended(clauses(...named.map((capability) => `${offsetText(capability)} ${capability.name}`.trim()))),
            ),
          )}
        </Notice>
      </div>
    );
  }
  if (identity.privileged !== false) return null;
  const command = `sudo lspci -vvv -s ${fn.bdf}`;
  return (
    <div className={styles.notice}>
      <Notice actions={<CopyButton label={say(DETAIL_WORDS.copyCommand)} text={command} />}>
        {say(CONFIG_FACE_WORDS.cutForUser({ count: config.space.length }))} <code>{command}</code>
      </Notice>
    </div>
  );
}

/** What to know before reading the registers: that bytes are missing, or that they are a VF's. Often nothing. */
export function ConfigNotes({ machine, fn, config }: ConfigNotesProps) {
  const say = useSay();
  return (
    <>
      <Cut machine={machine} fn={fn} config={config} />
      {fn.physfn === null ? null : <p className={styles.vf}>{say(CONFIG_FACE_WORDS.ofVf)}</p>}
    </>
  );
}
