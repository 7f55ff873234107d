/** One operation of every kind, on a machine on which it has something to do. */

import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import { p22 } from "../../host/simulated/machines/p22-048-018.ts";
import { at } from "../../host/simulated/machines/parts/function.ts";
import type { SimulatedMachine } from "../../host/simulated/simulated-host.ts";
import { BENCH, testbench } from "../../host/simulated/testing/testbench.ts";
import { IDLE_PF, PF, VF0, VF1 } from "./requests.ts";
import type { Lab } from "./runner-lab.ts";

export interface FaultCase {
  readonly machine: () => SimulatedMachine;
  readonly request: OperationRequest;
  /** Brings the machine into the state that the operation begins with. */
  readonly prepare?: readonly Step[];
  /** For a request that refers to an operation before it. */
  readonly refers?: (lab: Lab) => Promise<OperationRequest>;
  /** What it did cannot be told from what was there: a step that says yes and does nothing goes unnoticed. */
  readonly blind?: true;
  /** There is no way back, and none is promised. */
  readonly oneWay?: true;
}

const TO_VFIO: readonly Step[] = [
  { verb: "module.load", module: "vfio-pci" },
  { verb: "driver.override", bdf: VF0, driver: "vfio-pci" },
  { verb: "driver.unbind", bdf: VF0, from: "any" },
  { verb: "driver.probe", bdf: VF0 },
];

const SETTINGS: readonly Step[] = [
  {
    verb: "vf.network",
    bdf: PF,
    vf: 0,
    settings: [
      { set: "trust", on: true },
      { set: "mac", mac: "02:00:00:00:01:00" },
      { set: "vlan", vlan: 100, qos: 2 },
    ],
  },
  { verb: "vf.network", bdf: PF, vf: 1, settings: [{ set: "rate", min: 0, max: 1000 }] },
];

/** One VF, its controller online with two queues. */
const NVME_VF = at("0d:00.1");
const NVME_CONTROLLER = { bdf: BENCH.nvme, vf: 0, controller: 1 };
const NVME_ONLINE: readonly Step[] = [
  { verb: "sriov.numvfs", bdf: BENCH.nvme, value: 1 },
  { verb: "nvme.resources", ...NVME_CONTROLLER, resource: "queues", count: 2 },
  { verb: "nvme.resources", ...NVME_CONTROLLER, resource: "interrupts", count: 1 },
  { verb: "nvme.state", ...NVME_CONTROLLER, online: true },
];

export const ALL_OPERATIONS: readonly [string, FaultCase][] = [
  [
    "VFs for guests, their settings kept",
    { machine: p22, prepare: SETTINGS, request: { kind: "vfs.set", pf: PF, count: 2, purpose: "vfio-pci" } },
  ],
  ["VFs for the host", { machine: p22, request: { kind: "vfs.set", pf: IDLE_PF, count: 2, purpose: "host" } }],
  ["VFs without a driver", { machine: p22, request: { kind: "vfs.set", pf: PF, count: 2, purpose: "none" } }],
  ["no VFs", { machine: p22, prepare: SETTINGS, request: { kind: "vfs.set", pf: PF, count: 0, purpose: "host" } }],
  ["two VFs to vfio-pci", { machine: p22, request: { kind: "assign", bdfs: [VF0, VF1] } }],
  ["a VF back to the host", { machine: p22, prepare: TO_VFIO, request: { kind: "giveBack", bdfs: [VF0] } }],
  [
    "settings of VFs",
    {
      machine: p22,
      prepare: SETTINGS,
      request: {
        kind: "vf.settings",
        pf: PF,
        edits: [
          {
            vfs: [0, 1],
            settings: {
              mac: "02:00:00:00:02:00",
              vlan: 7,
              trust: false,
              spoofCheck: true,
              linkState: "enable",
              maxRate: 500,
            },
          },
        ],
      },
    },
  ],
  [
    "MSI-X vectors of a VF on its driver",
    { machine: p22, request: { kind: "vf.settings", pf: PF, edits: [{ vfs: [0], settings: { msix: 4 } }] } },
  ],
  ["the autoprobe switch", { machine: p22, request: { kind: "autoprobe.set", pf: PF, value: false } }],
  ["keeping out of D3cold", { machine: p22, request: { kind: "d3cold.set", bdfs: [PF], value: false } }],
  [
    "two controllers of NVMe VFs online",
    {
      machine: testbench,
      prepare: [{ verb: "sriov.numvfs", bdf: BENCH.nvme, value: 2 }],
      request: { kind: "nvme.vfs", pf: BENCH.nvme, vfs: [0, 1], online: true },
    },
  ],
  [
    "a controller of an NVMe VF offline",
    {
      machine: testbench,
      prepare: [...NVME_ONLINE, { verb: "driver.probe", bdf: NVME_VF }],
      request: { kind: "nvme.vfs", pf: BENCH.nvme, vfs: [0], online: false },
    },
  ],
  [
    "other resources of a controller that is online",
    {
      machine: testbench,
      prepare: [...NVME_ONLINE, { verb: "driver.probe", bdf: NVME_VF }],
      request: { kind: "nvme.vfs", pf: BENCH.nvme, vfs: [0], online: true, queues: 3 },
    },
  ],
  ["a reset", { machine: p22, request: { kind: "device.reset", bdfs: [IDLE_PF], method: null }, oneWay: true }],
  [
    "a reset by another method",
    { machine: testbench, request: { kind: "device.reset", bdfs: [BENCH.driverless], method: "bus" }, oneWay: true },
  ],
  [
    "two functions off the bus",
    { machine: testbench, request: { kind: "device.remove", bdfs: [BENCH.igb, BENCH.driverless] } },
  ],
  [
    "a rescan",
    {
      machine: testbench,
      prepare: [{ verb: "device.remove", bdf: BENCH.driverless }],
      request: { kind: "bus.rescan" },
      oneWay: true,
      blind: true,
    },
  ],
  [
    "taking VFs back, their settings too",
    {
      machine: p22,
      prepare: SETTINGS,
      request: { kind: "bus.rescan" },
      refers: async (lab) => {
        const { entryId } = await lab.run({ kind: "vfs.set", pf: PF, count: 0, purpose: "host" });
        return { kind: "undo", entryId };
      },
    },
  ],
];
