/** The columns of the table as data: what each shows, copies and sorts by. */
import { type Bdf, bdfParts, shortBdf } from "../pci/bdf.ts";
import { hexDigits } from "../pci/hex-digits.ts";
import { names } from "../words/joined.ts";
import type { Words } from "../words/message.ts";
import { say } from "../words/say.ts";
import { COMMON } from "../words/texts/common.ts";
import { FACT_WORDS } from "../words/texts/facts.ts";
import { COLUMN_WORDS } from "../words/texts/table-columns.ts";
import type { FunctionInfo } from "./facts.ts";
import { isRepresentor, type NetFacts, representorOf } from "./interfaces.ts";
import {
  areChildrenUnknown,
  driverCell,
  isGroupUnknown,
  isNumaUnknown,
  isPowerUnknown,
  isSriovUnknown,
} from "./known.ts";
import { isLinkUntold, linkOf } from "./link.ts";
import type { Machine } from "./machine.ts";
import { className, functionName, idsText } from "./names.ts";
import { isSriovByName } from "./told-by-text.ts";
import { type MachineView, usedByText } from "./used-by.ts";

export type ColumnId =
  | "bdf"
  | "name"
  | "class"
  | "driver"
  | "used-by"
  | "vfs"
  | "iommu-group"
  | "numa"
  | "link"
  | "power"
  | "slot"
  | "ids"
  | "revision"
  | "interfaces";

export interface Column {
  readonly id: ColumnId;
  readonly title: Words;
  /** What the column means, for its tooltip. */
  readonly help: Words;
  /** Numbers are drawn flush right. */
  readonly numeric?: true;
  /** null = nothing to sort by: always last. */
  readonly value: (view: MachineView, fn: FunctionInfo) => string | number | null;
  /** Shown and copied; empty when there is nothing. */
  readonly text: (view: MachineView, fn: FunctionInfo) => Words;
}

/** The node, or null where the firmware does not say (-1). */
export function numaNodeOf(fn: FunctionInfo): number | null {
  return fn.numaNode === null || fn.numaNode < 0 ? null : fn.numaNode;
}

/** The names of network interfaces, disks and so on that live on the function. */
export function interfaceNames(fn: FunctionInfo): string {
  return fn.children.map((child) => child.name).join(", ");
}

/**
 * The same with each representor at the VF that it stands for, and not at the PF whose driver has it. What stands for
 * something that is not seen here (a subfunction, a VF of another host) stays there, and is called what it is.
 */
export function shownInterfaces(machine: Machine, fn: FunctionInfo): Words {
  const shown = interfacesAt(machine, fn);
  if (shown.length === 0) return areChildrenUnknown(fn) ? COMMON.unknown : "";
  return names(shown.map((each) => (isRepresentor(each) ? COLUMN_WORDS.representor({ name: each.name }) : each.name)));
}

function interfacesAt(machine: Machine, fn: FunctionInfo): readonly NetFacts[] {
  const vfs = fn.virtfns.filter(({ bdf }) => machine.byBdf.has(bdf));
  const stand = new Set(
    fn.children.some(isRepresentor) ? vfs.flatMap(({ index }) => representorOf(fn, index) ?? []) : [],
  );
  const own = fn.children.filter((child) => !stand.has(child));
  const representor = representorAt(machine, fn);
  return [...own, ...(representor === null ? [] : [representor])];
}

/** The interface that stands for a VF at its PF; null = none, or it is no VF. */
function representorAt(machine: Machine, fn: FunctionInfo): NetFacts | null {
  const pf = fn.physfn === null ? undefined : machine.byBdf.get(fn.physfn);
  const index = machine.vfIndexOf(fn.bdf);
  return pf === undefined || index === null ? null : representorOf(pf, index);
}

/** A number that orders BDFs: domain, bus, device, function. */
function bdfValue(bdf: Bdf): number {
  const { domain, bus, device, function: fn } = bdfParts(bdf);
  return domain * 0x10000 + bus * 0x100 + device * 8 + fn;
}

/** IOMMU groups are numbers in the kernel; any other name sorts after them, by its text. */
function groupValue(name: string | null): string | number | null {
  return name !== null && /^\d+$/.test(name) ? Number(name) : name;
}

/** Data rate in GT/s times lanes: near enough to order links by what they carry. */
function linkValue(machine: Machine, fn: FunctionInfo): number | null {
  const link = linkOf(machine, fn);
  if (link === null || link.facts.speed === null || link.facts.width === null) return null;
  return link.facts.speed * link.facts.width;
}

function linkText(machine: Machine, fn: FunctionInfo): Words {
  const link = linkOf(machine, fn);
  if (link === null) return isLinkUntold(machine, fn) ? COMMON.unknown : "";
  return link.ofPf === null ? link.text : COLUMN_WORDS.linkOfPf({ link: link.text });
}

function vfsText(fn: FunctionInfo): Words {
  if (isSriovByName(fn) || isSriovUnknown(fn)) return COMMON.unknown;
  return fn.sriov === null ? "" : `${fn.sriov.numVfs}/${fn.sriov.totalVfs ?? "?"}`;
}

export const COLUMNS: readonly Column[] = [
  {
    id: "bdf",
    title: COLUMN_WORDS.bdf,
    help: COLUMN_WORDS.bdfHelp,
    value: (_, fn) => bdfValue(fn.bdf),
    text: (_, fn) => shortBdf(fn.bdf),
  },
  {
    id: "name",
    title: FACT_WORDS.name,
    help: COLUMN_WORDS.nameHelp,
    value: (_, fn) => say("en", functionName(fn)).toLowerCase(),
    text: (_, fn) => functionName(fn),
  },
  {
    id: "class",
    title: FACT_WORDS.class,
    help: COLUMN_WORDS.classHelp,
    value: (_, fn) => fn.classCode,
    text: (_, fn) => className(fn),
  },
  {
    id: "driver",
    title: FACT_WORDS.driver,
    help: COLUMN_WORDS.driverHelp,
    value: (_, fn) => fn.driver,
    text: (_, fn) => driverCell(fn),
  },
  {
    id: "used-by",
    title: COLUMN_WORDS.usedBy,
    help: COLUMN_WORDS.usedByHelp,
    value: ({ usedBy }, fn) => say("en", usedByText(fn, usedBy.of(fn))) || null,
    text: ({ usedBy }, fn) => usedByText(fn, usedBy.of(fn)),
  },
  {
    id: "vfs",
    title: COLUMN_WORDS.vfs,
    help: COLUMN_WORDS.vfsHelp,
    numeric: true,
    value: (_, fn) => fn.sriov?.numVfs ?? null,
    text: (_, fn) => vfsText(fn),
  },
  {
    id: "iommu-group",
    title: FACT_WORDS.iommuGroup,
    help: COLUMN_WORDS.groupHelp,
    numeric: true,
    value: (_, fn) => groupValue(fn.iommuGroup),
    text: (_, fn) => fn.iommuGroup ?? (isGroupUnknown(fn) ? COMMON.unknown : ""),
  },
  {
    id: "numa",
    title: COLUMN_WORDS.numa,
    help: COLUMN_WORDS.numaHelp,
    numeric: true,
    value: (_, fn) => numaNodeOf(fn),
    text: (_, fn) => numaNodeOf(fn)?.toString() ?? (isNumaUnknown(fn) ? COMMON.unknown : ""),
  },
  {
    id: "link",
    title: FACT_WORDS.link,
    help: COLUMN_WORDS.linkHelp,
    value: ({ machine }, fn) => linkValue(machine, fn),
    text: ({ machine }, fn) => linkText(machine, fn),
  },
  {
    id: "power",
    title: COLUMN_WORDS.power,
    help: COLUMN_WORDS.powerHelp,
    value: (_, fn) => fn.powerState,
    text: (_, fn) => fn.powerState ?? (isPowerUnknown(fn) ? COMMON.unknown : ""),
  },
  {
    id: "slot",
    title: FACT_WORDS.slot,
    help: COLUMN_WORDS.slotHelp,
    value: (_, fn) => fn.slot ?? fn.label,
    text: (_, fn) => fn.slot ?? fn.label ?? (fn.registersOnly ? COMMON.unknown : ""),
  },
  {
    id: "ids",
    title: FACT_WORDS.ids,
    help: COLUMN_WORDS.idsHelp,
    value: (_, fn) => idsText(fn),
    text: (_, fn) => idsText(fn) ?? "",
  },
  {
    id: "revision",
    title: FACT_WORDS.revision,
    help: COLUMN_WORDS.revisionHelp,
    value: (_, fn) => fn.revision,
    text: (_, fn) => (fn.revision === null ? "" : hexDigits(fn.revision, 2)),
  },
  {
    id: "interfaces",
    title: FACT_WORDS.interfaces,
    help: COLUMN_WORDS.interfacesHelp,
    value: ({ machine }, fn) =>
      interfacesAt(machine, fn)
        .map(({ name }) => name)
        .join(", ") || null,
    text: ({ machine }, fn) => shownInterfaces(machine, fn),
  },
];

const byId = new Map(COLUMNS.map((column) => [column.id, column]));

/** Orders by a column; what has no value comes last in either direction, and equals keep the order of their BDFs. */
export function columnOrder(
  view: MachineView,
  id: ColumnId,
  descending: boolean,
): (a: FunctionInfo, b: FunctionInfo) => number {
  const column = byId.get(id);
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const left = column?.value(view, a) ?? null;
    const right = column?.value(view, b) ?? null;
    if (left === null || right === null) {
      if (left !== right) return left === null ? 1 : -1;
    } else if (left !== right) {
      return sign * compareValues(left, right);
    }
    return bdfValue(a.bdf) - bdfValue(b.bdf);
  };
}

function compareValues(a: string | number, b: string | number): number {
  if (typeof a === "number") return typeof b === "number" ? a - b : -1;
  if (typeof b === "number") return 1;
  return a < b ? -1 : 1;
}
