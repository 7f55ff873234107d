/** Checks on what single PF drivers are known to do when VFs are switched (drivers/net/ethernet, drivers/nvme, drivers/vfio). */
import type { FunctionInfo } from "../../machine/facts.ts";
import { isOnVfio } from "../../machine/role.ts";
import type { Usage } from "../../machine/usage.ts";
import { makesAllOrNone, withoutSysfs } from "../findings/drivers.ts";
import { usesOf } from "../findings/in-use.ts";
import { interfaceWord } from "../verbs/shell.ts";
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
  says: onVfs(({ pf }, { machine }) => {
    if (pf.driver === null) return [];
    const enabled = machine.snapshot.host.vfioEnableSriov;
    if (isOnVfio(pf) && enabled !== true) {
      return {
        level: enabled === false ? "blocker" : "warning",
        title: "vfio-pci switches VFs of a function that it has only when it was told to.",
        evidence:
          enabled === false
            ? `${ENABLE_SRIOV} is N; the kernel would answer ENOENT`
            : `${ENABLE_SRIOV} could not be read`,
        remedy: `Write Y to ${ENABLE_SRIOV}, or give the PF back to its own driver first. Its VFs then need a VF token.`,
      };
    }
    const hint = withoutSysfs(pf.driver);
    if (hint === null) return [];
    return {
      level: "warning",
      title: `${pf.driver} cannot switch VFs through sysfs, unless it is a build from elsewhere.`,
      evidence: `driver of ${pf.bdf} is ${pf.driver}`,
      remedy: hint,
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
        remedy: `Bring the interface up first: ip link set ${netName(pf)} up.`,
      },
  ),
});

function netName(pf: FunctionInfo): string {
  return interfaceWord(pf) ?? "the interface";
}

function hasNetUp(pf: FunctionInfo): boolean {
  return usesOf(pf).some((use) => use.kind === "net");
}

/** Switched on, whatever the cable says; where that is not known, by its operstate. */
function isNetUp(pf: FunctionInfo, usage: Usage): boolean {
  const known = usage.facts.interfaces.filter(({ bdf, up }) => bdf === pf.bdf && up !== null);
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
    says: onVfs(({ pf, to }) => {
      const all = pf.sriov?.totalVfs ?? null;
      if (!makesAllOrNone(pf.driver) || to === 0 || all === null || to >= all) return [];
      return {
        level: "warning",
        title: `${pf.driver} makes all ${all} VFs of ${pf.bdf} or none, and the plan would be taken back.`,
        evidence: `driver of ${pf.bdf} is ${pf.driver}, sriov_totalvfs is ${all}; ${to} were asked for`,
        remedy: `Choose ${all}.`,
      };
    }),
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
