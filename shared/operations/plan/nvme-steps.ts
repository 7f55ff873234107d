/** Steps that bring secondary controllers of an NVMe PF's VFs into a state, and the share of an undo that is about them. */

import type { FunctionInfo, NvmeVf } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { isGivingDriver } from "../../machine/role.ts";
import { vfAt } from "../../machine/vf-slices.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { UNDO_WORDS } from "../../words/texts/plan.ts";
import type { PlanInput } from "../findings/knowledge.ts";
import type { Before } from "../record/record.ts";
import { resourcesStep } from "../verbs/nvme-resources.ts";
import { offlineStep, onlineStep } from "../verbs/nvme-state.ts";
import { NVME_RESOURCES, nvmeVfAt } from "../verbs/nvme-vf.ts";
import type { DraftStep } from "../verbs/table.ts";
import { bindingOf, rebindSteps } from "./bindings.ts";
import { NOTHING, type Part } from "./draft.ts";

/** One controller on its way. */
export interface Move {
  /** The VF, where it is there. */
  readonly fn: FunctionInfo | null;
  readonly now: NvmeVf;
  readonly wanted: Pick<NvmeVf, "online" | "queues" | "interrupts">;
}

export function isSo({ now, wanted }: Move): boolean {
  return now.online === wanted.online && now.queues === wanted.queues && now.interrupts === wanted.interrupts;
}

/** The driver of the host that has to let go first: the controller is reset under it. */
function isDriven({ fn, now }: Move): boolean {
  return now.online && fn !== null && fn.driver !== null && !isGivingDriver(fn.driver);
}

/**
 * What is to be offline goes first, since the others may need what it has; resources change offline only, and those that
 * give some back come before those that take them.
 */
export function controllerSteps(pf: Bdf, moves: readonly Move[]): DraftStep[] {
  const changing = moves.filter((move) => !isSo(move));
  const offline = changing.flatMap((move): DraftStep[] => {
    const { fn, now } = move;
    if (!now.online) return [];
    const unbind =
      fn !== null && isDriven(move)
        ? rebindSteps({ bdf: fn.bdf }, bindingOf(fn), { driver: null, override: fn.driverOverride })
        : [];
    return [...unbind, offlineStep(pf, now)];
  });
  const given = changing
    .flatMap(({ now, wanted }) =>
      NVME_RESOURCES.map((resource) => {
        const has = now.online ? 0 : now[resource];
        return { now, resource, has, gets: wanted[resource] };
      }),
    )
    .filter(({ has, gets }) => has !== gets)
    .sort((a, b) => a.gets - a.has - (b.gets - b.has))
    .map(({ now, resource, has, gets }) => resourcesStep(pf, now, resource, gets, has));
  const online = changing.filter(({ wanted }) => wanted.online).map(({ now }) => onlineStep(pf, now));
  return [...offline, ...given, ...online];
}

/** The driver that had the VF takes it again: its way back is that of the step that took it. */
function boundAgain(move: Move): DraftStep[] {
  const { fn, wanted } = move;
  if (fn === null || !wanted.online || isSo(move) || !isDriven(move)) return [];
  const free = { driver: null, override: fn.driverOverride };
  return rebindSteps({ bdf: fn.bdf }, free, bindingOf(fn)).map((step) => ({ ...step, undo: [] }));
}

/** A VF without a driver is offered to the host's nvme driver, where drivers may take this PF's VFs. */
function boundNew(pf: FunctionInfo, { fn, wanted }: Move): DraftStep[] {
  if (fn === null || !wanted.online || fn.driver !== null || fn.driverOverride !== null) return [];
  if (pf.sriov?.driversAutoprobe === false) return [];
  const free = { driver: null, override: null };
  return rebindSteps({ bdf: fn.bdf }, free, { host: true, likely: "nvme", surely: true });
}

/** Controllers, and the drivers that go with them. */
export function moveSteps(pf: FunctionInfo, moves: readonly Move[]): DraftStep[] {
  return [...controllerSteps(pf.bdf, moves), ...moves.flatMap((move) => [...boundAgain(move), ...boundNew(pf, move)])];
}

export function vfOf(machine: Machine, pf: FunctionInfo, vf: number): FunctionInfo | null {
  const bdf = vfAt(pf, vf);
  return bdf === null ? null : (machine.byBdf.get(bdf) ?? null);
}

/**
 * Controllers as they were. A driver that came with the operation has to go before they are offline, and one that went with
 * it comes when they are online: the first half stands before the part about drivers, the second behind it.
 */
export function controllersPart(
  { machine, knowledge }: PlanInput,
  before: Before,
): { readonly first: Part; readonly last: Part } {
  const first: DraftStep[] = [];
  const last: DraftStep[] = [];
  for (const { pf, vfs } of before.nvme ?? []) {
    const told = knowledge?.nvmeVfs?.(pf) ?? null;
    const at = machine.byBdf.get(pf);
    if (told?.state !== "read" || !at) continue;
    const moves = vfs.flatMap((wanted): Move[] => {
      const now = nvmeVfAt(told.vfs, wanted.vf);
      return now === null ? [] : [{ fn: vfOf(machine, at, wanted.vf), now, wanted }];
    });
    const was = new Map(before.functions.map(({ bdf, driver }) => [bdf, driver]));
    const leaves = (move: Move) => move.fn !== null && was.has(move.fn.bdf) && was.get(move.fn.bdf) !== move.fn.driver;
    const freed = (move: Move): Move => (move.fn === null ? move : { ...move, fn: { ...move.fn, driver: null } });
    const late = moves.filter((move) => move.fn?.driver != null && leaves(move));
    const early = moves.filter((move) => !late.includes(move));
    first.push(...controllerSteps(pf, early), ...early.flatMap(boundAgain));
    last.push(...controllerSteps(pf, late.map(freed)));
  }
  return { first: partOf(first), last: partOf(last) };
}

function partOf(steps: readonly DraftStep[]): Part {
  if (steps.length === 0) return NOTHING;
  const vfs = new Set(steps.flatMap(({ template }) => ("controller" in template ? template.vf : [])));
  return { ...NOTHING, steps, sentences: [UNDO_WORDS.controllersAgain({ count: vfs.size })] };
}
