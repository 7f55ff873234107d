/** Checks on what single PF drivers are known to do when VFs are switched (drivers/net/ethernet, drivers/nvme, drivers/vfio). */
import type { FunctionInfo } from "../../machine/facts.ts";
import { interfacesOf } from "../../machine/interfaces.ts";
import { hasVfs, isOnVfio, VFIO_PCI } from "../../machine/role.ts";
import type { Usage } from "../../machine/usage.ts";
import { usesOf } from "../findings/in-use.ts";
import {
  ignoresNumber,
  makesAllOrNone,
  mayHaveSysfs,
  numbersOf,
  vfsWantNetUp,
  withoutSysfsRemedy,
} from "../findings/pf-drivers.ts";
import { interfaceOrName, interfaceWord } from "../verbs/shell.ts";
import { counted } from "../words.ts";
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
  about: "Its driver can switch VFs, vfio-pci only with enable_sriov",
  source: "driver, module parameter; ENOENT",
  provenBy: "numvfs of a PF on vfio-pci with enable_sriov=N is ENOENT, and the log is silent",
  says: onVfs(({ pf }, { machine, knowledge }) => {
    if (pf.driver === null) return [];
    const enabled = machine.snapshot.host.vfioEnableSriov;
    if (isOnVfio(pf) && pf.driver !== VFIO_PCI) {
      return {
        level: "blocker",
        title: `${pf.driver} cannot switch VFs: of the vfio drivers vfio-pci alone can.`,
        evidence: `driver of ${pf.bdf} is ${pf.driver}; the kernel would answer ENOENT`,
        remedy: "Give the PF back to its own driver first.",
        ...(hasVfs(pf) ? {} : { follow: { kind: "giveBack", bdfs: [pf.bdf] } }),
      };
    }
    if (isOnVfio(pf) && enabled !== true) {
      return {
        level: enabled === false ? "blocker" : "warning",
        title: "vfio-pci enables VFs only when its parameter enable_sriov is set.",
        evidence:
          enabled === false
            ? `${ENABLE_SRIOV} is N; the kernel would answer ENOENT`
            : `${ENABLE_SRIOV} could not be read`,
        // One with VFs is given back only once they are gone, which takes the parameter.
        remedy: hasVfs(pf)
          ? `Write Y to ${ENABLE_SRIOV}. Its VFs then need a VF token.`
          : `Write Y to ${ENABLE_SRIOV}, or give the PF back to its own driver first. Its VFs then need a VF token.`,
        ...(hasVfs(pf) ? {} : { follow: { kind: "giveBack", bdfs: [pf.bdf] } }),
      };
    }
    const hint = withoutSysfsRemedy(pf);
    const answered = knowledge.refusedVfs?.(pf.driver) === true;
    if (hint === null && !answered) return [];
    const mayDiffer = !answered && mayHaveSysfs(pf.driver);
    const answer = ignoresNumber(pf.driver)
      ? "it would take the number and make no VF"
      : "the kernel would answer ENOENT";
    return {
      level: mayDiffer ? "warning" : "blocker",
      title: `${pf.driver} cannot switch VFs through sysfs${mayDiffer ? ", unless it is an out-of-tree build" : ""}.`,
      evidence: answered
        ? `driver of ${pf.bdf} is ${pf.driver}, and the kernel answered ENOENT for it before`
        : `driver of ${pf.bdf} is ${pf.driver}${mayDiffer ? "" : `; ${answer}`}`,
      remedy:
        hint ??
        `See whether ${pf.driver} takes the number of VFs as a module option. That answer is forgotten when this program restarts.`,
    };
  }),
});

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
        title: `bnxt_en makes no VFs while the interface of ${pf.bdf} is down, and yet reports success.`,
        evidence: `driver of ${pf.bdf} is ${pf.driver}`,
        remedy: `Bring the interface up first: ip link set ${interfaceOrName(pf)} up.`,
      },
  ),
});

function netName(pf: FunctionInfo): string {
  return interfaceWord(pf) ?? "the interface";
}

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

/** Its interfaces of which it is known whether they are switched on, without those that stand for its VFs. */
function knownUp(pf: FunctionInfo, { facts }: Usage) {
  return facts.interfaces.filter(({ bdf, up, isRepresentor }) => bdf === pf.bdf && up !== null && !isRepresentor);
}

/** Switched on, whatever the cable says; where that is not known, by its operstate. */
function isNetUp(pf: FunctionInfo, usage: Usage): boolean {
  const known = knownUp(pf, usage);
  return known.length > 0 ? known.some(({ up }) => up) : hasNetUp(pf);
}

export const DRIVER_CHECKS: readonly PlanCheck[] = [
  driverSupports,
  driverWantsNetUp,
  check({
    id: "driver-all-or-none",
    about: "All VFs are asked for, where the driver makes no other number",
    source: "driver, sriov_totalvfs; adf_sriov.c",
    noCase: "needs hardware",
    says: onVfs(({ pf, to, wished = to }) => {
      if (!makesAllOrNone(pf.driver) || wished === to) return [];
      return {
        level: "warning",
        title: `${pf.driver} makes all ${to} VFs of ${pf.bdf} or none, so the plan makes ${to}.`,
        evidence: `driver of ${pf.bdf} is ${pf.driver}, sriov_totalvfs is ${to}; ${wished} were asked for`,
        remedy: `Choose ${to}.`,
      };
    }),
  }),
  check({
    id: "driver-numbers",
    about: "The number of VFs is one that the driver makes",
    source: "driver; EINVAL of nitrox_sriov.c",
    noCase: "needs hardware",
    says: onVfs(({ pf, to }) => {
      const numbers = numbersOf(pf);
      if (to === 0 || numbers === null || numbers.includes(to)) return [];
      return {
        level: "blocker",
        title: `${pf.driver} does not make ${counted(to, "VF")} of ${pf.bdf}: ${numbers.length === 0 ? "it allows too few" : `it makes ${numbers.join(", ")}`}.`,
        evidence: `driver of ${pf.bdf} is ${pf.driver}; it would answer EINVAL`,
        remedy: numbers.length === 0 ? "Let the card have more VFs in its firmware." : "Ask for one of these numbers.",
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
          title: `VFs of ${pf.bdf} have no network until its interface is up: their driver finds them in reset.`,
          evidence: `driver of ${pf.bdf} is ${pf.driver}, and ${netName(pf)} is down`,
          remedy: `Bring the interface up: ip link set ${interfaceOrName(pf)} up.`,
        },
    ),
  }),
  check({
    id: "driver-resets-port",
    about: "The driver resets the port when VFs are switched",
    source: "i40e, ixgbe",
    noCase: "needs hardware",
    says: onVfs(
      ({ pf }) =>
        (pf.driver === "i40e" || pf.driver === "ixgbe") &&
        hasNetUp(pf) && {
          level: "warning",
          title: `${pf.driver} resets the port when VFs are switched: ${netName(pf)} loses its link for some seconds.`,
          evidence: `driver of ${pf.bdf} is ${pf.driver}`,
          remedy: "Do not do this over a connection that goes through that interface.",
        },
    ),
  }),
];
