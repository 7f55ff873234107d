/** One line on what a capability says right now, for its closed row. */

import type { CapabilityNode } from "../../../../shared/pci/decode.ts";
import { names } from "../../../../shared/words/joined.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { FIELD_TREE_WORDS } from "../../../words/field-tree.ts";
import { numberOf, shownOf } from "./find.ts";

/** null = the bytes that it needs could not be read. */
type Summary = (node: CapabilityNode) => Words | null;

function switched(node: CapabilityNode, field: string): Words | null {
  const value = numberOf(node, field);
  return value === null ? null : value === 0 ? FIELD_TREE_WORDS.off : FIELD_TREE_WORDS.on;
}

/** `on, 16 vectors`: the parts that could be read. */
function joined(...parts: readonly (Words | null)[]): Words | null {
  const known = parts.flatMap((part) => (part === null || part === "" ? [] : [part]));
  return known.length < 2 ? (known[0] ?? null) : names(known);
}

function link(node: CapabilityNode): Words | null {
  const width = shownOf(node, "lnksta.width");
  const speed = shownOf(node, "lnksta.speed");
  // A VF's link registers read 0: the link is its PF's.
  if (width === null || speed === null || numberOf(node, "lnksta.speed") === 0) return null;
  const most = [shownOf(node, "lnkcap.speed"), shownOf(node, "lnkcap.width")].filter((part) => part !== null).join(" ");
  const now = `${speed} ${width}`;
  return most === "" || most === now ? now : FIELD_TREE_WORDS.linkOf({ now, max: most });
}

function setBits(node: CapabilityNode, register: string): string | null {
  const fields = node.registers.find(({ path }) => path === `${node.path}.${register}`)?.fields;
  if (fields === undefined || fields.some(({ raw }) => raw === null)) return null;
  const set = fields.filter((field) => field.isFlag && field.raw === 1).length;
  return String(set);
}

function errors(node: CapabilityNode): Words | null {
  const uncorrectable = setBits(node, "uesta");
  const correctable = setBits(node, "cesta");
  if (uncorrectable === null || correctable === null) return null;
  if (uncorrectable === "0" && correctable === "0") return FIELD_TREE_WORDS.noErrors;
  return FIELD_TREE_WORDS.errors({ uncorrectable, correctable });
}

function vfs(node: CapabilityNode): Words | null {
  const total = numberOf(node, "total");
  const count = numberOf(node, "num");
  const enabled = numberOf(node, "ctl.enable");
  if (total === null || count === null || enabled === null) return null;
  return enabled === 0
    ? FIELD_TREE_WORDS.vfsOff({ total: String(total) })
    : FIELD_TREE_WORDS.vfsOn({ count: String(count), total: String(total) });
}

function vectors(node: CapabilityNode, field: string): Words | null {
  const shown = shownOf(node, field);
  return shown === null ? null : FIELD_TREE_WORDS.vectors({ count: Number(shown) });
}

/** What the function may do right now, from its Command register. */
function command(node: CapabilityNode): Words | null {
  const parts = [
    ["command.io", FIELD_TREE_WORDS.io],
    ["command.mem", FIELD_TREE_WORDS.memory],
    ["command.master", FIELD_TREE_WORDS.busMaster],
  ] as const;
  if (parts.some(([field]) => numberOf(node, field) === null)) return null;
  const on = parts.filter(([field]) => numberOf(node, field) === 1).map(([, name]) => name);
  return on.length === 0 ? FIELD_TREE_WORDS.allOff : FIELD_TREE_WORDS.enabled({ what: names(on) });
}

const HEADER = { fields: ["command.io", "command.mem", "command.master"], show: command };

/** By key of the capability; a key without one shows its first derived value. */
export const SUMMARIES: Readonly<Record<string, { readonly fields: readonly string[]; readonly show: Summary }>> = {
  header0: HEADER,
  header1: HEADER,
  header2: HEADER,
  pm: { fields: ["ctl.state"], show: (node) => shownOf(node, "ctl.state") },
  vpd: { fields: [], show: () => FIELD_TREE_WORDS.onRequest },
  msi: {
    fields: ["ctl.enable", "ctl.enabled", "ctl.capable"],
    show: (node) => joined(switched(node, "ctl.enable"), vectors(node, "ctl.capable")),
  },
  msix: {
    fields: ["ctl.enable", "ctl.size"],
    show: (node) => joined(switched(node, "ctl.enable"), vectors(node, "ctl.size")),
  },
  exp: {
    fields: ["flags.type", "lnksta.width", "lnksta.speed", "lnkcap.speed", "lnkcap.width"],
    show: (node) => joined(shownOf(node, "flags.type"), link(node)),
  },
  "vndr.virtio": { fields: ["type"], show: (node) => shownOf(node, "type") },
  aer: { fields: ["uesta", "cesta"], show: errors },
  sriov: { fields: ["total", "num", "ctl.enable"], show: vfs },
  ats: { fields: ["ctl.enable"], show: (node) => switched(node, "ctl.enable") },
  pasid: { fields: ["ctl.enable"], show: (node) => switched(node, "ctl.enable") },
  pri: { fields: ["ctl.enable"], show: (node) => switched(node, "ctl.enable") },
  ptm: { fields: ["ctl.enable"], show: (node) => switched(node, "ctl.enable") },
};

export function summaryOf(node: CapabilityNode): Words | null {
  if (node.state === "unknown") return FIELD_TREE_WORDS.unknownIdShort;
  if (node.state === "unpublished") return FIELD_TREE_WORDS.unpublishedShort;
  const own = SUMMARIES[node.key];
  return own === undefined ? (node.derived[0]?.shown ?? null) : own.show(node);
}
