/**
 * What single PF drivers answer to a number of VFs, and the words by which they tell it: one row each, with where that is
 * written in drivers/. The general rules quote the line of every other driver.
 */
import { interfaceOrName } from "../verbs/shell.ts";
import { bornOut } from "./claims.ts";
import { askedVfs, driverLine, driverOf, type FailedStep, nameOf } from "./failed-step.ts";
import { refusalText } from "./general.ts";
import { type ExplanationRule, netUp, type RuleMatch, retry, setVfs } from "./rule.ts";

/** The first number of the line, whichever of its forms it has. */
const numberOf = (match: RuleMatch): string => match.find((group) => group !== "") ?? "";

function most(failed: FailedStep, match: RuleMatch): number | null {
  const number = Number.parseInt(numberOf(match), 10);
  return number > 0 && number < askedVfs(failed) ? number : null;
}

function quoted(failed: FailedStep): string {
  const line = driverLine(failed);
  return line === null ? "" : ` ${driverOf(failed)} wrote to the kernel's log: "${line}"`;
}

function pendingText(failed: FailedStep): string {
  return `${driverOf(failed)} is still busy with another operation on ${nameOf(failed)}.`;
}

const MSIX_REMEDY = "Look for pci=nomsi on the kernel's command line, or a BIOS setting that keeps MSI-X off.";

/** Of `sriov_numvfs`; asked before the general words on the same codes. */
export const PF_DRIVER_RULES: readonly Omit<ExplanationRule, "verbs">[] = [
  {
    // bnxt_sriov_configure() in bnxt_sriov.c: a success without VFs.
    id: "numvfs-firmware-reset",
    codes: ["EVERIFY"],
    log: /Reject SRIOV config request when FW reset is in progress/i,
    needs: ["none made"],
    later: true,
    cause: (failed) =>
      `${driverOf(failed)} made no VFs, because the firmware of ${nameOf(failed)} is being reset.${quoted(failed)}`,
    remedy: "Try again in some seconds.",
    action: retry,
  },
  {
    // i40e_pci_sriov_configure() and i40e_pci_sriov_enable() in i40e_virtchnl_pf.c.
    id: "numvfs-under-test",
    codes: ["EPERM"],
    log: /undergoing diagnostic testing/i,
    later: true,
    cause: (failed) => `${nameOf(failed)} is going through a diagnostic test (ethtool -t).`,
    remedy: "Try again when the test is over.",
    action: retry,
  },
  {
    // i40e_pci_sriov_configure() in i40e_virtchnl_pf.c; hinic_pci_sriov_enable() and …_disable() in hinic_sriov.c.
    id: "numvfs-pending",
    codes: ["EAGAIN", "EPERM"],
    log: /other operation is pending|SR-IOV (?:enable|disable) in process, please wait/i,
    claims: ["a driver"],
    later: true,
    cause: (failed) => `${pendingText(failed)}${quoted(failed)}`,
    remedy: "Try again in some seconds.",
    action: retry,
  },
  {
    // The log need not be readable: these drivers have no other reason for this answer (claims.ts).
    id: "numvfs-pending-unsaid",
    codes: ["EAGAIN", "EBUSY"],
    needs: ["means later only"],
    whose: "driver",
    later: true,
    cause: pendingText,
    remedy: "Try again in some seconds.",
    action: retry,
  },
  {
    // ice_ena_vfs() in ice_sriov.c, before in ice_virtchnl_pf.c: it has taken the VFs away again, so no time mends that.
    id: "numvfs-not-started",
    codes: ["EAGAIN"],
    log: /Failed to start (?:VF\(s\)|\d+ VFs, err -?\d+)/i,
    cause: (failed) =>
      `${driverOf(failed)} could not start the VFs that it made, and removed them again.${quoted(failed)}`,
    remedy:
      "The driver's lines before that one say which VF failed, and why. Ask for fewer VFs, or update driver and firmware.",
    action: retry,
  },
  {
    // i40e, ice, bnxt, be2net, hns3, nfp, sfc, hinic, hisi_acc, liquidio, nitrox: they ask pci_vfs_assigned().
    id: "numvfs-assigned",
    codes: null,
    log: /(?:VFs|virtual functions|they)\b.*\b(?:assigned|attached to VMs?)\b/i,
    claims: ["a driver"],
    cause: (failed) =>
      failed.failure.code === "EVERIFY"
        ? `${driverOf(failed)} leaves the VFs of ${nameOf(failed)} as they are.${quoted(failed)}`
        : `${refusalText(failed)}${quoted(failed)}`,
    remedy:
      "Detach the VFs from the guests that have them, and try again. On current kernels only Xen marks VFs as assigned (xen-pciback).",
  },
  {
    // qm_try_stop_qps() and its callers in drivers/crypto/hisilicon/qm.c.
    id: "numvfs-tasks",
    codes: ["EBUSY"],
    log: /Task is using its VF/i,
    cause: (failed) => `Programs use queues of the VFs of ${nameOf(failed)}, says ${driverOf(failed)}.`,
    remedy: "Stop what uses the accelerator (uacce), and try again.",
  },
  {
    // adf_do_enable_sriov() and adf_do_disable_sriov() in drivers/crypto/intel/qat/qat_common/adf_sriov.c.
    id: "numvfs-accelerator-busy",
    codes: ["EBUSY"],
    log: /\bDevice busy\b|Cannot disable SR-IOV, device in (?:use|reset)/i,
    cause: (failed) => `${driverOf(failed)} is being reset, or something uses ${nameOf(failed)} for its own work.`,
    remedy: "Stop what uses the accelerator (qatmgr, kernel crypto such as IPsec and dm-crypt), and try again.",
    action: retry,
  },
  {
    // bnx2x_sriov_configure() in bnx2x_sriov.c.
    id: "numvfs-pf-down",
    codes: null,
    log: /not supported while PF is down/i,
    claims: ["interface down"],
    cause: (failed) => `${driverOf(failed)} makes no VFs, because the network interface of ${nameOf(failed)} is down.`,
    remedy: (failed) => `Bring the interface up (ip link set ${interfaceOrName(failed.fn)} up) and try again.`,
    action: netUp,
  },
  {
    // bnxt_sriov_enable() in bnxt_sriov.c, whose error bnxt_sriov_configure() drops: a success without VFs.
    id: "numvfs-rings-taken",
    codes: null,
    log: /all resources are used by PF|Unable to reserve resources for SRIOV/i,
    cause: (failed) => `The PF uses all rings of ${nameOf(failed)} itself, so none are left for VFs.`,
    remedy: (failed) =>
      `Give the interface fewer channels (ethtool -L ${interfaceOrName(failed.fn)} combined 8), and try again.`,
  },
  {
    // ice_set_per_vf_res() in ice_sriov.c. Its caller writes "Not enough resources" after whatever ran out.
    id: "numvfs-queues",
    codes: ["ENOSPC", "ENOMEM"],
    log: /Not enough (?:queues|HW resources)\b/i,
    cause: (failed) =>
      `${driverOf(failed)} does not have enough queues left for ${askedVfs(failed)} VFs of ${nameOf(failed)}.`,
    remedy: "Ask for fewer VFs, or give the interface fewer channels (ethtool -L).",
  },
  {
    // octep_sriov_configure() (octep_main.c), nfp_pcie_sriov_enable() (nfp_main.c), qed_sriov_enable() (qed_sriov.c), hisi_qm_sriov_enable() (qm.c), bnxt_sriov.c,
    // bnx2x_sriov_configure() (fewer, and a success), liquidio_enable_sriov() (lio_main.c).
    id: "numvfs-firmware-limit",
    codes: ["EINVAL", "ERANGE", "ENOSPC", "ENOMEM", "EBUSY", "EPERM", "EOPNOTSUPP", "EVERIFY"],
    log: /Firmware limits number of VFs to (\d+)|Can start at most (\d+) VFs|Can'?t enable more than (\d+) VFs|maximum number of VFs is (\d+)|can enable (\d+)$|Only able to reserve resources for (\d+) VFs|Max supported VFs = (\d+)|truncating requested number of VFs \(\d+\) down to maximum allowed \((\d+)\)|Max allowed VFs:(\d+)/i,
    cause: (failed, match) =>
      `${driverOf(failed)} has room for ${numberOf(match)} VFs at most on ${nameOf(failed)}, as the card is set up now.`,
    remedy: (failed, match) =>
      most(failed, match) === null ? "Ask for fewer." : `Ask for ${most(failed, match)} or fewer.`,
    action: (failed, match) => setVfs(0)(failed, [String(most(failed, match))]),
  },
  {
    // num_vfs_valid() in drivers/crypto/cavium/nitrox/nitrox_sriov.c.
    id: "numvfs-nitrox-number",
    codes: ["EINVAL"],
    log: /^CNN55XX .*Invalid num_vfs (\d+)/i,
    cause: (failed) =>
      `${driverOf(failed)} makes 16, 32, 64 or 128 VFs of ${nameOf(failed)}, and ${askedVfs(failed)} were asked for.`,
    remedy: "Ask for one of these numbers.",
  },
  {
    // cxgb4_iov_configure() in cxgb4_main.c: its VFs begin at function 8. ENOTSUPP (524) reads as EOPNOTSUPP.
    id: "numvfs-port-without-ari",
    codes: ["EOPNOTSUPP"],
    log: /Parent bridge (\S+) doesn't support ARI/i,
    cause: (failed, [port]) =>
      `${driverOf(failed)} makes no VFs, because the port above ${nameOf(failed)} (${port}) does not support ARI, and its VFs are out of reach without.`,
    remedy: "Use a slot whose port supports ARI.",
  },
  {
    // The same: PCIE_FW_INIT.
    id: "numvfs-card-not-started",
    codes: ["EOPNOTSUPP"],
    log: /^cxgb4 \S+ Device not initialized/i,
    cause: (failed) => `The firmware of ${nameOf(failed)} is not started, says ${driverOf(failed)}.`,
    remedy: "The driver's lines from when it was loaded say why. Load it again, or update the card's firmware.",
  },
  {
    // hisi_qm_sriov_enable() and qm_vf_q_assign() in drivers/crypto/hisilicon/qm.c; pf_q_num of hpre, sec2 and zip.
    id: "numvfs-accelerator-queues",
    codes: ["EINVAL"],
    log: /Can't assign queues for VF!/i,
    cause: (failed) =>
      `The PF keeps so many queues of ${nameOf(failed)} that not one is left for each of ${askedVfs(failed)} VFs.`,
    remedy: (failed) => `Ask for fewer VFs, or load ${driverOf(failed)} with a smaller pf_q_num.`,
  },
  {
    // qlcnic_pci_sriov_enable() in qlcnic_sriov_pf.c.
    id: "numvfs-legacy-interrupts",
    codes: ["EIO"],
    log: /SR-IOV cannot be enabled, when legacy interrupts are enabled/i,
    claims: ["no MSI-X"],
    cause: (failed) => `${driverOf(failed)} runs ${nameOf(failed)} with legacy interrupts, and makes no VFs then.`,
    remedy: MSIX_REMEDY,
  },
  {
    // dfl_fpga_cdev_config_ports_vf() in drivers/fpga/dfl.c: no line in the log.
    id: "numvfs-ports-not-released",
    codes: ["EINVAL"],
    needs: ["dfl-pci", "VFs asked for"],
    claims: ["a number of VFs"],
    whose: "driver",
    cause: (failed) =>
      `dfl-pci makes a VF of each port that was released, and answers EINVAL when their number is not ${askedVfs(failed)}.`,
    remedy: "Release as many ports of the FPGA as there are to be VFs (DFL_FPGA_FME_PORT_RELEASE), and try again.",
  },
  {
    // __ixgbe_enable_sriov() in ixgbe_sriov.c.
    id: "numvfs-xdp",
    codes: ["EINVAL"],
    log: /SR-?IOV is not supported with XDP/i,
    cause: (failed) =>
      `${driverOf(failed)} makes no VFs while an XDP program is on the interface of ${nameOf(failed)}.`,
    remedy: (failed) => `Take the XDP program off (ip link set ${interfaceOrName(failed.fn)} xdp off), and try again.`,
  },
  {
    // bnxt_sriov_configure() of older kernels: a success without VFs.
    id: "numvfs-bnxt-msix",
    codes: ["EVERIFY"],
    log: /Not allow SRIOV if the irq mode is not MSIX/i,
    needs: ["none made", "bnxt_en"],
    claims: ["no MSI-X"],
    cause: (failed) => `${driverOf(failed)} makes VFs only with MSI-X interrupts, and ${nameOf(failed)} runs without.`,
    remedy: MSIX_REMEDY,
  },
  {
    // virtio_pci_sriov_configure() in drivers/virtio/virtio_pci_common.c.
    id: "numvfs-virtio-feature",
    codes: ["EINVAL"],
    needs: ["virtio-pci", "a number of VFs"],
    whose: "driver",
    cause: (failed) => `The virtio device ${nameOf(failed)} does not offer SR-IOV to its driver (VIRTIO_F_SR_IOV).`,
    remedy: "Switch the feature on in the card's firmware, or in the hypervisor that emulates the device.",
  },
  {
    id: "numvfs-virtio-not-ready",
    codes: ["EBUSY"],
    needs: ["virtio-pci"],
    whose: "driver",
    later: true,
    cause: (failed) => `The driver of the virtio device ${nameOf(failed)} has not come up yet (DRIVER_OK).`,
    remedy: "Try again when its interface or disk is there; the kernel's log says why if it does not come.",
    action: retry,
  },
  {
    // igb_enable_sriov() in igb_main.c: no line in the log.
    id: "numvfs-igb-msix",
    codes: ["EPERM"],
    needs: ["igb", "no MSI-X"],
    whose: "driver",
    cause: (failed) => `igb makes VFs only with MSI-X interrupts, and ${nameOf(failed)} has none.`,
    remedy: MSIX_REMEDY,
  },
];

/** Of drivers that report success whatever became of it; asked after the core's own lines. */
export const SILENT_DRIVER_RULES: readonly Omit<ExplanationRule, "verbs">[] = [
  {
    id: "numvfs-net-down",
    codes: ["EVERIFY"],
    needs: ["none made", "bnxt_en"],
    claims: ["interface down"],
    whose: "core",
    cause: (failed) =>
      bornOut(["interface down"], failed)
        ? `bnxt_en made no VFs, because the network interface of ${nameOf(failed)} is down; it reports success nevertheless.`
        : `bnxt_en made no VFs and reports success nevertheless, as it does while the network interface of ${nameOf(failed)} is down; whether it is could not be seen.`,
    remedy: (failed) => `Bring the interface up (ip link set ${interfaceOrName(failed.fn)} up) and try again.`,
    action: netUp,
  },
  {
    // hns3_pci_sriov_configure() in hns3_enet.c; liquidio_enable_sriov() in lio_main.c; be_vf_setup() in be_main.c.
    id: "numvfs-error-dropped",
    codes: ["EVERIFY"],
    log: /SRIOV enable failed(?: -(\d+))?$|OCTEON: Failed to enable PCI sriov: -(\d+)/i,
    needs: ["none made"],
    cause: (failed, match) => {
      const errno = numberOf(match);
      return `The PCI core made no VFs of ${nameOf(failed)}${errno === "" ? "" : ` (errno ${errno})`}, and ${driverOf(failed)} reports success nevertheless.`;
    },
    remedy: "Look in the kernel's log for the PCI core's reason; try fewer VFs.",
  },
];
