/** Plans `vf.settings`: what the PF's driver keeps for its VFs (MAC address, VLAN, trust …), and their MSI-X vectors. */

import type { FunctionInfo, VfSettings } from "../../machine/facts.ts";
import { isPf, type Machine } from "../../machine/machine.ts";
import { vfAt } from "../../machine/vf-slices.ts";
import { PLAN_WORDS } from "../../words/texts/plan.ts";
import type { Check } from "../checks/found.ts";
import { alreadySo, isPfForSettings } from "../checks/requests.ts";
import {
  type UnreadSettings,
  vfAddressTaken,
  vfExists,
  vfMacRebind,
  vfMsixPool,
  vfSettingGuest,
  vfSettingInterface,
  vfSettingLink,
  vfSettingMerged,
  vfSettingSwitchdev,
  vfSettingsUnknown,
  vfSettingValue,
} from "../checks/vf-settings.ts";
import { sharedAddresses } from "../findings/vf-addresses.ts";
import type { RequestOf, VfSettingsRequest } from "../request/request.ts";
import type { DraftStep } from "../verbs/table.ts";
import { msixStep } from "../verbs/vf-msix.ts";
import { settingsSteps } from "../verbs/vf-network.ts";
import {
  sameSetting,
  settingNow,
  settingsAt,
  unreadParts,
  type VfSetting,
  wantedSettings,
  zeroedParts,
} from "../verbs/vf-settings.ts";
import { bindingOf, rebindSteps } from "./bindings.ts";
import { type Draft, type DraftInput, emptyDraft } from "./draft.ts";
import { titleOf } from "./titles.ts";

type SettingsRequest = RequestOf<"vf.settings">;

interface ChosenVf {
  readonly fn: FunctionInfo;
  readonly index: number;
  readonly wanted: VfSettingsRequest;
  /** Among those of its edit, from 0. */
  readonly place: number;
  readonly now: VfSettings | null;
}

export function draftSettings({ machine, knowledge, usage }: DraftInput, request: SettingsRequest): Draft {
  const pf = machine.byBdf.get(request.pf);
  const title = titleOf(request, () => null);
  const wrong = refusals(machine, pf, request);
  if (!pf || wrong.length > 0) return emptyDraft(title, wrong);
  const known = knowledge?.vfSettings?.(request.pf) ?? null;
  const chosen = choose(machine, pf, request, known);
  const faults = vfSettingMerged.run(chosen.map(({ index, wanted, now }) => ({ vf: index, request: wanted, now })));
  if (faults.length > 0) return emptyDraft(title, faults);
  const fns = chosen.map(({ fn }) => fn);
  const network = chosen.flatMap((vf) => networkSteps(pf, vf));
  const vectors = chosen.map((vf) => ({
    fn: vf.fn,
    steps: vectorSteps(vf, knowledge?.msixSize?.(vf.fn.bdf) ?? null),
  }));
  const steps = [...network, ...vectors.flatMap((vf) => vf.steps)];
  const unread = vectors.flatMap(({ fn, steps: own }, at) => {
    const vf = chosen[at];
    return vf === undefined ? [] : unreadOf(vf, own.length > 0 && (knowledge?.msixSize?.(fn.bdf) ?? null) === null);
  });
  const moved = vectors.filter((vf) => vf.steps.length > 0 && vf.fn.driver !== null).map((vf) => vf.fn);
  if (steps.length === 0) {
    const vfs = chosen.map(({ index }) => PLAN_WORDS.vf({ vf: String(index) }));
    const already = alreadySo.run(PLAN_WORDS.haveSettings, PLAN_WORDS.settingsRead({ vfs }));
    return emptyDraft(title, already, PLAN_WORDS.alreadySo);
  }
  return {
    title,
    summary: PLAN_WORDS.settingsLast({ pf: pf.bdf, steps: steps.length, vfs: chosen.length }),
    steps,
    undo: [unread.length === 0 ? PLAN_WORDS.undoVfSettings : PLAN_WORDS.undoKnownVfSettings],
    change: { toNone: moved },
    remarks: [
      ...vfSettingsUnknown.run(pf.bdf, unread),
      ...vfSettingSwitchdev.run(pf, request),
      ...vfMacRebind.run(chosen),
      ...vfAddressTaken.run(pf.bdf, sharedAddresses(machine, pf, known, addressesOf(network)), usage),
      ...vfSettingGuest.run(fns, usage),
    ],
  };
}

function refusals(machine: Machine, pf: FunctionInfo | undefined, request: SettingsRequest): Check[] {
  if (!pf || !isPf(pf)) return isPfForSettings.run(request.pf);
  return [
    ...vfSettingValue.run(request),
    ...vfExists.run(pf, request, machine),
    ...vfSettingInterface.run(pf, request),
    ...vfSettingLink.run(pf, request),
    ...vfMsixPool.run(pf, request, machine.snapshot.identity.kernel),
  ];
}

function choose(
  machine: Machine,
  pf: FunctionInfo,
  request: SettingsRequest,
  known: readonly VfSettings[] | null,
): ChosenVf[] {
  return request.edits.flatMap(({ vfs, settings }) =>
    vfs.flatMap((index, place) => {
      const bdf = vfAt(pf, index);
      const fn = bdf === null ? undefined : machine.byBdf.get(bdf);
      return fn ? [{ fn, index, wanted: settings, place, now: settingsAt(known, index) ?? null }] : [];
    }),
  );
}

/** What the steps write of addresses, by VF. */
function addressesOf(steps: readonly DraftStep[]): ReadonlyMap<number, VfSettingsRequest> {
  const found = new Map<number, VfSettingsRequest>();
  for (const { template } of steps) {
    if (template.verb !== "vf.network") continue;
    for (const setting of template.settings) {
      const own = found.get(template.vf);
      if (setting.set === "mac") found.set(template.vf, { ...own, mac: setting.mac });
      if (setting.set === "nodeGuid" || setting.set === "portGuid") {
        found.set(template.vf, { ...own, [setting.set]: setting.guid });
      }
    }
  }
  return found;
}

/** What of the settings that are written is not known. @param vectors are they written, and not known */
function unreadOf(vf: ChosenVf, vectors: boolean): UnreadSettings[] {
  const { index, wanted: request, now } = vf;
  const written = changed(vf);
  const unread = [...written.flatMap((each) => unreadParts(each, now)), ...(vectors ? (["msix"] as const) : [])];
  const zeroed = written.flatMap((each) => zeroedParts(each, { request, now }));
  return unread.length === 0 ? [] : [{ vf: index, unread, zeroed }];
}

/** The settings that differ from those of now. */
function changed({ wanted, place, now }: ChosenVf): VfSetting[] {
  return wantedSettings(wanted, now, place).filter((setting) => {
    const is = now === null ? null : settingNow(now, setting.set);
    return is === null || !sameSetting(is, setting);
  });
}

function networkSteps(pf: FunctionInfo, vf: ChosenVf): DraftStep[] {
  const { index, now } = vf;
  const wanted = changed(vf);
  if (wanted.length === 0) return [];
  const was = now === null ? [] : wanted.flatMap((setting) => settingNow(now, setting.set) ?? []);
  return settingsSteps(pf, index, wanted, was);
}

/** The kernel refuses a new number of vectors while a driver has the VF, so the driver lets go of it for a moment. */
function vectorSteps({ fn, wanted: { msix } }: ChosenVf, size: number | null): DraftStep[] {
  if (msix === undefined || msix === size) return [];
  const target = { bdf: fn.bdf };
  const step = msixStep(target, msix, size);
  const free = { driver: null, override: fn.driverOverride };
  return [
    ...rebindSteps(target, bindingOf(fn), free),
    step,
    // Only the first step's undo brings the driver back: the others are undone before it.
    ...rebindSteps(target, free, bindingOf(fn)).map((each) => ({ ...each, undo: [] })),
  ];
}
