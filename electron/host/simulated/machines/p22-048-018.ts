/** Network node: a ConnectX-7 with 16 VFs on its first port, four BlueField-3, and an I350 for management. */

import { hex2 } from "../../../../shared/pci/hex-digits.ts";
import { SERVER_MODULES } from "../drivers/modules.ts";
import { IGB, IGBVF, MLX5_CORE } from "../drivers/network.ts";
import { AST, NVME, PCIEPORT, PIIX4_SMBUS } from "../drivers/platform.ts";
import type { AerCounts, FunctionSpec } from "../kernel/spec.ts";
import type { SimulatedMachine } from "../simulated-host.ts";
import { iommuNames, simulatedMachine } from "./machine.ts";
import { amdPort, amdStack, below, boardGraphics, managementNic, rootPlace } from "./parts/boards.ts";
import { amdSmbus } from "./parts/chipset.ts";
import type { LinkRate } from "./parts/express.ts";
import { GEN2_X1, GEN2_X4, GEN4_X4, GEN4_X16, GEN5_X16 } from "./parts/express.ts";
import { at } from "./parts/function.ts";
import { bluefield3, bluefield3Management, connectx7 } from "./parts/mellanox.ts";
import { oneBus } from "./parts/ports.ts";
import { nvmeDisk } from "./parts/storage.ts";

function mac(last: number): string {
  return `00:00:5e:00:53:${hex2(last)}`;
}

/** Both ports of the ConnectX-7; windows and BARs fill one 128 MiB range below its root port. */
function connectx(port: FunctionSpec): FunctionSpec[] {
  return [
    connectx7(below(port, "01:00.0", 1), {
      bar0: 0x600da000000n,
      rom: 0xf0100000n,
      vfWindow: 0x600de000000n,
      totalVfs: 16,
      vfOffset: 2,
      vfStride: 1,
      nextFunction: 1,
      now: GEN5_X16,
      hints: { net: { name: "enp1s0f0np0", mac: mac(0x20), up: true }, vfNet: "enp1s0f0" },
    }),
    connectx7(below(port, "01:00.1", 1), {
      bar0: 0x600d8000000n,
      rom: 0xf0000000n,
      vfWindow: 0x600dc000000n,
      totalVfs: 16,
      vfOffset: 17,
      vfStride: 1,
      nextFunction: 0,
      now: GEN5_X16,
      hints: { net: { name: "enp1s0f1np1", mac: mac(0x21), up: false }, vfNet: "enp1s0f1" },
    }),
  ];
}

interface BlueField {
  readonly bus: number;
  readonly slot: number;
  readonly memory: bigint;
  readonly low: bigint;
  readonly now: LinkRate;
  readonly aer: AerCounts;
}

function bluefield(port: FunctionSpec, card: BlueField): FunctionSpec[] {
  const { bus, slot, memory, low, now, aer } = card;
  const prefix = `enp${bus}s0f0`;
  const network = bluefield3(below(port, `${hex2(bus)}:00.0`, slot), {
    bar0: memory,
    rom: low + 0x1000000n,
    vfWindow: memory + 0x2000000n,
    totalVfs: 16,
    vfOffset: 2,
    vfStride: 1,
    nextFunction: 1,
    now,
    hints: { net: { name: `${prefix}np0`, mac: mac(0x30 + slot), up: true }, vfNet: prefix },
  });
  const management = bluefield3Management(below(port, `${hex2(bus)}:00.1`, slot), low, now);
  return [{ ...network, aer }, management];
}

/** A root bus with nothing but one BlueField-3 on it. */
function bluefieldStack(root: number, node: number, card: BlueField): FunctionSpec[] {
  const { specs, port } = amdPort(root, 1, node, {
    ...oneBus(card.bus, GEN5_X16, card.now),
    slot: card.slot,
    ari: true,
  });
  return [...amdStack(root, node), ...specs, ...bluefield(port, card)];
}

function firstStack(): FunctionSpec[] {
  const card = amdPort(0x00, 1, 0, { ...oneBus(0x01, GEN5_X16), slot: 1, ari: true });
  const bluefieldPort = amdPort(0x00, 3, 0, { ...oneBus(0x0d, GEN5_X16), slot: 2, ari: true });
  const graphics = amdPort(0x00, 5, 0, { secondary: 0x02, subordinate: 0x03, max: GEN2_X1, now: GEN2_X1 });
  const disk = amdPort(0x00, 7, 0, { ...oneBus(0x04, GEN4_X4), slot: 20 });
  return [
    ...amdStack(0x00, 0),
    ...card.specs,
    ...connectx(card.port),
    ...bluefieldPort.specs,
    ...bluefield(bluefieldPort.port, {
      bus: 0x0d,
      slot: 2,
      memory: 0x600e0000000n,
      low: 0xf2000000n,
      now: GEN5_X16,
      aer: {},
    }),
    ...graphics.specs,
    ...boardGraphics(graphics.port, 0x02, 0xe8000000n),
    ...disk.specs,
    nvmeDisk(below(disk.port, "04:00.0", 20), 0xf0600000n, 0),
    amdSmbus(rootPlace(0x00, "14.0", 0)),
  ];
}

function managementStack(): FunctionSpec[] {
  const { specs, port } = amdPort(0x30, 1, 0, { ...oneBus(0x31, GEN2_X4), slot: 3, ari: true });
  const nic = managementNic(port, {
    bus: 0x31,
    names: ["enp49s0f0", "enp49s0f1"],
    mac: 0x10,
    memory: 0xd0000000n,
    io: 0x4000n,
    vfMemory: 0xd0800000n,
    slot: 3,
  });
  return [...amdStack(0x30, 0), ...specs, ...nic];
}

export function p22(): SimulatedMachine {
  return simulatedMachine({
    name: "p22-048-018",
    bootId: "c71d5a30-2b64-4d8f-b0aa-022048018000",
    platform: "amd",
    iommus: iommuNames("ivhd", 5),
    functions: [
      ...firstStack(),
      ...managementStack(),
      ...bluefieldStack(0x53, 0, {
        bus: 0x54,
        slot: 4,
        memory: 0x610e0000000n,
        low: 0xc2000000n,
        now: GEN5_X16,
        aer: {},
      }),
      // One link that came up at half its speed, and the errors that made it do so.
      ...bluefieldStack(0x8a, 1, {
        bus: 0x8b,
        slot: 5,
        memory: 0x620e0000000n,
        low: 0xb2000000n,
        now: GEN4_X16,
        aer: { correctable: { RxErr: 12, BadTLP: 3, Timeout: 1 } },
      }),
      ...bluefieldStack(0xd4, 1, {
        bus: 0xd5,
        slot: 6,
        memory: 0x630e0000000n,
        low: 0xa2000000n,
        now: GEN5_X16,
        aer: {},
      }),
    ],
    together: [[at("02:00.0"), at("03:00.0")]],
    drivers: [PCIEPORT, NVME, AST, PIIX4_SMBUS, IGB, IGBVF, MLX5_CORE],
    modules: SERVER_MODULES,
    enabledVfs: { "0000:01:00.0": 16 },
    use: {
      addresses: { enp49s0f0: ["192.0.2.22"] },
      defaultRoute: "enp49s0f0",
      volumes: [{ name: "nvme0n1p2", below: ["nvme0n1"], label: null }],
      mounts: [{ kind: "mount", where: "/", type: "ext4", devices: ["nvme0n1p2"] }],
      bootDisplay: at("03:00.0"),
    },
  });
}
