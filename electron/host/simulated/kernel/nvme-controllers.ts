/**
 * Secondary controllers of an NVMe PF, as QEMU's controller has them (hw/nvme/ctrl.c, nvme_virt_mngmt): who may have how
 * many of the flexible resources, and when one may come online.
 */
import type { NvmeVf } from "../../../../shared/machine/facts.ts";
import type { NvmeResource } from "../../../../shared/operations/verbs/nvme-vf.ts";
import { KernelError } from "./errno.ts";
import type { PfSpec } from "./spec.ts";
import type { KernelState, PfState, SimFunction } from "./state.ts";

/** Status codes of the command (NVMe Base 2.0, Virtualization Management), in nvme-cli's words. */
const STATUS = {
  controller: "NVMe status: Invalid Controller Identifier: An invalid controller id was specified(0x411f)",
  state:
    "NVMe status: Invalid Secondary Controller State: The requested secondary controller action is invalid based on the secondary and primary controllers current states(0x4120)",
  count:
    "NVMe status: Invalid Number of Controller Resources: The specified number of Flexible Resources is invalid(0x4121)",
} as const;

/** One for each VF that there can be; none where the PF has no Virtualization Management. */
export function newControllers({ nvme }: PfSpec, total: number): readonly NvmeVf[] {
  if (nvme === undefined) return [];
  return Array.from({ length: total }, (_, vf) => ({
    vf,
    controller: vf + 1,
    online: false,
    queues: 0,
    interrupts: 0,
  }));
}

/** The most that one of them takes: an equal share. */
export function mostOf(spec: PfSpec | null, controllers: number, resource: NvmeResource): number {
  const total = spec?.nvme?.[resource] ?? 0;
  return controllers === 0 ? 0 : Math.floor(total / controllers);
}

/** Has the nvme driver something to talk to? */
export function isOnline({ physfn, index }: { readonly physfn: SimFunction; readonly index: number }): boolean {
  return physfn.pf?.controllers.some(({ vf, online }) => vf === index && online) === true;
}

/** Without their VFs all of them are offline and have nothing. */
export function releaseControllers(pf: PfState): void {
  pf.controllers = pf.controllers.map((each) => ({ ...each, online: false, queues: 0, interrupts: 0 }));
}

/** nvme-cli says the status, which no errno stands for. */
function refuse(state: KernelState, status: keyof typeof STATUS): never {
  state.log.add(STATUS[status]);
  throw new KernelError("EIO");
}

/** @throws KernelError ENODEV without the nvme driver, EIO with the command's status in the log */
function controllerOf(state: KernelState, fn: SimFunction, controller: number): { pf: PfState; now: NvmeVf } {
  if (fn.pf === null || fn.driver !== "nvme") throw new KernelError("ENODEV");
  const now = fn.pf.controllers.find((each) => each.controller === controller);
  return now === undefined ? refuse(state, "controller") : { pf: fn.pf, now };
}

function change(state: KernelState, fn: SimFunction, pf: PfState, now: NvmeVf, values: Partial<NvmeVf>): void {
  pf.controllers = pf.controllers.map((each) => (each === now ? { ...each, ...values } : each));
  state.changed.add(fn.bdf);
}

/** Action 8h. @throws KernelError as {@link controllerOf} */
export function giveResources(
  state: KernelState,
  fn: SimFunction,
  controller: number,
  resource: NvmeResource,
  count: number,
): void {
  const { pf, now } = controllerOf(state, fn, controller);
  if (now.online) refuse(state, "state");
  const given = pf.controllers.reduce((sum, each) => sum + (each === now ? 0 : each[resource]), 0);
  const total = pf.spec.nvme?.[resource] ?? 0;
  if (count > mostOf(pf.spec, pf.controllers.length, resource) || given + count > total) refuse(state, "count");
  change(state, fn, pf, now, { [resource]: count });
}

/** Actions 9h and 7h. @throws KernelError as {@link controllerOf} */
export function setControllerState(state: KernelState, fn: SimFunction, controller: number, online: boolean): void {
  const { pf, now } = controllerOf(state, fn, controller);
  if (!online) {
    change(state, fn, pf, now, { online, queues: 0, interrupts: 0 });
    return;
  }
  if (now.queues < 2 || now.interrupts < 1 || now.vf >= pf.vfs.length) refuse(state, "state");
  change(state, fn, pf, now, { online });
}
