import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import { isFromText } from "../../../../shared/machine/told-by-text.ts";
import { slicesOf } from "../../../../shared/machine/vf-slices.ts";
import { vfSlice } from "../../../../shared/pci/sriov.ts";
import { knownDerived } from "../../../../shared/report/registers.ts";
import { names } from "../../../../shared/words/joined.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import { RESOURCE_WORDS } from "../../../../shared/words/texts/resources.ts";
import { useConfig } from "../../../stores/config.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { useSay } from "../../../words/language.ts";
import { RESOURCES_TAB_WORDS } from "../../../words/resources-tab.ts";
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

const TITLES: readonly (readonly [kind: ResourceKind, title: Words])[] = [
  ["bar", RESOURCES_TAB_WORDS.bars],
  ["rom", RESOURCE_WORDS.rom],
  ["vf-bar", RESOURCES_TAB_WORDS.vfBars],
  ["window", RESOURCES_TAB_WORDS.windows],
];

function Place({ row }: { readonly row: ResourceRow }) {
  const say = useSay();
  if (row.start === null) {
    if (row.kind === "window") return <span className={table.quiet}>{say(RESOURCES_TAB_WORDS.closed)}</span>;
    return (
      <Badge tone="warn" title={say(RESOURCES_TAB_WORDS.unassignedHelp)}>
        {say(RESOURCES_TAB_WORDS.unassigned)}
      </Badge>
    );
  }
  return (
    <CopyValue
      label={row.label}
      text={row.end === null ? addressText(row.start) : `${addressText(row.start)}–${addressText(row.end)}`}
      help={<SourceHelp source={`resource, line ${row.index + 1}`} />}
      mono
    />
  );
}

function Rows({ rows, fn }: { readonly rows: readonly ResourceRow[]; readonly fn: FunctionInfo }) {
  const say = useSay();
  return (
    <Table
      head={[
        RESOURCES_TAB_WORDS.which,
        RESOURCES_TAB_WORDS.addresses,
        RESOURCES_TAB_WORDS.size,
        RESOURCES_TAB_WORDS.type,
      ]}
      numbers={[RESOURCES_TAB_WORDS.size]}
    >
      {rows.map((row) => (
        <tr key={row.index} data-testid={`resource-${row.index}`}>
          <td className={styles.which}>
            {say(row.label)} {fn.physfn !== null && row.kind === "bar" ? <FromPf pf={fn.physfn} /> : null}
          </td>
          <td className={table.nowrap}>
            <Place row={row} />
          </td>
          <td className={table.number}>
            {row.start !== null && row.size === null ? say(COMMON.unknown) : row.sizeText}
          </td>
          <td className={styles.type}>{say(names([row.type, ...row.traits]))}</td>
        </tr>
      ))}
    </Table>
  );
}

/** The slices of the PF's windows that are this VF's: what its BARs are, although its own registers read 0. */
function Slices({ machine, fn }: FunctionProps) {
  const say = useSay();
  const pf = fn.physfn === null ? undefined : machine.byBdf.get(fn.physfn);
  const index = machine.vfIndexOf(fn.bdf);
  if (pf === undefined || index === null) return null;
  const windows = slicesOf(pf, null, fn);
  if (windows.length === 0) return null;
  return (
    <Section title={RESOURCES_TAB_WORDS.slices} wide testId="section-slices">
      <p className={table.soft}>
        {say(RESOURCES_TAB_WORDS.slicesAbout({ index: String(index) }))} <FunctionLink bdf={pf.bdf} />
      </p>
      <Table head={[RESOURCES_TAB_WORDS.vfBar, RESOURCES_TAB_WORDS.slice, RESOURCES_TAB_WORDS.windowOfPf]}>
        {windows.map((window) => {
          const slice = vfSlice(window, index);
          return (
            <tr key={window.bar}>
              <td>{window.bar}</td>
              <td className={table.nowrap}>
                {slice === null ? (
                  <span className={table.quiet}>
                    {say(window.start === null ? RESOURCES_TAB_WORDS.unassigned : COMMON.unknown)}
                  </span>
                ) : (
                  <CopyValue
                    label={RESOURCES_TAB_WORDS.sliceOf({ bar: String(window.bar) })}
                    text={`${addressText(slice.start)}–${addressText(slice.end)}`}
                    mono
                  />
                )}
              </td>
              <td className={`${table.nowrap} ${table.soft} mono`}>
                {window.start === null ? say(RESOURCES_TAB_WORDS.unassigned) : rangeText(window.start, window.window)}
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
  const facts = cap === null ? [] : knownDerived(cap).map(({ path, name, shown }) => fact(lastOf(path), name, shown));
  if (facts.length === 0) return null;
  return (
    <Section title={RESOURCES_TAB_WORDS.msix} wide testId="section-msix">
      <FactList facts={facts} />
    </Section>
  );
}

/** By the id of the derived value. */
const MSIX_LABELS: Readonly<Record<string, Words>> = {
  tableAt: RESOURCES_TAB_WORDS.msixTable,
  pbaAt: RESOURCES_TAB_WORDS.msixPba,
  bytes: RESOURCES_TAB_WORDS.msixBytes,
};

const lastOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

function fact(id: string, name: string, value: string): Fact {
  return { id, label: MSIX_LABELS[id] ?? name, value, mono: true, source: "MSI-X capability" };
}

/** Address ranges of the function as the kernel has them. */
export function ResourcesTab({ machine, fn }: FunctionProps) {
  const say = useSay();
  const rows = resourceRows(fn);
  const unplaced = rows.filter((row) => row.start === null && row.kind !== "window");
  return (
    <Sections>
      {unplaced.length === 0 || fn.registersOnly ? null : (
        <Section title={RESOURCES_TAB_WORDS.withoutPlace} wide>
          <Notice tone="warn">
            {say(RESOURCES_TAB_WORDS.withoutPlaceText({ ranges: unplaced.map((row) => row.label) }))}
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
