/** What stands around the cards: host bridges, IOMMUs, the chipset, the board's management controller. */

import type { ChildFacts } from "../../../../../shared/machine/facts.ts";
import type { FunctionSpec } from "../../kernel/spec.ts";
import { buildSpace } from "../../space/build.ts";
import { msi, pm } from "./capabilities.ts";
import { integratedExpress } from "./express.ts";
import { functionSpec, type Place } from "./function.ts";
import { endpointHeader, type Ids } from "./headers.ts";
import { io, KiB, MiB, mem32, mem64, type Region, resourcesOf } from "./regions.ts";

const INTEL = 0x8086;
const AMD = 0x1022;
const HOST_BRIDGE = 0x060000;
const SYSTEM_PERIPHERAL = 0x088000;
const IOMMU = 0x080600;

/** A function without capabilities that no driver wants. */
function bare(place: Place, ids: Ids, subsystem: readonly [number, number], multiFunction: boolean): FunctionSpec {
  const header = endpointHeader({ ...ids, subsystem, regions: [], pin: 0, multiFunction });
  return functionSpec(place, buildSpace(256, header, []));
}

/** The first function of an Intel root bus. */
export function intelMemoryMap(place: Place): FunctionSpec {
  const ids = { vendor: INTEL, device: 0x09a2, classCode: SYSTEM_PERIPHERAL, revision: 0x04 };
  const header = endpointHeader({ ...ids, subsystem: [INTEL, 0x0000], regions: [], pin: 0 });
  return functionSpec(place, buildSpace(4096, header, [integratedExpress(0x40)]));
}

export function amdRootComplex(place: Place): FunctionSpec {
  return bare(place, { vendor: AMD, device: 0x14a4, classCode: HOST_BRIDGE, revision: 0x01 }, [AMD, 0x14a4], true);
}
/** A host bridge that stands in for a device number, so that its port can be function 1. */
export function amdDummyBridge(place: Place): FunctionSpec {
  return bare(place, { vendor: AMD, device: 0x149f, classCode: HOST_BRIDGE, revision: 0x01 }, [0, 0], true);
}
export function amdIommu(place: Place): FunctionSpec {
  const header = endpointHeader({
    vendor: AMD,
    device: 0x149e,
    classCode: IOMMU,
    revision: 0x01,
    subsystem: [AMD, 0x149e],
    regions: [],
    pin: 1,
    multiFunction: true,
  });
  return functionSpec(place, buildSpace(256, header, [msi(0x64, 2)]));
}

function withMemory(place: Place, ids: Ids, regions: readonly Region[], driver: string, hints: readonly ChildFacts[]) {
  const header = endpointHeader({ ...ids, subsystem: [INTEL, 0x7270], regions, pin: 1 });
  const config = buildSpace(256, header, [pm(0x70, 0b11000), msi(0x80, 3)]);
  return functionSpec(place, config, {
    resources: resourcesOf(regions),
    driver,
    resetMethods: ["pm"],
    hints: { children: hints },
  });
}

export function intelUsb(place: Place, bar0: bigint): FunctionSpec {
  const ids = { vendor: INTEL, device: 0x1bcd, classCode: 0x0c0330, revision: 0x11 };
  return withMemory(place, ids, [mem64(0, bar0, 64n * KiB, false)], "xhci_hcd", []);
}
export function intelSata(place: Place, bar5: bigint, disk: string): FunctionSpec {
  const ids = { vendor: INTEL, device: 0x1bd2, classCode: 0x010601, revision: 0x11 };
  const child: ChildFacts = { kind: "block", name: disk, state: null, address: null };
  return withMemory(place, ids, [mem32(5, bar5, 4n * KiB)], "ahci", [child]);
}
export function intelSmbus(place: Place): FunctionSpec {
  const regions = [io(4, 0x780n, 32n)];
  const ids = { vendor: INTEL, device: 0x1bc9, classCode: 0x0c0500, revision: 0x11 };
  const header = endpointHeader({ ...ids, subsystem: [INTEL, 0x7270], regions, pin: 1, command: 0x0001 });
  return functionSpec(place, buildSpace(256, header, []), { resources: resourcesOf(regions), driver: "i801_smbus" });
}
export function amdSmbus(place: Place): FunctionSpec {
  return {
    ...bare(place, { vendor: AMD, device: 0x790b, classCode: 0x0c0500, revision: 0x71 }, [AMD, 0x790b], true),
    driver: "piix4_smbus",
  };
}

/** The board controller's graphics, behind its own bridge to conventional PCI. */
export function aspeedGraphics(place: Place, memory: bigint, ports = 0x3000n): FunctionSpec {
  const regions = [mem32(0, memory, 64n * MiB), mem32(1, memory + 64n * MiB, 256n * KiB), io(2, ports, 128n)];
  const header = endpointHeader({
    vendor: 0x1a03,
    device: 0x2000,
    classCode: 0x030000,
    revision: 0x52,
    subsystem: [0x1a03, 0x2000],
    regions,
    pin: 1,
    command: 0x0001,
  });
  return functionSpec(place, buildSpace(256, header, [pm(0x40, 0b11111), msi(0x50, 1, false)]), {
    resources: resourcesOf(regions),
    label: "Onboard VGA",
    driver: "ast",
    hints: { children: [{ kind: "drm", name: "card0", state: null, address: null }] },
  });
}
