import { CircleAlert, CircleSlash, EyeOff, Moon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { allOnesCause } from "../../../shared/machine/all-ones.ts";
import { COLUMNS, type ColumnId, numaNodeOf } from "../../../shared/machine/columns.ts";
import { busRangeText, describeFunction } from "../../../shared/machine/describe.ts";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import { isOfText } from "../../../shared/machine/from-text.ts";
import { driverCell, isGroupUnknown, isNumaUnknown, isSriovUnknown } from "../../../shared/machine/known.ts";
import { isLinkUntold, linkOf, speedText } from "../../../shared/machine/link.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { missingSwitch } from "../../../shared/machine/missing-switch.ts";
import { deviceName, functionName } from "../../../shared/machine/names.ts";
import { isGivenAway, roleOf } from "../../../shared/machine/role.ts";
import type { Row } from "../../../shared/machine/rows.ts";
import type { Query } from "../../../shared/machine/search.ts";
import { textNote } from "../../../shared/machine/told-by-text.ts";
import { NOT_ASKED, type UsedBy } from "../../../shared/machine/used-by.ts";
import { shortBdf } from "../../../shared/pci/bdf.ts";
import type { Words } from "../../../shared/words/message.ts";
import { COMMON } from "../../../shared/words/texts/common.ts";
import { LINK_WORDS } from "../../../shared/words/texts/link.ts";
import { FILTER_WORDS } from "../../../shared/words/texts/table-filters.ts";
import { spaceKnownOf, useKnownSpace } from "../../stores/config.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Marked } from "../../ui/Marked.tsx";
import { useSay } from "../../words/language.ts";
import { LINK_TAB_WORDS } from "../../words/link-tab.ts";
import { Say } from "../../words/Say.tsx";
import { ROW_WORDS } from "../../words/tree-rows.ts";
import styles from "./TreeRow.module.css";
import { UsedByCell } from "./used-by-cells.tsx";
import { shortVendor } from "./vendor.ts";
import { vfName } from "./vf-name.ts";

interface CellInput {
  readonly machine: Machine;
  readonly fn: FunctionInfo;
  /** null of one that has left. */
  readonly usedBy: UsedBy | null;
  /** The row of its PF is right above, and has the name. */
  readonly isBelowPf: boolean;
  readonly query: Query;
  /** All that are shown. */
  readonly columns: readonly ColumnId[];
}

/** What an ordinary user may not read is no news on each row: the lock in the top bar says so. */
const EXPECTED = new Set(["EACCES", "EPERM"]);

/** A sign that something was odd: the function went away while it was read, or a value is invalid. */
function Unread({ fn }: { readonly fn: FunctionInfo }) {
  const say = useSay();
  const problems = fn.problems.filter((problem) => !EXPECTED.has(problem.code));
  if (problems.length === 0) return null;
  const label = problems.every(isOfText) ? ROW_WORDS.finding : ROW_WORDS.partlyUnread;
  return (
    <span className={styles.odd} data-tip={problems.map((problem) => say(problem.message)).join("\n")}>
      <CircleAlert aria-label={say(label)} />
    </span>
  );
}

/** A sign that every byte read ff, with why; only of functions that were read. */
function Silent({ machine, fn }: Pick<CellInput, "machine" | "fn">) {
  const say = useSay();
  if (!useKnownSpace(fn)?.readsAllOnes) return null;
  const { cause, evidence } = allOnesCause(machine, fn, spaceKnownOf);
  return (
    <span className={styles.odd} data-tip={[ROW_WORDS.silentTip, cause, evidence].map(say).join("\n")}>
      <CircleSlash aria-label={say(ROW_WORDS.silent)} />
    </span>
  );
}

/** What stands beside the address in the tree: what kind of function it is. */
export function RoleBadge({
  machine,
  fn,
  left,
  leaving,
}: {
  readonly machine: Machine;
  readonly fn: FunctionInfo;
  readonly left: boolean;
  readonly leaving: boolean;
}) {
  const say = useSay();
  const role = roleOf(fn);
  const index = machine.vfIndexOf(fn.bdf);
  return (
    <>
      {role === "pf" ? <Badge tone="pf">PF</Badge> : null}
      {role === "vf" ? (
        <Badge tone={leaving ? "danger" : "vf"} {...(leaving ? { title: ROW_WORDS.wouldRemove } : {})}>
          {index === null ? "VF" : `VF ${index}`}
        </Badge>
      ) : null}
      {leaving ? <span className="visually-hidden">{say(ROW_WORDS.removedByPlan)}</span> : null}
      {left ? <Badge tone="danger">{ROW_WORDS.gone}</Badge> : null}
      <Unread fn={fn} />
      <Silent machine={machine} fn={fn} />
      {fn.leftUnread ? (
        <span className={styles.asleep} data-tip={say(ROW_WORDS.unreadTip)}>
          <EyeOff aria-label={say(ROW_WORDS.unread)} />
        </span>
      ) : null}
      {fn.powerState === "D3cold" ? (
        <span className={styles.asleep} data-tip={say(ROW_WORDS.asleepTip)}>
          <Moon aria-label={say(ROW_WORDS.asleep)} />
        </span>
      ) : null}
    </>
  );
}

/** The address of a function as the table writes it; a VF to come may have none. */
export function addressOf(row: Row): string {
  return row.bdf === null ? "–" : shortBdf(row.bdf);
}

/** What a function is called, with what it is. */
function nameTip(machine: Machine, fn: FunctionInfo): readonly Words[] {
  return [functionName(fn), describeFunction(machine, fn), textNote({ functions: [fn] }) ?? ""];
}

/** Of a VF below its PF: not the name that all of them share, but what differs, as far as no column has it. */
function VfName({ machine, fn, usedBy, query, columns }: CellInput) {
  const say = useSay();
  return (
    <span
      className={`${styles.name} ${styles.quiet}`}
      data-tip={nameTip(machine, fn).map(say).filter(Boolean).join("\n")}
    >
      <Marked text={vfName(fn, usedBy, columns)} terms={query} />
    </span>
  );
}

function NameCell(input: CellInput) {
  return input.isBelowPf ? <VfName {...input} /> : <FullName {...input} />;
}

function FullName({ machine, fn, query }: CellInput) {
  const say = useSay();
  const range = fn.bridge === null ? null : busRangeText(fn.bridge);
  const vendor = fn.names.vendor;
  return (
    <span className={styles.name} data-tip={nameTip(machine, fn).map(say).filter(Boolean).join("\n")}>
      {vendor === null ? null : (
        <span className={fn.names.device === null ? styles.quiet : styles.vendor}>
          <Marked text={shortVendor(vendor)} terms={query} />{" "}
        </span>
      )}
      <Marked text={vendor === null ? functionName(fn) : deviceName(fn)} terms={query} />
      {range === null ? null : <span className={styles.quiet}> {say(ROW_WORDS.toBus({ range }))}</span>}
    </span>
  );
}

function DriverCell({ fn, query }: CellInput) {
  if (fn.driver === null) {
    const text = driverCell(fn);
    return text === "" ? null : (
      <span className={styles.quiet}>
        <Say of={text} />
      </span>
    );
  }
  const text = <Marked text={fn.driver} terms={query} />;
  return isGivenAway(fn) ? (
    <Badge tone="given">
      <span>{text}</span>
    </Badge>
  ) : (
    text
  );
}

function VfsCell({ machine, fn }: CellInput) {
  const say = useSay();
  const missing = missingSwitch(machine, fn, useKnownSpace(fn));
  if (missing !== null) {
    return (
      <span className={styles.quiet} data-tip={[missing.says, missing.evidence].map(say).join("\n")}>
        <Say of={missing.short} />
      </span>
    );
  }
  if (fn.sriov === null) return isSriovUnknown(fn) ? <Unknown tip={ROW_WORDS.sriovUnknown} /> : null;
  const { numVfs, totalVfs } = fn.sriov;
  const share = totalVfs === null || totalVfs === 0 ? 0 : Math.min(1, numVfs / totalVfs);
  const tip =
    totalVfs === null
      ? ROW_WORDS.vfsEnabled({ count: numVfs })
      : ROW_WORDS.vfsEnabledOf({ count: numVfs, total: totalVfs });
  return (
    <span className={styles.vfs} data-tip={say(tip)}>
      <span className={styles.bar} aria-hidden="true">
        <span className={styles.fill} style={{ width: `${share * 100}%` }} />
      </span>
      <span className={numVfs === 0 ? styles.quiet : undefined}>
        {numVfs}/{totalVfs ?? "?"}
      </span>
    </span>
  );
}

/** In a column that is too narrow for the words. */
function Unknown({ tip }: { readonly tip: Words }) {
  const say = useSay();
  return (
    <span className={styles.quiet} data-tip={say(tip)}>
      <span aria-hidden="true">?</span>
      <span className="visually-hidden">{say(COMMON.unknown)}</span>
    </span>
  );
}

function GroupCell({ machine, fn, query }: CellInput) {
  const say = useSay();
  const group = machine.groupOf(fn.bdf);
  if (group === null) {
    if (!isGroupUnknown(fn)) return null;
    return <Unknown tip={ROW_WORDS.groupUnknown} />;
  }
  return (
    <span data-tip={say(ROW_WORDS.group({ group: group.name, count: group.members.length }))}>
      <Marked text={group.name} terms={query} />
    </span>
  );
}

function NumaCell({ fn, query }: CellInput) {
  if (!isNumaUnknown(fn)) return <Marked text={numaNodeOf(fn)?.toString() ?? ""} terms={query} />;
  return <Unknown tip={ROW_WORDS.numaUnknown} />;
}

function LinkCell({ machine, fn }: CellInput) {
  const say = useSay();
  const link = linkOf(machine, fn);
  if (link === null) {
    return isLinkUntold(machine, fn) ? <Unknown tip={LINK_TAB_WORDS.linkUnknown} /> : null;
  }
  const { speed, width } = link.facts;
  const now = [speed === null ? "" : speedText(speed), width === null ? "" : `x${width}`].join(" ").trim();
  const text = link.state === "down" ? LINK_WORDS.down : now === "" ? COMMON.unknown : now;
  const degraded = link.state === "degraded";
  const tip = [(degraded ? ROW_WORDS.linkDegraded : ROW_WORDS.link)({ link: link.text }), ...link.notes]
    .map(say)
    .join("\n");
  const quiet = link.ofPf !== null || link.state === "down";
  return (
    <span className={`${styles.link} ${quiet ? styles.quiet : ""}`} data-tip={tip}>
      <Say of={text} />
      {degraded && link.ofPf === null ? (
        <TriangleAlert className={styles.degraded} aria-label={say(FILTER_WORDS.linkDegraded)} />
      ) : null}
    </span>
  );
}

const byId = new Map(COLUMNS.map((column) => [column.id, column]));

/** Columns that show more than their text. */
const CELLS: Partial<Record<ColumnId, (input: CellInput) => ReactNode>> = {
  name: NameCell,
  driver: DriverCell,
  "used-by": ({ fn, usedBy, query }) => (usedBy === null ? null : <UsedByCell fn={fn} usedBy={usedBy} query={query} />),
  vfs: VfsCell,
  "iommu-group": GroupCell,
  numa: NumaCell,
  link: LinkCell,
};

/** One cell of a function's row, but for the tree's own. */
export function FunctionCell({ id, ...input }: CellInput & { readonly id: ColumnId }) {
  const Special = CELLS[id];
  if (Special !== undefined) return <Special {...input} />;
  const view = { machine: input.machine, usedBy: NOT_ASKED };
  const text = byId.get(id)?.text(view, input.fn) ?? "";
  const shown = <Marked text={text} terms={input.query} />;
  return text === COMMON.unknown ? <span className={styles.quiet}>{shown}</span> : shown;
}

const MONO: ReadonlySet<ColumnId> = new Set(["ids", "revision", "interfaces"]);
export function isMono(id: ColumnId): boolean {
  return MONO.has(id);
}
export function isNumeric(id: ColumnId): boolean {
  return byId.get(id)?.numeric === true;
}
