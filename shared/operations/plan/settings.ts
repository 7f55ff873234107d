/** Plans `vf.settings`: what the PF's driver keeps for its VFs (MAC address, VLAN, trust …), and their MSI-X vectors. */

import type { FunctionInfo, VfSettings } from "../../machine/facts.ts";
import { isPf, type Machine } from "../../machine/machine.ts";
import type { Usage } from "../../machine/usage.ts";
import { vfAt } from "../../machine/vf-at.ts";
import type { Check } from "../checks/found.ts";
import { givenEvidence, holdersOf, mayBeHeld } from "../findings/in-use.ts";
import { NO_CHANGE } from "../impact/change.ts";
import type { OperationRequest } from "../request/request.ts";
import { type DraftStep, msixStep, settingsStep } from "../verbs/steps.ts";
import { sameSetting, settingNow, settingsAt, settingsFaults, wantedSettings } from "../verbs/vf-settings.ts";
import { counted, listed } from "../words.ts";
import { bindingOf, rebindSteps } from "./bindings.ts";
import { type Draft, type DraftInput, emptyDraft, NO_EFFECTS } from "./draft.ts";

type SettingsRequest = Extract<OperationRequest, { readonly kind: "vf.settings" }>;

interface ChosenVf {
  readonly fn: FunctionInfo;
  readonly index: number;
  /** Among those that were chosen, from 0. */
  readonly place: number;
  readonly now: VfSettings | null;
}

export function draftSettings({ machine, knowledge, usage }: DraftInput, request: SettingsRequest): Draft {
  const pf = machine.byBdf.get(request.pf);
  const title = `Set ${request.vfs.length === 1 ? `VF ${request.vfs[0]}` : counted(request.vfs.length, "VF")} of ${request.pf}`;
  const wrong = refusals(machine, pf, request);
  if (!pf || wrong.length > 0) return emptyDraft(title, "Nothing is changed.", wrong);
  const known = knowledge?.vfSettings?.(request.pf) ?? null;
  const chosen = choose(machine, pf, request, known);
  const network = chosen.flatMap((vf) => networkSteps(pf, request, vf));
  const vectors = chosen.map((vf) => ({
    fn: vf.fn,
    steps: vectorSteps(request, vf, knowledge?.msixSize?.(vf.fn.bdf) ?? null),
  }));
  const steps = [...network, ...vectors.flatMap((vf) => vf.steps)];
  const moved = vectors.filter((vf) => vf.steps.length > 0 && vf.fn.driver !== null).map((vf) => vf.fn);
  if (steps.length === 0) {
    return emptyDraft(title, "All of it is so already: there is nothing to do.", [
      {
        id: "already-so",
        level: "fact",
        title: "The VFs have these settings already.",
        evidence: `settings of ${listed(chosen.map(({ index }) => `VF ${index}`))} were read`,
        remedy: null,
      },
    ]);
  }
  return {
    title,
    summary: `${counted(steps.length, "step")} on ${counted(chosen.length, "VF")} of ${pf.bdf}. The settings last until the VFs are removed.`,
    steps,
    effects: NO_EFFECTS,
    undo: ["Set each VF back to what it has now."],
    change: { ...NO_CHANGE, toNone: moved },
    remarks: remarksOn(usage, chosen, known, request),
  };
}

function refusals(machine: Machine, pf: FunctionInfo | undefined, request: SettingsRequest): Check[] {
  const blocker = (id: string, title: string, evidence: string, remedy: string | null): Check => ({
    id,
    level: "blocker",
    title,
    evidence,
    remedy,
  });
  if (!pf || !isPf(pf)) {
    return [blocker("is-pf", `${request.pf} is no PF of this machine.`, `${request.pf} has no VFs to set`, null)];
  }
  const there = pf.virtfns.filter((vf) => machine.byBdf.has(vf.bdf));
  const indices = new Set(there.map((vf) => vf.index));
  const missing = request.vfs.filter((index) => !indices.has(index));
  const faults = settingsFaults(request.settings, request.vfs.length).map((fault) =>
    blocker("vf-setting-value", fault, "the value was not written anywhere", "Correct the value."),
  );
  const named = request.vfs.length === 0 || new Set(request.vfs).size !== request.vfs.length;
  const { msix, ...network } = request.settings;
  const hasNetwork = Object.keys(network).length > 0;
  const noNet = hasNetwork && !pf.children.some((child) => child.kind === "net");
  const onVfio = msix !== undefined && (pf.sriov?.vfTotalMsix ?? 0) === 0;
  return [
    ...faults,
    ...(named ? [blocker("vf-exists", "Choose each VF once.", `${request.vfs.length} VFs were named`, null)] : []),
    ...(missing.length > 0
      ? [
          blocker(
            "vf-exists",
            `${pf.bdf} has no VF ${listed(missing.map(String))}.`,
            `${pf.bdf} has ${counted(there.length, "VF")}`,
            "Create the VFs first.",
          ),
        ]
      : []),
    ...(noNet
      ? [
          blocker(
            "vf-setting-interface",
            `${pf.bdf} has no network interface through which its VFs could be set.`,
            `driver of ${pf.bdf} is ${pf.driver ?? "none"}, and no interface is below it`,
            "Give the PF to its network driver first.",
          ),
        ]
      : []),
    ...(onVfio
      ? [
          blocker(
            "vf-msix-pool",
            `${pf.driver ?? "The driver"} does not share out MSI-X vectors among VFs.`,
            `sriov_vf_total_msix of ${pf.bdf} is ${pf.sriov?.vfTotalMsix ?? "not there"}`,
            "mlx5_core and ice can; mlx5 needs DYNAMIC_VF_MSIX_TABLE in its firmware.",
          ),
        ]
      : []),
  ];
}

function choose(
  machine: Machine,
  pf: FunctionInfo,
  request: SettingsRequest,
  known: readonly VfSettings[] | null,
): ChosenVf[] {
  return request.vfs.flatMap((index, place) => {
    const bdf = vfAt(pf, index);
    const fn = bdf === null ? undefined : machine.byBdf.get(bdf);
    return fn ? [{ fn, index, place, now: settingsAt(known, index) ?? null }] : [];
  });
}

function networkSteps(pf: FunctionInfo, request: SettingsRequest, { index, place, now }: ChosenVf): DraftStep[] {
  const wanted = wantedSettings(request.settings, now, place).filter((setting) => {
    const is = now === null ? null : settingNow(now, setting.set);
    return is === null || !sameSetting(is, setting);
  });
  if (wanted.length === 0) return [];
  const was = now === null ? [] : wanted.flatMap((setting) => settingNow(now, setting.set) ?? []);
  return [settingsStep(pf.bdf, index, wanted, was)];
}

/** The kernel refuses a new number of vectors while a driver has the VF, so the driver lets go of it for a moment. */
function vectorSteps(request: SettingsRequest, { fn }: ChosenVf, size: number | null): DraftStep[] {
  const { msix } = request.settings;
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

function remarksOn(
  usage: Usage,
  chosen: readonly ChosenVf[],
  known: readonly VfSettings[] | null,
  request: SettingsRequest,
): Check[] {
  const checks: Check[] = [];
  if (known === null) {
    checks.push({
      id: "vf-settings-unknown",
      level: "warning",
      title: "The settings of now could not be read, so they cannot be brought back.",
      evidence: `ip -j -d link show said nothing of the VFs of ${request.pf}`,
      remedy: "Note them down first, if they matter.",
    });
  }
  const guests = chosen.filter(({ fn }) => mayBeHeld(usage, fn) || holdersOf(usage, fn).length > 0);
  if (request.settings.mac !== undefined && chosen.some(({ fn }) => fn.driver !== null)) {
    checks.push({
      id: "vf-mac-rebind",
      level: "fact",
      title: "A driver that has a VF already may see its new MAC address only after it was bound again.",
      evidence: listed(chosen.flatMap(({ fn }) => (fn.driver === null ? [] : [`driver of ${fn.bdf} is ${fn.driver}`]))),
      remedy: "Unbind and bind the VF, or restart the guest.",
    });
  }
  if (guests.length > 0) {
    checks.push({
      id: "vf-setting-guest",
      level: "warning",
      title: "Guests that use these VFs notice the change at once.",
      evidence: listed(guests.map(({ fn }) => givenEvidence(fn))),
      remedy: null,
    });
  }
  return checks;
}
