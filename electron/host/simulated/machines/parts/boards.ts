/** Groups of functions that several machines have alike. */

import { hex2 } from "../../../../../shared/pci/hex-digits.ts";
import type { FunctionSpec } from "../../kernel/spec.ts";
import {
  amdDummyBridge,
  amdIommu,
  amdRootComplex,
  aspeedGraphics,
  intelMemoryMap,
  intelSata,
  intelSmbus,
  intelUsb,
} from "./chipset.ts";
import type { LinkRate } from "./express.ts";
import { GEN2_X1, GEN2_X4, GEN4_X4, GEN5_X16 } from "./express.ts";
import { at, type Place } from "./function.ts";
import { i350 } from "./intel-nic.ts";
import {
  AMD_ROOT_PORT,
  GEN5_SWITCH,
  INTEL_PCH_PORT,
  INTEL_ROOT_PORT,
  oneBus,
  type PortModel,
  pciBridge,
  rootPort,
  switchDownstream,
  switchUpstream,
} from "./ports.ts";
import { nvmeDisk } from "./storage.ts";

/** `pci0000:15` */
function bridgeName(bus: number): string {
  return `pci0000:${hex2(bus)}`;
}

/** A function on a root bus. */
export function rootPlace(bus: number, address: string, numaNode: number): Place {
  return { bdf: at(`${hex2(bus)}:${address}`), parent: null, hostBridge: bridgeName(bus), numaNode };
}

/** A function below `parent`, on its host bridge and node. */
export function below(parent: FunctionSpec, bdf: string, slot?: number): Place {
  const { hostBridge, numaNode } = parent;
  const place = { bdf: at(bdf), parent: parent.bdf, hostBridge, numaNode };
  return slot === undefined ? place : { ...place, slot: String(slot) };
}

/** Host bus of an Intel socket's stack: the memory map function that every one of them has. */
export function intelStack(bus: number, numaNode: number): FunctionSpec {
  return intelMemoryMap(rootPlace(bus, "00.0", numaNode));
}

/** AMD root bus: root complex, IOMMU. */
export function amdStack(bus: number, numaNode: number): FunctionSpec[] {
  return [amdRootComplex(rootPlace(bus, "00.0", numaNode)), amdIommu(rootPlace(bus, "00.2", numaNode))];
}

/** AMD's ports are function 1 of a device whose function 0 is a stand-in. */
export function amdPort(
  bus: number,
  device: number,
  numaNode: number,
  options: Parameters<typeof rootPort>[2],
): { readonly specs: readonly FunctionSpec[]; readonly port: FunctionSpec } {
  const dummy = amdDummyBridge(rootPlace(bus, `${hex2(device)}.0`, numaNode));
  const port = rootPort(rootPlace(bus, `${hex2(device)}.1`, numaNode), AMD_ROOT_PORT, {
    multiFunction: true,
    ...options,
  });
  return { specs: [dummy, port], port };
}

/** The board controller's graphics on `bus` + 1 behind a bridge on `bus`. */
export function boardGraphics(port: FunctionSpec, bus: number, memory: bigint): FunctionSpec[] {
  const model: PortModel = { vendor: 0x1a03, device: 0x1150, revision: 0x06, subsystem: [0x1a03, 0x1150] };
  const bridge = pciBridge(below(port, `${hex2(bus)}:00.0`), model, { secondary: bus + 1, subordinate: bus + 1 });
  return [bridge, aspeedGraphics(below(bridge, `${hex2(bus + 1)}:00.0`), memory)];
}

interface ManagementNic {
  /** Bus of the card; VFs stay on it. */
  readonly bus: number;
  /** Interfaces of the two ports, the first one up. */
  readonly names: readonly [string, string];
  /** Last byte of the first port's address. */
  readonly mac: number;
  readonly memory: bigint;
  readonly io: bigint;
  readonly vfMemory: bigint;
  readonly slot: number;
}

/** Both ports of an I350 behind `port`. */
export function managementNic(port: FunctionSpec, nic: ManagementNic): FunctionSpec[] {
  return [0, 1].map((fn) =>
    i350(below(port, `${hex2(nic.bus)}:00.${fn}`, nic.slot), {
      memory: nic.memory + BigInt(fn) * 0x400000n,
      io: nic.io + BigInt(fn) * 0x20n,
      vfMemory: nic.vfMemory + BigInt(fn) * 0x40000n,
      nextFunction: fn === 0 ? 1 : 0,
      hints: {
        net: { name: nic.names[fn] ?? "", mac: `00:00:5e:00:53:${hex2(nic.mac + fn)}`, up: fn === 0 },
        vfNet: nic.names[fn] ?? "",
      },
    }),
  );
}

/** Chipset, USB, SATA with the system disk, the board's graphics and the management network: bus 00 of an Intel board. */
export function intelChipset(nic: ManagementNic): FunctionSpec[] {
  const pch = rootPort(rootPlace(0, "1c.0", 0), INTEL_PCH_PORT, {
    secondary: 0x01,
    subordinate: 0x02,
    max: GEN2_X1,
    now: GEN2_X1,
  });
  const network = rootPort(rootPlace(0, "0c.0", 0), INTEL_ROOT_PORT, {
    ...oneBus(nic.bus, GEN2_X4),
    slot: nic.slot,
    ari: true,
  });
  return [
    intelStack(0, 0),
    network,
    intelUsb(rootPlace(0, "14.0", 0), 0x94100000n),
    intelSata(rootPlace(0, "17.0", 0), 0x94120000n, "sda"),
    pch,
    ...boardGraphics(pch, 0x01, 0x90000000n),
    intelSmbus(rootPlace(0, "1f.4", 0)),
    ...managementNic(network, nic),
  ];
}

/** Two NVMe disks below a root bus of their own. */
export function intelDisks(bus: number, numaNode: number, memory: bigint): FunctionSpec[] {
  const disks = [0, 1].flatMap((number) => {
    const behind = bus + 1 + number;
    const slot = 20 + number;
    const port = rootPort(rootPlace(bus, `0${1 + 2 * number}.0`, numaNode), INTEL_ROOT_PORT, {
      ...oneBus(behind, GEN4_X4),
      slot,
    });
    const place = below(port, `${hex2(behind)}:00.0`, slot);
    return [port, nvmeDisk(place, memory + BigInt(number) * 0x100000n, number)];
  });
  return [intelStack(bus, numaNode), ...disks];
}

/** Root port, switch and its ports: the last bus numbers below `bus` hold what `downstream` names. */
export function switchTree(
  bus: number,
  device: number,
  numaNode: number,
  downstream: readonly {
    readonly bus: number;
    readonly slot: number;
    readonly now: LinkRate;
    readonly max: LinkRate;
  }[],
): { readonly specs: readonly FunctionSpec[]; readonly ports: readonly FunctionSpec[] } {
  const first = Math.min(...downstream.map((item) => item.bus));
  const last = Math.max(...downstream.map((item) => item.bus));
  const upBus = first - 2;
  const root = rootPort(rootPlace(bus, `${hex2(device)}.0`, numaNode), INTEL_ROOT_PORT, {
    secondary: upBus,
    subordinate: last,
    max: GEN5_X16,
    now: GEN5_X16,
    ari: true,
  });
  const up = switchUpstream(below(root, `${hex2(upBus)}:00.0`), GEN5_SWITCH, {
    secondary: upBus + 1,
    subordinate: last,
    max: GEN5_X16,
    now: GEN5_X16,
  });
  const ports = downstream.map((item, index) =>
    switchDownstream(below(up, `${hex2(upBus + 1)}:${hex2(index)}.0`), GEN5_SWITCH, {
      ...oneBus(item.bus, item.max, item.now),
      slot: item.slot,
      ari: true,
    }),
  );
  return { specs: [root, up, ...ports], ports };
}
