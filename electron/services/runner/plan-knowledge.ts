/** What a plan is made from beyond the scan: who uses the machine, and the bytes that say what would fit. */
import type { ConfigReading } from "../../../shared/machine/facts.ts";
import { configSpaceOf } from "../../../shared/machine/kernel-view.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { capabilityTotalVfs } from "../../../shared/machine/vf-slices.ts";
import type { PlanKnowledge } from "../../../shared/operations/findings/knowledge.ts";
import { configsNeeded } from "../../../shared/operations/request/configs-needed.ts";
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { ConfigSpace } from "../../../shared/pci/config-space.ts";
import type { HostAccess } from "../../host/access.ts";

type Knowledge = Required<Pick<PlanKnowledge, "usage" | "config" | "capabilityTotalVfs">>;

/** A plan for a whole machine is made without the bytes of each function. */
const MOST_SPACES = 64;

/** Never wakes a function, and never rejects. */
export async function gatherKnowledge(
  host: HostAccess,
  machine: Machine,
  request: OperationRequest,
): Promise<Knowledge> {
  const spaces = new Map<Bdf, ConfigSpace | null>();
  const [usage] = await Promise.all([
    host.usage(),
    ...configsNeeded(machine, request)
      .slice(0, MOST_SPACES)
      .map(async (bdf) => spaces.set(bdf, spaceOf(await host.config(bdf, { wake: false })))),
  ]);
  const config = (bdf: Bdf) => spaces.get(bdf) ?? null;
  return {
    usage,
    config,
    capabilityTotalVfs: (pf) => {
      const space = config(pf);
      return space === null ? null : capabilityTotalVfs(space);
    },
  };
}

/** The bytes of a reading; null = none, or the function reads ff everywhere. */
export function spaceOf(reading: ConfigReading): ConfigSpace | null {
  const space = configSpaceOf(reading);
  return space === null || space.readsAllOnes ? null : space;
}
