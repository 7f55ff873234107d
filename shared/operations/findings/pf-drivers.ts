/** What single PF drivers do otherwise than drivers/pci/iov.c lets one expect. Pure. */
import type { FunctionFacts } from "../../machine/facts.ts";
import { GIVING_DRIVERS, hasVfs, isGivingDriver } from "../../machine/role.ts";
import { vfFirmware, vfFirmwareText } from "../../machine/vf-firmware.ts";
import { sentences } from "../../words/joined.ts";
import type { Message } from "../../words/message.ts";
import { PF_DRIVER_CHECK_WORDS } from "../../words/texts/pf-driver-check.ts";
import { PF_DRIVER_WORDS } from "../../words/texts/pf-drivers.ts";
import type { RequestOf } from "../request/request.ts";

interface PfDriver {
  /** It has SR-IOV hardware and yet no `sriov_configure`. How VFs come about; a sentence. */
  readonly instead?: Message;
  /** Builds from outside the kernel tree have one. */
  readonly mayDiffer?: true;
  /** Why it may allow fewer VFs than the capability has, and what to do; a sentence. */
  readonly lowers?: Message;
  /** Its `sriov_configure` is pci_sriov_configure_simple(): it refuses nothing, and the PCI core returns the errno. */
  readonly handsOn?: true;
  /** It reports success for the write and creates no VF: what is said of it holds, but for the errno. */
  readonly ignores?: true;
  /** The only numbers of VFs that it creates, rising. */
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
  ["amdgpu", { instead: PF_DRIVER_WORDS.amdgpu, mayDiffer: true }],
  // num_vfs_valid() in drivers/crypto/cavium/nitrox/nitrox_sriov.c; its module is n5pf, its name is of nitrox_main.c.
  ["CNN55XX", { numbers: [16, 32, 64, 128] }],
  // csio_pci_driver in drivers/scsi/csiostor/csio_init.c has no sriov_configure, and nothing in that folder creates VFs.
  ["csiostor", { instead: PF_DRIVER_WORDS.csiostor, mayDiffer: true }],
  // enic_probe() in drivers/net/ethernet/cisco/enic/enic_main.c.
  ["enic", { instead: PF_DRIVER_WORDS.enic, mayDiffer: true }],
  ["gim", { instead: PF_DRIVER_WORDS.byParameter({ driver: "gim", parameter: "vf_num" }) }],
  ["i915", { instead: PF_DRIVER_WORDS.i915, mayDiffer: true }],
  // igbvf_reset() and ixgbevf_reset() in drivers/net/ethernet/intel.
  ["igb", { vfsWantNetUp: true }],
  ["ixgbe", { vfsWantNetUp: true }],
  ["igb_uio", { instead: PF_DRIVER_WORDS.igbUio }],
  // lpfc_sriov_nr_virtfn_store() in drivers/scsi/lpfc/lpfc_attr.c.
  ["lpfc", { instead: PF_DRIVER_WORDS.lpfc, mayDiffer: true }],
  ["mlx4_core", { instead: PF_DRIVER_WORDS.mlx4 }],
  // The same of mpt3sas_driver in drivers/scsi/mpt3sas/mpt3sas_scsih.c.
  ["mpt3sas", { instead: PF_DRIVER_WORDS.mpt3sas, mayDiffer: true }],
  // nic_sriov_init() in drivers/net/ethernet/cavium/thunder/nic_main.c.
  ["nicpf", { instead: PF_DRIVER_WORDS.fixed({ driver: "nicpf" }) }],
  ["nvidia", { instead: PF_DRIVER_WORDS.nvidia, mayDiffer: true }],
  // rvu_enable_sriov() in drivers/net/ethernet/marvell/octeontx2/af/rvu.c.
  ["rvu_af", { instead: PF_DRIVER_WORDS.fixed({ driver: "rvu_af" }) }],
  // efx_siena_sriov_configure() in drivers/net/ethernet/sfc/siena/siena_sriov.c is empty; efx_siena_sriov_init() creates VFs.
  ["sfc_siena", { instead: PF_DRIVER_WORDS.byParameter({ driver: "sfc_siena", parameter: "max_vfs" }), ignores: true }],
  // snet_vdpa_probe_pf() in drivers/vdpa/solidrun/snet_main.c: the number is the card's.
  ["snet-vdpa-driver", { instead: PF_DRIVER_WORDS.snet }],
  // cpt_sriov_init() in drivers/crypto/cavium/cpt/cptpf_main.c.
  ["thunder-cpt", { instead: PF_DRIVER_WORDS.byParameter({ driver: "thunder-cpt", parameter: "num_vfs" }) }],
  ["xe", { lowers: PF_DRIVER_WORDS.xe }],
]);

/** How VFs come about with a driver that cannot enable them through sysfs, a sentence; null = none of that is known. */
export function withoutSysfs(driver: string | null): Message | null {
  const instead = PF_DRIVERS.get(driver ?? "")?.instead;
  if (instead !== undefined) return instead;
  // uio_pci_generic, pci-stub, xen-pciback: all that they do is to keep the function.
  return GIVING_DRIVERS.has(driver ?? "") ? PF_DRIVER_WORDS.returnFirst : null;
}

/** The same of a PF as it is: one with VFs is returned to no driver, so that would lead in a circle. */
export function withoutSysfsRemedy({ driver, ...pf }: Pick<FunctionFacts, "driver" | "sriov">): Message | null {
  const isKept = GIVING_DRIVERS.has(driver ?? "") && !PF_DRIVERS.has(driver ?? "");
  return isKept && hasVfs(pf) ? PF_DRIVER_WORDS.restart : withoutSysfs(driver);
}

/** Why no plan can set this PF's number of VFs and how they come about instead; null = one may, or may give it a driver that can. */
export function noVfsBecause(pf: Pick<FunctionFacts, "driver" | "sriov">): Message | null {
  const { driver } = pf;
  if (driver === null || isGivingDriver(driver) || mayHaveSysfs(driver)) return null;
  const instead = withoutSysfs(driver);
  return instead === null ? null : sentences(PF_DRIVER_CHECK_WORDS.noSysfs({ driver }), instead);
}

/** The request that ends the VFs of a PF, where a plan can do that with its driver. */
export function endVfs({ bdf, driver }: Pick<FunctionFacts, "bdf" | "driver">): { follow?: RequestOf<"vfs.set"> } {
  if (withoutSysfs(driver) !== null && !mayHaveSysfs(driver)) return {};
  return { follow: { kind: "vfs.set", pf: bdf, count: 0, purpose: "host" } };
}

/** May another build of such a driver be able to? */
export function mayHaveSysfs(driver: string | null): boolean {
  return PF_DRIVERS.get(driver ?? "")?.mayDiffer === true;
}

/** Does the driver refuse no number of VFs itself? */
export function handsOnToCore(driver: string | null): boolean {
  return PF_DRIVERS.get(driver ?? "")?.handsOn === true;
}

/** Does the driver create no VF and yet report success, as one without `sriov_configure` does not? */
export function ignoresNumber(driver: string | null): boolean {
  return PF_DRIVERS.get(driver ?? "")?.ignores === true;
}

/** The only numbers of VFs that this PF's driver creates, as far as the PF allows them; null = any, as far as is known. */
export function numbersOf({ driver, sriov }: Pick<FunctionFacts, "driver" | "sriov">): readonly number[] | null {
  const all = PF_DRIVERS.get(driver ?? "")?.numbers ?? null;
  return all?.filter((number) => number <= (sriov?.totalVfs ?? Number.POSITIVE_INFINITY)) ?? null;
}

/** Do VFs of this PF wait for its own interface? */
export function vfsWantNetUp(driver: string | null): boolean {
  return PF_DRIVERS.get(driver ?? "")?.vfsWantNetUp === true;
}

/** Does the driver create all VFs that the PF may have, or none? */
export function makesAllOrNone(driver: string | null): boolean {
  return PF_DRIVERS.get(driver ?? "")?.allOrNone === true;
}

/** The number of VFs that a write of `count` creates: all of them or none with some drivers. */
export function vfsMade(pf: Pick<FunctionFacts, "driver" | "sriov">, count: number): number {
  const { totalVfs: all = null, numVfs = 0 } = pf.sriov ?? {};
  // Where so many are on already, this build of the driver creates other numbers as well.
  return makesAllOrNone(pf.driver) && all !== null && count > 0 && count < all && count !== numVfs ? all : count;
}

/**
 * Who sets the most VFs that a PF may have, and what to do about it.
 * @param capability TotalVFs of the capability; null = not read
 * @param count VFs that were wished for
 */
export function limitRemedy(pf: FunctionFacts, capability: number | null, count: number): Message {
  const { driver, sriov } = pf;
  const allowed = sriov?.totalVfs ?? null;
  const known = PF_DRIVERS.get(driver ?? "")?.lowers ?? null;
  if (capability === null || allowed === null) {
    return vfFirmware(pf).row === null
      ? sentences(PF_DRIVER_WORDS.mayAllowLessOfUnknownCard, known)
      : sentences(PF_DRIVER_WORDS.mayAllowLess, vfFirmwareText(pf, count), known);
  }
  if (capability <= allowed) return vfFirmwareText(pf, count);
  return sentences(
    PF_DRIVER_WORDS.lowered({ capability, driver: driver ?? PF_DRIVER_WORDS.itsDriver, allowed }),
    known ?? PF_DRIVER_WORDS.findOption,
  );
}
