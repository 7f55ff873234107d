import { Layers } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import { isFile } from "../../../../shared/machine/file-name.ts";
import type { Machine } from "../../../../shared/machine/machine.ts";
import { missingSwitch } from "../../../../shared/machine/missing-switch.ts";
import { deviceName } from "../../../../shared/machine/names.ts";
import { isFromText } from "../../../../shared/machine/told-by-text.ts";
import { vfFirmware } from "../../../../shared/machine/vf-firmware.ts";
import { mostVfs } from "../../../../shared/operations/findings/limits.ts";
import type { VfLimit } from "../../../../shared/operations/findings/limits-config.ts";
import { noVfsBecause } from "../../../../shared/operations/findings/pf-drivers.ts";
import { formatSize } from "../../../../shared/pci/sriov.ts";
import { sentences } from "../../../../shared/words/joined.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import { functionActions } from "../../../actions/function-actions.ts";
import { useConfig } from "../../../stores/config.ts";
import { useFunctionDetail } from "../../../stores/function-detail.ts";
import { useOutOfReach } from "../../../stores/out-of-reach.ts";
import { Badge } from "../../../ui/Badge.tsx";
import { CopyButton } from "../../../ui/CopyButton.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { ReasonButton } from "../../../ui/ReasonButton.tsx";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { FUNCTION_ACTION_WORDS } from "../../../words/function-actions.ts";
import { type SayWords, useSay } from "../../../words/language.ts";
import { RESOURCES_TAB_WORDS } from "../../../words/resources-tab.ts";
import { SRIOV_TAB_WORDS } from "../../../words/sriov-tab.ts";
import { capabilityOf, numberOf } from "../capabilities/find.ts";
import { CopyValue } from "../parts/CopyValue.tsx";
import { FactList } from "../parts/FactList.tsx";
import { Fold } from "../parts/Fold.tsx";
import { FromText } from "../parts/FromText.tsx";
import { marked } from "../parts/facts.ts";
import type { FunctionProps } from "../parts/function-props.ts";
import { MissingSwitchNotice } from "../parts/MissingSwitchNotice.tsx";
import { rangeText } from "../parts/numbers.ts";
import { Section } from "../parts/Section.tsx";
import { SourceHelp } from "../parts/SourceHelp.tsx";
import { Table } from "../parts/Table.tsx";
import table from "../parts/table.module.css";
import { NvmeVfs } from "./NvmeVfs.tsx";
import styles from "./SriovTab.module.css";
import { type Count, countsNote, countsOf, eswitchFacts, layoutFacts, stateFacts } from "./sriov-facts.ts";
import { VfTable } from "./VfTable.tsx";
import { type VfLayoutView, vfLayoutView } from "./vf-rows.ts";
import { presentText, stripFacts } from "./vf-strip.ts";

interface SriovTabProps {
  readonly machine: Machine;
  /** A PF. */
  readonly fn: FunctionInfo;
  readonly vfControl: ((pf: FunctionInfo) => ReactNode) | undefined;
}

function Counts({ counts }: { readonly counts: readonly Count[] }) {
  const say = useSay();
  return (
    <dl className={styles.counts}>
      {counts.map((count) => (
        <div key={count.id} className={styles.count} data-testid={`count-${count.id}`}>
          <dt className={styles.label}>{say(count.label)}</dt>
          <dd className={styles.number}>
            {count.value === null ? (
              <span className={styles.none}>{say(COMMON.unknown)}</span>
            ) : (
              <CopyValue
                label={count.label}
                text={String(count.value)}
                help={<SourceHelp help={count.help} source={count.source} />}
              />
            )}
          </dd>
          <dd className={styles.help}>{say(count.brief)}</dd>
        </div>
      ))}
    </dl>
  );
}

function sizeOf(bytes: bigint | null, say: SayWords): string {
  return bytes === null ? say(COMMON.unknown) : formatSize(bytes);
}

interface WindowsProps {
  readonly layout: VfLayoutView;
  readonly count: number;
  readonly isFile: boolean;
}

function Windows({ layout, count, isFile }: WindowsProps) {
  const say = useSay();
  if (layout.windows.length === 0) {
    return <p className={table.quiet}>{say(isFile ? SRIOV_TAB_WORDS.noWindowsInFile : SRIOV_TAB_WORDS.noWindows)}</p>;
  }
  return (
    <Table
      head={[
        SRIOV_TAB_WORDS.vfBar,
        SRIOV_TAB_WORDS.window,
        SRIOV_TAB_WORDS.size,
        SRIOV_TAB_WORDS.perVf,
        SRIOV_TAB_WORDS.used,
      ]}
      numbers={[SRIOV_TAB_WORDS.size, SRIOV_TAB_WORDS.perVf]}
    >
      {layout.windows.map((window) => (
        <tr key={window.bar}>
          <td>{window.bar}</td>
          <td className={table.nowrap}>
            {window.start === null ? (
              <Badge tone="danger" title={say(SRIOV_TAB_WORDS.noPlaceHelp)}>
                {say(RESOURCES_TAB_WORDS.unassigned)}
              </Badge>
            ) : (
              <CopyValue
                label={SRIOV_TAB_WORDS.windowOf({ bar: String(window.bar) })}
                text={rangeText(window.start, window.window)}
                help={<SourceHelp source={`resource, line ${window.bar + 8}`} />}
                mono
              />
            )}
          </td>
          <td className={table.number}>{sizeOf(window.window, say)}</td>
          <td className={table.number}>{sizeOf(window.perVf, say)}</td>
          <td className={table.soft}>{sizeOf(window.perVf === null ? null : window.perVf * BigInt(count), say)}</td>
        </tr>
      ))}
    </Table>
  );
}

/** Where TotalVFs is a setting of the card's firmware, the card's own commands for it: to be copied, never run from here. */
function Firmware({ fn }: Pick<FunctionProps, "fn">) {
  const say = useSay();
  const { text, commands, row } = vfFirmware(fn);
  if (row === null) return null;
  return (
    <Section title={SRIOV_TAB_WORDS.firmware} wide testId="section-firmware">
      <p>{say(text)}</p>
      {commands.map((command) => (
        <p key={command} className={styles.command}>
          <code>{command}</code> <CopyButton label={say(DETAIL_WORDS.copyCommand)} text={command} />
        </p>
      ))}
      <p className={table.quiet}>
        {say(
          sentences(
            commands.length === 0 ? null : SRIOV_TAB_WORDS.asRoot,
            SRIOV_TAB_WORDS.source({ source: row.source }),
          ),
        )}
      </p>
    </Section>
  );
}

/** The button that stands where no control was given. */
function SetVfs({ machine, fn }: FunctionProps) {
  const say = useSay();
  const outOfReach = useOutOfReach();
  const action = functionActions(machine, [fn], { outOfReach }).find(({ id }) => id === "set-vfs");
  if (action === undefined) return null;
  const { disabledBecause } = action;
  return (
    <ReasonButton
      tone={disabledBecause === null ? "primary" : "plain"}
      icon={<Layers />}
      because={disabledBecause}
      onClick={() => action.run()}
    >
      {say(action.label)}
    </ReasonButton>
  );
}

interface StripProps extends SriovTabProps {
  readonly most: VfLimit | null;
  readonly capacity: number;
}

/** How many VFs there are, what they are for and what limits them; the first are made here, others by the header. */
function Strip({ machine, fn, vfControl, most, capacity }: StripProps) {
  const say = useSay();
  const vfs = machine.vfsOf(fn.bdf);
  const count = fn.sriov?.numVfs ?? 0;
  const canSet = !isFile(machine.snapshot);
  const cannot = canSet ? noVfsBecause(fn) : null;
  const hasControl = canSet && vfControl !== undefined && fn.sriov !== null && !fn.registersOnly;
  return (
    <>
      <div className={styles.strip} data-testid="vf-strip">
        <strong className={styles.present}>{say(presentText(count, capacity))}</strong>
        {[...stripFacts(fn, vfs, most).entries()].map(([at, text]) => (
          <span key={at} className={styles.fact}>
            {say(text)}
          </span>
        ))}
        {isFromText(fn, "sriov") ? <FromText /> : null}
        <span className={styles.spring} />
        {canSet && !hasControl && cannot === null ? <SetVfs machine={machine} fn={fn} /> : null}
      </div>
      {canSet ? null : <p className={table.quiet}>{say(FUNCTION_ACTION_WORDS.fileIsOld)}</p>}
      {cannot === null ? null : <Notice>{say(cannot)}</Notice>}
      {hasControl && count === 0 && cannot === null ? vfControl(fn) : null}
    </>
  );
}

/** A PF's VFs in one table; how many there can be and where they are is folded below it. */
export function SriovTab({ machine, fn, vfControl }: SriovTabProps) {
  const say = useSay();
  const view = useConfig(fn);
  const detail = useFunctionDetail(fn);
  const cap = view.state === "decoded" ? capabilityOf(view.config.decoded, "sriov") : null;
  const capabilityTotal = cap === null ? null : numberOf(cap, "total");
  const [firstVf] = machine.vfsOf(fn.bdf);
  const count = fn.sriov?.numVfs ?? 0;
  // The control tells the limit itself, where the number is set.
  const note = countsNote(fn, cap, vfControl !== undefined && fn.sriov !== null && !fn.registersOnly);
  const space = view.state === "decoded" ? view.config.space : null;
  const missing = useMemo(() => missingSwitch(machine, fn, space), [machine, fn, space]);
  const layout = useMemo(
    () => vfLayoutView(machine, fn, capabilityTotal, space),
    [machine, fn, capabilityTotal, space],
  );
  const most = useMemo(() => mostVfs(machine, fn, space), [machine, fn, space]);
  return (
    <div className={styles.tab} data-testid="sriov-tab">
      <Strip machine={machine} fn={fn} vfControl={vfControl} most={most} capacity={layout.count} />
      {note === null ? null : <Notice tone="warn">{say(note)}</Notice>}
      {missing === null ? null : <MissingSwitchNotice missing={missing} />}
      {layout.count === 0 ? (
        <p className={table.quiet}>{say(SRIOV_TAB_WORDS.noVfs)}</p>
      ) : (
        <VfTable machine={machine} fn={fn} layout={layout} />
      )}
      <div className={styles.folds}>
        <NvmeVfs machine={machine} fn={fn} />
        <Fold id="sriov-limits" title={SRIOV_TAB_WORDS.limits}>
          <Counts counts={countsOf(fn, cap)} />
          <FactList facts={[...stateFacts(fn, cap), ...eswitchFacts(detail?.answer?.value.eswitch)]} />
          <Firmware fn={fn} />
        </Fold>
        <Fold id="sriov-layout" title={SRIOV_TAB_WORDS.layout}>
          <FactList facts={marked(fn, layoutFacts(fn, cap, firstVf === undefined ? null : deviceName(firstVf)))} />
        </Fold>
        <Fold id="sriov-windows" title={SRIOV_TAB_WORDS.windows}>
          <Windows layout={layout} count={count} isFile={isFile(machine.snapshot)} />
        </Fold>
      </div>
    </div>
  );
}
