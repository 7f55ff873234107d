/** Limits on VFs that only the registers of the SR-IOV capability tell (PCIe 6.2 §9.3.3, §9.3.7.5; drivers/pci/iov.c). Pure. */
import type { ConfigReading, FunctionFacts } from "../../machine/facts.ts";
import { findStandard } from "../../machine/find-capability.ts";
import { configSpaceOf } from "../../machine/kernel-view.ts";
import { type Bdf, bdfParts, formatBdf } from "../../pci/bdf.ts";
import type { ConfigSpace } from "../../pci/config-space.ts";
import { walkExtended, walkStandard } from "../../pci/walk.ts";
import type { Value, Words } from "../../words/message.ts";
import { VF_LIMIT_WORDS } from "../../words/texts/vf-limits.ts";

/** How the evidence of a limit names what was looked at. */
export type Naming = (attribute: string) => Value;

/** `sriov_totalvfs of 0000:01:00.0` */
export const attributesOf =
  (bdf: Bdf): Naming =>
  (attribute) =>
    VF_LIMIT_WORDS.of({ attribute, bdf });

/** `sriov_totalvfs`, where whose it is stands above. */
export const attributesAlone: Naming = (attribute) => attribute;

export interface VfLimit {
  readonly kind: "driver" | "port" | "bus-numbers" | "mmio-windows" | "msix-pool" | "initial-vfs" | "dependency-link";
  /** The most VFs that this limit lets be enabled. */
  readonly most: number;
  /** What was looked at: `sriov_totalvfs of 0000:01:00.0 is 16`. */
  readonly evidence: (named: Naming) => Words;
}

/** What of a machine the limits of a PF depend on; a whole `Machine` has it. */
export interface Surroundings {
  readonly byBdf: ReadonlyMap<Bdf, FunctionFacts>;
  /** The bridge above. */
  parentOf(bdf: Bdf): Bdf | null;
  vfsOf(pf: Bdf): readonly FunctionFacts[];
}

const SRIOV = 0x10;
const EXPRESS = 0x10;
/** PCI Express Capabilities: Device/Port Type (PCIe 6.2 §7.5.3.2). */
const TYPE = 0x02;
const INTEGRATED_ENDPOINT = 9;
/** Registers of the capability. */
const CAPABILITIES = 0x04;
const INITIAL_VFS = 0x0c;
const TOTAL_VFS = 0x0e;
const DEPENDENCY_LINK = 0x12;
const SYSTEM_PAGE_SIZE = 0x20;
const LENGTH = 0x40;

const MIGRATION_CAPABLE = 0x1;

function capabilityAt(space: ConfigSpace | null, id: number): number | null {
  return space === null ? null : (walkExtended(space).found.find((found) => found.id === id)?.at ?? null);
}

function isIntegrated(space: ConfigSpace): boolean {
  const type = findStandard(space, EXPRESS)?.word(TYPE) ?? null;
  return type !== null && ((type >> 4) & 0xf) === INTEGRATED_ENDPOINT;
}

/** What the kernel reads of the capability before it creates VFs. */
export interface SriovCounts {
  readonly initialVfs: number;
  readonly totalVfs: number;
  readonly canMigrate: boolean;
  /** The function that the PF depends on: itself where there is no dependency. */
  readonly dependsOn: Bdf;
}

/** null where the bytes were not read. */
export function sriovCounts(pf: Bdf, space: ConfigSpace | null): SriovCounts | null {
  const at = capabilityAt(space, SRIOV);
  if (space === null || at === null || !space.has(at, LENGTH)) return null;
  const link = space.u8(at + DEPENDENCY_LINK);
  const own = bdfParts(pf);
  // Of an endpoint of the root complex it is a function of its own device (iov.c, sriov_init): 0 on the GPU at 00:02.0.
  const device = isIntegrated(space) ? own.device : link >> 3;
  return {
    initialVfs: space.u16(at + INITIAL_VFS),
    totalVfs: space.u16(at + TOTAL_VFS),
    canMigrate: (space.u32(at + CAPABILITIES) & MIGRATION_CAPABLE) !== 0,
    dependsOn: formatBdf({ ...own, device, function: link & 7 }),
  };
}

/** The limits that the capability sets; none where its bytes were not read. */
export function capabilityLimits(
  { byBdf }: Pick<Surroundings, "byBdf">,
  { bdf }: FunctionFacts,
  space: ConfigSpace | null,
): VfLimit[] {
  const counts = sriovCounts(bdf, space);
  return counts === null ? [] : [...initialLimit(counts), ...dependencyLimit(byBdf, bdf, counts)];
}

/** InitialVFs must be TotalVFs, with VF migration not more: the kernel returns EIO (iov.c, sriov_enable). */
function initialLimit({ initialVfs, totalVfs, canMigrate }: SriovCounts): VfLimit[] {
  if (initialVfs === totalVfs || (canMigrate && initialVfs < totalVfs)) return [];
  const text = canMigrate ? VF_LIMIT_WORDS.initial : VF_LIMIT_WORDS.initialWithoutMigration;
  return [
    {
      kind: "initial-vfs",
      most: 0,
      evidence: (named) => text({ what: named("InitialVFs"), initial: initialVfs, total: totalVfs }),
    },
  ];
}

/** The function that it depends on has to be a PF that is there: ENODEV or ENOSYS otherwise. */
function dependencyLimit(byBdf: Surroundings["byBdf"], pf: Bdf, { dependsOn }: SriovCounts): VfLimit[] {
  const found = byBdf.get(dependsOn);
  if (dependsOn === pf || (found !== undefined && found.sriov !== null)) return [];
  const text = found === undefined ? VF_LIMIT_WORDS.dependsOnNone : VF_LIMIT_WORDS.dependsOnNoPf;
  return [
    {
      kind: "dependency-link",
      most: 0,
      evidence: (named) => text({ what: named("Function Dependency Link"), bdf: dependsOn }),
    },
  ];
}

/** The smallest slice that a VF BAR can have: one system page, 4 KiB where that was not read. */
export function systemPage(space: ConfigSpace | null): bigint {
  const at = capabilityAt(space, SRIOV);
  const bits = space === null || at === null || !space.has(at, LENGTH) ? 0 : space.u32(at + SYSTEM_PAGE_SIZE);
  // One bit is set: bit n stands for pages of 2^(n + 12) bytes.
  return bits === 0 ? 4096n : 1n << BigInt(31 - Math.clz32(bits & -bits) + 12);
}

const MSIX = 0x11;
/** Table Size: the low 11 bits of Message Control, counted from 0 (PCIe 6.2 §7.7.2.2). */
const TABLE_SIZE = 0x07ff;

/** How many MSI-X vectors a function has; null = its bytes are not known, or it has no MSI-X. */
export function msixSizeOf(reading: ConfigReading): number | null {
  const space = configSpaceOf(reading);
  if (space === null) return null;
  const at = walkStandard(space, 0).found.find(({ id }) => id === MSIX)?.at;
  return at === undefined ? null : (space.u16(at + 2) & TABLE_SIZE) + 1;
}
