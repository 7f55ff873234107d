/** What single drivers of PFs do otherwise than drivers/pci/iov.c lets one expect. Pure. */
import type { FunctionFacts } from "../../machine/facts.ts";

interface PfDriver {
  /** It has SR-IOV hardware and yet no `sriov_configure`; builds from elsewhere may have one. How VFs come about; a sentence. */
  readonly instead?: string;
  /** Why it may allow fewer VFs than the capability has, and what to do; a sentence. */
  readonly lowers?: string;
  /** It enables TotalVFs, whatever number is written (adf_sriov_configure() in drivers/crypto/intel/qat). */
  readonly allOrNone?: true;
}

const QAT = ["420xx", "4xxx", "6xxx", "c3xxx", "c6xx", "dh895xcc"] as const;

const PF_DRIVERS: ReadonlyMap<string, PfDriver> = new Map<string, PfDriver>([
  ...QAT.map((driver) => [driver, { allOrNone: true }] as const),
  ["gim", { instead: "It makes VFs when it is loaded: set their number with its module parameter vf_num." }],
  [
    "i915",
    { instead: "Intel's SR-IOV for this driver is in builds from outside the kernel tree, or in the xe driver." },
  ],
  ["igb_uio", { instead: "It takes the number of VFs in its own file: write it to max_vfs, in the folder of the PF." }],
  ["mlx4_core", { instead: "It takes the number of VFs as its module parameter num_vfs." }],
  ["pciback", { instead: "Give the PF back to its own driver first." }],
  ["uio_pci_generic", { instead: "Give the PF back to its own driver first." }],
  [
    "xe",
    {
      lowers:
        "Look at its module parameter max_vfs; else this kernel is too old for VFs of this GPU: use a newer one, or Intel's i915 from outside the kernel tree.",
    },
  ],
]);

/** How VFs come about with a driver that cannot switch them through sysfs, a sentence; null = none of that is known. */
export function withoutSysfs(driver: string | null): string | null {
  return PF_DRIVERS.get(driver ?? "")?.instead ?? null;
}

/** Does the driver make all VFs that the PF may have, or none? */
export function makesAllOrNone(driver: string | null): boolean {
  return PF_DRIVERS.get(driver ?? "")?.allOrNone === true;
}

/**
 * Who sets the most VFs that a PF may have, and what to do about it.
 * @param capability TotalVFs of the capability; null = not read
 */
export function limitRemedy(
  { driver, sriov }: Pick<FunctionFacts, "driver" | "sriov">,
  capability: number | null,
): string {
  const allowed = sriov?.totalVfs ?? null;
  if (capability === null || allowed === null) {
    return "The driver may allow less than the capability's TotalVFs, and TotalVFs itself is a setting of the card's firmware.";
  }
  if (capability <= allowed)
    return "TotalVFs is a setting of the card's firmware: raise it there if the card can have more.";
  const lowers = PF_DRIVERS.get(driver ?? "")?.lowers ?? "Look for a setting of the driver that lets it have more.";
  return `The device could have ${capability}; ${driver ?? "its driver"} lowered that to ${allowed}. ${lowers}`;
}
