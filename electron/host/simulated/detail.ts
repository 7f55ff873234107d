/** Attributes of a function that a person asks for one at a time. */

import type { FunctionDetail, NvmePool, OwnAttribute } from "../../../shared/machine/facts.ts";
import type { NvmeResource } from "../../../shared/operations/verbs/nvme-vf.ts";
import type { Kernel } from "./kernel/kernel.ts";
import { mostOf } from "./kernel/nvme-controllers.ts";
import { findExtended, headerTypeOf } from "./kernel/registers.ts";
import type { AerCounts } from "./kernel/spec.ts";
import type { SimFunction } from "./kernel/state.ts";

/** What the machine says beyond its functions. */
export interface MachineDetail {
  /** Addresses that the IOMMU keeps out of every group's reach. */
  readonly reservedRegions: FunctionDetail["reservedRegions"];
  /** /sys/kernel/iommu_groups/N/type */
  readonly groupType: string;
  /** Is there no iproute2 here: then nothing is known of what drivers keep for VFs. */
  readonly withoutIp?: true;
  /** What drivers of GPUs hand out by attributes of their own, by the function's address; there while it has its driver. */
  readonly own?: Readonly<Record<string, readonly OwnAttribute[]>>;
}

/** null = it has none. */
export function ownOf({ own }: MachineDetail, fn: SimFunction): readonly OwnAttribute[] | null {
  return fn.driver === null || fn.driver === "vfio-pci" ? null : (own?.[fn.bdf] ?? null);
}

const AER = 0x01;

/** Names and order of aer_dev_correctable and of the two others (drivers/pci/pcie/aer.c), their totals left out. */
const CORRECTABLE = ["RxErr", "BadTLP", "BadDLLP", "Rollover", "Timeout", "NonFatalErr", "CorrIntErr", "HeaderOF"];
const UNCORRECTABLE = [
  "Undefined",
  "DLP",
  "SDES",
  "TLP",
  "FCP",
  "CmpltTO",
  "CmpltAbrt",
  "UnxCmplt",
  "RxOF",
  "MalfTLP",
  "ECRC",
  "UnsupReq",
  "ACSViol",
  "UncorrIntErr",
  "BlockedTLP",
  "AtomicOpBlocked",
  "TLPBlockedErr",
  "PoisonTLPBlocked",
  "DMWrReqBlocked",
  "IDECheck",
  "MisIDETLP",
  "PCRC_CHECK",
  "TLPXlatBlocked",
];

type AerLine = FunctionDetail["aer"][number];

function linesOf(
  severity: AerLine["severity"],
  names: readonly string[],
  counts: Readonly<Record<string, number>> = {},
): AerLine[] {
  return names.map((name) => ({ severity, name, count: counts[name] ?? 0 }));
}

function aerLines(counts: AerCounts): AerLine[] {
  return [
    ...linesOf("correctable", CORRECTABLE, counts.correctable),
    ...linesOf("nonfatal", UNCORRECTABLE, counts.nonfatal),
    ...linesOf("fatal", UNCORRECTABLE, counts.fatal),
  ];
}

/** By nvme-cli, which this machine has. */
function nvmeTold(fn: SimFunction): Pick<FunctionDetail, "nvmeVfs"> {
  if (fn.pf === null || fn.driver !== "nvme") return {};
  const { controllers } = fn.pf;
  const pool = (resource: NvmeResource): NvmePool => ({
    total: fn.pf?.spec.nvme?.[resource] ?? 0,
    assigned: controllers.reduce((sum, each) => sum + each[resource], 0),
    toPf: 0,
    most: mostOf(fn.pf?.spec ?? null, controllers.length, resource),
    step: 1,
  });
  return { nvmeVfs: { state: "read", vfs: [...controllers], queues: pool("queues"), interrupts: pool("interrupts") } };
}

/** @param numVfsStuck a step holds the PF's lock, so reading sriov_numvfs would hang */
export function detailOf(
  kernel: Kernel,
  fn: SimFunction,
  machine: MachineDetail,
  numVfsStuck: boolean,
): FunctionDetail {
  const onVfio = fn.driver === "vfio-pci";
  // vfio-pci lets a function rest until somebody opens it, a VF without power states too.
  const asleep = onVfio ? kernel.suspendsVfio : fn.powerState === "D3cold" || fn.powerState === "D3hot";
  const isBridge = headerTypeOf(fn) === 1;
  const stuck = {
    attribute: "sriov_numvfs",
    code: "ETIMEDOUT",
    message: "Reading it waits for an operation on this function that has not come back.",
  };
  const own = ownOf(machine, fn);
  return {
    bdf: fn.bdf,
    numVfs: fn.pf === null || numVfsStuck ? null : fn.pf.vfs.length,
    iommuGroupType: fn.iommuGroup === null ? null : machine.groupType,
    reservedRegions: fn.iommuGroup === null ? [] : machine.reservedRegions,
    aer: findExtended(fn.config, AER) === null ? [] : aerLines(fn.spec.aer),
    runtimeStatus: asleep ? "suspended" : "active",
    enableCount: isBridge || (fn.driver !== null && !onVfio) ? 1 : 0,
    ...(fn.pf !== null && fn.pf.vfs.length > 0 && kernel.keepsVfSettings(fn) && !machine.withoutIp
      ? { vfSettings: fn.pf.settings }
      : {}),
    ...(own === null ? {} : { own }),
    ...nvmeTold(fn),
    ...(fn.pf !== null && fn.spec.hints.switchdev !== undefined
      ? { eswitch: { mode: "switchdev", inlineMode: "link", encap: "basic" } }
      : {}),
    problems: fn.pf !== null && numVfsStuck ? [stuck] : [],
  };
}
