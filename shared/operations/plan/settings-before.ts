/** Settings of VFs as they were before an operation: of each VF those that it writes, or all where the VF goes. */
import { BLANK_VF_SETTINGS } from "../../machine/blank.ts";
import type { VfSettings } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { vfAt } from "../../machine/vf-slices.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { Before, JournalEntry, VfSettingsBefore } from "../record/record.ts";
import { settingNow, settingsAt, settingsOf, type VfSetting, wantedSettings } from "../verbs/vf-settings.ts";
import type { Plan } from "./types.ts";

type SettingsBefore = NonNullable<Before["settings"]>;
type Kind = VfSetting["set"];

/** Of a VF whose driver tells nothing. */
const unread = (vf: number): VfSettings => ({ vf, ...BLANK_VF_SETTINGS });

/** @param settings of PFs' VFs as they are now; a PF whose driver tells none is left out */
export function settingsBefore(
  machine: Machine,
  steps: Plan["steps"],
  settings: ReadonlyMap<Bdf, readonly VfSettings[]>,
): SettingsBefore {
  const removed = new Set<Bdf>();
  const written = new Map<Bdf, Map<number, Set<Kind>>>();
  for (const { template } of steps) {
    if (template.verb === "sriov.numvfs") removed.add(template.bdf);
    if (template.verb !== "vf.network") continue;
    const vfs = written.get(template.bdf) ?? new Map<number, Set<Kind>>();
    written.set(template.bdf, vfs);
    const kinds = vfs.get(template.vf) ?? new Set();
    vfs.set(template.vf, kinds);
    for (const { set } of template.settings) kinds.add(set);
  }
  const lost = [...settings].flatMap(([pf, vfs]) => (removed.has(pf) ? [{ pf, vfs: [...vfs] }] : []));
  const changed = [...written].flatMap(([pf, vfs]) => {
    if (removed.has(pf)) return [];
    const fn = machine.byBdf.get(pf);
    const were = [...vfs].map(([vf, wrote]): VfSettingsBefore => {
      const at = fn === undefined ? null : vfAt(fn, vf);
      const was = settingsAt(settings.get(pf), vf) ?? unread(vf);
      return { ...was, wrote: [...wrote], ...(at === null ? {} : { at }) };
    });
    return [{ pf, vfs: were }];
  });
  return [...lost, ...changed];
}

/** All of the first, and of the second what the first does not have. */
export function settingsOfBoth(first: SettingsBefore = [], second: SettingsBefore = []): SettingsBefore {
  const pfs = [...new Set([...first, ...second].map(({ pf }) => pf))];
  return pfs.map((pf) => {
    const vfs = new Map<number, VfSettingsBefore>();
    for (const was of [...first, ...second].flatMap((each) => (each.pf === pf ? each.vfs : []))) {
      const known = vfs.get(was.vf);
      vfs.set(was.vf, known === undefined ? was : bothOf(known, was));
    }
    return { pf, vfs: [...vfs.values()] };
  });
}

function bothOf(first: VfSettingsBefore, second: VfSettingsBefore): VfSettingsBefore {
  if (first.wrote === undefined || second.wrote === undefined) return first;
  return { ...first, wrote: [...new Set([...first.wrote, ...second.wrote])] };
}

/** Those that an undo brings back, in the order in which they can be made. */
export function settingsTaken(was: VfSettingsBefore): VfSetting[] {
  const all = settingsOf(was);
  return was.wrote === undefined ? all : all.filter(({ set }) => was.wrote?.includes(set));
}

/** Kinds of settings that were written over and are not known. */
export function settingsForgotten(was: VfSettingsBefore): readonly Kind[] {
  return (was.wrote ?? []).filter((set) => settingNow(was, set) === null);
}

/**
 * An entry as it is kept today: up to version 4 the journal kept the settings of all VFs of the PF. What was written of
 * them is what the request names.
 * @param origin the entry that it takes back or finishes, where there is one
 */
export function withSettingsWritten(entry: JournalEntry, origin: JournalEntry | undefined): JournalEntry {
  const { before, request } = entry;
  if (before.vfs !== null || before.settings === undefined) return entry;
  const written = new Map<string, ReadonlySet<Kind>>();
  if (request.kind === "vf.settings") {
    for (const { vfs, settings } of request.edits) {
      const kinds = new Set(wantedSettings(settings, null, 0).map(({ set }) => set));
      for (const vf of vfs) written.set(`${request.pf} ${vf}`, kinds);
    }
  } else {
    for (const { pf, vfs } of origin?.before.settings ?? []) {
      for (const { vf, wrote } of vfs) if (wrote !== undefined) written.set(`${pf} ${vf}`, new Set(wrote));
    }
  }
  if (written.size === 0) return entry;
  const settings = before.settings.map(({ pf, vfs }) => ({
    pf,
    vfs: vfs.flatMap((was) => {
      const wrote = was.wrote ?? [...(written.get(`${pf} ${was.vf}`) ?? [])];
      return wrote.length === 0 ? [] : [{ ...was, wrote }];
    }),
  }));
  return { ...entry, before: { ...before, settings: settings.filter(({ vfs }) => vfs.length > 0) } };
}
