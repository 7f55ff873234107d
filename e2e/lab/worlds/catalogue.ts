import { cxl } from "./cxl.ts";
import { nicNvme } from "./nic-nvme.ts";
import { noIommu } from "./no-iommu.ts";
import { switchWorld } from "./switch.ts";
import { usageWorld } from "./usage.ts";
import { virtioSriov } from "./virtio-sriov.ts";
import type { LabWorld } from "./world.ts";

export const LAB_WORLDS: readonly LabWorld[] = [nicNvme, noIommu, switchWorld, virtioSriov, cxl, usageWorld];

/** In these the other kernels must pass: the one has a bridge of every kind, the other every way of saying no. */
export const KERNEL_WORLDS: readonly LabWorld[] = [switchWorld, nicNvme];

/** @throws Error with the names that there are */
export function labWorld(name: string): LabWorld {
  const world = LAB_WORLDS.find((item) => item.name === name);
  if (!world) throw new Error(`there is no world ${name}; there are ${LAB_WORLDS.map((item) => item.name).join(", ")}`);
  return world;
}
