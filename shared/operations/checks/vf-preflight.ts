/** How many VFs a PF can have at this moment and what binds it, told before anything is chosen. Pure. */
import type { FunctionInfo } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { resolveUsage } from "../../machine/usage.ts";
import { type UsageFacts, unreadUsage } from "../../machine/usage-facts.ts";
import { capabilityTotalVfs } from "../../machine/vf-slices.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { ConfigSpace } from "../../pci/config-space.ts";
import { USAGE_UNREAD_WORDS } from "../../words/texts/usage-unread.ts";
import { vfLimits } from "../findings/limits.ts";
import type { VfLimit } from "../findings/limits-config.ts";
import { NO_CHANGE } from "../impact/change.ts";
import type { PlanCheck } from "./check.ts";
import { driverSupports, driverWantsNetUp } from "./drivers.ts";
import type { Check } from "./found.ts";
import { hasDriver, pfStuck } from "./sriov.ts";

export interface VfPreflight {
  readonly pf: Bdf;
  /** The most that fits, as far as that is known; null = nothing limits it that was seen. */
  readonly most: number | null;
  /** The limit that binds: the lowest one. */
  readonly binding: VfLimit | null;
  /** All limits, lowest first. */
  readonly limits: readonly VfLimit[];
  /** What keeps any number of VFs from being made: no driver, one that cannot, an interface that is down. */
  readonly hindrances: readonly Check[];
  /** TotalVFs of the capability, where its driver allows fewer; null otherwise. */
  readonly loweredFrom: number | null;
}

/**
 * @param space the PF's configuration space; null = not read
 * @param usage who uses the machine; null = not asked
 */
export function vfPreflight(
  machine: Machine,
  pf: FunctionInfo,
  space: ConfigSpace | null,
  usage: UsageFacts | null = null,
): VfPreflight {
  const limits = [...vfLimits(machine, pf, space)].sort((a, b) => a.most - b.most);
  const [binding = null] = limits;
  const total = space === null ? null : capabilityTotalVfs(space);
  const allowed = pf.sriov?.totalVfs ?? null;
  const input = {
    machine,
    change: { ...NO_CHANGE, vfs: { pf, from: pf.sriov?.numVfs ?? 0, to: 1, purpose: "none", toVfio: false } as const },
    knowledge: {},
    usage: resolveUsage(usage ?? unreadUsage(USAGE_UNREAD_WORDS.notAsked), machine),
    steps: [],
    hits: [],
    impact: [],
  };
  const hindrances = HINDERING.flatMap(({ run }) => run(input));
  return {
    pf: pf.bdf,
    most: binding?.most ?? null,
    binding,
    limits,
    hindrances,
    loweredFrom: total !== null && allowed !== null && allowed < total ? total : null,
  };
}

/** Checks that hold for any number of VFs. */
const HINDERING: readonly PlanCheck[] = [pfStuck, hasDriver, driverSupports, driverWantsNetUp];
