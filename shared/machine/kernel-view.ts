/** Facts as the capability tables want them, and bytes out of a reading. */
import { ConfigSpace } from "../pci/config-space.ts";
import type { KernelIdentity, KernelResource, KernelView } from "../pci/layout.ts";
import type { ConfigReading, FunctionFacts, ResourceFacts } from "./facts.ts";

const NOTHING: KernelResource = { start: 0n, end: 0n, flags: 0 };
/** `0x` and eight digits. */
const LENGTH_32 = 10;

/** A `resource` line with its numbers as numbers. */
export function kernelResource({ start, end, flags }: ResourceFacts): KernelResource {
  // Most lines of most functions are empty.
  if (end === "0x0" && start === "0x0" && flags === "0x0") return NOTHING;
  // The tables look at the low 32 flag bits only, which a number holds exactly.
  const low = flags.length <= LENGTH_32 ? Number(flags) : Number(BigInt(flags) & 0xffffffffn);
  return { start: BigInt(start), end: BigInt(end), flags: low };
}

/** Ids as the kernel keeps them; null when they could not be read. */
function identityOf(fn: FunctionFacts): KernelIdentity | null {
  const { vendor, device, classCode, revision, subsystemVendor, subsystemDevice } = fn;
  if (vendor === null || device === null || classCode === null) return null;
  return { vendor, device, classCode, revision, subsystemVendor, subsystemDevice };
}

/** What `decodeSpace` takes from the kernel beside the bytes. */
export function kernelViewOf(fn: FunctionFacts): KernelView {
  return {
    resources: fn.resources.map(kernelResource),
    irq: fn.irq,
    numaNode: fn.numaNode,
    iommuGroup: fn.iommuGroup,
    slot: fn.slot,
    label: fn.label,
    driver: fn.driver,
    modules: fn.modules,
    identity: identityOf(fn),
    deviceTreeNode: fn.deviceTreeNode ?? null,
    rcdLink: fn.rcdLink ?? null,
    pf: fn.physfn,
  };
}

/** The bytes of a reading with what is known of them; null when there are none. */
export function configSpaceOf(reading: ConfigReading): ConfigSpace | null {
  if (reading.state !== "read") return null;
  return ConfigSpace.fromHex(
    reading.hex,
    reading.known.map(([start, end]) => ({ start, end })),
  );
}
