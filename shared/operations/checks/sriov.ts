/** Checks before VFs are switched on or off: what the kernel would refuse, and what would be lost. */

import type { FunctionInfo, VfSettings } from "../../machine/facts.ts";
import { vfSettingNames } from "../../machine/interfaces.ts";
import { whyUnread } from "../../machine/known.ts";
import { isOnVfio } from "../../machine/role.ts";
import { stillEnglish } from "../../words/say.ts";
import { givenEvidence, mayBeHeld, plainUses, type Use } from "../findings/in-use.ts";
import { madeSettings } from "../verbs/vf-settings.ts";
import { counted, listed } from "../words.ts";
import { type CheckWords, check, type PlanCheck } from "./check.ts";
import { onVfs } from "./drivers.ts";
import { LIMIT_CHECKS } from "./limits.ts";

/** An earlier write that never returned holds the device lock: another one would hang behind it. */
export const pfStuck = check({
  id: "pf-stuck",
  about: "An earlier write to the PF has come back",
  source: "reads that time out",
  provenBy: "numvfs 0 waits for a program that has a VF; meanwhile all is readable but the PF's own count",
  says: onVfs(({ pf }) => {
    const problem = pf.problems.find(({ code, attribute }) => code === "ETIMEDOUT" && attribute.startsWith("sriov_"));
    if (problem === undefined) return [];
    return {
      level: "blocker",
      title: `${pf.bdf} is busy with an earlier change that has not come back.`,
      evidence: `${problem.attribute} of ${pf.bdf} could not be read: ${stillEnglish(whyUnread(problem)).replace(/\.$/, "")}`,
      remedy: "Find who holds one of its VFs (a guest, a DPDK program) and end it; the earlier change then finishes.",
    };
  }),
});

export const hasDriver = check({
  id: "has-driver",
  about: "The PF has a driver",
  source: "driver; iov.c: ENOENT",
  provenBy: "numvfs of a PF without a driver is ENOENT",
  says: onVfs(
    ({ pf }) =>
      pf.driver === null && {
        level: "blocker",
        title: `${pf.bdf} has no driver, and only its driver can switch VFs.`,
        evidence: `${pf.bdf} has no driver link; the kernel would answer ENOENT`,
        remedy:
          pf.modules.length > 0
            ? `Load ${listed(pf.modules)} and let it bind, or bind pci-pf-stub.`
            : "Bind its own driver, or pci-pf-stub for a device that needs none.",
      },
  ),
});

export const PASS_TOKEN = "Pass the token (a UUID) on to the guest, for example with vf-token= in QEMU.";

/** What is not made again for the VFs to come; those are told by the plan. */
function lostSettings(pf: FunctionInfo, to: number, settings: readonly VfSettings[] | null): string | null {
  if (settings === null) {
    const names = vfSettingNames(pf);
    return names && `Settings of the VFs (${stillEnglish(names)}) are lost, and could not be read: note them first.`;
  }
  const lost = settings.filter((vf) => vf.vf >= to && madeSettings(vf, pf.driver).length > 0).length;
  return lost === 0
    ? null
    : `Settings of ${counted(lost, "VF")} without a place among the new ones are lost; an undo makes them again.`;
}

/** The specification lets NumVFs change only while VF Enable is clear (PCIe 6.2 §9.3.3.7). */
export const throughZero = check({
  id: "through-zero",
  about: "Another number goes through 0",
  source: "PCIe 6.2 §9.3.3.7; EBUSY",
  provenBy: "numvfs from one number to another is EBUSY and changes nothing",
  says: onVfs(
    ({ pf, from, to }, { knowledge }) =>
      from > 0 &&
      to > 0 && {
        level: "warning",
        title: `${from === 1 ? "The VF" : `The ${from} VFs`} of ${pf.bdf} ${from === 1 ? "is" : "are"} removed before ${to === 1 ? "the new one is" : `the ${to} new ones are`} made.`,
        evidence: `${pf.bdf} has ${counted(from, "VF")}; a write of ${to} now would answer EBUSY`,
        remedy: lostSettings(pf, to, knowledge.vfSettings?.(pf.bdf) ?? null),
      },
  ),
});

/** VFs that go with something on them that the host uses, and of which no more is known than that. */
function vfUseCheck(words: CheckWords, kind: Use["kind"]): PlanCheck {
  return check({
    ...words,
    says: onVfs(({ pf }, { machine, usage }) => {
      const uses = machine.vfsOf(pf.bdf).flatMap((vf) => plainUses(usage, vf, kind));
      if (uses.length === 0) return [];
      return {
        level: "warning",
        title: `VFs of ${pf.bdf} are in use here: ${listed(uses.map((use) => use.phrase))}.`,
        evidence: listed(uses.map((use) => use.evidence)),
        remedy: "They go away with the VFs: stop what uses them first.",
      };
    }),
  });
}

export const SRIOV_CHECKS: readonly PlanCheck[] = [
  pfStuck,
  hasDriver,
  ...LIMIT_CHECKS,
  check({
    id: "capability-total",
    about: "The driver lowered TotalVFs",
    source: "SR-IOV capability, sriov_totalvfs",
    provenBy: "a PF shows what its driver allows",
    says: onVfs(({ pf }, { knowledge }) => {
      const capability = knowledge.capabilityTotalVfs?.(pf.bdf) ?? null;
      const driver = pf.sriov?.totalVfs ?? null;
      if (capability === null || driver === null || driver >= capability) return [];
      return {
        level: "fact",
        title: `The device could have ${capability} VFs; its driver allows ${driver}.`,
        evidence: `TotalVFs of the capability is ${capability}, sriov_totalvfs of ${pf.bdf} is ${driver}`,
      };
    }),
  }),
  check({
    id: "vf-layout",
    about: "Offset and stride are known",
    source: "sriov_offset, sriov_stride; EIO",
    noCase: "needs hardware",
    says: onVfs(({ pf, to }) => {
      const { offset = null, stride = null } = pf.sriov ?? {};
      if (to === 0 || (offset !== null && offset > 0 && (to === 1 || (stride !== null && stride > 0)))) return [];
      return {
        level: "warning",
        title: `Where the VFs of ${pf.bdf} will be cannot be told beforehand.`,
        evidence: `sriov_offset of ${pf.bdf} is ${offset ?? "not known"}, sriov_stride is ${stride ?? "not known"}`,
        remedy:
          offset === 0
            ? "If the device says 0 with VFs on as well, the kernel answers EIO: its firmware is broken."
            : null,
      };
    }),
  }),
  /** VFs of a PF on vfio-pci get a driver override to vfio-pci as they are made (vfio_pci_core.c, vfio_pci_bus_notifier). */
  check({
    id: "vfs-captured",
    about: "VFs of a PF on vfio-pci go to vfio-pci",
    source: "vfio_pci_core.c",
    provenBy: "VFs of a PF on vfio-pci are captured by it, need its token, and go only while it may have VFs",
    says: onVfs(({ pf, to, purpose }) => {
      if (!isOnVfio(pf) || to === 0) return [];
      const evidence = `driver of ${pf.bdf} is ${pf.driver}`;
      if (purpose === "host" || purpose === "none") {
        return {
          level: "blocker",
          title: `New VFs of ${pf.bdf} go to vfio-pci, because the PF is there.`,
          evidence,
          remedy: "Choose vfio-pci as what the VFs are for, or give the PF back to its own driver first.",
        };
      }
      return {
        level: "warning",
        title: `Whoever uses a VF of ${pf.bdf} needs the VF token of the PF's user.`,
        evidence,
        remedy: PASS_TOKEN,
      };
    }),
  }),
  throughZero,
  /** Unbinding vfio-pci asks the guest to let go, and waits for it without end (drivers/vfio/vfio_main.c). */
  check({
    id: "vfs-in-use",
    about: "VFs may be inside guests, where holders are not known",
    source: "driver",
    provenBy: "numvfs 0 waits for a program that has a VF; meanwhile all is readable but the PF's own count",
    says: onVfs(({ pf }, { machine, usage }) => {
      const given = machine.vfsOf(pf.bdf).filter((vf) => mayBeHeld(usage, vf));
      if (given.length === 0) return [];
      return {
        level: "warning",
        title: `${counted(given.length, "VF")} of ${pf.bdf} ${given.length === 1 ? "is" : "are"} on ${listed([...new Set(given.map(({ driver }) => driver ?? ""))])} and may be inside a running guest.`,
        evidence: listed(given.map(givenEvidence)),
        remedy:
          "Shut the guests down first: the kernel takes the VF out of a running guest, and waits as long as one holds on to it.",
      };
    }),
  }),
  vfUseCheck(
    {
      id: "vf-net-up",
      about: "Interfaces of VFs are up",
      source: "operstate",
      provenBy:
        "a VF's driver comes through a reset, sees a new MAC address once bound anew, takes its interface along",
    },
    "net",
  ),
  vfUseCheck({ id: "vf-disk", about: "Disks are on VFs", source: "block/", noCase: "needs hardware" }, "block"),
  check({
    id: "autoprobe",
    about: "Drivers are kept off, or let on, while VFs are made",
    source: "sriov_drivers_autoprobe, drivers_autoprobe",
    provenBy: "with autoprobe off new VFs get none, and the switch is read back",
    says: onVfs(({ pf, to, purpose }, { machine }) => {
      if (to > 0 && purpose !== "host" && pf.sriov?.driversAutoprobe === null) {
        return {
          level: "warning",
          title: "A host driver may hold each new VF for a moment.",
          evidence: `sriov_drivers_autoprobe of ${pf.bdf} could not be read`,
          remedy: "Nothing: a driver that took a VF is unbound again.",
        };
      }
      if (to === 0 || purpose !== "host" || machine.snapshot.host.driversAutoprobe !== false) return [];
      return {
        level: "fact",
        title: "New VFs may not be given to drivers automatically on this machine, so each VF is probed by name.",
        // Before Linux 6.19 it acts on drivers that are registered, not on functions that appear (ea34511aaf75).
        evidence: "/sys/bus/pci/drivers_autoprobe is 0, which keeps drivers off new VFs from Linux 6.19 on",
      };
    }),
  }),
];
