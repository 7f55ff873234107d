/**
 * Edits of VF settings that wait for their plan: what each VF shall have, by its index. Typed text becomes settings here,
 * and what waits becomes one request. Pure.
 */
import type { VfLinkState, VfSettings } from "../../shared/machine/facts.ts";
import type { RequestOf, VfEdit, VfSettingsRequest } from "../../shared/operations/request/request.ts";
import { guidOf, macAfter, macOf, mergedFaults, settingsFaults } from "../../shared/operations/verbs/vf-settings.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import type { Words } from "../../shared/words/message.ts";
import { VF_TABLE_WORDS } from "../words/vf-table.ts";

/** What a column of the table can change; the VLAN's has its priority as well. */
export type EditId = Exclude<keyof VfSettingsRequest, "qos">;
export type VfEdits = ReadonlyMap<number, VfSettingsRequest>;
/** What VFs have now, by index; null = nobody knows. */
export interface VfNow {
  readonly settings: VfSettings | null;
  /** Size of its MSI-X table. */
  readonly msix: number | null;
}

export const NO_EDITS: VfEdits = new Map();
/** A list of VFs in one edit, and of edits in one request, is at most so long. */
const MOST = 4096;
/** Each further VF gets the next one. */
const COUNTING = ["mac", "nodeGuid", "portGuid"] as const;
type Counting = (typeof COUNTING)[number];

export function countsUp(id: EditId): id is Counting {
  return COUNTING.some((each) => each === id);
}

export type Typed =
  | { readonly settings: VfSettingsRequest }
  /** One sentence; `unfinished` = more may be typed that makes it right. */
  | { readonly fault: Words; readonly unfinished: boolean };

const WHOLE = /^\d{1,10}$/;
const VLAN = /^(\d{1,10})(?:\s*[/,]\s*|\s+)(\d{1,10})$/;

/** What was typed into a cell, for so many VFs. */
export function typed(id: EditId, text: string, count: number): Typed {
  const settings = settingsTyped(id, text.trim());
  if (settings === null) return { fault: VF_TABLE_WORDS.notWhole({ text: text.trim() }), unfinished: false };
  const [fault] = settingsFaults(settings, count);
  if (fault === undefined) return { settings };
  const digits = text.replaceAll(/[\s:-]|^0x/g, "");
  const most = id === "mac" ? 12 : 16;
  return { fault, unfinished: countsUp(id) && /^[0-9a-f]*$/i.test(digits) && digits.length < most };
}

/** The same for these VFs, with what else waits for them and what they have: halves of a setting are written together. */
export function typedFor(
  id: EditId,
  text: string,
  vfs: readonly number[],
  { edits, now }: { readonly edits: VfEdits; now(vf: number): VfNow },
): Typed {
  const read = typed(id, text, vfs.length);
  if ("fault" in read) return read;
  const wanted = vfs.map((vf) => ({ vf, request: { ...edits.get(vf), ...read.settings }, now: now(vf).settings }));
  const [fault] = mergedFaults(wanted);
  // More digits make the most more, and the least no less.
  return fault === undefined ? read : { fault, unfinished: id === "maxRate" };
}

function settingsTyped(id: EditId, text: string): VfSettingsRequest | null {
  switch (id) {
    case "mac":
      return { mac: macOf(text) ?? text };
    case "nodeGuid":
    case "portGuid":
      return { [id]: guidOf(text) ?? text };
    case "vlan": {
      const both = VLAN.exec(text);
      if (both !== null) return { vlan: Number(both[1]), qos: Number(both[2]) };
      return WHOLE.test(text) ? { vlan: Number(text) } : null;
    }
    default:
      return WHOLE.test(text) ? { [id]: Number(text) } : null;
  }
}

const LINKS: readonly VfLinkState[] = ["auto", "enable", "disable"];

/** What an emptied cell asks for: no VLAN, no limit; null = the setting always has a value, and keeps it. */
const EMPTIED: { readonly [Id in EditId]?: VfSettingsRequest } = {
  vlan: { vlan: 0, qos: 0 },
  minRate: { minRate: 0 },
  maxRate: { maxRate: 0 },
};

/** @param has what stood in the cell: where that is nothing, or not known, nothing was taken out */
export function emptied(id: EditId, has: VfSettingsRequest): VfSettingsRequest | null {
  return (has[id] ?? 0) === 0 ? null : (EMPTIED[id] ?? null);
}

/** The next of a few values, where a cell has no more than that; null = its text is typed. */
export function nextChoice(id: EditId, now: VfSettingsRequest): VfSettingsRequest | null {
  switch (id) {
    case "trust":
    case "spoofCheck":
      return { [id]: !(now[id] ?? false) };
    case "linkState":
      return { linkState: LINKS[(LINKS.indexOf(now.linkState ?? "disable") + 1) % LINKS.length] ?? "auto" };
    default:
      return null;
  }
}

/** The settings of a VF as far as the driver says, in the shape of a request. */
export function asRequest({ settings, msix }: VfNow): VfSettingsRequest {
  const all = { ...settings, msix };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== undefined));
}

/** A VLAN and its priority are one value of one cell. */
const VLAN_HALVES: ReadonlySet<string> = new Set(["vlan", "qos"] satisfies (keyof VfSettingsRequest)[]);

/** Without what the VF has already; null = nothing is left. */
function changesOf(edit: VfSettingsRequest, now: VfNow): VfSettingsRequest | null {
  const has: Readonly<Record<string, unknown>> = asRequest(now);
  const all = Object.entries(edit);
  const changed = new Set(all.filter(([name, value]) => has[name] !== value).map(([name]) => name));
  const isLeft = (name: string) =>
    VLAN_HALVES.has(name) ? [...VLAN_HALVES].some((half) => changed.has(half)) : changed.has(name);
  const left = all.filter(([name]) => isLeft(name));
  return left.length === 0 ? null : Object.fromEntries(left);
}

/** Edits with these settings for these VFs, in whose order addresses count up. */
export function edited(
  edits: VfEdits,
  vfs: readonly number[],
  settings: VfSettingsRequest,
  now: (vf: number) => VfNow,
): VfEdits {
  const next = new Map(edits);
  for (const [place, vf] of vfs.entries()) {
    const own: Record<string, unknown> = { ...next.get(vf), ...settings };
    // A VLAN without a priority keeps the VF's, not the one that waited with another VLAN.
    if (settings.vlan !== undefined && settings.qos === undefined) delete own.qos;
    for (const name of COUNTING) {
      const first = settings[name];
      if (first !== undefined) own[name] = macAfter(first, place) ?? first;
    }
    const left = changesOf(own, now(vf));
    if (left === null) next.delete(vf);
    else next.set(vf, left);
  }
  return next;
}

const UNKNOWN: VfNow = { settings: null, msix: null };

/** What each VF got by a request. */
export function editsOf({ edits }: RequestOf<"vf.settings">): VfEdits {
  return edits.reduce((all, { vfs, settings }) => edited(all, vfs, settings, () => UNKNOWN), NO_EDITS);
}

/** Settings that wait though an operation wrote them: the driver does not report them, and nobody can see that they are so. */
export function unreported(
  edits: VfEdits,
  written: VfEdits,
  now: (vf: number) => VfNow,
): ReadonlyMap<number, ReadonlySet<string>> {
  const found = new Map<number, ReadonlySet<string>>();
  for (const [vf, edit] of edits) {
    const got: Readonly<Record<string, unknown>> = written.get(vf) ?? {};
    const has = asRequest(now(vf));
    const names = Object.entries(edit).flatMap(([name, value]) => (got[name] === value && !(name in has) ? name : []));
    if (names.length > 0) found.set(vf, new Set(names));
  }
  return found;
}

/** What is still to be changed of VFs that are there; the same object where that is all of it. */
export function stillWanted(edits: VfEdits, isHere: (vf: number) => boolean, now: (vf: number) => VfNow): VfEdits {
  const next = new Map<number, VfSettingsRequest>();
  let same = true;
  for (const [vf, edit] of edits) {
    const left = isHere(vf) ? changesOf(edit, now(vf)) : null;
    if (left !== null) next.set(vf, left);
    same &&= left !== null && Object.keys(left).length === Object.keys(edit).length;
  }
  return same ? edits : next;
}

/** Cells that changed, and VFs that they are of. */
export function editCounts(edits: VfEdits): { readonly edits: number; readonly vfs: number } {
  const cells = [...edits.values()].map((edit) => {
    const names = Object.keys(edit).length;
    return edit.vlan !== undefined && edit.qos !== undefined ? names - 1 : names;
  });
  return { edits: cells.reduce((sum, each) => sum + each, 0), vfs: edits.size };
}

/** All of it as one request: VFs with the same settings, and addresses that follow one another, are one edit. */
export function requestOf(pf: Bdf, edits: VfEdits): RequestOf<"vf.settings"> {
  const found: { vfs: number[]; settings: VfSettingsRequest; rest: string }[] = [];
  for (const [vf, settings] of [...edits].sort(([a], [b]) => a - b)) {
    const rest = JSON.stringify(Object.entries(settings).filter(([name]) => !COUNTING.some((each) => each === name)));
    const last = found.at(-1);
    if (last !== undefined && last.rest === rest && last.vfs.length < MOST && follows(last, settings))
      last.vfs.push(vf);
    else found.push({ vfs: [vf], settings, rest });
  }
  return { kind: "vf.settings", pf, edits: found.map(({ vfs, settings }) => ({ vfs, settings })) };
}

function follows({ vfs, settings: first }: VfEdit, settings: VfSettingsRequest): boolean {
  return COUNTING.every((name) => {
    const begins = first[name];
    return begins === undefined ? settings[name] === undefined : settings[name] === macAfter(begins, vfs.length);
  });
}
