import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import { BEST_COMMAND, NO_BYTES, namedOnly, offsetText } from "../../../shared/machine/told-by-text.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Notice } from "../../ui/Notice.tsx";
import styles from "./NoBytes.module.css";
import { FromText } from "./parts/FromText.tsx";
import { Section } from "./parts/Section.tsx";
import { Table } from "./parts/Table.tsx";
import table from "./parts/table.module.css";

/** A function of a text in words: its capabilities by name, and what has to be pasted to see their registers. */
export function NoBytes({ fn }: { readonly fn: FunctionInfo }) {
  const named = namedOnly(fn, []);
  return (
    <div className={styles.frame} data-testid="no-bytes">
      <Notice title="No bytes" actions={<CopyButton label="Copy command" text={`sudo ${BEST_COMMAND}`} wide />}>
        {NO_BYTES}
      </Notice>
      {named.length === 0 ? null : (
        <Section title="Capabilities" wide aside={<FromText />}>
          <Table label="Capabilities by name" head={["Offset", "Name"]}>
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
