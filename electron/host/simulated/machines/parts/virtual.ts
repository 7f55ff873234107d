/** What a KVM guest's emulated board consists of. */
import type { ChildHints, FunctionSpec } from "../../kernel/spec.ts";
import { buildSpace, standardBytes } from "../../space/build.ts";
import { msix } from "./capabilities.ts";
import { functionSpec, type Place } from "./function.ts";
import { endpointHeader, type Ids } from "./headers.ts";
import { io, KiB, MiB, mem32, mem64, type Region, resourcesOf } from "./regions.ts";

const INTEL = 0x8086;
const REDHAT = 0x1af4;
const QEMU = [REDHAT, 0x1100] as const;

function plain(place: Place, ids: Ids, regions: readonly Region[], multiFunction = false): FunctionSpec {
  const header = endpointHeader({ ...ids, subsystem: QEMU, regions, pin: 0, multiFunction, command: 0x0003 });
  return functionSpec(place, buildSpace(256, header, []), { resources: resourcesOf(regions) });
}

export function pcHostBridge(place: Place): FunctionSpec {
  return plain(place, { vendor: INTEL, device: 0x1237, classCode: 0x060000, revision: 0x02 }, []);
}
export function pcIsaBridge(place: Place): FunctionSpec {
  return plain(place, { vendor: INTEL, device: 0x7000, classCode: 0x060100, revision: 0x00 }, [], true);
}
export function pcPowerManagement(place: Place): FunctionSpec {
  const ids = { vendor: INTEL, device: 0x7113, classCode: 0x068000, revision: 0x03 };
  return { ...plain(place, ids, [], true), driver: "piix4_smbus", irq: 9 };
}
export function cirrusGraphics(place: Place, memory: bigint): FunctionSpec {
  const regions = [mem32(0, memory, 32n * MiB), mem32(1, memory + 32n * MiB, 4n * KiB)];
  return plain(place, { vendor: 0x1013, device: 0x00b8, classCode: 0x030000, revision: 0x00 }, regions);
}

interface VirtioOptions {
  /** Transitional device id, 1000h and up. */
  readonly device: number;
  readonly classCode: number;
  /** Virtio device type, which is the subsystem id. */
  readonly type: number;
  readonly vectors: number;
  readonly io: bigint;
  readonly memory: bigint;
  readonly prefetchable: bigint;
  readonly irq: number;
  readonly hints: ChildHints;
}

/** A place in a BAR: cfg_type, bar, offset and length (Virtio 1.2 §4.1.4). */
function virtioCapability(at: number, type: number, offset: number, length: number) {
  const little = (value: number) => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);
  const bytes = [type === 2 ? 0x14 : 0x10, type, 4, 0, 0, 0, ...little(offset), ...little(length)];
  return standardBytes(0x09, at, Object.fromEntries(bytes.map((byte, index) => [index + 2, byte])));
}

export function virtioDevice(place: Place, options: VirtioOptions): FunctionSpec {
  const regions = [
    io(0, options.io, 128n),
    mem32(1, options.memory, 4n * KiB),
    mem64(4, options.prefetchable, 16n * KiB),
  ];
  const header = endpointHeader({
    vendor: REDHAT,
    device: options.device,
    classCode: options.classCode,
    revision: 0x00,
    subsystem: [REDHAT, options.type],
    regions,
    pin: 1,
    command: 0x0001,
  });
  const config = buildSpace(256, header, [
    msix(0x98, options.vectors, 1, 0x0000, 0x0800),
    virtioCapability(0x84, 5, 0x0000, 0x0000),
    virtioCapability(0x70, 2, 0x3000, 0x1000),
    virtioCapability(0x60, 4, 0x2000, 0x1000),
    virtioCapability(0x50, 3, 0x1000, 0x1000),
    virtioCapability(0x40, 1, 0x0000, 0x1000),
  ]);
  return functionSpec(place, config, {
    resources: resourcesOf(regions),
    irq: options.irq,
    driver: "virtio-pci",
    hints: options.hints,
  });
}
