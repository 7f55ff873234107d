/** The columns of the table of VFs: what each says of a VF, which are shown, and in which order the VFs stand. Pure. */

import { BLANK_VF_SETTINGS } from "../../../../shared/machine/blank.ts";
import type { FunctionInfo, VfSettings } from "../../../../shared/machine/facts.ts";
import { linkTypeOf, mayHaveNetwork } from "../../../../shared/machine/interfaces.ts";
import { groupText } from "../../../../shared/machine/known.ts";
import { isNvmePf, type NvmeVfsView } from "../../../../shared/machine/nvme-vfs.ts";
import { driverText } from "../../../../shared/machine/role.ts";
import type { UsedBy } from "../../../../shared/machine/used-by.ts";
import { usedByText } from "../../../../shared/machine/used-by.ts";
import { isNoAddress, VF_SETTING_TEXT } from "../../../../shared/machine/vf-network.ts";
import type { VfSettingsRequest } from "../../../../shared/operations/request/request.ts";
import { shortBdf } from "../../../../shared/pci/bdf.ts";
import { formatSize } from "../../../../shared/pci/sriov.ts";
import { names } from "../../../../shared/words/joined.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { say } from "../../../../shared/words/say.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import { FACT_WORDS } from "../../../../shared/words/texts/facts.ts";
import { COLUMN_WORDS } from "../../../../shared/words/texts/table-columns.ts";
import { VF_NETWORK_WORDS } from "../../../../shared/words/texts/vf-network.ts";
import type { EditId } from "../../../model/vf-edits.ts";
import { MANY_WORDS } from "../../../words/many.ts";
import { RESOURCES_TAB_WORDS } from "../../../words/resources-tab.ts";
import { SRIOV_TAB_WORDS } from "../../../words/sriov-tab.ts";
import { TOOLBAR_WORDS } from "../../../words/tree-toolbar.ts";
import { VF_TABLE_WORDS } from "../../../words/vf-table.ts";
import { addressText } from "../parts/numbers.ts";
import type { VfLayoutView, VfRow } from "./vf-rows.ts";

/** A VF that is there or would be, with all that is known of it. */
export interface VfTableRow extends VfRow {
  /** null = not read, or the driver keeps none. */
  readonly settings: VfSettings | null;
  readonly msix: number | null;
  readonly controller: NvmeVfsView["rows"][number] | null;
  /** null = it is not there. */
  readonly usedBy: UsedBy | null;
}

export interface VfCell {
  readonly text: Words;
  /** What rows are sorted by; null = unknown, which stands last. */
  readonly by: string | number | null;
  /** What the VF has of its own where its PF sets nothing; it is shown instead. */
  readonly own?: string;
}

export interface VfColumn {
  readonly id: string;
  readonly title: Words;
  /** Pixels, at least. */
  readonly width: number;
  /** Takes what is left. */
  readonly grows?: true;
  readonly style?: "number" | "mono";
  /** Where it is equal for all VFs it stands once above the table. */
  readonly folds?: true;
  /** Where there is no room, the highest goes first; 0 = it is always shown. */
  readonly drops: number;
  /** It is known of VFs that are not there, too. */
  readonly ofAbsent?: true;
  /** Shown only where a person asks for it. */
  readonly onDemand?: true;
  readonly edit?: EditId;
  cell(row: VfTableRow): VfCell;
}

/** By which words are sorted, whatever language they are said in. */
const english = (text: Words) => say("en", text);
const UNKNOWN: VfCell = { text: COMMON.unknown, by: null };
const EMPTY: VfCell = { text: "", by: null };

function setting(
  id: Exclude<EditId, "msix">,
  title: Words,
  width: number,
  rest: Pick<VfColumn, "drops"> & Partial<VfColumn>,
): VfColumn {
  return {
    id,
    title,
    width,
    edit: id,
    ...rest,
    cell: ({ fn, settings }) => {
      if (fn === null) return EMPTY;
      const value = settings?.[id] ?? null;
      if (settings === null || value === null) return UNKNOWN;
      const by = typeof value === "boolean" ? Number(value) : value;
      const text = VF_SETTING_TEXT[id](settings);
      const own = id === "mac" && isNoAddress(String(value)) ? ownAddress(fn) : undefined;
      return own === undefined ? { text, by } : { text, by: own, own };
    },
  };
}

/** The address of a VF's own interface, while a host driver has it. */
function ownAddress({ children }: FunctionInfo): string | undefined {
  return children.find(({ kind, address }) => kind === "net" && address !== null)?.address ?? undefined;
}

const VECTORS: VfColumn = {
  id: "msix",
  title: "MSI-X",
  width: 56,
  style: "number",
  folds: true,
  drops: 7,
  cell: ({ fn, msix }) => (fn === null ? EMPTY : msix === null ? UNKNOWN : { text: String(msix), by: msix }),
};

const INFINIBAND: readonly VfColumn[] = [
  setting("nodeGuid", VF_NETWORK_WORDS.nodeGuid, 186, { style: "mono", drops: 12 }),
  setting("portGuid", VF_NETWORK_WORDS.portGuid, 186, { style: "mono", drops: 0 }),
  setting("linkState", VF_NETWORK_WORDS.linkState, 72, { drops: 9, folds: true }),
];
const ETHERNET: readonly VfColumn[] = [
  setting("mac", VF_TABLE_WORDS.mac, 140, { style: "mono", drops: 0 }),
  setting("vlan", VF_NETWORK_WORDS.vlan, 54, { style: "number", drops: 0 }),
  setting("trust", VF_NETWORK_WORDS.trust, 58, { drops: 5, folds: true }),
  setting("spoofCheck", VF_NETWORK_WORDS.spoofCheck, 88, { drops: 8, folds: true }),
  setting("minRate", VF_TABLE_WORDS.minRate, 84, { style: "number", drops: 10, folds: true }),
  setting("maxRate", VF_TABLE_WORDS.maxRate, 84, { style: "number", drops: 11, folds: true }),
  setting("linkState", VF_NETWORK_WORDS.linkState, 78, { drops: 9, folds: true }),
];

const INDEX: VfColumn = {
  id: "vf",
  title: SRIOV_TAB_WORDS.vf,
  width: 32,
  style: "number",
  ofAbsent: true,
  drops: 0,
  cell: ({ index }) => ({ text: String(index), by: index }),
};
const ADDRESS: VfColumn = {
  id: "bdf",
  title: COLUMN_WORDS.bdf,
  width: 68,
  style: "mono",
  ofAbsent: true,
  // Goes last: the number says which VF it is, and nothing else says who uses it.
  drops: 1,
  cell: ({ bdf, index, isPastTheEnd }) =>
    bdf === null
      ? { text: isPastTheEnd ? SRIOV_TAB_WORDS.noRoutingId : COMMON.unknown, by: null }
      : { text: bdf, by: index },
};
const INTERFACE: VfColumn = {
  id: "interface",
  title: VF_TABLE_WORDS.interface,
  width: 92,
  grows: true,
  drops: 4,
  cell: ({ fn, representor }) => {
    // Where there is a network interface or a disk, what else stands on the function says no more.
    const own =
      (["net", "block", "infiniband"] as const)
        .map((kind) => (fn?.children ?? []).filter((child) => child.kind === kind).map(({ name }) => name))
        .find((each) => each.length > 0) ?? [];
    const stand = representor === null ? [] : [COLUMN_WORDS.representor({ name: representor })];
    const all = [...own, ...stand];
    return all.length === 0 ? EMPTY : { text: names(all), by: own[0] ?? representor };
  },
};
const DRIVER: VfColumn = {
  id: "driver",
  title: FACT_WORDS.driver,
  width: 80,
  folds: true,
  drops: 3,
  cell: ({ fn }) => (fn === null ? EMPTY : { text: driverText(fn), by: fn.driver }),
};
const USED_BY: VfColumn = {
  id: "usedBy",
  title: MANY_WORDS.usedBy,
  width: 90,
  grows: true,
  drops: 0,
  cell: ({ fn, usedBy }) => {
    if (fn === null || usedBy === null) return EMPTY;
    if (usedBy.state === "unknown" && usedBy.users.length === 0) return UNKNOWN;
    const text = usedByText(fn, usedBy);
    return { text, by: usedBy.users.length === 0 ? "" : english(text) };
  },
};
const GROUP: VfColumn = {
  id: "group",
  title: TOOLBAR_WORDS.shortGroup,
  width: 56,
  style: "number",
  drops: 6,
  cell: ({ fn }) => (fn === null ? EMPTY : { text: groupText(fn), by: groupOrder(fn.iommuGroup) }),
};

function groupOrder(group: string | null): string | number | null {
  return group !== null && /^\d+$/.test(group) ? Number(group) : group;
}

const CONTROLLER: readonly VfColumn[] = (
  [
    ["state", SRIOV_TAB_WORDS.state, 76, (row) => ({ text: row.state, by: Number(row.isOnline) })],
    ["queues", SRIOV_TAB_WORDS.queues, 64, (row) => ({ text: String(row.queues), by: row.queues })],
    ["interrupts", FACT_WORDS.interrupts, 76, (row) => ({ text: String(row.interrupts), by: row.interrupts })],
    ["controller", SRIOV_TAB_WORDS.controller, 76, (row) => ({ text: String(row.controller), by: row.controller })],
  ] as const satisfies readonly (readonly [string, Words, number, (row: NvmeVfsView["rows"][number]) => VfCell])[]
).map(([id, title, width, cell]) => ({
  id,
  title,
  width,
  drops: 2,
  ...(id === "state" ? {} : { style: "number" as const }),
  cell: ({ controller, fn }) => (controller !== null ? cell(controller) : fn === null ? EMPTY : UNKNOWN),
}));

function windowColumns({ windows }: Pick<VfLayoutView, "windows">): VfColumn[] {
  return windows.map(({ bar, perVf, start }, at) => ({
    id: `bar-${bar}`,
    title:
      perVf === null
        ? SRIOV_TAB_WORDS.barSizeUnknown({ bar: String(bar) })
        : SRIOV_TAB_WORDS.barEach({ bar: String(bar), size: formatSize(perVf) }),
    width: 132,
    style: "mono",
    drops: 20,
    onDemand: true,
    cell: ({ slices, index }) => {
      const slice = slices[at] ?? null;
      if (slice !== null) return { text: addressText(slice.start), by: index };
      return { text: start === null ? RESOURCES_TAB_WORDS.unassigned : COMMON.unknown, by: null };
    },
  }));
}

/** Addresses rise with the index: where the last one is on its PF's bus, all are. */
function hasMarks({ count, row }: Omit<VfLayoutView, "windows">): boolean {
  if (count === 0) return false;
  const { crossesBus, beyondBridge } = row(count - 1);
  return crossesBus || beyondBridge;
}

/** The columns that the VFs of this PF have, in their order. */
export function columnsOf(pf: FunctionInfo, layout: VfLayoutView): VfColumn[] {
  const shares = (pf.sriov?.vfTotalMsix ?? 0) > 0;
  const network = !mayHaveNetwork(pf) ? [] : linkTypeOf(pf) === "infiniband" ? INFINIBAND : ETHERNET;
  return [
    INDEX,
    { ...ADDRESS, width: ADDRESS.width + (shortBdf(pf.bdf) === pf.bdf ? 40 : 0) + (hasMarks(layout) ? 52 : 0) },
    INTERFACE,
    ...network,
    ...(isNvmePf(pf) || pf.nvmeVfs !== undefined ? CONTROLLER : []),
    shares ? { ...VECTORS, edit: "msix" as const } : VECTORS,
    DRIVER,
    USED_BY,
    GROUP,
    ...windowColumns(layout),
  ];
}

/** Columns whose value is the same for all VFs that are there, with that value. */
export interface Folded {
  readonly column: VfColumn;
  readonly text: Words;
}

export interface Shown {
  readonly columns: readonly VfColumn[];
  readonly folded: readonly Folded[];
}

interface Room {
  /** Pixels. */
  readonly width: number;
  /** What a person chose, by column. */
  readonly chosen: Readonly<Record<string, boolean>>;
  /** Columns with edits that wait. */
  readonly edited: ReadonlySet<string>;
}

/** Which columns stand in the table. What nobody can read is left out, unless it can be edited and never drops. */
export function shownColumns(all: readonly VfColumn[], rows: readonly VfTableRow[], room: Room): Shown {
  const folded: Folded[] = [];
  const candidates = all.filter((column) => {
    const choice = room.chosen[column.id];
    if (choice !== undefined) return choice || column.drops === 0;
    if (column.onDemand) return room.edited.has(column.id);
    if (room.edited.has(column.id) || column.ofAbsent) return true;
    if (column.drops === 0) return rows.length > 0;
    const known = rows.some((row) => column.cell(row).by !== null);
    if (!known) return false;
    const same = column.folds && rows.length > 1 ? equalText(column, rows) : null;
    if (same !== null) folded.push({ column, text: same });
    return same === null;
  });
  const kept = new Set(candidates);
  let left = room.width - candidates.reduce((sum, { width }) => sum + width, 0);
  for (const column of [...candidates].sort((a, b) => b.drops - a.drops)) {
    if (left >= 0) break;
    if (column.drops === 0 || room.chosen[column.id] === true || room.edited.has(column.id)) continue;
    kept.delete(column);
    left += column.width;
  }
  const columns = candidates.filter((column) => kept.has(column));
  if (left >= 0) return { columns, folded };
  // More than there is room for: what a person asked for is scrolled to, and pushes out nothing that always stands.
  const isExtra = ({ id, drops }: VfColumn) => drops > 0 && room.chosen[id] === true;
  return { columns: [...columns.filter((each) => !isExtra(each)), ...columns.filter(isExtra)], folded };
}

function equalText(column: VfColumn, rows: readonly VfTableRow[]): Words | null {
  const [first] = rows;
  if (first === undefined) return null;
  const { by, text } = column.cell(first);
  return by !== null && rows.every((row) => column.cell(row).by === by) ? text : null;
}

/** The rows by a column, those that are not there behind those that are; equal ones stay as they stand. */
export function sortedRows(rows: readonly VfTableRow[], column: VfColumn, descending: boolean): VfTableRow[] {
  const compare = (a: VfCell["by"], b: VfCell["by"]) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    const order = typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : Number(a !== b);
    return descending ? -order : order;
  };
  const keyed = rows.map((row) => ({ row, by: column.cell(row).by }));
  const place = ({ row }: { readonly row: VfTableRow }) => Number(row.fn === null);
  return keyed.sort((a, b) => place(a) - place(b) || compare(a.by, b.by)).map(({ row }) => row);
}

/** Has a VF no port GUID, so that its port stays down? */
export function lacksPortGuid(settings: readonly VfSettings[]): boolean {
  return settings.some(({ portGuid }) => portGuid !== undefined && isNoAddress(portGuid));
}

/** The row as it would be with an edit. */
export function withEdit(row: VfTableRow, edit: VfSettingsRequest): VfTableRow {
  const { msix, ...network } = edit;
  const settings = Object.assign({ vf: row.index, ...BLANK_VF_SETTINGS }, row.settings, network);
  return { ...row, settings, msix: msix ?? row.msix };
}

/** Does the edit change what the column shows? */
export function isEdited({ edit: id }: VfColumn, edit: VfSettingsRequest | undefined): boolean {
  if (id === undefined || edit === undefined) return false;
  return edit[id] !== undefined || (id === "vlan" && edit.qos !== undefined);
}

/** What a cell is edited from: its value without words around it. */
export function editText(id: EditId, request: VfSettingsRequest): string {
  const value = request[id];
  if (value === undefined || (typeof value === "string" && isNoAddress(value))) return "";
  return id === "vlan" && (request.qos ?? 0) > 0 ? `${String(value)}/${String(request.qos)}` : String(value);
}
