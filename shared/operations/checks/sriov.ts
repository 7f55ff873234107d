/** Checks before VFs are created or removed: what the kernel would refuse, and what would be lost. */

import type { FunctionInfo, VfSettings } from "../../machine/facts.ts";
import { vfSettingNames } from "../../machine/interfaces.ts";
import { isOnVfio } from "../../machine/role.ts";
import { givenEvidence, plainUses, type Use } from "../../machine/uses.ts";
import { either } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { COMMON } from "../../words/texts/common.ts";
import { EVIDENCE_WORDS } from "../../words/texts/evidence.ts";
import { SRIOV_CHECK_WORDS } from "../../words/texts/sriov-check.ts";
import { mayBeHeld } from "../findings/in-use.ts";
import { madeSettings } from "../verbs/vf-settings.ts";
import { type CheckWords, check, type PlanCheck } from "./check.ts";
import { onVfs } from "./drivers.ts";
import { LIMIT_CHECKS } from "./limits.ts";

/** An earlier write that never returned holds the device lock: another one would hang behind it. */
export const pfStuck = check({
  id: "pf-stuck",
  about: "An earlier write to the PF has returned",
  source: "reads that time out",
  provenBy: "numvfs 0 waits for a program that has a VF; meanwhile all is readable but the PF's own count",
  says: onVfs(({ pf }) => {
    const problem = pf.problems.find(({ code, attribute }) => code === "ETIMEDOUT" && attribute.startsWith("sriov_"));
    if (problem === undefined) return [];
    return {
      level: "blocker",
      title: SRIOV_CHECK_WORDS.stuck({ pf: pf.bdf }),
      evidence: SRIOV_CHECK_WORDS.stuckEvidence({ attribute: problem.attribute, pf: pf.bdf }),
      remedy: SRIOV_CHECK_WORDS.stuckRemedy,
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
        title: SRIOV_CHECK_WORDS.noDriver({ pf: pf.bdf }),
        evidence: SRIOV_CHECK_WORDS.noDriverEvidence({ pf: pf.bdf }),
        remedy:
          pf.modules.length > 0
            ? SRIOV_CHECK_WORDS.loadDriver({ modules: either(pf.modules) })
            : SRIOV_CHECK_WORDS.bindDriver,
      },
  ),
});

/** What is not restored for the VFs to come; the plan names what is. */
function lostSettings(pf: FunctionInfo, to: number, settings: readonly VfSettings[] | null): Words | null {
  if (settings === null) {
    const names = vfSettingNames(pf);
    return names && SRIOV_CHECK_WORDS.settingsUnread({ settings: names });
  }
  const lost = settings.filter((vf) => vf.vf >= to && madeSettings(vf, pf.driver).length > 0).length;
  return lost === 0 ? null : SRIOV_CHECK_WORDS.settingsLost({ count: lost });
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
        title: SRIOV_CHECK_WORDS.throughZero({ pf: pf.bdf, from, to }),
        evidence: SRIOV_CHECK_WORDS.throughZeroEvidence({ pf: pf.bdf, from, to }),
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
        title: SRIOV_CHECK_WORDS.vfsUsed({ pf: pf.bdf, uses: uses.map((use) => use.phrase) }),
        evidence: EVIDENCE_WORDS.all({ items: uses.map((use) => use.evidence) }),
        remedy: SRIOV_CHECK_WORDS.vfsUsedRemedy,
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
        title: SRIOV_CHECK_WORDS.lowered({ capability, driver }),
        evidence: SRIOV_CHECK_WORDS.loweredEvidence({ capability, pf: pf.bdf, driver }),
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
        title: SRIOV_CHECK_WORDS.placesUnknown({ pf: pf.bdf }),
        evidence: SRIOV_CHECK_WORDS.placesEvidence({
          pf: pf.bdf,
          offset: offset ?? COMMON.unknown,
          stride: stride ?? COMMON.unknown,
        }),
        remedy: offset === 0 ? SRIOV_CHECK_WORDS.placesRemedy : null,
      };
    }),
  }),
  /** VFs of a PF on vfio-pci get a driver override to vfio-pci as they are made (vfio_pci_core.c, vfio_pci_bus_notifier). */
  check({
    id: "vfs-captured",
    about: "VFs of a PF on vfio-pci are bound to vfio-pci",
    source: "vfio_pci_core.c",
    provenBy: "VFs of a PF on vfio-pci are captured by it, need its token, and go only while it may have VFs",
    says: onVfs(({ pf, to, purpose }) => {
      if (!isOnVfio(pf) || to === 0) return [];
      const evidence = EVIDENCE_WORDS.is({ attribute: "driver", bdf: pf.bdf, value: pf.driver ?? COMMON.none });
      if (purpose === "host" || purpose === "none") {
        return {
          level: "blocker",
          title: SRIOV_CHECK_WORDS.boundWithPf({ pf: pf.bdf }),
          evidence,
          remedy: SRIOV_CHECK_WORDS.boundWithPfRemedy,
        };
      }
      return {
        level: "warning",
        title: SRIOV_CHECK_WORDS.needsToken({ pf: pf.bdf }),
        evidence,
        remedy: SRIOV_CHECK_WORDS.passToken,
      };
    }),
  }),
  throughZero,
  /** Unbinding vfio-pci asks the guest to release it, and waits for that without end (drivers/vfio/vfio_main.c). */
  check({
    id: "vfs-in-use",
    about: "VFs may be inside guests, where it is unknown who holds them",
    source: "driver",
    provenBy: "numvfs 0 waits for a program that has a VF; meanwhile all is readable but the PF's own count",
    says: onVfs(({ pf }, { machine, usage }) => {
      const given = machine.vfsOf(pf.bdf).filter((vf) => mayBeHeld(usage, vf));
      if (given.length === 0) return [];
      return {
        level: "warning",
        title: SRIOV_CHECK_WORDS.maybeInGuests({
          count: given.length,
          pf: pf.bdf,
          drivers: [...new Set(given.map(({ driver }) => driver ?? COMMON.none))],
        }),
        evidence: EVIDENCE_WORDS.all({ items: given.map(givenEvidence) }),
        remedy: SRIOV_CHECK_WORDS.shutDownGuests,
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
    about: "Drivers bind new VFs, or do not, as requested",
    source: "sriov_drivers_autoprobe, drivers_autoprobe",
    provenBy: "with autoprobe off new VFs get none, and the switch is read back",
    says: onVfs(({ pf, to, purpose }, { machine }) => {
      if (to > 0 && purpose !== "host" && pf.sriov?.driversAutoprobe === null) {
        return {
          level: "warning",
          title: SRIOV_CHECK_WORDS.brieflyBound,
          evidence: EVIDENCE_WORDS.unread({ attribute: "sriov_drivers_autoprobe", bdf: pf.bdf }),
          remedy: SRIOV_CHECK_WORDS.brieflyBoundRemedy,
        };
      }
      if (to === 0 || purpose !== "host" || machine.snapshot.host.driversAutoprobe !== false) return [];
      return {
        level: "fact",
        title: SRIOV_CHECK_WORDS.probedByName,
        // Before Linux 6.19 it acts on drivers that are registered, not on functions that appear (ea34511aaf75).
        evidence: SRIOV_CHECK_WORDS.probedByNameEvidence,
      };
    }),
  }),
];
