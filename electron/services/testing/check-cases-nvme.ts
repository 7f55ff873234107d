/** Cases for the controllers of an NVMe PF's VFs. */
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import { BENCH, testbench } from "../../host/simulated/testing/testbench.ts";
import type { CheckCase } from "./check-cases.ts";

const pf = BENCH.nvme;
const VF: readonly Step[] = [{ verb: "sriov.numvfs", bdf: pf, value: 1 }];

function online(values: { readonly queues?: number } = {}, vfs: readonly number[] = [0]): OperationRequest {
  return { kind: "nvme.vfs", pf, vfs, online: true, ...values };
}

/** As a plan of its own brings it online. */
const ONLINE: readonly Step[] = [
  ...VF,
  { verb: "nvme.resources", bdf: pf, vf: 0, controller: 1, resource: "queues", count: 2 },
  { verb: "nvme.resources", bdf: pf, vf: 0, controller: 1, resource: "interrupts", count: 1 },
  { verb: "nvme.state", bdf: pf, vf: 0, controller: 1, online: true },
];

export const NVME_CASES: readonly CheckCase[] = [
  {
    check: "nvme-go-offline",
    says: ["warning: nvme-go-offline"],
    machine: testbench,
    prepare: ONLINE,
    request: { kind: "vfs.set", pf, count: 0, purpose: "host" },
  },
  {
    check: "nvme-go-offline",
    says: ["warning: reset-driver", "warning: reset-vfs", "warning: nvme-go-offline", "fact: reset-reach"],
    machine: testbench,
    prepare: ONLINE,
    request: { kind: "device.reset", bdfs: [pf], method: null },
  },
  { check: "nvme-lasts", says: ["fact: nvme-lasts"], machine: testbench, prepare: VF, request: online() },
  {
    check: "nvme-least",
    says: ["blocker: nvme-least"],
    machine: testbench,
    prepare: VF,
    request: online({ queues: 1 }),
  },
  {
    check: "nvme-pool",
    says: ["blocker: nvme-pool"],
    machine: testbench,
    prepare: VF,
    request: online({ queues: 4 }),
  },
  {
    check: "nvme-online-needs-vf",
    says: ["blocker: nvme-online-needs-vf"],
    machine: testbench,
    request: online(),
  },
  {
    check: "nvme-vf-known",
    says: ["blocker: nvme-vf-known"],
    machine: testbench,
    request: online({}, [8]),
  },
  {
    check: "nvme-known",
    says: ["blocker: nvme-known"],
    machine: testbench,
    request: { kind: "nvme.vfs", pf: BENCH.igb, vfs: [0], online: true },
  },
];
