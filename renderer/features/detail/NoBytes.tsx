import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import { BEST_COMMAND, NO_BYTES, namedOnly, offsetText } from "../../../shared/machine/told-by-text.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { CONFIG_FACE_WORDS } from "../../words/config-face.ts";
import { DETAIL_WORDS } from "../../words/detail.ts";
import { useSay } from "../../words/language.ts";
import styles from "./NoBytes.module.css";
import { FromText } from "./parts/FromText.tsx";
import { Section } from "./parts/Section.tsx";
import { Table } from "./parts/Table.tsx";
import table from "./parts/table.module.css";

/** A function of a text in words: its capabilities by name, and what has to be pasted to see their registers. */
export function NoBytes({ fn }: { readonly fn: FunctionInfo }) {
  const named = namedOnly(fn, []);
  const say = useSay();
  return (
    <div className={styles.frame} data-testid="no-bytes">
      <Notice
        title={say(CONFIG_FACE_WORDS.noBytes)}
        actions={<CopyButton label={say(DETAIL_WORDS.copyCommand)} text={`sudo ${BEST_COMMAND}`} wide />}
      >
        {say(NO_BYTES)}
      </Notice>
      {named.length === 0 ? null : (
        <Section title={CONFIG_FACE_WORDS.capabilities} wide aside={<FromText />}>
          <Table label={CONFIG_FACE_WORDS.capabilitiesByName} head={[CONFIG_FACE_WORDS.offset, CONFIG_FACE_WORDS.name]}>
            {[...named.entries()].map(([index, capability]) => (
              <tr key={index}>
                <td className={`${table.nowrap} mono`}>{offsetText(capability)}</td>
                <td>{capability.name}</td>
              </tr>
            ))}
          </Table>
        </Section>
      )}
    </div>
  );
}
