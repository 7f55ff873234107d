import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import { VF_SETTINGS_TITLE, vfSettingsView } from "../../../../shared/machine/vf-network.ts";
import { useFunctionDetail } from "../../../stores/function-detail.ts";
import { useSay } from "../../../words/language.ts";
import { Section } from "../parts/Section.tsx";
import { Table } from "../parts/Table.tsx";
import table from "../parts/table.module.css";

/** What the PF's driver keeps for each of its VFs; nothing where it keeps none. */
export function VfSettings({ fn }: { readonly fn: FunctionInfo }) {
  const say = useSay();
  const settings = useFunctionDetail(fn)?.answer?.value.vfSettings ?? [];
  if (settings.length === 0) return null;
  const { about, head, rows } = vfSettingsView(fn, settings);
  return (
    <Section title={VF_SETTINGS_TITLE} wide testId="section-vf-settings">
      {about === null ? null : <p>{say(about)}</p>}
      <Table label={VF_SETTINGS_TITLE} head={head}>
        {[...rows.entries()].map(([row, cells]) => (
          <tr key={row}>
            {[...cells.entries()].map(([at, cell]) => (
              <td key={at} className={table.nowrap}>
                {typeof cell === "string" && cell.includes(":") ? <span className="mono">{cell}</span> : say(cell)}
              </td>
            ))}
          </tr>
        ))}
      </Table>
    </Section>
  );
}
