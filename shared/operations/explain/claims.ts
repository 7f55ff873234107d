/** What the words of a rule can say of a machine, held against the facts at hand. Pure. */
import type { FunctionFacts } from "../../machine/facts.ts";
import { interfacesOf } from "../../machine/interfaces.ts";
import { isGroupUnknown, isUnread, lacksGroup, lacksIommu } from "../../machine/known.ts";
import { hasVfs, isGivingDriver, isOnVfio, roleOf } from "../../machine/role.ts";
import { crashedUnder } from "../findings/kernel-crash.ts";
import { vfLimits } from "../findings/limits.ts";
import type { VfLimit } from "../findings/limits-config.ts";
import { handsOnToCore, makesAllOrNone, withoutSysfs } from "../findings/pf-drivers.ts";
import { ANY_HOST_DRIVER, isFrom } from "../verbs/driver.ts";
import {
  answeringDriver,
  askedVfs,
  capabilityOf,
  cutVfs,
  driverLine,
  type FailedStep,
  foundVfs,
  givenMates,
  hasLine,
  surroundingsOf,
  wantedDriver,
} from "./failed-step.ts";

/** null = the facts at hand do not tell. */
type Known = boolean | null;
type Claim = (failed: FailedStep) => Known;

/** Nothing is known of a function that could not be read. */
function ofFunction(read: (fn: FunctionFacts, failed: FailedStep) => Known): Claim {
  return (failed) => (failed.fn === null ? null : read(failed.fn, failed));
}

function not(claim: Claim): Claim {
  return (failed) => {
    const known = claim(failed);
    return known === null ? null : !known;
  };
}

/** The core's line about a PF without a driver; before Linux 5.12 it differs from the other by its prefix alone. */
const DRIVERLESS = /no driver bound to device|^pci \S+: driver (?:does not|doesn't) support SR-?IOV/i;

/** Where the function could not be read, the core's own line tells. */
const hasDriver: Claim = (failed) => {
  const { fn } = failed;
  if (fn === null || fn.driverUnknown) return hasLine(failed, DRIVERLESS) ? false : null;
  return fn.driver !== null;
};

const wantsVfio: Claim = (failed) => {
  const wanted = wantedDriver(failed) ?? failed.fn?.driverOverride;
  return failed.fn === null && wanted === undefined ? null : wanted === "vfio-pci";
};

const noIommu: Claim = ({ host, iommusUnknown, fn, around = fn === null ? [] : [fn] }) => {
  const isLacking = host === null ? null : lacksIommu(host, around);
  return isLacking === true && iommusUnknown === true ? null : isLacking;
};

/** Is this limit below what was asked for? */
function exceeds(kinds: readonly VfLimit["kind"][]): Claim {
  return ofFunction((fn, failed) => {
    const around = surroundingsOf(failed);
    if (around === null) return null;
    const limits = vfLimits(around, fn, failed.config ?? null).filter(({ kind }) => kinds.includes(kind));
    return limits.some(({ most }) => askedVfs(failed) > most);
  });
}

/** Of reset methods that were written by name, and those that the function lists. */
function ofMethods(read: (wanted: readonly string[], listed: readonly string[]) => boolean): Claim {
  return ofFunction(({ resetMethods }, { step }) => {
    const wanted = step.verb === "reset.method" ? step.methods : null;
    return wanted === null || resetMethods === null ? null : read(wanted, resetMethods);
  });
}

/** sriov_enable() in drivers/pci/iov.c: EINVAL, by what it reads of the capability. */
const noNumber = ofFunction((fn, failed) => {
  const counts = capabilityOf(failed);
  if (hasVfs(fn) || askedVfs(failed) > (fn.sriov?.totalVfs ?? Number.POSITIVE_INFINITY)) return true;
  if (counts === null) return null;
  const { initialVfs, totalVfs, canMigrate } = counts;
  return askedVfs(failed) > (canMigrate ? totalVfs : initialVfs);
});

/**
 * Drivers whose only reason for this answer to a number of VFs is a reset or another operation under way:
 * i40e_pci_sriov_configure() (__I40E_VIRTCHNL_OP_PENDING), qlcnic_pci_sriov_configure() (__QLCNIC_RESETTING) and
 * ionic_sriov_configure() (IONIC_LIF_F_FW_RESET).
 */
const MEANS_LATER: ReadonlyMap<string, string> = new Map([
  ["i40e", "EAGAIN"],
  ["qlcnic", "EBUSY"],
  ["ionic", "EBUSY"],
]);

export const CLAIMS = {
  "kernel crashed": crashedUnder,
  "kernel well": ({ host }) => (host === null || host.crashed === null ? null : !host.crashed),
  "function there": ({ fn }) => (fn === null ? null : true),
  /** Not there, or the machine could not be read. */
  "function gone": ({ fn, host, step }) => (fn !== null || !("bdf" in step) ? false : host === null ? null : true),
  "not as expected": ({ unmet }) => unmet.length > 0,
  "a driver": hasDriver,
  "no driver": not(hasDriver),
  "on vfio": ofFunction(isOnVfio),
  /** A driver that hands a number of VFs on to the core answers nothing itself. */
  "answered by a driver": (failed) => {
    const driver = answeringDriver(failed);
    const handsOn = failed.step.verb === "sriov.numvfs" && handsOnToCore(driver);
    return failed.failure.code !== "EVERIFY" && driver !== null && !handsOn;
  },
  "driver said no": (failed) => driverLine(failed) !== null,
  /** What no scan tells. */
  "rights missing": () => null,
  asleep: ofFunction(({ powerState }) =>
    powerState === null || powerState === "unknown" || powerState === "error" ? null : powerState !== "D0",
  ),

  "enable_sriov off": ({ host }) => (host === null || host.vfioEnableSriov === null ? null : !host.vfioEnableSriov),
  "driver hands on": ofFunction(({ driver }) => handsOnToCore(driver)),
  "VFs not by sysfs": ofFunction(({ driver }) => (withoutSysfs(driver) === null ? null : true)),
  /** For 0 the core asks nothing but the driver. */
  "VFs asked for": (failed) => askedVfs(failed) > 0,
  "VFs on": (failed) => {
    if (failed.fn !== null) return hasVfs(failed.fn);
    return hasLine(failed, /VFs already enabled/i) || null;
  },
  "more than allowed": ofFunction(({ sriov }, failed) => {
    const allowed = sriov?.totalVfs ?? null;
    return allowed === null ? null : askedVfs(failed) > allowed;
  }),
  "no number of VFs": noNumber,
  "a number of VFs": not(noNumber),
  /** The same: EIO. */
  "capability broken": ofFunction(({ sriov }, failed) => {
    const counts = capabilityOf(failed);
    if (sriov?.offset === 0 || (sriov?.stride === 0 && askedVfs(failed) > 1)) return true;
    if (counts === null) return null;
    const { initialVfs, totalVfs, canMigrate } = counts;
    return initialVfs > totalVfs || (!canMigrate && initialVfs !== totalVfs);
  }),
  "cut by the port": (failed) => (cutVfs(failed) === null ? null : true),
  /** The same: ENODEV, ENOSYS. */
  "dependency missing": (failed) => (capabilityOf(failed) === null ? null : exceeds(["dependency-link"])(failed)),
  /** The same: ENOMEM. The kernel's own memory can run out as well. */
  "no room": (failed) => exceeds(["bus-numbers", "mmio-windows"])(failed) || null,
  "not behind an IOMMU": (failed) => {
    const { host, fn } = failed;
    if (noIommu(failed) || (fn !== null && lacksGroup(fn))) return true;
    return host === null || fn === null || isGroupUnknown(fn) ? null : false;
  },

  "count missed": ({ unmet }) => unmet.some(({ expected }) => expected.that === "numvfs"),
  "none made": (failed) => foundVfs(failed) === 0,
  "all made": (failed) => {
    const found = foundVfs(failed);
    if (found === null || askedVfs(failed) === 0 || found <= askedVfs(failed)) return false;
    return found === (failed.fn?.sriov?.totalVfs ?? (makesAllOrNone(answeringDriver(failed)) ? found : null));
  },
  "driver came": ({ unmet }) => unmet.some(({ expected }) => expected.that === "driver" && expected.driver === null),
  "means later only": (failed) => MEANS_LATER.get(answeringDriver(failed) ?? "") === failed.failure.code,
  bnxt_en: ofFunction(({ driver }) => driver === "bnxt_en"),
  "dfl-pci": ofFunction(({ driver }) => driver === "dfl-pci"),
  igb: ofFunction(({ driver }) => driver === "igb"),
  "virtio-pci": ofFunction(({ driver }) => driver === "virtio-pci"),
  "no MSI-X": ofFunction(({ msi }) => (msi === null ? null : msi.kind !== "msix")),
  "interface down": ofFunction((fn, failed) => {
    const states = interfacesOf(fn).own.map(({ state }) => state);
    if (states.includes("up")) return false;
    const isDown = states.length > 0 && states.every((state) => state === "down");
    return isDown || hasLine(failed, /since if is down/i) || null;
  }),
  "autoprobe missing": ofFunction((fn) =>
    isUnread(fn, "sriov_drivers_autoprobe") ? null : (fn.sriov?.driversAutoprobe ?? null) === null,
  ),

  "no IOMMU": noIommu,
  "no group": ofFunction((fn) => (isGroupUnknown(fn) ? null : fn.iommuGroup === null)),
  "vfio wanted": wantsVfio,
  "host driver wanted": not(wantsVfio),
  /** EBUSY says so itself; of EINVAL it must be seen. */
  "group held": (failed) => {
    const given = givenMates(failed);
    return given === null ? (failed.failure.code === "EBUSY" ? null : false) : given.length > 0;
  },
  "on another driver": ofFunction(({ driver }, failed) => {
    const wanted = wantedDriver(failed);
    if (driver === null) return false;
    return wanted === null || wanted === ANY_HOST_DRIVER ? isGivingDriver(driver) : driver !== wanted;
  }),
  "not its driver": ofFunction(
    ({ driver }, { step }) => step.verb === "driver.unbind" && driver !== null && !isFrom(step.from, driver),
  ),
  "override differs": ofFunction(
    ({ driverOverride }, { step }) => step.verb === "driver.override" && driverOverride !== step.driver,
  ),
  bridge: ofFunction((fn) => roleOf(fn) === "bridge"),
  "vfio-pci not loaded": ({ host }) => (host === null || host.vfioPci === null ? null : host.vfioPci !== "loaded"),

  "method missing": ofMethods((wanted, listed) => wanted.some((method) => !listed.includes(method))),
  "methods differ": ofMethods((wanted, listed) => wanted.join(" ") !== listed.join(" ")),
  "no interface or no VF": ofFunction(({ children, virtfns }, { step }) => {
    const hasNet = children.some(({ kind }) => kind === "net");
    return !hasNet || (step.verb === "vf.network" && !virtfns.some(({ index }) => index === step.vf));
  }),
} as const satisfies Record<string, Claim>;

export type ClaimName = keyof typeof CLAIMS;

/** true = the facts bear out all of them, false = they contradict one, null = of some nothing is known */
export function bornOut(claims: readonly ClaimName[] = [], failed: FailedStep): Known {
  const known = claims.map((claim) => CLAIMS[claim](failed));
  return known.includes(false) ? false : known.includes(null) ? null : true;
}
