/** Checks on what single PF drivers are known to do when VFs are created or removed (drivers/net/ethernet, drivers/nvme, drivers/vfio). */
import type { FunctionInfo } from "../../machine/facts.ts";
import { interfacesOf } from "../../machine/interfaces.ts";
import { hasVfs, isOnVfio, VFIO_PCI } from "../../machine/role.ts";
import type { Usage } from "../../machine/usage.ts";
import { usesOf } from "../../machine/uses.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { either } from "../../words/joined.ts";
import { COMMON } from "../../words/texts/common.ts";
import { EVIDENCE_WORDS } from "../../words/texts/evidence.ts";
import { PF_DRIVER_CHECK_WORDS } from "../../words/texts/pf-driver-check.ts";
import { PF_DRIVER_WORDS } from "../../words/texts/pf-drivers.ts";
import {
  ignoresNumber,
  makesAllOrNone,
  mayHaveSysfs,
  numbersOf,
  vfsWantNetUp,
  withoutSysfsRemedy,
} from "../findings/pf-drivers.ts";
import { interfaceOrName, interfaceWord } from "../verbs/shell.ts";
import { type CheckInput, check, ofEach, type PlanCheck, type Said } from "./check.ts";

type VfChange = NonNullable<CheckInput["change"]["vfs"]>;
/** Speaks only where the number of VFs changes, of the PF. */
export function onVfs(says: (change: VfChange, input: CheckInput) => Said): (input: CheckInput) => Said {
  return (input) => {
    const { vfs } = input.change;
    return vfs === null ? [] : ofEach([vfs.pf], () => says(vfs, input));
  };
}

const ENABLE_SRIOV = "/sys/module/vfio_pci/parameters/enable_sriov";

export const driverSupports = check({
  id: "driver-supports",
  about: "Its driver can enable VFs, vfio-pci only with enable_sriov",
  source: "driver, module parameter; ENOENT",
  provenBy: "numvfs of a PF on vfio-pci with enable_sriov=N is ENOENT, and the log is silent",
  says: onVfs(({ pf }, { machine, knowledge }) => {
    if (pf.driver === null) return [];
    const enabled = machine.snapshot.host.vfioEnableSriov;
    if (isOnVfio(pf) && pf.driver !== VFIO_PCI) {
      return {
        level: "blocker",
        title: PF_DRIVER_CHECK_WORDS.vfioVariant({ driver: pf.driver }),
        evidence: PF_DRIVER_CHECK_WORDS.wouldReturn({ pf: pf.bdf, driver: pf.driver }),
        remedy: PF_DRIVER_WORDS.returnFirst,
        ...(hasVfs(pf) ? {} : { follow: { kind: "giveBack", bdfs: [pf.bdf] } }),
      };
    }
    if (isOnVfio(pf) && enabled !== true) {
      return {
        level: enabled === false ? "blocker" : "warning",
        title: PF_DRIVER_CHECK_WORDS.needsEnableSriov,
        evidence:
          enabled === false
            ? PF_DRIVER_CHECK_WORDS.enableSriovOff({ file: ENABLE_SRIOV })
            : EVIDENCE_WORDS.fileUnread({ file: ENABLE_SRIOV }),
        // One with VFs is returned to its driver only once they are gone, which takes the parameter.
        remedy: hasVfs(pf)
          ? PF_DRIVER_CHECK_WORDS.setEnableSriov({ file: ENABLE_SRIOV })
          : PF_DRIVER_CHECK_WORDS.setEnableSriovOrReturn({ file: ENABLE_SRIOV }),
        ...(hasVfs(pf) ? {} : { follow: { kind: "giveBack", bdfs: [pf.bdf] } }),
      };
    }
    const hint = withoutSysfsRemedy(pf);
    const wasRefused = knowledge.refusedVfs?.(pf.driver) === true;
    if (hint === null && !wasRefused) return [];
    const mayDiffer = !wasRefused && mayHaveSysfs(pf.driver);
    return {
      level: mayDiffer ? "warning" : "blocker",
      title: mayDiffer
        ? PF_DRIVER_CHECK_WORDS.noSysfsInTree({ driver: pf.driver })
        : PF_DRIVER_CHECK_WORDS.noSysfs({ driver: pf.driver }),
      evidence: noSysfsEvidence({ pf: pf.bdf, driver: pf.driver }, wasRefused, mayDiffer),
      remedy: hint ?? PF_DRIVER_CHECK_WORDS.maybeOption({ driver: pf.driver }),
    };
  }),
});

function noSysfsEvidence(of: { readonly pf: Bdf; readonly driver: string }, wasRefused: boolean, mayDiffer: boolean) {
  if (wasRefused) return PF_DRIVER_CHECK_WORDS.refusedBefore(of);
  if (mayDiffer) return driverIs(of.pf, of.driver);
  return ignoresNumber(of.driver) ? PF_DRIVER_CHECK_WORDS.wouldIgnore(of) : PF_DRIVER_CHECK_WORDS.wouldReturn(of);
}

function driverIs(bdf: Bdf, driver: string | null) {
  return EVIDENCE_WORDS.is({ attribute: "driver", bdf, value: driver ?? COMMON.none });
}

export const driverWantsNetUp = check({
  id: "driver-wants-net-up",
  about: "The interface is up, for bnxt_en",
  source: "flags, operstate; bnxt_sriov.c",
  noCase: "needs hardware",
  says: onVfs(
    ({ pf, to }, { usage }) =>
      pf.driver === "bnxt_en" &&
      to > 0 &&
      !isNetUp(pf, usage) && {
        level: "warning",
        title: PF_DRIVER_CHECK_WORDS.wantsNetUp({ pf: pf.bdf }),
        evidence: driverIs(pf.bdf, pf.driver),
        remedy: PF_DRIVER_CHECK_WORDS.bringUpFirst({ name: interfaceOrName(pf) }),
      },
  ),
});

const interfaceText = (pf: FunctionInfo) => interfaceWord(pf) ?? PF_DRIVER_CHECK_WORDS.theInterface;

function hasNetUp(pf: FunctionInfo): boolean {
  return usesOf(pf).some((use) => use.kind === "net");
}

/** Is it known to have an interface, and to be down? */
function isNetDown(pf: FunctionInfo, usage: Usage): boolean {
  const nets = interfacesOf(pf).own;
  if (nets.length === 0) return false;
  const known = knownUp(pf, usage);
  return known.length > 0 ? known.every(({ up }) => up === false) : nets.every(({ state }) => state === "down");
}

/** Its interfaces of which it is known whether they are up, without those that stand for its VFs. */
function knownUp(pf: FunctionInfo, { facts }: Usage) {
  return facts.interfaces.filter(({ bdf, up, isRepresentor }) => bdf === pf.bdf && up !== null && !isRepresentor);
}

/** Brought up, whatever the cable says; where that is unknown, by its operstate. */
function isNetUp(pf: FunctionInfo, usage: Usage): boolean {
  const known = knownUp(pf, usage);
  return known.length > 0 ? known.some(({ up }) => up) : hasNetUp(pf);
}

const ofDriver = ({ bdf, driver }: FunctionInfo) => ({ pf: bdf, driver: driver ?? COMMON.none });

export const DRIVER_CHECKS: readonly PlanCheck[] = [
  driverSupports,
  driverWantsNetUp,
  check({
    id: "driver-all-or-none",
    about: "All VFs are requested, where the driver creates no other number",
    source: "driver, sriov_totalvfs; adf_sriov.c",
    noCase: "needs hardware",
    says: onVfs(({ pf, to, wished = to }) => {
      if (!makesAllOrNone(pf.driver) || wished === to) return [];
      return {
        level: "warning",
        title: PF_DRIVER_CHECK_WORDS.allOrNone({ ...ofDriver(pf), count: to }),
        evidence: PF_DRIVER_CHECK_WORDS.allOrNoneEvidence({ ...ofDriver(pf), count: to, wished }),
        remedy: PF_DRIVER_CHECK_WORDS.choose({ count: to }),
      };
    }),
  }),
  check({
    id: "driver-numbers",
    about: "The number of VFs is one that the driver creates",
    source: "driver; EINVAL of nitrox_sriov.c",
    noCase: "needs hardware",
    says: onVfs(({ pf, to }) => {
      const numbers = numbersOf(pf);
      if (to === 0 || numbers === null || numbers.includes(to)) return [];
      return {
        level: "blocker",
        title:
          numbers.length === 0
            ? PF_DRIVER_CHECK_WORDS.noNumber(ofDriver(pf))
            : PF_DRIVER_CHECK_WORDS.notThatNumber({ ...ofDriver(pf), count: to, numbers: either(numbers.map(String)) }),
        evidence: PF_DRIVER_CHECK_WORDS.driverReturns(ofDriver(pf)),
        remedy: numbers.length === 0 ? PF_DRIVER_CHECK_WORDS.allowMore : PF_DRIVER_CHECK_WORDS.chooseOne,
      };
    }),
  }),
  check({
    id: "vfs-want-net-up",
    about: "The PF's interface is up, for VFs that wait for it",
    source: "flags, operstate; igbvf and ixgbevf: netdev.c, ixgbevf_main.c",
    noCase: "not written",
    says: onVfs(
      ({ pf, to }, { usage }) =>
        to > 0 &&
        vfsWantNetUp(pf.driver) &&
        isNetDown(pf, usage) && {
          level: "warning",
          title: PF_DRIVER_CHECK_WORDS.vfsWantNetUp({ pf: pf.bdf }),
          evidence: PF_DRIVER_CHECK_WORDS.isDown({ ...ofDriver(pf), interface: interfaceText(pf) }),
          remedy: PF_DRIVER_CHECK_WORDS.bringUp({ name: interfaceOrName(pf) }),
        },
    ),
  }),
  check({
    id: "driver-resets-port",
    about: "The driver resets the port when VFs are created or removed",
    source: "i40e, ixgbe",
    noCase: "needs hardware",
    says: onVfs(
      ({ pf }) =>
        (pf.driver === "i40e" || pf.driver === "ixgbe") &&
        hasNetUp(pf) && {
          level: "warning",
          title: PF_DRIVER_CHECK_WORDS.resetsPort({ driver: pf.driver, interface: interfaceText(pf) }),
          evidence: driverIs(pf.bdf, pf.driver),
          remedy: PF_DRIVER_CHECK_WORDS.notOverIt,
        },
    ),
  }),
];
