import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import { VF_SETTINGS_TITLE, vfSettingsView } from "../../../../shared/machine/vf-network.ts";
import { useFunctionDetail } from "../../../stores/function-detail.ts";
import { Section } from "../parts/Section.tsx";
import { Table } from "../parts/Table.tsx";
import table from "../parts/table.module.css";

/** What the PF's driver keeps for each of its VFs; nothing where it keeps none. */
export function VfSettings({ fn }: { readonly fn: FunctionInfo }) {
  const settings = useFunctionDetail(fn)?.answer?.value.vfSettings ?? [];
  if (settings.length === 0) return null;
  const { about, head, rows } = vfSettingsView(fn, settings);
  return (
    <Section title={VF_SETTINGS_TITLE} wide testId="section-vf-settings">
      {about === null ? null : <p>{about}</p>}
      <Table label={VF_SETTINGS_TITLE} head={head}>
        {rows.map((cells) => (
          <tr key={cells[0]}>
            {cells.map((cell, at) => (
              <td key={head[at]} className={table.nowrap}>
                {cell.includes(":") ? <span className="mono">{cell}</span> : cell}
              </td>
            ))}
          </tr>
        ))}
      </Table>
    </Section>
  );
}
