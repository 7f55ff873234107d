/** What single PF drivers do otherwise than drivers/pci/iov.c lets one expect. Pure. */
import type { FunctionFacts } from "../../machine/facts.ts";
import { GIVING_DRIVERS, hasVfs } from "../../machine/role.ts";
import { vfFirmware, vfFirmwareText } from "../../machine/vf-firmware.ts";
import type { RequestOf } from "../request/request.ts";

interface PfDriver {
  /** It has SR-IOV hardware and yet no `sriov_configure`. How VFs come about; a sentence. */
  readonly instead?: string;
  /** Builds from outside the kernel tree have one. */
  readonly mayDiffer?: true;
  /** Why it may allow fewer VFs than the capability has, and what to do; a sentence. */
  readonly lowers?: string;
  /** Its `sriov_configure` is pci_sriov_configure_simple(): it refuses nothing, and the answer is the PCI core's. */
  readonly handsOn?: true;
  /** It takes the write for a success and makes no VF: what is said of it is so, but for the kernel's answer. */
  readonly ignores?: true;
  /** The only numbers of VFs that it makes, rising. */
  readonly numbers?: readonly number[];
  /** It enables TotalVFs, whatever number is written (adf_sriov_configure() in drivers/crypto/intel/qat). */
  readonly allOrNone?: true;
  /** Its VFs do not come out of reset before its own interface is up (`PF still in reset state`, the VF drivers' own words). */
  readonly vfsWantNetUp?: true;
}

const QAT = ["420xx", "4xxx", "6xxx", "c3xxx", "c6xx", "dh895xcc"] as const;

const PF_DRIVERS: ReadonlyMap<string, PfDriver> = new Map<string, PfDriver>([
  ...QAT.map((driver) => [driver, { allOrNone: true }] as const),
  // Their pci_driver: ena_netdev.c, hinic3_lld.c, mrvl_cn10k_dpi.c, nvme/host/pci.c, pci_endpoint_test.c, pci-pf-stub.c.
  ...["ena", "hinic3", "mrvl_cn10k_dpi", "nvme", "pci-endpoint-test", "pci-pf-stub"].map(
    (driver) => [driver, { handsOn: true }] as const,
  ),
  ["amdgpu", { instead: "AMD's gim driver makes the VFs of its GPUs: bind that in place of amdgpu.", mayDiffer: true }],
  // num_vfs_valid() in drivers/crypto/cavium/nitrox/nitrox_sriov.c; its module is n5pf, its name is of nitrox_main.c.
  ["CNN55XX", { numbers: [16, 32, 64, 128] }],
  // csio_pci_driver in drivers/scsi/csiostor/csio_init.c has no sriov_configure, and nothing in that folder makes VFs.
  [
    "csiostor",
    { instead: "It makes no VFs: they are made of the card's functions that cxgb4 drives.", mayDiffer: true },
  ],
  // enic_probe() in drivers/net/ethernet/cisco/enic/enic_main.c.
  [
    "enic",
    {
      instead:
        "It makes VFs when it is loaded, as many as Cisco's management gives the adapter: set their number there.",
      mayDiffer: true,
    },
  ],
  ["gim", { instead: "It makes VFs when it is loaded: set their number with its module parameter vf_num." }],
  [
    "i915",
    {
      instead: "Use an out-of-tree build of i915 that has SR-IOV, or the xe driver.",
      mayDiffer: true,
    },
  ],
  // igbvf_reset() and ixgbevf_reset() in drivers/net/ethernet/intel.
  ["igb", { vfsWantNetUp: true }],
  ["ixgbe", { vfsWantNetUp: true }],
  ["igb_uio", { instead: "Write the number of VFs to max_vfs in the PF's folder." }],
  // lpfc_sriov_nr_virtfn_store() in drivers/scsi/lpfc/lpfc_attr.c.
  [
    "lpfc",
    {
      instead: "Set their number with lpfc_sriov_nr_virtfn: a module parameter, and a file of each of its SCSI hosts.",
      mayDiffer: true,
    },
  ],
  ["mlx4_core", { instead: "Set the number of VFs with its module parameter num_vfs." }],
  // The same of mpt3sas_driver in drivers/scsi/mpt3sas/mpt3sas_scsih.c.
  [
    "mpt3sas",
    { instead: "It makes no VFs, and has no option for them: the capability alone is there.", mayDiffer: true },
  ],
  // nic_sriov_init() in drivers/net/ethernet/cavium/thunder/nic_main.c.
  ["nicpf", { instead: "It makes its VFs when it is loaded, and their number cannot be set." }],
  [
    "nvidia",
    {
      instead: "With NVIDIA's vGPU host driver, run /usr/lib/nvidia/sriov-manage -e and the address.",
      mayDiffer: true,
    },
  ],
  // rvu_enable_sriov() in drivers/net/ethernet/marvell/octeontx2/af/rvu.c.
  ["rvu_af", { instead: "It makes its VFs when it is loaded, and their number cannot be set." }],
  // efx_siena_sriov_configure() in drivers/net/ethernet/sfc/siena/siena_sriov.c is empty; efx_siena_sriov_init() makes VFs.
  [
    "sfc_siena",
    { instead: "It makes VFs when it is loaded: set their number with its module parameter max_vfs.", ignores: true },
  ],
  // snet_vdpa_probe_pf() in drivers/vdpa/solidrun/snet_main.c: the number is the card's.
  ["snet-vdpa-driver", { instead: "It makes VFs when it is loaded, as many as the card's own setup says." }],
  // cpt_sriov_init() in drivers/crypto/cavium/cpt/cptpf_main.c.
  ["thunder-cpt", { instead: "It makes VFs when it is loaded: set their number with its module parameter num_vfs." }],
  [
    "xe",
    {
      lowers:
        "Look at its module parameter max_vfs; else this kernel is too old for VFs of this GPU: use a newer one, or Intel's out-of-tree i915.",
    },
  ],
]);

/** How VFs come about with a driver that cannot switch them through sysfs, a sentence; null = none of that is known. */
export function withoutSysfs(driver: string | null): string | null {
  const instead = PF_DRIVERS.get(driver ?? "")?.instead;
  if (instead !== undefined) return instead;
  // uio_pci_generic, pci-stub, xen-pciback: all that they do is to keep the function.
  return GIVING_DRIVERS.has(driver ?? "") ? "Give the PF back to its own driver first." : null;
}

/** The same of a PF as it is: one with VFs is given back to no driver, so that would lead in a circle. */
export function withoutSysfsRemedy({ driver, ...pf }: Pick<FunctionFacts, "driver" | "sriov">): string | null {
  const isKept = GIVING_DRIVERS.has(driver ?? "") && !PF_DRIVERS.has(driver ?? "");
  return isKept && hasVfs(pf)
    ? "Restart this machine: its VFs end with that. A PF that has VFs is given back to no driver."
    : withoutSysfs(driver);
}

/** The request that ends the VFs of a PF, where a plan can do that with its driver. */
export function endVfs({ bdf, driver }: Pick<FunctionFacts, "bdf" | "driver">): { follow?: RequestOf<"vfs.set"> } {
  if (withoutSysfs(driver) !== null && !mayHaveSysfs(driver)) return {};
  return { follow: { kind: "vfs.set", pf: bdf, count: 0, purpose: "host" } };
}

/** May a build of such a driver be able to all the same? */
export function mayHaveSysfs(driver: string | null): boolean {
  return PF_DRIVERS.get(driver ?? "")?.mayDiffer === true;
}

/** Has the driver no answer of its own to a number of VFs? */
export function handsOnToCore(driver: string | null): boolean {
  return PF_DRIVERS.get(driver ?? "")?.handsOn === true;
}

/** Does the driver make no VF and yet report success, as one without `sriov_configure` does not? */
export function ignoresNumber(driver: string | null): boolean {
  return PF_DRIVERS.get(driver ?? "")?.ignores === true;
}

/** The only numbers of VFs that this PF's driver makes, as far as the PF allows them; null = any, as far as is known. */
export function numbersOf({ driver, sriov }: Pick<FunctionFacts, "driver" | "sriov">): readonly number[] | null {
  const all = PF_DRIVERS.get(driver ?? "")?.numbers ?? null;
  return all?.filter((number) => number <= (sriov?.totalVfs ?? Number.POSITIVE_INFINITY)) ?? null;
}

/** Do VFs of this PF wait for its own interface? */
export function vfsWantNetUp(driver: string | null): boolean {
  return PF_DRIVERS.get(driver ?? "")?.vfsWantNetUp === true;
}

/** Does the driver make all VFs that the PF may have, or none? */
export function makesAllOrNone(driver: string | null): boolean {
  return PF_DRIVERS.get(driver ?? "")?.allOrNone === true;
}

/** The number of VFs that a write of `count` makes: all of them or none with some drivers. */
export function vfsMade(pf: Pick<FunctionFacts, "driver" | "sriov">, count: number): number {
  const { totalVfs: all = null, numVfs = 0 } = pf.sriov ?? {};
  // Where so many are on already, this build of the driver makes other numbers as well.
  return makesAllOrNone(pf.driver) && all !== null && count > 0 && count < all && count !== numVfs ? all : count;
}

/**
 * Who sets the most VFs that a PF may have, and what to do about it.
 * @param capability TotalVFs of the capability; null = not read
 * @param count VFs that were wished for
 */
export function limitRemedy(pf: FunctionFacts, capability: number | null, count: number): string {
  const { driver, sriov } = pf;
  const allowed = sriov?.totalVfs ?? null;
  const known = PF_DRIVERS.get(driver ?? "")?.lowers;
  if (capability === null || allowed === null) {
    const either =
      vfFirmware(pf).row === null
        ? "The driver may allow less than the capability's TotalVFs, and TotalVFs itself is a setting of the card's firmware."
        : `The driver may allow less than the capability's TotalVFs. ${vfFirmwareText(pf, count)}`;
    return known === undefined ? either : `${either} ${known}`;
  }
  if (capability <= allowed) return vfFirmwareText(pf, count);
  const lowers = known ?? "Look for a setting of the driver that lets it have more.";
  return `The device could have ${capability}; ${driver ?? "its driver"} lowered that to ${allowed}. ${lowers}`;
}
