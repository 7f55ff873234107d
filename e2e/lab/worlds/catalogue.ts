import { amdIommu } from "./amd-iommu.ts";
import { cxl } from "./cxl.ts";
import { fewBuses } from "./few-buses.ts";
import { handOffWorld } from "./hand-off.ts";
import { littleMemory } from "./little-memory.ts";
import { nicNvme } from "./nic-nvme.ts";
import { noIommu } from "./no-iommu.ts";
import { numa } from "./numa.ts";
import { sharedGroup } from "./shared-group.ts";
import { switchWorld } from "./switch.ts";
import { usageWorld } from "./usage.ts";
import { virtioIommu } from "./virtio-iommu.ts";
import { virtioSriov } from "./virtio-sriov.ts";
import type { LabWorld } from "./world.ts";

export const LAB_WORLDS: readonly LabWorld[] = [nicNvme, noIommu, switchWorld, virtioSriov, cxl, usageWorld];

/** Outside `npm test`: machines of other kinds, for what a person tries on them, and one that starts guests of its own. */
export const MORE_WORLDS: readonly LabWorld[] = [
  amdIommu,
  virtioIommu,
  sharedGroup,
  numa,
  fewBuses,
  littleMemory,
  handOffWorld,
];

/** What `npm run lab -- worlds` boots: these, and where something is tried in one of `npm test`. */
export const TRIED_WORLDS: readonly LabWorld[] = [
  ...LAB_WORLDS.filter(({ tried }) => tried !== undefined),
  ...MORE_WORLDS,
];

/** In these the other kernels must pass: the one has a bridge of every kind, the other every way of saying no. */
export const KERNEL_WORLDS: readonly LabWorld[] = [switchWorld, nicNvme];

/** @throws Error with the names that there are */
export function labWorld(name: string): LabWorld {
  const worlds = [...LAB_WORLDS, ...MORE_WORLDS];
  const world = worlds.find((item) => item.name === name);
  if (!world) throw new Error(`there is no world ${name}; there are ${worlds.map((item) => item.name).join(", ")}`);
  return world;
}
