/** The dictionary for `sriov_numvfs` and `sriov_drivers_autoprobe` (drivers/pci/iov.c and the PF drivers). */
import { ariRemedy } from "../../machine/port-reach.ts";
import { vfPlaces } from "../../machine/vf-slices.ts";
import { bdfParts } from "../../pci/bdf.ts";
import { sentences } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { COMMON } from "../../words/texts/common.ts";
import { EXPLAIN_WORDS } from "../../words/texts/explain.ts";
import { EXPLAIN_SRIOV_WORDS } from "../../words/texts/explain-sriov.ts";
import { IOMMU_REMEDY } from "../findings/iommu-cause.ts";
import { limitRemedy, withoutSysfs } from "../findings/pf-drivers.ts";
import { bornOut } from "./claims.ts";
import {
  answeringDriver,
  askedVfs,
  capabilityOf,
  cutVfs,
  driverOf,
  type FailedStep,
  foundVfs,
  nameOf,
  theDriver,
  unreadPort,
} from "./failed-step.ts";
import { refusalText } from "./general.ts";
import { PF_DRIVER_RULES, SILENT_DRIVER_RULES } from "./pf-drivers.ts";
import {
  bindOwnDriver,
  command,
  type ExplanationRule,
  type RuleMatch,
  retry,
  rulesFor,
  setAllAllowed,
  setVfs,
} from "./rule.ts";

/** bnxt_en, be2net, hns3 and liquidio drop what the core answers and report success: then only its line tells. */
const CORE_MEMORY = ["ENOMEM", "EVERIFY"];

/** A code that the PCI core gives for the reason; where the facts do not show it, a driver may have given it as well. */
function ofCore({
  reason,
  ...rule
}: Omit<ExplanationRule, "verbs" | "whose" | "cause"> & {
  /** A sentence. */
  readonly reason: (failed: FailedStep) => Words;
}): Omit<ExplanationRule, "verbs"> {
  return {
    ...rule,
    whose: "core",
    cause: (failed) => {
      const words = reason(failed);
      if (bornOut(rule.claims, failed)) return words;
      const { code } = failed.failure;
      return EXPLAIN_SRIOV_WORDS.coreOrDriver({ code, driver: driverOf(failed), reason: words });
    },
  };
}

/** Which device the silent VF is, and how many VFs a port without ARI lets through; null = ARI is not why, or not known. */
function cutByAri(failed: FailedStep, [vf]: RuleMatch): { readonly device: number; readonly left: number } | null {
  const cut = cutVfs(failed);
  const silent = failed.fn === null ? undefined : vfPlaces(failed.fn, askedVfs(failed)).find(({ bdf }) => bdf === vf);
  if (cut === null || !silent?.bdf || silent.otherBus || silent.index < cut.from.index) return null;
  return { device: bdfParts(silent.bdf).device, left: cut.from.index };
}

/** @param left VFs that the port lets through as it is */
function withoutAri(left: number): Words {
  return sentences(
    ariRemedy({ supportsAri: null }),
    left === 0 ? EXPLAIN_SRIOV_WORDS.untilThenNone : EXPLAIN_SRIOV_WORDS.untilThenFewer({ most: left }),
  );
}

/** The rule of a driver without `sriov_configure`, which the kernel itself names. */
export const CANNOT_SWITCH = "numvfs-driver-cannot";

const NUMVFS_RULES = rulesFor("sriov.numvfs", [
  {
    id: "numvfs-no-driver",
    provenBy: "numvfs of a PF without a driver is ENOENT",
    codes: ["ENOENT"],
    needs: ["no driver"],
    cause: (failed) => EXPLAIN_SRIOV_WORDS.noDriver({ name: nameOf(failed) }),
    remedy: EXPLAIN_SRIOV_WORDS.noDriverRemedy,
    action: bindOwnDriver,
  },
  {
    id: CANNOT_SWITCH,
    provenBy: "numvfs of a PF whose driver cannot is ENOENT",
    codes: ["ENOENT"],
    log: /driver (?:does not|doesn't) support SR-?IOV configuration via sysfs/i,
    claims: ["a driver"],
    cause: (failed) => EXPLAIN_SRIOV_WORDS.cannotSwitch({ driver: theDriver(failed), name: nameOf(failed) }),
    remedy: (failed) =>
      withoutSysfs(failed.fn?.driver ?? null) ?? EXPLAIN_SRIOV_WORDS.cannotSwitchRemedy({ driver: driverOf(failed) }),
  },
  {
    id: "numvfs-vfio-sriov-off",
    provenBy: "numvfs of a PF on vfio-pci with enable_sriov=N is ENOENT, and the log is silent",
    codes: ["ENOENT"],
    needs: ["on vfio"],
    claims: ["enable_sriov off"],
    cause: (failed) => EXPLAIN_SRIOV_WORDS.vfioSriovOff({ name: nameOf(failed), driver: driverOf(failed) }),
    remedy: EXPLAIN_SRIOV_WORDS.vfioSriovOffRemedy,
    action: command("echo Y > /sys/module/vfio_pci/parameters/enable_sriov"),
  },
  ofCore({
    id: "numvfs-enoent",
    codes: ["ENOENT"],
    needs: ["a driver"],
    claims: ["VFs not by sysfs"],
    reason: (failed) =>
      EXPLAIN_SRIOV_WORDS.noSysfs({ driver: failed.fn?.driver ?? COMMON.unknown, name: nameOf(failed) }),
    remedy: ({ fn }) => withoutSysfs(fn?.driver ?? null) ?? EXPLAIN_SRIOV_WORDS.noSysfsRemedy,
  }),
  ofCore({
    id: "numvfs-range",
    provenBy: "numvfs above what the driver allows is ERANGE",
    codes: ["ERANGE"],
    claims: ["more than allowed"],
    reason: (failed) => {
      const count = askedVfs(failed);
      const total = failed.fn?.sriov?.totalVfs ?? null;
      return total === null ? EXPLAIN_SRIOV_WORDS.rangeUnread({ count }) : EXPLAIN_SRIOV_WORDS.range({ count, total });
    },
    remedy: (failed) => {
      const { fn } = failed;
      if (fn === null) return EXPLAIN_WORDS.chooseFewer;
      const why = limitRemedy(fn, capabilityOf(failed)?.totalVfs ?? null, askedVfs(failed));
      return fn.sriov?.totalVfs === 0 ? why : sentences(EXPLAIN_WORDS.chooseFewer, why);
    },
    action: setAllAllowed,
  }),
  {
    id: "numvfs-through-zero",
    provenBy: "numvfs from one number to another is EBUSY and changes nothing",
    codes: ["EBUSY"],
    needs: ["VFs asked for", "VFs on"],
    cause: (failed) => {
      const now = failed.fn?.sriov?.numVfs ?? null;
      const values = { name: nameOf(failed), count: askedVfs(failed) };
      return now === null
        ? EXPLAIN_SRIOV_WORDS.throughZeroUnread(values)
        : EXPLAIN_SRIOV_WORDS.throughZero({ ...values, now });
    },
    remedy: EXPLAIN_SRIOV_WORDS.throughZeroRemedy,
    action: retry,
  },
  ...PF_DRIVER_RULES,
  {
    id: "numvfs-not-ready",
    codes: ["EBUSY"],
    log: /Cannot enable SR-IOV, device not ready/i,
    later: true,
    cause: (failed) => EXPLAIN_SRIOV_WORDS.notReady({ driver: theDriver(failed), name: nameOf(failed) }),
    remedy: EXPLAIN_WORDS.tryLater,
    action: retry,
  },
  {
    id: "numvfs-busy",
    codes: ["EBUSY"],
    claims: ["a driver"],
    whose: "driver",
    cause: (failed) => EXPLAIN_SRIOV_WORDS.busy({ driver: theDriver(failed), name: nameOf(failed) }),
    remedy: EXPLAIN_SRIOV_WORDS.busyRemedy,
    action: retry,
  },
  {
    id: "numvfs-again",
    codes: ["EAGAIN"],
    needs: ["answered by a driver"],
    whose: "driver",
    cause: refusalText,
    remedy: EXPLAIN_SRIOV_WORDS.againRemedy,
    action: retry,
  },
  {
    id: "numvfs-bus-range",
    codes: CORE_MEMORY,
    log: /can't enable (\d+) VFs \(bus ([0-9a-f]+) out of range of \[bus ([^\]]+)\]\)/i,
    cause: (_, [count = "", bus = "", range = ""]) => EXPLAIN_SRIOV_WORDS.busRange({ count, bus, range }),
    remedy: ({ fn }) =>
      fn?.parent === null
        ? EXPLAIN_SRIOV_WORDS.hostBuses
        : fn?.ariEnabled
          ? EXPLAIN_SRIOV_WORDS.manyBuses
          : EXPLAIN_SRIOV_WORDS.fewerBuses,
  },
  {
    id: "numvfs-mmio",
    provenBy: "numvfs of a PF whose VFs have no place in memory is ENOMEM",
    codes: CORE_MEMORY,
    log: /not enough MMIO resources for SR-?IOV/i,
    cause: (failed) => EXPLAIN_SRIOV_WORDS.mmio({ count: askedVfs(failed), name: nameOf(failed) }),
    remedy: EXPLAIN_SRIOV_WORDS.firmware,
  },
  {
    id: "numvfs-bars-not-allocated",
    codes: CORE_MEMORY,
    log: /IOV BARS not allocated/i,
    cause: (failed) => EXPLAIN_SRIOV_WORDS.barsNotAllocated({ name: nameOf(failed) }),
    remedy: EXPLAIN_SRIOV_WORDS.firmware,
  },
  ofCore({
    id: "numvfs-nomem",
    codes: ["ENOMEM"],
    needs: ["VFs asked for"],
    claims: ["no room"],
    reason: (failed) => EXPLAIN_SRIOV_WORDS.noMemory({ count: askedVfs(failed), name: nameOf(failed) }),
    remedy: sentences(EXPLAIN_SRIOV_WORDS.firmware, EXPLAIN_SRIOV_WORDS.noMemoryBuses),
  }),
  {
    id: "numvfs-vectors",
    codes: ["ENOSPC"],
    log: /Only (\d+) MSI-X interrupts available.*minimum of (\d+) MSI-X interrupts per VF for (\d+) VFs/i,
    cause: (_, [left = "", each = "", count = ""]) => EXPLAIN_SRIOV_WORDS.vectors({ left, each, count }),
    remedy: EXPLAIN_SRIOV_WORDS.unloadRdma,
  },
  {
    id: "numvfs-nospace",
    codes: ["ENOSPC"],
    needs: ["VFs asked for"],
    whose: "driver",
    cause: (failed) => {
      const values = { driver: theDriver(failed), count: askedVfs(failed) };
      return isIce(failed) ? EXPLAIN_SRIOV_WORDS.noSpaceIce(values) : EXPLAIN_SRIOV_WORDS.noSpace(values);
    },
    remedy: (failed) => (isIce(failed) ? EXPLAIN_SRIOV_WORDS.unloadRdma : EXPLAIN_SRIOV_WORDS.noSpaceRemedy),
  },
  {
    id: "numvfs-traffic-classes",
    codes: ["EPERM"],
    log: /configured with (\d+) TCs.*Creating more than (\d+) VFs is not allowed/i,
    cause: (failed, [classes = "", most = ""]) => {
      const values = { driver: theDriver(failed), most };
      return Number(classes) > 1
        ? EXPLAIN_SRIOV_WORDS.trafficClasses({ classes, most, driver: driverOf(failed) })
        : EXPLAIN_SRIOV_WORDS.macvlans(values);
    },
    remedy: (_, [classes, most = ""]) =>
      Number(classes) > 1 ? EXPLAIN_SRIOV_WORDS.trafficClassesRemedy({ most }) : EXPLAIN_WORDS.chooseOrFewer({ most }),
    action: setVfs(1),
  },
  {
    id: "numvfs-device-constraints",
    codes: ["EPERM"],
    log: /Unable to enable (\d+) VFs\. Limited to (\d+) VFs due to device resource constraints/i,
    cause: (failed, [, most = ""]) => EXPLAIN_SRIOV_WORDS.constraints({ driver: theDriver(failed), most }),
    remedy: (_, [, most = ""]) => EXPLAIN_WORDS.chooseOrFewer({ most }),
    action: setVfs(1),
  },
  {
    id: "numvfs-driver-limit",
    codes: ["EPERM"],
    needs: ["driver said no", "VFs asked for"],
    whose: "driver",
    cause: (failed) =>
      EXPLAIN_SRIOV_WORDS.driverLimit({ driver: theDriver(failed), count: askedVfs(failed), name: nameOf(failed) }),
    remedy: EXPLAIN_SRIOV_WORDS.driverLimitRemedy,
  },
  {
    id: "numvfs-not-capable",
    codes: ["EOPNOTSUPP"],
    log: /not capable of SR-IOV|SR-IOV is not supported on this device/i,
    cause: (failed) => EXPLAIN_SRIOV_WORDS.notCapable({ driver: theDriver(failed), name: nameOf(failed) }),
    remedy: EXPLAIN_SRIOV_WORDS.notCapableRemedy,
  },
  {
    id: "numvfs-safe-mode",
    codes: ["EOPNOTSUPP"],
    log: /Safe Mode/i,
    cause: (failed) => EXPLAIN_SRIOV_WORDS.safeMode({ driver: theDriver(failed), name: nameOf(failed) }),
    remedy: EXPLAIN_SRIOV_WORDS.safeModeRemedy,
  },
  {
    id: "numvfs-max-supported",
    codes: ["EOPNOTSUPP"],
    log: /max VFs supported is (\d+)/i,
    cause: (failed, [most = ""]) =>
      EXPLAIN_SRIOV_WORDS.maxSupported({ driver: theDriver(failed), most, name: nameOf(failed) }),
    remedy: (_, [most = ""]) => EXPLAIN_WORDS.chooseOrFewer({ most }),
    action: setVfs(0),
  },
  {
    id: "numvfs-unsupported",
    codes: ["EOPNOTSUPP"],
    needs: ["VFs asked for"],
    whose: "driver",
    cause: (failed) => EXPLAIN_SRIOV_WORDS.unsupported({ driver: theDriver(failed), name: nameOf(failed) }),
    remedy: EXPLAIN_SRIOV_WORDS.unsupportedRemedy,
  },
  {
    // The VF's registers read ff, and the kernel takes that for no device (pci_setup_device).
    id: "numvfs-vf-silent",
    codes: null,
    log: /(\S+): unknown header type 7f, ignoring device/i,
    logOf: "vf",
    needs: ["VFs asked for"],
    cause: (failed, match) => {
      const cut = cutByAri(failed, match);
      const silent = EXPLAIN_SRIOV_WORDS.vfSilent({ vf: match[0] ?? COMMON.unknown });
      return cut === null ? silent : sentences(silent, EXPLAIN_SRIOV_WORDS.withoutAri({ device: cut.device }));
    },
    remedy: (failed, match) => {
      const cut = cutByAri(failed, match);
      return cut === null ? EXPLAIN_WORDS.checkLink : withoutAri(cut.left);
    },
    action: (failed, match) => setVfs(0)(failed, [String(cutByAri(failed, match)?.left)]),
  },
  {
    // The same without the line, as where the log could not be read.
    id: "numvfs-cut-by-port",
    codes: ["EIO"],
    needs: ["cut by the port"],
    whose: "core",
    cause: (failed) => {
      const cut = cutVfs(failed);
      return EXPLAIN_SRIOV_WORDS.cutByPort({
        name: nameOf(failed),
        vf: cut?.from.index ?? COMMON.unknown,
        bdf: cut?.from.bdf ?? COMMON.unknown,
        device: cut?.from.device ?? COMMON.unknown,
      });
    },
    remedy: (failed) => withoutAri(cutVfs(failed)?.from.index ?? 0),
    action: (failed) => setVfs(0)(failed, [String(cutVfs(failed)?.from.index)]),
  },
  ofCore({
    id: "numvfs-broken-capability",
    codes: ["EIO"],
    needs: ["VFs asked for"],
    claims: ["capability broken"],
    reason: (failed) =>
      bornOut(["capability broken"], failed)
        ? EXPLAIN_SRIOV_WORDS.brokenCapability({ name: nameOf(failed) })
        : EXPLAIN_SRIOV_WORDS.brokenOrSilent({ name: nameOf(failed) }),
    remedy: (failed) =>
      bornOut(["capability broken"], failed)
        ? EXPLAIN_SRIOV_WORDS.brokenRemedy
        : sentences(EXPLAIN_SRIOV_WORDS.brokenOrSilentRemedy, unreadPort(failed)),
  }),
  {
    // pci_sriov_configure_simple(): the capability is in order, and what else is EIO is a VF whose registers read ff.
    id: "numvfs-core-eio",
    codes: ["EIO"],
    needs: ["VFs asked for", "driver hands on"],
    whose: "core",
    cause: (failed) => EXPLAIN_SRIOV_WORDS.coreSilent({ driver: theDriver(failed) }),
    remedy: (failed) => sentences(EXPLAIN_WORDS.checkLink, unreadPort(failed)),
  },
  ofCore({
    id: "numvfs-dependency",
    codes: ["ENODEV", "ENOSYS"],
    needs: ["function there", "VFs asked for"],
    claims: ["dependency missing"],
    reason: (failed) => EXPLAIN_SRIOV_WORDS.dependency({ name: nameOf(failed) }),
    remedy: EXPLAIN_SRIOV_WORDS.dependencyRemedy,
  }),
  {
    // adf_sriov_configure() of the kernels that have ca88a2bdd4dd.
    id: "numvfs-driver-wants-iommu",
    codes: null,
    log: /IOMMU should be enabled for SR-?IOV/i,
    claims: ["not behind an IOMMU"],
    cause: (failed) => EXPLAIN_SRIOV_WORDS.wantsIommu({ driver: theDriver(failed), name: nameOf(failed) }),
    remedy: sentences(IOMMU_REMEDY, EXPLAIN_SRIOV_WORDS.wantsIommuKernel),
  },
  ofCore({
    id: "numvfs-invalid",
    codes: ["EINVAL"],
    needs: ["VFs asked for"],
    claims: ["no number of VFs"],
    reason: (failed) => EXPLAIN_SRIOV_WORDS.invalid({ count: askedVfs(failed), name: nameOf(failed) }),
    remedy: EXPLAIN_SRIOV_WORDS.invalidRemedy,
    action: retry,
  }),
  ...SILENT_DRIVER_RULES,
  {
    // Drivers that enable TotalVFs whatever number is written (adf_sriov_configure).
    id: "numvfs-all-or-none",
    codes: ["EVERIFY"],
    needs: ["all made"],
    cause: (failed) =>
      EXPLAIN_SRIOV_WORDS.allOrNone({
        driver: theDriver(failed),
        count: foundVfs(failed) ?? COMMON.unknown,
        name: nameOf(failed),
      }),
    remedy: (failed) => EXPLAIN_SRIOV_WORDS.allOrNoneRemedy({ count: foundVfs(failed) ?? COMMON.unknown }),
    action: (failed) => setVfs(0)(failed, [String(foundVfs(failed))]),
  },
  {
    id: "numvfs-partial",
    codes: ["EVERIFY"],
    needs: ["count missed"],
    whose: "driver",
    cause: (failed) => {
      const [asked, found, name] = [askedVfs(failed), foundVfs(failed), nameOf(failed)];
      if (found === null) return EXPLAIN_SRIOV_WORDS.pfGone({ name });
      if (asked === 0) return EXPLAIN_SRIOV_WORDS.vfsStay({ count: found, name });
      if (found === 0) return EXPLAIN_SRIOV_WORDS.noneMade({ asked });
      return found > asked
        ? EXPLAIN_SRIOV_WORDS.tooManyMade({ asked, found })
        : EXPLAIN_SRIOV_WORDS.partial({ asked, found });
    },
    remedy: (failed) => {
      const [asked, found] = [askedVfs(failed), foundVfs(failed)];
      if (asked === 0) return EXPLAIN_SRIOV_WORDS.vfsStayRemedy;
      return found !== null && found > asked
        ? EXPLAIN_SRIOV_WORDS.tooManyMadeRemedy({ count: found })
        : EXPLAIN_SRIOV_WORDS.partialRemedy;
    },
  },
  {
    id: "numvfs-taken",
    codes: ["EVERIFY"],
    needs: ["driver came"],
    cause: (failed) => EXPLAIN_SRIOV_WORDS.taken({ name: nameOf(failed) }),
    remedy: EXPLAIN_SRIOV_WORDS.takenRemedy,
  },
]);

const AUTOPROBE_RULES = rulesFor("sriov.autoprobe", [
  {
    id: "autoprobe-missing",
    codes: ["ENOENT", "EVERIFY"],
    needs: ["function there"],
    claims: ["autoprobe missing"],
    cause: (failed) => EXPLAIN_SRIOV_WORDS.autoprobeMissing({ name: nameOf(failed) }),
    remedy: EXPLAIN_SRIOV_WORDS.autoprobeMissingRemedy,
  },
]);

export const SRIOV_RULES: readonly ExplanationRule[] = [...NUMVFS_RULES, ...AUTOPROBE_RULES];

function isIce(failed: FailedStep): boolean {
  return answeringDriver(failed) === "ice";
}
