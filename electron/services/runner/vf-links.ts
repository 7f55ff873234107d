/**
 * Addresses of VFs as the links of their PFs told them. A PF has up to 65,535, and a plan names each by its index: the
 * links are read once for all of them, and again when a step was sent off that may change them.
 */
import type { FunctionFacts } from "../../../shared/machine/facts.ts";
import { vfAt } from "../../../shared/machine/vf-at.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import { verbOf } from "../../../shared/operations/verbs/table.ts";
import type { Target } from "../../../shared/operations/verbs/target.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { HostAccess } from "../../host/access.ts";

export class VfLinks {
  private readonly pfs = new Map<Bdf, FunctionFacts>();

  /**
   * A VF that was read before is only looked for where it was: its address changes with NumVFs alone (PCIe 6.2 §9.3.3.9,
   * §9.3.3.10).
   * @returns null when its PF has no such VF, or is gone
   * @throws what the host throws
   */
  async at(host: HostAccess, { pf, vf }: Extract<Target, { readonly vf: number }>): Promise<Bdf | null> {
    const known = this.pfs.get(pf);
    const before = known === undefined ? null : vfAt(known, vf);
    if (before !== null) {
      const { functions } = await host.scan([before]);
      if (functions.some(({ bdf, physfn }) => bdf === before && physfn === pf)) return before;
    }
    const { functions } = await host.scan([pf]);
    const found = functions.find(({ bdf }) => bdf === pf);
    if (found === undefined) return null;
    this.pfs.set(pf, found);
    return vfAt(found, vf);
  }

  /** @param step that is about to be sent off */
  forgetWith(step: Step): void {
    const { moves } = verbOf(step);
    if (moves === "any") this.pfs.clear();
    // A driver takes its VFs down with it, and another one may bring some along.
    else if (moves === "driver's" && "bdf" in step) this.pfs.delete(step.bdf);
  }
}
