import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import { isFromText } from "../../../../shared/machine/told-by-text.ts";
import { slicesOf } from "../../../../shared/machine/vf-slices.ts";
import { vfSlice } from "../../../../shared/pci/sriov.ts";
import { knownDerived } from "../../../../shared/report/registers.ts";
import { useConfig } from "../../../stores/config.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { capabilityOf } from "../capabilities/find.ts";
import { CopyValue } from "../parts/CopyValue.tsx";
import { FactList } from "../parts/FactList.tsx";
import { FromPf } from "../parts/FromPf.tsx";
import { FromText } from "../parts/FromText.tsx";
import { FunctionLink } from "../parts/FunctionLink.tsx";
import type { Fact } from "../parts/facts.ts";
import type { FunctionProps } from "../parts/function-props.ts";
import { addressText, rangeText } from "../parts/numbers.ts";
import { Section, Sections } from "../parts/Section.tsx";
import { SourceHelp } from "../parts/SourceHelp.tsx";
import { Table } from "../parts/Table.tsx";
import table from "../parts/table.module.css";
import styles from "./ResourcesTab.module.css";
import { type ResourceKind, type ResourceRow, resourceRows } from "./resource-rows.ts";

const TITLES: readonly (readonly [kind: ResourceKind, title: string])[] = [
  ["bar", "Base addresses"],
  ["rom", "Expansion ROM"],
  ["vf-bar", "Windows for VF BARs"],
  ["window", "Bridge windows"],
];

function Place({ row }: { readonly row: ResourceRow }) {
  if (row.start === null || row.end === null) {
    if (row.kind === "window") return <span className={table.quiet}>closed</span>;
    return (
      <Badge tone="warn" title="The kernel wanted this range and found no room for it.">
        no place
      </Badge>
    );
  }
  return (
    <CopyValue
      label={row.label}
      text={`${addressText(row.start)}–${addressText(row.end)}`}
      help={<SourceHelp source={`resource, line ${row.index + 1}`} />}
      mono
    />
  );
}

function Rows({ rows, fn }: { readonly rows: readonly ResourceRow[]; readonly fn: FunctionInfo }) {
  return (
    <Table head={["Which", "Addresses", "Size", "Type"]} numbers={["Size"]}>
      {rows.map((row) => (
        <tr key={row.index} data-testid={`resource-${row.index}`}>
          <td className={styles.which}>
            {row.label} {fn.physfn !== null && row.kind === "bar" ? <FromPf pf={fn.physfn} /> : null}
          </td>
          <td className={table.nowrap}>
            <Place row={row} />
          </td>
          <td className={table.number}>{row.sizeText}</td>
          <td className={styles.type}>
            {row.type}
            {row.traits.length === 0 ? "" : `, ${row.traits.join(", ")}`}
          </td>
        </tr>
      ))}
    </Table>
  );
}

/** The slices of the PF's windows that are this VF's: what its BARs are, although its own registers read 0. */
function Slices({ machine, fn }: FunctionProps) {
  const pf = fn.physfn === null ? undefined : machine.byBdf.get(fn.physfn);
  const index = machine.vfIndexOf(fn.bdf);
  if (pf === undefined || index === null) return null;
  const windows = slicesOf(pf, null, fn);
  if (windows.length === 0) return null;
  return (
    <Section title="Slices of the PF's windows" wide testId="section-slices">
      <p className={table.soft}>
        A VF has no address registers of its own: it gets slice {index} of each window of <FunctionLink bdf={pf.bdf} />.
      </p>
      <Table head={["VF BAR", "Slice", "Window of the PF"]}>
        {windows.map((window) => {
          const slice = vfSlice(window, index);
          return (
            <tr key={window.bar}>
              <td>{window.bar}</td>
              <td className={table.nowrap}>
                {slice === null ? (
                  <span className={table.quiet}>{window.start === null ? "no place" : "not known"}</span>
                ) : (
                  <CopyValue
                    label={`Slice of VF BAR ${window.bar}`}
                    text={`${addressText(slice.start)}–${addressText(slice.end)}`}
                    mono
                  />
                )}
              </td>
              <td className={`${table.nowrap} ${table.soft} mono`}>
                {window.start === null ? "no place" : rangeText(window.start, window.window)}
              </td>
            </tr>
          );
        })}
      </Table>
    </Section>
  );
}

/** Where the MSI-X table and its pending bits lie: a part of a BAR that a guest must not be given as it is. */
function Msix({ fn }: { readonly fn: FunctionInfo }) {
  const view = useConfig(fn);
  const cap = view.state === "decoded" ? capabilityOf(view.config.decoded, "msix") : null;
  const facts = cap === null ? [] : knownDerived(cap).map(({ path, name, shown }) => fact(path, name, shown));
  if (facts.length === 0) return null;
  return (
    <Section title="MSI-X" wide testId="section-msix">
      <FactList facts={facts} />
    </Section>
  );
}

function fact(path: string, label: string, value: string): Fact {
  return { id: path.slice(path.lastIndexOf(".") + 1), label, value, mono: true, source: "MSI-X capability" };
}

/** Address ranges of the function as the kernel has them. */
export function ResourcesTab({ machine, fn }: FunctionProps) {
  const rows = resourceRows(fn);
  const unplaced = rows.filter((row) => row.start === null && row.kind !== "window");
  return (
    <Sections>
      {unplaced.length === 0 ? null : (
        <Section title="Without a place" wide>
          <Notice tone="warn">
            The kernel found no room for {unplaced.map((row) => row.label).join(", ")}. The firmware's window for
            devices may be too small: look for Above 4G decoding or the size of the MMIO window there, or start the
            kernel with pci=realloc.
          </Notice>
        </Section>
      )}
      {TITLES.map(([kind, title]) => {
        const own = rows.filter((row) => row.kind === kind);
        return own.length === 0 ? null : (
          <Section
            key={kind}
            title={title}
            wide
            testId={`section-${kind}`}
            aside={isFromText(fn, "resources") ? <FromText /> : undefined}
          >
            <Rows rows={own} fn={fn} />
          </Section>
        );
      })}
      <Slices machine={machine} fn={fn} />
      <Msix fn={fn} />
    </Sections>
  );
}
