/** Network host: a ConnectX-7 in switchdev mode with its ports in one bond, a guest and containers on it, and one of InfiniBand. */

import { hex2 } from "../../../../shared/pci/hex-digits.ts";
import { SERVER_MODULES } from "../drivers/modules.ts";
import { IGB, IGBVF, MLX5_CORE } from "../drivers/network.ts";
import { AHCI, AST, I801_SMBUS, NVME, PCIEPORT, XHCI_HCD } from "../drivers/platform.ts";
import { VFIO_PCI } from "../drivers/vfio.ts";
import type { FunctionSpec } from "../kernel/spec.ts";
import type { SimulatedMachine } from "../simulated-host.ts";
import { iommuNames, simulatedMachine } from "./machine.ts";
import { below, intelChipset, intelDisks, intelStack, rootPlace } from "./parts/boards.ts";
import { GEN5_X16 } from "./parts/express.ts";
import { at } from "./parts/function.ts";
import { connectx7 } from "./parts/mellanox.ts";
import { INTEL_ROOT_PORT, oneBus, rootPort } from "./parts/ports.ts";

const MEMORY = 0x340000000000n;
const VFS = 16;

/** Both ports of the card in switchdev mode; the switch's number is the card's, and the same at both. */
function switching(port: FunctionSpec): FunctionSpec[] {
  return [0, 1].map((number) =>
    connectx7(below(port, `41:00.${number}`, 3), {
      bar0: MEMORY + BigInt(number) * 0x2000000n,
      rom: 0xa1000000n + BigInt(number) * 0x100000n,
      vfWindow: MEMORY + 0x4000000n + BigInt(number) * 0x2000000n,
      totalVfs: VFS,
      vfOffset: number === 0 ? 2 : VFS + 1,
      vfStride: 1,
      nextFunction: 1 - number,
      now: GEN5_X16,
      hints: {
        net: {
          name: `enp65s0f${number}np${number}`,
          mac: `00:00:5e:00:53:${hex2(0x70 + number)}`,
          up: true,
          port: { portName: `p${number}`, switchId: "00005e0003005370" },
        },
        vfNet: `enp65s0f${number}`,
        switchdev: number,
      },
    }),
  );
}

/** An IPoIB interface has an address of 20 bytes, whose last 8 are the port's GUID (RFC 4391 §9.1.1). */
function infiniband(port: FunctionSpec): FunctionSpec {
  return connectx7(below(port, "51:00.0", 4), {
    bar0: MEMORY + 0x10000000n,
    rom: 0xa3000000n,
    vfWindow: MEMORY + 0x12000000n,
    totalVfs: VFS,
    vfOffset: 1,
    vfStride: 1,
    nextFunction: 0,
    now: GEN5_X16,
    hints: {
      net: {
        name: "ibp81s0",
        mac: "00:00:10:49:fe:80:00:00:00:00:00:00:02:00:5e:ff:fe:00:53:80",
        up: true,
        port: { linkType: "infiniband" },
      },
    },
  });
}

function slotted(bus: number, slot: number, cards: (port: FunctionSpec) => FunctionSpec[]): FunctionSpec[] {
  const port = rootPort(rootPlace(bus - 1, "01.0", 0), INTEL_ROOT_PORT, { ...oneBus(bus, GEN5_X16), slot, ari: true });
  return [intelStack(bus - 1, 0), port, ...cards(port)];
}

const guid = (vf: number) => `02:00:5e:ff:fe:00:54:0${vf}`;

export function nethost(): SimulatedMachine {
  return simulatedMachine({
    name: "nethost-05",
    bootId: "2f3a4c30-7a11-4c0d-9d07-0a0b0c0d0e05",
    platform: "intel",
    iommus: iommuNames("dmar", 4),
    functions: [
      ...intelChipset({
        bus: 0x09,
        names: ["eno1", "eno2"],
        mac: 0x68,
        memory: 0x95000000n,
        io: 0x2000n,
        vfMemory: 0x95800000n,
        slot: 1,
      }),
      ...intelDisks(0x27, 0, 0x9a000000n),
      ...slotted(0x41, 3, switching),
      ...slotted(0x51, 4, (port) => [infiniband(port)]),
    ],
    drivers: [PCIEPORT, NVME, AHCI, XHCI_HCD, AST, I801_SMBUS, IGB, IGBVF, MLX5_CORE, VFIO_PCI],
    modules: SERVER_MODULES,
    enabledVfs: { "0000:41:00.0": 4, "0000:41:00.1": 2, "0000:51:00.0": 3 },
    vfSettings: {
      "0000:41:00.0": [[{ set: "mac", mac: "02:00:5e:00:53:90" }], [{ set: "rate", min: 0, max: 10_000 }]],
      "0000:51:00.0": [0, 1].map((vf) => [
        { set: "nodeGuid", guid: guid(vf) },
        { set: "portGuid", guid: guid(vf) },
        { set: "linkState", state: "auto" },
      ]),
    },
    use: {
      addresses: { eno1: ["192.0.2.45"], bond0: ["198.51.100.45"] },
      stacked: [{ name: "bond0", kind: "bond", lower: ["enp65s0f0np0", "enp65s0f1np1"] }],
      defaultRoute: "eno1",
      sessionAddress: "192.0.2.45",
      guests: [{ name: "router-1", pid: 2412, bdfs: [at("41:00.2")] }],
      programs: [
        {
          process: "dpdk-testpmd",
          pid: 3120,
          bdf: at("41:00.3"),
          container: { engine: "docker", name: "3f2a91c07b1e" },
        },
      ],
      moved: [{ process: "nginx", pid: 3388, bdf: at("41:00.4"), container: { engine: "lxc", name: "web-1" } }],
    },
  });
}
