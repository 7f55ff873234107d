/** Facts as the capability tables want them, and bytes out of a reading. */
import { ConfigSpace } from "../pci/config-space.ts";
import type { KernelIdentity, KernelResource, KernelView } from "../pci/layout.ts";
import type { ConfigReading, FunctionFacts, ResourceFacts } from "./facts.ts";

/** A `resource` line with its numbers as numbers. */
export function kernelResource(resource: ResourceFacts): KernelResource {
  return {
    start: BigInt(resource.start),
    end: BigInt(resource.end),
    // The tables look at the low 32 flag bits only, which a number holds exactly.
    flags: Number(BigInt(resource.flags) & 0xffffffffn),
  };
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
