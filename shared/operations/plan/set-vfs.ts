/** Plans `vfs.set`: how many VFs a PF shall have, and who gets them. */

import type { FunctionInfo } from "../../machine/facts.ts";
import type { GhostVf } from "../../machine/ghost-vf.ts";
import { vfSettingNames } from "../../machine/interfaces.ts";
import type { Machine } from "../../machine/machine.ts";
import { isGivingDriver, isOnVfio, VFIO_PCI } from "../../machine/role.ts";
import { vfBdf } from "../../pci/sriov.ts";

import { sentences } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { PLAN_WORDS } from "../../words/texts/plan.ts";

import { firstOf } from "../checks/check.ts";
import { nvmeGoOffline } from "../checks/nvme.ts";
import { alreadySo, isPfForVfs, MAX_NUMVFS, pfExists, vfCount } from "../checks/requests.ts";
import { vfSettingsAgain, vfsRepresentors } from "../checks/vf-settings.ts";
import { likelyVfDriver } from "../findings/drivers.ts";
import { going, losingTogether } from "../findings/in-use.ts";
import { vfsMade } from "../findings/pf-drivers.ts";
import type { RequestOf } from "../request/request.ts";
import { ANY_HOST_DRIVER } from "../verbs/driver.ts";
import { loadVfioStep } from "../verbs/module-load.ts";
import { autoprobeStep } from "../verbs/sriov-autoprobe.ts";
import { createVfsStep, removeVfsStep } from "../verbs/sriov-numvfs.ts";
import type { DraftStep } from "../verbs/table.ts";
import type { Target } from "../verbs/target.ts";
import {
  bindingOf,
  newVfSteps,
  rebindSteps,
  recreateSteps,
  templatesOf,
  toHost,
  toVfio,
  UNBOUND,
  whileProbing,
} from "./bindings.ts";
import { againSteps, type Draft, type DraftInput, emptyDraft, vfsNow, vfsWere } from "./draft.ts";
import { guestUse, guestUseOfNew } from "./guest-use.ts";
import { titleOf } from "./titles.ts";

export type VfsRequest = RequestOf<"vfs.set">;

/** @param use what guests can do with VFs on vfio-pci */
function purposeEnd(purpose: VfsRequest["purpose"], use: Words): Words {
  switch (purpose) {
    case "host":
      return PLAN_WORDS.hostDriver;
    case "vfio-pci":
      return PLAN_WORDS.onVfio({ use });
    case "none":
      return PLAN_WORDS.unbound;
  }
}

const GOES_TO = { host: "toHost", "vfio-pci": "toVfio", none: "toNone" } as const;

/** The request with the number of VFs that the PF's driver makes of it. */
export function asDriverMakes(machine: Machine, request: VfsRequest): VfsRequest {
  const pf = machine.byBdf.get(request.pf);
  return pf === undefined ? request : { ...request, count: vfsMade(pf, request.count) };
}

export function draftVfs(input: DraftInput, wished: VfsRequest): Draft {
  const { machine } = input;
  const request = asDriverMakes(machine, wished);
  const title = titleOf(request, () => null);
  const pf = machine.byBdf.get(request.pf);
  const wrong = pf === undefined ? pfExists.run(request.pf) : firstOf([isPfForVfs, vfCount], pf, request.count);
  if (!pf?.sriov || wrong.length > 0) return emptyDraft(title, wrong, PLAN_WORDS.staysAsItIs({ pf: request.pf }));
  return pf.sriov.numVfs === request.count
    ? rebindDraft(input, pf, request, title)
    : changeDraft(input, pf, request, title, wished.count);
}

/** The count changes: the VFs that are there go, the requested ones come. */
function changeDraft(input: DraftInput, pf: FunctionInfo, request: VfsRequest, title: Words, wished: number): Draft {
  const { machine } = input;
  const from = pf.sriov?.numVfs ?? 0;
  const present = machine.vfsOf(pf.bdf);
  // Also of VFs that are gone by now, where an operation that was cut off is finished.
  const settings = input.knowledge?.vfSettings?.(pf.bdf) ?? null;
  const again = againSteps(pf, settings, request.count);
  const restore = [...recreateSteps(vfsWere(machine, pf)), ...againSteps(pf, settings, from)];
  // A number that the kernel refuses at once is not spelled out VF by VF: it may be any number of digits.
  const ghosts = request.count > (pf.sriov?.totalVfs ?? MAX_NUMVFS) ? [] : ghostVfs(machine, pf, request);
  const toVfio = request.count > 0 && request.purpose === "vfio-pci";
  const steps: DraftStep[] = [];
  // Loaded first: if that fails, nothing was destroyed for it.
  if (toVfio && machine.snapshot.host.vfioPci !== "loaded") steps.push(loadVfioStep());
  if (from > 0) steps.push(removeVfsStep(pf.bdf, from, losingTogether(present), templatesOf(restore)));
  if (request.count > 0) steps.push(...creation(machine, pf, request, ghosts), ...again);
  return {
    title,
    summary: summaryOf(input, pf, from, request),
    steps,
    effects: { creates: ghosts, destroys: present.map((vf) => going(input.usage, vf)) },
    undo: undoSentences(pf, from, settings !== null),
    change: { vfs: { pf, from, to: request.count, wished, purpose: request.purpose, toVfio } },
    remarks: [
      ...vfsRepresentors.run(pf),
      ...vfSettingsAgain.run(pf, vfsIn(again)),
      ...nvmeGoOffline.run(pf, input.knowledge?.nvmeVfs?.(pf.bdf) ?? null, request.count),
    ],
  };
}

/** Of how many VFs these steps make a setting. */
function vfsIn(steps: readonly DraftStep[]): number {
  return new Set(steps.map(({ template }) => ("vf" in template ? template.vf : -1))).size;
}

/**
 * Drivers are kept off (or let on) by `sriov_drivers_autoprobe` before the VFs exist, because it acts on new VFs only,
 * and it is put back last: before, a driver module that loads late could still take a VF.
 */
function creation(machine: Machine, pf: FunctionInfo, request: VfsRequest, ghosts: readonly GhostVf[]): DraftStep[] {
  const now = pf.sriov?.driversAutoprobe ?? null;
  const wanted = request.purpose === "host";
  const switches = now !== null && now !== wanted;
  const targets = ghosts.map((ghost): Target => ({ pf: pf.bdf, vf: ghost.index, expected: ghost.bdf }));
  const steps: DraftStep[] = switches ? [autoprobeStep(pf.bdf, wanted, now)] : [];
  switch (request.purpose) {
    case "host": {
      const expectSoft = targets.map((target) => ({ that: "driver", target, driver: ANY_HOST_DRIVER }) as const);
      if (machine.snapshot.host.driversAutoprobe !== false) {
        steps.push(createVfsStep(pf.bdf, request.count, { expectSoft }));
        break;
      }
      // With the bus-wide drivers_autoprobe off nothing binds unasked, but a probe asked for still does.
      steps.push(createVfsStep(pf.bdf, request.count));
      for (const target of targets) {
        const wantedDriver = { host: true, likely: likelyVfDriver(machine, pf), surely: false } as const;
        steps.push(...rebindSteps(target, UNBOUND, wantedDriver).map((step) => ({ ...step, undo: [] })));
      }
      break;
    }
    case "vfio-pci":
      steps.push(createVfsStep(pf.bdf, request.count));
      for (const target of targets) {
        steps.push(...newVfSteps(target, { driver: VFIO_PCI, override: VFIO_PCI }, now !== null));
      }
      break;
    case "none": {
      const expect = targets.map((target) => ({ that: "driver", target, driver: null }) as const);
      steps.push(createVfsStep(pf.bdf, request.count, now === null ? {} : { expect }));
      if (now === null) {
        for (const target of targets) steps.push(...newVfSteps(target, UNBOUND, false));
      }
    }
  }
  if (switches) steps.push(autoprobeStep(pf.bdf, now, null));
  return steps;
}

/** The driver that VFs are likely to get. */
function driverFor(machine: Machine, pf: FunctionInfo, { purpose }: VfsRequest): string | null {
  return { host: likelyVfDriver(machine, pf), "vfio-pci": VFIO_PCI, none: null }[purpose];
}

function ghostVfs(machine: Machine, pf: FunctionInfo, request: VfsRequest): GhostVf[] {
  const { offset = null, stride = null } = pf.sriov ?? {};
  const driver = driverFor(machine, pf, request);
  return Array.from({ length: request.count }, (_, index) => ({
    pf: pf.bdf,
    index,
    bdf: offset === null || stride === null ? null : vfBdf(pf.bdf, { offset, stride }, index),
    driver,
  }));
}

function summaryOf(input: DraftInput, pf: FunctionInfo, from: number, request: VfsRequest): Words {
  if (request.count === 0) return PLAN_WORDS.willHaveNone({ pf: pf.bdf, count: from });
  const purpose = purposeEnd(request.purpose, guestUseOfNew(input, pf));
  const will = PLAN_WORDS.willHave({ pf: pf.bdf, count: request.count, purpose });
  return from === 0 ? will : sentences(will, PLAN_WORDS.throughZero({ count: from }));
}

function undoSentences(pf: FunctionInfo, from: number, known: boolean): Words[] {
  const settings = vfSettingNames(pf);
  if (from === 0) return [PLAN_WORDS.undoToNone({ pf: pf.bdf })];
  const back = PLAN_WORDS.undoToVfs({ pf: pf.bdf, count: from });
  if (settings === null) return [back, known ? PLAN_WORDS.undoSettings : PLAN_WORDS.undoWithoutSettings];
  return [back, PLAN_WORDS[known ? "undoTheseSettings" : "undoWithoutTheseSettings"]({ settings })];
}

/** The count stays: at most the VFs that are there change hands. */
function rebindDraft(input: DraftInput, pf: FunctionInfo, request: VfsRequest, title: Words): Draft {
  const { machine } = input;
  const vfs = vfsNow(machine, pf).flatMap((vf) => machine.byBdf.get(vf.bdf) ?? []);
  const moving = vfs.filter((vf) => !isAsRequested(vf, request.purpose));
  if (moving.length === 0) return alreadyDraft(input, pf, request, title);
  const likely = driverFor(machine, pf, request);
  return {
    title,
    summary: keptSummary(input, pf, request, moving),
    steps: rebindingSteps(machine, pf, request, moving, likely),
    effects: { rebinds: moving.map((vf) => ({ bdf: vf.bdf, from: vf.driver, to: likely })) },
    undo: [PLAN_WORDS.undoRebind],
    change: { [GOES_TO[request.purpose]]: moving },
    remarks: [],
  };
}

function keptSummary(
  input: DraftInput,
  { bdf: pf }: FunctionInfo,
  { count, purpose: wanted }: VfsRequest,
  moving: readonly FunctionInfo[],
): Words {
  const ready = moving.length === 1 ? PLAN_WORDS.readyForGuest : PLAN_WORDS.readyForGuests;
  const purpose = purposeEnd(wanted, guestUse(input, moving, ready));
  if (moving.length < count) return PLAN_WORDS.keepsVfsOfWhich({ pf, count, part: moving.length, purpose });
  return count === 1 ? PLAN_WORDS.keepsVf({ pf, purpose }) : PLAN_WORDS.keepsVfs({ pf, count, purpose });
}

function isAsRequested(vf: FunctionInfo, purpose: VfsRequest["purpose"]): boolean {
  switch (purpose) {
    case "host":
      return vf.driver !== null && !isGivingDriver(vf.driver);
    case "vfio-pci":
      return isOnVfio(vf);
    case "none":
      return vf.driver === null;
  }
}

function rebindingSteps(
  machine: Machine,
  pf: FunctionInfo,
  request: VfsRequest,
  moving: readonly FunctionInfo[],
  likely: string | null,
): DraftStep[] {
  switch (request.purpose) {
    case "vfio-pci":
      return [...(machine.snapshot.host.vfioPci === "loaded" ? [] : [loadVfioStep()]), ...moving.flatMap(toVfio)];
    case "none":
      return moving.flatMap((vf) => rebindSteps({ bdf: vf.bdf }, bindingOf(vf), UNBOUND));
    case "host":
      return whileProbing(
        pf,
        moving.flatMap((vf) => toHost(machine, vf, likely)),
      );
  }
}

function alreadyDraft(input: DraftInput, pf: FunctionInfo, request: VfsRequest, title: Words): Draft {
  const { machine } = input;
  const { bdf } = pf;
  const purpose = purposeEnd(request.purpose, guestUse(input, machine.vfsOf(bdf), PLAN_WORDS.readyForGuests));
  const state =
    request.count === 0
      ? PLAN_WORDS.hasNoneAlready({ pf: bdf })
      : PLAN_WORDS.hasAlready({ pf: bdf, count: request.count, purpose });
  const already = alreadySo.run(state, PLAN_WORDS.virtfnLinks({ pf: bdf, count: pf.virtfns.length }), bdf);
  return emptyDraft(title, already, sentences(state, PLAN_WORDS.alreadySo));
}
