/**
 * What single PF drivers answer to a number of VFs, and the words in which they say it: one row each, with where that is
 * written in drivers/. The general rules quote the line of every other driver.
 */
import { sentences } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { EXPLAIN_WORDS } from "../../words/texts/explain.ts";
import { EXPLAIN_PF_DRIVER_WORDS } from "../../words/texts/explain-pf-drivers.ts";
import { interfaceOrName } from "../verbs/shell.ts";
import { bornOut } from "./claims.ts";
import { askedVfs, driverOf, type FailedStep, nameOf, theDriver } from "./failed-step.ts";
import { quoteOf, refusalText } from "./general.ts";
import { type ExplanationRule, netUp, type RuleMatch, retry, setVfs } from "./rule.ts";

/** The first number of the line, whichever of its forms it has. */
const numberOf = (match: RuleMatch): string => match.find((group) => group !== "") ?? "";

function most(failed: FailedStep, match: RuleMatch): number | null {
  const number = Number.parseInt(numberOf(match), 10);
  return number > 0 && number < askedVfs(failed) ? number : null;
}

function pendingText(failed: FailedStep): Words {
  return EXPLAIN_PF_DRIVER_WORDS.pending({ driver: theDriver(failed), name: nameOf(failed) });
}

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
      sentences(
        EXPLAIN_PF_DRIVER_WORDS.firmwareReset({ driver: theDriver(failed), name: nameOf(failed) }),
        quoteOf(failed),
      ),
    remedy: EXPLAIN_WORDS.tryLater,
    action: retry,
  },
  {
    // i40e_pci_sriov_configure() and i40e_pci_sriov_enable() in i40e_virtchnl_pf.c.
    id: "numvfs-under-test",
    codes: ["EPERM"],
    log: /undergoing diagnostic testing/i,
    later: true,
    cause: (failed) => EXPLAIN_PF_DRIVER_WORDS.underTest({ name: nameOf(failed) }),
    remedy: EXPLAIN_PF_DRIVER_WORDS.underTestRemedy,
    action: retry,
  },
  {
    // i40e_pci_sriov_configure() in i40e_virtchnl_pf.c; hinic_pci_sriov_enable() and …_disable() in hinic_sriov.c.
    id: "numvfs-pending",
    codes: ["EAGAIN", "EPERM"],
    log: /other operation is pending|SR-IOV (?:enable|disable) in process, please wait/i,
    claims: ["a driver"],
    later: true,
    cause: (failed) => sentences(pendingText(failed), quoteOf(failed)),
    remedy: EXPLAIN_WORDS.tryLater,
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
    remedy: EXPLAIN_WORDS.tryLater,
    action: retry,
  },
  {
    // ice_ena_vfs() in ice_sriov.c, before in ice_virtchnl_pf.c: it has taken the VFs away again, so no time mends that.
    id: "numvfs-not-started",
    codes: ["EAGAIN"],
    log: /Failed to start (?:VF\(s\)|\d+ VFs, err -?\d+)/i,
    cause: (failed) => sentences(EXPLAIN_PF_DRIVER_WORDS.notStarted({ driver: theDriver(failed) }), quoteOf(failed)),
    remedy: EXPLAIN_PF_DRIVER_WORDS.notStartedRemedy,
    action: retry,
  },
  {
    // i40e, ice, bnxt, be2net, hns3, nfp, sfc, hinic, hisi_acc, liquidio, nitrox: they ask pci_vfs_assigned().
    id: "numvfs-assigned",
    codes: null,
    log: /(?:VFs|virtual functions|they)\b.*\b(?:assigned|attached to VMs?)\b/i,
    claims: ["a driver"],
    cause: (failed) =>
      sentences(
        failed.failure.code === "EVERIFY"
          ? EXPLAIN_PF_DRIVER_WORDS.leavesVfs({ driver: theDriver(failed), name: nameOf(failed) })
          : refusalText(failed),
        quoteOf(failed),
      ),
    remedy: EXPLAIN_PF_DRIVER_WORDS.assignedRemedy,
  },
  {
    // qm_try_stop_qps() and its callers in drivers/crypto/hisilicon/qm.c.
    id: "numvfs-tasks",
    codes: ["EBUSY"],
    log: /Task is using its VF/i,
    cause: (failed) => EXPLAIN_PF_DRIVER_WORDS.tasks({ driver: theDriver(failed), name: nameOf(failed) }),
    remedy: EXPLAIN_PF_DRIVER_WORDS.tasksRemedy,
  },
  {
    // adf_do_enable_sriov() and adf_do_disable_sriov() in drivers/crypto/intel/qat/qat_common/adf_sriov.c.
    id: "numvfs-accelerator-busy",
    codes: ["EBUSY"],
    log: /\bDevice busy\b|Cannot disable SR-IOV, device in (?:use|reset)/i,
    cause: (failed) => EXPLAIN_PF_DRIVER_WORDS.acceleratorBusy({ driver: theDriver(failed), name: nameOf(failed) }),
    remedy: EXPLAIN_PF_DRIVER_WORDS.acceleratorBusyRemedy,
    action: retry,
  },
  {
    // bnx2x_sriov_configure() in bnx2x_sriov.c.
    id: "numvfs-pf-down",
    codes: null,
    log: /not supported while PF is down/i,
    claims: ["interface down"],
    cause: (failed) => EXPLAIN_PF_DRIVER_WORDS.interfaceDown({ driver: theDriver(failed), name: nameOf(failed) }),
    remedy: (failed) => EXPLAIN_PF_DRIVER_WORDS.interfaceUpRemedy({ net: interfaceOrName(failed.fn) }),
    action: netUp,
  },
  {
    // bnxt_sriov_enable() in bnxt_sriov.c, whose error bnxt_sriov_configure() drops: a success without VFs.
    id: "numvfs-rings-taken",
    codes: null,
    log: /all resources are used by PF|Unable to reserve resources for SRIOV/i,
    cause: (failed) => EXPLAIN_PF_DRIVER_WORDS.ringsTaken({ name: nameOf(failed) }),
    remedy: (failed) => EXPLAIN_PF_DRIVER_WORDS.ringsTakenRemedy({ net: interfaceOrName(failed.fn) }),
  },
  {
    // ice_set_per_vf_res() in ice_sriov.c. Its caller writes "Not enough resources" after whatever ran out.
    id: "numvfs-queues",
    codes: ["ENOSPC", "ENOMEM"],
    log: /Not enough (?:queues|HW resources)\b/i,
    cause: (failed) =>
      EXPLAIN_PF_DRIVER_WORDS.queues({ driver: theDriver(failed), count: askedVfs(failed), name: nameOf(failed) }),
    remedy: EXPLAIN_PF_DRIVER_WORDS.queuesRemedy,
  },
  {
    // octep_sriov_configure() (octep_main.c), nfp_pcie_sriov_enable() (nfp_main.c), qed_sriov_enable() (qed_sriov.c), hisi_qm_sriov_enable() (qm.c), bnxt_sriov.c,
    // bnx2x_sriov_configure() (fewer, and a success), liquidio_enable_sriov() (lio_main.c).
    id: "numvfs-firmware-limit",
    codes: ["EINVAL", "ERANGE", "ENOSPC", "ENOMEM", "EBUSY", "EPERM", "EOPNOTSUPP", "EVERIFY"],
    log: /Firmware limits number of VFs to (\d+)|Can start at most (\d+) VFs|Can'?t enable more than (\d+) VFs|maximum number of VFs is (\d+)|can enable (\d+)$|Only able to reserve resources for (\d+) VFs|Max supported VFs = (\d+)|truncating requested number of VFs \(\d+\) down to maximum allowed \((\d+)\)|Max allowed VFs:(\d+)/i,
    cause: (failed, match) =>
      EXPLAIN_PF_DRIVER_WORDS.firmwareLimit({ driver: theDriver(failed), most: numberOf(match), name: nameOf(failed) }),
    remedy: (failed, match) => {
      const fitting = most(failed, match);
      return fitting === null ? EXPLAIN_WORDS.chooseFewer : EXPLAIN_WORDS.chooseOrFewer({ most: fitting });
    },
    action: (failed, match) => setVfs(0)(failed, [String(most(failed, match))]),
  },
  {
    // num_vfs_valid() in drivers/crypto/cavium/nitrox/nitrox_sriov.c.
    id: "numvfs-nitrox-number",
    codes: ["EINVAL"],
    log: /^CNN55XX .*Invalid num_vfs (\d+)/i,
    cause: (failed) =>
      EXPLAIN_PF_DRIVER_WORDS.numbers({ driver: theDriver(failed), name: nameOf(failed), count: askedVfs(failed) }),
    remedy: EXPLAIN_PF_DRIVER_WORDS.numbersRemedy,
  },
  {
    // cxgb4_iov_configure() in cxgb4_main.c: its VFs begin at function 8. ENOTSUPP (524) reads as EOPNOTSUPP.
    id: "numvfs-port-without-ari",
    codes: ["EOPNOTSUPP"],
    log: /Parent bridge (\S+) doesn't support ARI/i,
    cause: (failed, [port = ""]) =>
      EXPLAIN_PF_DRIVER_WORDS.portWithoutAri({ driver: theDriver(failed), name: nameOf(failed), port }),
    remedy: EXPLAIN_PF_DRIVER_WORDS.portWithoutAriRemedy,
  },
  {
    // The same: PCIE_FW_INIT.
    id: "numvfs-card-not-started",
    codes: ["EOPNOTSUPP"],
    log: /^cxgb4 \S+ Device not initialized/i,
    cause: (failed) => EXPLAIN_PF_DRIVER_WORDS.cardNotStarted({ driver: theDriver(failed), name: nameOf(failed) }),
    remedy: EXPLAIN_PF_DRIVER_WORDS.cardNotStartedRemedy,
  },
  {
    // hisi_qm_sriov_enable() and qm_vf_q_assign() in drivers/crypto/hisilicon/qm.c; pf_q_num of hpre, sec2 and zip.
    id: "numvfs-accelerator-queues",
    codes: ["EINVAL"],
    log: /Can't assign queues for VF!/i,
    cause: (failed) => EXPLAIN_PF_DRIVER_WORDS.acceleratorQueues({ name: nameOf(failed), count: askedVfs(failed) }),
    remedy: (failed) => EXPLAIN_PF_DRIVER_WORDS.acceleratorQueuesRemedy({ driver: driverOf(failed) }),
  },
  {
    // qlcnic_pci_sriov_enable() in qlcnic_sriov_pf.c.
    id: "numvfs-legacy-interrupts",
    codes: ["EIO"],
    log: /SR-IOV cannot be enabled, when legacy interrupts are enabled/i,
    claims: ["no MSI-X"],
    cause: (failed) => EXPLAIN_PF_DRIVER_WORDS.legacyInterrupts({ driver: theDriver(failed), name: nameOf(failed) }),
    remedy: EXPLAIN_PF_DRIVER_WORDS.msixRemedy,
  },
  {
    // dfl_fpga_cdev_config_ports_vf() in drivers/fpga/dfl.c: no line in the log.
    id: "numvfs-ports-not-released",
    codes: ["EINVAL"],
    needs: ["dfl-pci", "VFs asked for"],
    claims: ["a number of VFs"],
    whose: "driver",
    cause: (failed) => EXPLAIN_PF_DRIVER_WORDS.portsNotReleased({ count: askedVfs(failed) }),
    remedy: EXPLAIN_PF_DRIVER_WORDS.portsNotReleasedRemedy,
  },
  {
    // __ixgbe_enable_sriov() in ixgbe_sriov.c.
    id: "numvfs-xdp",
    codes: ["EINVAL"],
    log: /SR-?IOV is not supported with XDP/i,
    cause: (failed) => EXPLAIN_PF_DRIVER_WORDS.xdp({ driver: theDriver(failed), name: nameOf(failed) }),
    remedy: (failed) => EXPLAIN_PF_DRIVER_WORDS.xdpRemedy({ net: interfaceOrName(failed.fn) }),
  },
  {
    // bnxt_sriov_configure() of older kernels: a success without VFs.
    id: "numvfs-bnxt-msix",
    codes: ["EVERIFY"],
    log: /Not allow SRIOV if the irq mode is not MSIX/i,
    needs: ["none made", "bnxt_en"],
    claims: ["no MSI-X"],
    cause: (failed) => EXPLAIN_PF_DRIVER_WORDS.needsMsix({ driver: theDriver(failed), name: nameOf(failed) }),
    remedy: EXPLAIN_PF_DRIVER_WORDS.msixRemedy,
  },
  {
    // virtio_pci_sriov_configure() in drivers/virtio/virtio_pci_common.c.
    id: "numvfs-virtio-feature",
    codes: ["EINVAL"],
    needs: ["virtio-pci", "a number of VFs"],
    whose: "driver",
    cause: (failed) => EXPLAIN_PF_DRIVER_WORDS.virtioFeature({ name: nameOf(failed) }),
    remedy: EXPLAIN_PF_DRIVER_WORDS.virtioFeatureRemedy,
  },
  {
    id: "numvfs-virtio-not-ready",
    codes: ["EBUSY"],
    needs: ["virtio-pci"],
    whose: "driver",
    later: true,
    cause: (failed) => EXPLAIN_PF_DRIVER_WORDS.virtioNotReady({ name: nameOf(failed) }),
    remedy: EXPLAIN_PF_DRIVER_WORDS.virtioNotReadyRemedy,
    action: retry,
  },
  {
    // igb_enable_sriov() in igb_main.c: no line in the log.
    id: "numvfs-igb-msix",
    codes: ["EPERM"],
    needs: ["igb", "no MSI-X"],
    whose: "driver",
    cause: (failed) => EXPLAIN_PF_DRIVER_WORDS.needsMsix({ driver: "igb", name: nameOf(failed) }),
    remedy: EXPLAIN_PF_DRIVER_WORDS.msixRemedy,
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
        ? EXPLAIN_PF_DRIVER_WORDS.silentDown({ name: nameOf(failed) })
        : EXPLAIN_PF_DRIVER_WORDS.silentPerhapsDown({ name: nameOf(failed) }),
    remedy: (failed) => EXPLAIN_PF_DRIVER_WORDS.interfaceUpRemedy({ net: interfaceOrName(failed.fn) }),
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
      const values = { name: nameOf(failed), driver: driverOf(failed) };
      return errno === ""
        ? EXPLAIN_PF_DRIVER_WORDS.errorDropped(values)
        : EXPLAIN_PF_DRIVER_WORDS.errnoDropped({ ...values, errno });
    },
    remedy: EXPLAIN_PF_DRIVER_WORDS.errorDroppedRemedy,
  },
];
