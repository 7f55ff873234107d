/** What a scan says of a function of the model: the same facts that sysfs would give. */
import type { ChildFacts, FunctionFacts, LinkFacts, ResourceFacts, SriovFacts } from "../../../shared/machine/facts.ts";
import { LINK_RATES } from "../../../shared/pci/capabilities/standard/express/words.ts";
import { ConfigSpace } from "../../../shared/pci/config-space.ts";
import type { KernelResource } from "../../../shared/pci/layout.ts";
import type { Kernel } from "./kernel/kernel.ts";
import { vfLayoutOf, word } from "./kernel/pf-registers.ts";
import { busRange, findExpress, findStandard, forwardsAri, headerTypeOf, identityOf } from "./kernel/registers.ts";
import type { SimFunction } from "./kernel/state.ts";

const POWER_MANAGEMENT = 0x01;
const SUBSYSTEM_ID = 0x0d;
const HEADER_SUBSYSTEM = 0x2c;
const LINK_CAPABILITIES = 0x0c;
const LINK_STATUS = 0x12;

/** Root complex integrated endpoints and event collectors have no link (Device/Port Type 9 and 10). */
const WITHOUT_LINK = [9, 10];

/** Asking one that sleeps for its link would wake it, or the bridges above. */
function isAsleep({ powerState }: SimFunction): boolean {
  return powerState === "D3cold" || powerState === "D3hot";
}

/** A VF's registers say nothing of a link (§9.3.5). */
function linkOf(fn: SimFunction): LinkFacts | null {
  if (isAsleep(fn) || fn.vf !== null) return null;
  const at = findExpress(fn.config);
  if (at === null) return null;
  const space = new ConfigSpace(fn.config);
  if (WITHOUT_LINK.includes((space.u16(at + 2) >> 4) & 0xf)) return null;
  const max = space.u32(at + LINK_CAPABILITIES);
  const now = space.u16(at + LINK_STATUS);
  return {
    speed: LINK_RATES[now & 0xf] ?? null,
    width: (now >> 4) & 0x3f || null,
    maxSpeed: LINK_RATES[max & 0xf] ?? null,
    maxWidth: (max >> 4) & 0x3f || null,
  };
}

function hex64(value: bigint): string {
  return `0x${value.toString(16)}`;
}

function resourceFacts(resource: KernelResource): ResourceFacts {
  return { start: hex64(resource.start), end: hex64(resource.end), flags: hex64(BigInt(resource.flags)) };
}

/** A PF's links to its VFs: one that leaves has lost its own while a program still has it open. */
function virtfnsOf(kernel: Kernel, { pf }: SimFunction): FunctionFacts["virtfns"] {
  const linked = pf?.vfs.filter((vf) => kernel.leaving(vf.bdf) !== "function") ?? [];
  return linked.map(({ bdf, vf }, place) => ({ index: vf?.index ?? place, bdf }));
}

function sriovOf(kernel: Kernel, fn: SimFunction): SriovFacts | null {
  const { pf } = fn;
  if (pf === null) return null;
  return {
    totalVfs: pf.driverMax,
    numVfs: virtfnsOf(kernel, fn).length,
    ...vfLayoutOf(fn, pf),
    vfDevice: word(fn, pf, "did"),
    driversAutoprobe: pf.autoprobe,
    vfTotalMsix: kernel.vfMsixPool(fn),
  };
}

/** A bridge has its subsystem ids in a capability, if at all (pci_setup_device). */
function subsystemOf(fn: SimFunction, isBridge: boolean): { subsystemVendor: number; subsystemDevice: number } {
  const at = isBridge ? findStandard(fn.config, SUBSYSTEM_ID) : HEADER_SUBSYSTEM - 4;
  if (at === null) return { subsystemVendor: 0, subsystemDevice: 0 };
  const space = new ConfigSpace(fn.config);
  return { subsystemVendor: space.u16(at + 4), subsystemDevice: space.u16(at + 6) };
}

/** As it is before anybody writes to it (pci_pm_init). */
function startsAllowed({ config }: SimFunction): string {
  return findStandard(config, POWER_MANAGEMENT) === null ? "0" : "1";
}

/** Of one that leaves a program's hands what is left is its vfio-dev, and that on some releases only. */
function childrenOf(kernel: Kernel, fn: SimFunction): ChildFacts[] {
  const stays = kernel.leaving(fn.bdf) === null || kernel.keepsVfioDevice;
  return stays ? fn.children.map((child) => ({ ...child })) : [];
}

/** The facts of one function, as plain data of their own. */
export function factsOf(kernel: Kernel, fn: SimFunction): FunctionFacts {
  const { spec } = fn;
  const space = new ConfigSpace(fn.config);
  const isBridge = headerTypeOf(fn) === 1;
  const parent = spec.parent === null ? null : kernel.find(spec.parent);
  const isExpress = findExpress(fn.config) !== null;
  const leaving = kernel.leaving(fn.bdf);
  return {
    bdf: fn.bdf,
    parent: spec.parent,
    hostBridge: spec.hostBridge,
    vendor: fn.vendor,
    device: fn.device,
    ...subsystemOf(fn, isBridge),
    classCode: identityOf(fn).classCode,
    revision: space.u8(0x08),
    driver: leaving === null ? fn.driver : null,
    driverOverride: fn.driverOverride,
    modules: [...kernel.modulesFor(fn)],
    irq: spec.irq,
    msi: fn.msi === null ? null : { ...fn.msi },
    numaNode: spec.numaNode,
    iommuGroup: fn.iommuGroup === null ? null : String(fn.iommuGroup),
    powerState: fn.powerState,
    d3coldAllowed: (fn.stored.get("d3cold_allowed") ?? startsAllowed(fn)) === "1",
    link: linkOf(fn),
    slot: spec.slot,
    label: spec.label,
    resources: fn.resources.map(resourceFacts),
    bridge: isBridge ? busRange(fn) : null,
    sriov: sriovOf(kernel, fn),
    physfn: leaving === "function" ? null : (fn.vf?.physfn.bdf ?? null),
    virtfns: virtfnsOf(kernel, fn),
    ariEnabled: isExpress ? forwardsAri(parent ?? undefined) : null,
    resetMethods: kernel.resetMethodsOf(fn),
    children: childrenOf(kernel, fn),
    problems: [],
    ...(isAsleep(fn) && fn.vf === null ? { asleep: true } : {}),
  };
}

/** What a scan finds of a function while a write that it knows nothing of holds the device's lock. */
export function behindLock(facts: FunctionFacts): FunctionFacts {
  const late = (attribute: string) => ({
    attribute,
    code: "ETIMEDOUT",
    message: `${attribute} could not be read: it did not answer in time (ETIMEDOUT).`,
  });
  const attributes = facts.sriov === null ? ["driver_override"] : ["driver_override", "sriov_vf_total_msix"];
  return {
    ...facts,
    driverOverride: null,
    sriov: facts.sriov && { ...facts.sriov, vfTotalMsix: null },
    problems: [...facts.problems, ...attributes.map(late)],
  };
}
