/** For each check that the simulated kernel can show: a machine and a request on which it speaks. */

import type { CheckLevel } from "../../../shared/operations/checks/found.ts";
import type { JournalEntry } from "../../../shared/operations/record/record.ts";
import type { OperationRequest, VfPurpose } from "../../../shared/operations/request/request.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { p22 } from "../../host/simulated/machines/p22-048-018.ts";
import { p194 } from "../../host/simulated/machines/p194-162-015.ts";
import { at } from "../../host/simulated/machines/parts/function.ts";
import { vmhost } from "../../host/simulated/machines/vmhost-07.ts";
import type { SimulatedMachine } from "../../host/simulated/simulated-host.ts";
import { BENCH, testbench, testbenchWithoutIommu } from "../../host/simulated/testing/testbench.ts";

export interface CheckCase {
  /** Id of the check. */
  readonly check: string;
  /** All that is said there, how gravely, in order: `blocker: has-driver`. */
  readonly says: readonly `${CheckLevel}: ${string}`[];
  readonly machine: () => SimulatedMachine;
  readonly request: OperationRequest;
  /** false = as somebody who may look only. */
  readonly privileged?: boolean;
  /** The connection cannot tell who uses what. */
  readonly blind?: true;
  /** Why the journal cannot be kept. */
  readonly unkept?: string;
  /** Brings the machine into the state that the plan is made from. */
  readonly prepare?: readonly Step[];
  /** Functions that the user leaves unread. */
  readonly left?: readonly Bdf[];
  /** A write of a program that has ended since, which waits for another one to let go of this function. */
  readonly waiting?: { readonly bdf: Bdf; readonly step: Step };
  /** The machine is looked at in a report that was made of it. */
  readonly fromReport?: true;
  /** What the journal has of the operation that the request refers to. */
  readonly entry?: JournalEntry;
}

export function vfs(pf: Bdf, count: number, purpose: VfPurpose = "host"): OperationRequest {
  return { kind: "vfs.set", pf, count, purpose };
}
export function assign(...bdfs: readonly Bdf[]): OperationRequest {
  return { kind: "assign", bdfs };
}
export function giveBack(...bdfs: readonly Bdf[]): OperationRequest {
  return { kind: "giveBack", bdfs };
}

const HELD_VF = at("41:00.2");
const ROOT_DISK = at("28:00.0");

/** The bench with something of what stands around its functions changed. */
export function benchWith(use: SimulatedMachine["use"]): () => SimulatedMachine {
  return () => ({ ...testbench(), ...(use === undefined ? {} : { use }) });
}

function groupOf(machine: SimulatedMachine, bdf: Bdf): string {
  return String(machine.kernel.functions.find((fn) => fn.bdf === bdf)?.iommuGroup);
}

export const MACHINE_CASES: readonly CheckCase[] = [
  {
    check: "protected",
    says: ["guard: protected", "guard: protected", "guard: protected"],
    machine: vmhost,
    request: vfs(at("41:00.0"), 0),
  },
  { check: "protected", says: ["guard: protected"], machine: vmhost, request: giveBack(HELD_VF) },
  {
    check: "protected",
    says: ["guard: protected", "warning: whole-pf"],
    machine: vmhost,
    request: assign(at("09:00.0")),
  },
  { check: "protected", says: ["guard: protected"], machine: vmhost, request: assign(ROOT_DISK) },
  // The part of the machine that nothing may be without, and one that an expert may take.
  {
    check: "iommu-function",
    says: ["blocker: iommu-function", "guard: protected"],
    machine: p22,
    request: { kind: "device.remove", bdfs: [at("00:00.2")] },
  },
  {
    check: "protected",
    says: ["guard: protected"],
    machine: p22,
    request: { kind: "device.remove", bdfs: [at("00:00.0")] },
  },
  {
    check: "in-use",
    says: ["warning: in-use", "warning: whole-pf", "fact: vfio-module", "fact: rdma"],
    machine: p22,
    request: assign(at("0d:00.0")),
  },
  {
    check: "usage-unread",
    says: ["blocker: privilege", "guard: usage-unread", "warning: guest-in-use"],
    machine: vmhost,
    request: giveBack(HELD_VF),
    privileged: false,
  },
  {
    check: "guest-in-use",
    says: ["blocker: privilege", "guard: usage-unread", "warning: guest-in-use"],
    machine: vmhost,
    request: giveBack(HELD_VF),
    privileged: false,
  },
  {
    check: "privilege",
    says: ["blocker: privilege", "guard: usage-unread", "warning: vfs-in-use"],
    machine: vmhost,
    request: vfs(at("41:00.0"), 0),
    privileged: false,
  },
  {
    check: "journal-not-kept",
    says: ["guard: journal-not-kept", "fact: vfio-module", "fact: rdma"],
    machine: p22,
    request: assign(at("01:00.3")),
    unkept: "/home/lab/.local/state/sriov-inspector cannot be written (EROFS)",
  },
  { check: "function-exists", says: ["blocker: function-exists"], machine: p22, request: assign(at("7f:00.0")) },
  { check: "already-so", says: ["fact: already-so"], machine: p22, request: vfs(at("01:00.0"), 16) },
  { check: "pf-exists", says: ["blocker: pf-exists"], machine: p22, request: vfs(at("7f:00.0"), 1) },
  { check: "is-pf", says: ["blocker: is-pf"], machine: p22, request: vfs(at("04:00.0"), 1) },
  {
    check: "read-only-machine",
    says: ["blocker: read-only-machine", "guard: usage-unread", "warning: through-zero"],
    machine: p22,
    request: vfs(at("01:00.0"), 4),
    fromReport: true,
  },
  { check: "vf-count", says: ["blocker: vf-count"], machine: p22, request: vfs(at("01:00.0"), 70_000) },
  { check: "has-driver", says: ["blocker: has-driver"], machine: testbench, request: vfs(BENCH.driverless, 1) },
  {
    check: "driver-supports",
    says: ["blocker: driver-supports", "warning: vfs-captured"],
    machine: testbench,
    request: vfs(BENCH.onVfio, 1, "vfio-pci"),
  },
  {
    check: "driver-wants-net-up",
    says: ["warning: driver-wants-net-up"],
    machine: testbench,
    request: vfs(BENCH.bnxt, 1),
  },
  { check: "nvme-virt-mgmt", says: ["warning: nvme-virt-mgmt"], machine: testbench, request: vfs(BENCH.nvme, 1) },
  {
    check: "total-vfs",
    says: ["blocker: total-vfs", "fact: capability-total"],
    machine: testbench,
    request: vfs(BENCH.igb, 8),
  },
  { check: "capability-total", says: ["fact: capability-total"], machine: testbench, request: vfs(BENCH.igb, 2) },
  {
    check: "mmio-windows",
    says: ["blocker: mmio-windows", "fact: capability-total"],
    machine: testbench,
    request: vfs(BENCH.noWindow, 1),
  },
  { check: "bus-numbers", says: ["blocker: bus-numbers"], machine: testbench, request: vfs(BENCH.fewBuses, 7) },
  {
    check: "initial-vfs",
    says: ["blocker: initial-vfs", "fact: capability-total"],
    machine: testbench,
    request: vfs(BENCH.brokenCounts, 1),
  },
  {
    check: "dependency-link",
    says: ["blocker: dependency-link", "fact: capability-total"],
    machine: testbench,
    request: vfs(BENCH.missingDependency, 1),
  },
  {
    check: "dependency-link",
    says: ["blocker: dependency-link", "fact: capability-total"],
    machine: testbench,
    request: vfs(BENCH.wrongDependency, 1),
  },
  {
    check: "vfs-captured",
    says: ["blocker: driver-supports", "blocker: vfs-captured"],
    machine: testbench,
    request: vfs(BENCH.onVfio, 1, "host"),
  },
  { check: "through-zero", says: ["warning: through-zero"], machine: p22, request: vfs(at("01:00.0"), 4) },
  {
    check: "vfs-in-use",
    says: ["blocker: privilege", "guard: usage-unread", "warning: vfs-in-use"],
    machine: vmhost,
    request: vfs(at("41:00.0"), 0),
    privileged: false,
  },
  {
    check: "iommu",
    says: ["blocker: iommu", "warning: in-use", "warning: whole-pf"],
    machine: testbenchWithoutIommu,
    request: assign(BENCH.igb),
  },
  { check: "vfio-module", says: ["fact: vfio-module", "fact: rdma"], machine: p22, request: assign(at("01:00.3")) },
  {
    check: "pf-with-vfs",
    says: ["blocker: pf-with-vfs", "warning: in-use", "fact: vfio-module", "fact: rdma"],
    machine: p22,
    request: assign(at("01:00.0")),
  },
  {
    check: "whole-pf",
    says: ["warning: whole-pf", "fact: vfio-module", "fact: rdma"],
    machine: p22,
    request: assign(at("01:00.1")),
  },
  { check: "not-a-bridge", says: ["blocker: not-a-bridge"], machine: testbench, request: assign(BENCH.pciBridge) },
  {
    check: "group-viability",
    says: ["warning: group-viability", "warning: reset-scope", "fact: group-acs"],
    machine: testbench,
    request: assign(BENCH.behindPciBridge),
  },
  {
    check: "group-acs",
    says: ["warning: group-viability", "warning: reset-scope", "fact: group-acs"],
    machine: testbench,
    request: assign(BENCH.behindPciBridge),
  },
  {
    check: "acs-override",
    says: ["warning: in-use", "warning: whole-pf", "warning: acs-override"],
    machine: benchWith({ commandLine: "pcie_acs_override=downstream" }),
    request: assign(BENCH.igb),
  },
  {
    check: "reserved-direct",
    says: ["warning: in-use", "warning: whole-pf", "warning: reserved-direct"],
    machine: benchWith({
      directRegions: [{ group: groupOf(testbench(), BENCH.igb), start: "0x7b000000", end: "0x7f7fffff" }],
    }),
    request: assign(BENCH.igb),
  },
  {
    check: "asleep",
    says: ["warning: whole-pf", "warning: asleep", "warning: power-cut"],
    machine: testbench,
    request: assign(BENCH.asleep),
  },
  {
    check: "left-unread",
    says: ["guard: left-unread", "warning: in-use", "warning: whole-pf"],
    machine: testbench,
    request: assign(BENCH.igb),
    left: [BENCH.igb],
  },
  { check: "disk", says: ["warning: disk"], machine: vmhost, request: assign(at("00:17.0")) },
  { check: "host-driver", says: ["warning: host-driver"], machine: p194, request: giveBack(at("18:00.0")) },
];
