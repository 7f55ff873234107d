/** Why no IOMMU is at work, and what can be done about it on such a machine: firmware, kernel, Xen, a cloud. Pure. */
import type { HostFacts } from "../../machine/facts.ts";
import { areIommusUnknown, lacksIommu } from "../../machine/known.ts";
import type { Machine } from "../../machine/machine.ts";
import type { PlatformFacts, RunsIn } from "../../machine/usage-facts.ts";
import { clauses, names, sentences } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { EVIDENCE_WORDS } from "../../words/texts/evidence.ts";
import { IOMMU_CAUSE_WORDS as T } from "../../words/texts/iommu-cause.ts";
import { isArm } from "./interrupts.ts";

export interface IommuCause {
  /** One sentence. */
  readonly cause: Words;
  readonly evidence: Words;
  readonly remedy: Words;
}

type Cause = Pick<IommuCause, "cause" | "remedy">;

/** What to do where nothing was looked at but that there is none. */
export const IOMMU_REMEDY = T.remedy;

/**
 * Words of the kernel's command line that keep an IOMMU off (drivers/iommu, arch/x86/kernel/pci-dma.c), and the tables of
 * the IOMMUs that each of them speaks of. Without ACPI the kernel finds none of the tables. Of intel_iommu= the last counts.
 */
const OFF: readonly (readonly [word: RegExp, tables: readonly string[]])[] = [
  [/(?:^|\s)(acpi=off)\b/, []],
  [/(?:^|\s)(intel_iommu=(?:[^\s]*,)?off)\b(?!.*\sintel_iommu=on\b)/, ["DMAR"]],
  [/(?:^|\s)(amd_iommu=(?:[^\s]*,)?off)\b/, ["IVRS"]],
  [/(?:^|\s)(iommu=(?:[^\s]*,)?off)\b/, ["DMAR", "IVRS"]],
];
/** Told already, and not the answer. */
const INTEL_ON = /(?:^|\s)(intel_iommu=(?:[^\s]*,)?on)\b/;

/** The word that keeps the IOMMU off; one about an IOMMU that the firmware does not tell of changes nothing. */
function offWord({ commandLine, iommuTables }: PlatformFacts): string | undefined {
  for (const [word, tables] of OFF) {
    const found = word.exec(commandLine ?? "")?.[1];
    const isHere = iommuTables === null || tables.length === 0 || tables.some((name) => iommuTables.includes(name));
    if (found !== undefined && isHere) return found;
  }
  return undefined;
}

/** What a table of the firmware tells of, and what keeps a kernel from using it. */
const TABLES: ReadonlyMap<string, Cause> = new Map<string, Cause>([
  ["DMAR", { cause: T.dmar, remedy: T.dmarRemedy }],
  // It is on unless it is switched off: amd_iommu= knows no word for on (drivers/iommu/amd/init.c, parse_amd_iommu_options).
  ["IVRS", { cause: T.ivrs, remedy: T.ivrsRemedy }],
  // IORT tells of interrupts first: each machine with an ITS has it (Arm DEN0049). Passthrough is a mode of an IOMMU that works.
  ["IORT", { cause: T.iort, remedy: T.iortRemedy }],
  ["VIOT", { cause: T.viot, remedy: T.viotRemedy }],
]);

/** That is made for a guest's own programs, and needs nothing of firmware or cloud. */
function withoutIommu({ noIommuMode }: PlatformFacts): Words {
  return noIommuMode === null ? T.noIommuModeMaybe : T.noIommuMode;
}

const VIRTIO_XML = "<iommu model='virtio'/>";

/** Where nobody can reach a BIOS: what the owner of such a guest can do. */
const IN_GUESTS: Readonly<Partial<Record<RunsIn, Cause>>> = {
  ec2: { cause: T.ec2, remedy: T.ec2Remedy },
  gce: { cause: T.gce, remedy: T.gceRemedy },
  azure: { cause: T.azure, remedy: T.azureRemedy },
  "hyper-v": { cause: T.hyperV, remedy: T.hyperVRemedy },
  vmware: { cause: T.vmware, remedy: T.vmwareRemedy },
  virtualbox: { cause: T.virtualbox, remedy: T.virtualboxRemedy },
  qemu: { cause: T.qemu, remedy: T.qemuRemedy({ intel: "<iommu model='intel'/>", virtio: VIRTIO_XML }) },
  guest: { cause: T.guest, remedy: T.guestRemedy },
};

const QEMU_ON_ARM: Cause = {
  cause: T.qemu,
  remedy: T.qemuArmRemedy({ smmu: "<iommu model='smmuv3'/>", virtio: VIRTIO_XML }),
};

function inGuestOf(platform: PlatformFacts): Cause | undefined {
  const { runsIn } = platform;
  if (runsIn === "qemu" && isArm(platform)) return QEMU_ON_ARM;
  return runsIn === null ? undefined : IN_GUESTS[runsIn];
}

/** Of Xen, whose own IOMMU driver has the hardware (xl-pci-configuration, `xl pci-assignable-add`). */
const XEN_HOST: Cause = { cause: T.xenHost, remedy: T.xenHostRemedy };
const IN_XEN: Cause = { cause: T.inXen, remedy: T.inXenRemedy };

/** vfio takes functions here although there is no IOMMU, for programs alone. */
export function doesWithoutIommu(machine: Machine, { noIommuMode }: PlatformFacts): boolean {
  const { host, functions } = machine.snapshot;
  return noIommuMode === true && lacksIommu(host, functions) && !areIommusUnknown(machine.snapshot);
}

/** What the kernel makes of the table by which the firmware tells of an IOMMU; undefined = there is none such. */
function ofTable(platform: PlatformFacts): IommuCause | undefined {
  const { iommuTables, commandLine } = platform;
  // An IORT need not tell of one, and a guest has it as well.
  const table = iommuTables?.find((name) => name !== "IORT") ?? iommuTables?.[0];
  const told = TABLES.get(table ?? "");
  if (told === undefined) return undefined;
  if (table === "IORT" && inGuestOf(platform) !== undefined) return undefined;
  const evidence = T.tables({ tables: names(iommuTables ?? []) });
  const on = table === "DMAR" ? INTEL_ON.exec(commandLine ?? "")?.[1] : undefined;
  if (on === undefined) return { ...told, evidence };
  return {
    cause: told.cause,
    evidence: clauses(evidence, EVIDENCE_WORDS.commandLine({ option: on })),
    remedy: T.dmarOnRemedy,
  };
}

function tablesText({ iommuTables }: PlatformFacts): Words | null {
  if (iommuTables === null) return null;
  return iommuTables.length === 0 ? T.noTables : T.tables({ tables: names(iommuTables) });
}

/** Only to be asked where nothing tells of an IOMMU. */
export function iommuCause(host: Pick<HostFacts, "iommus">, platform: PlatformFacts): IommuCause {
  const { iommuTables, runsIn } = platform;
  const empty = host.iommus.length === 0 ? T.empty : null;
  if (runsIn === "xen-host") return { ...XEN_HOST, evidence: clauses(empty, T.hypervisor) };
  if (runsIn === "xen") return { ...IN_XEN, evidence: clauses(empty, T.hypervisor) };
  const off = offWord(platform);
  if (off !== undefined) {
    return {
      cause: off.startsWith("acpi") ? T.acpiOff : T.optionOff,
      evidence: clauses(empty, EVIDENCE_WORDS.commandLine({ option: off })),
      remedy: T.without({ option: off }),
    };
  }
  const told = ofTable(platform);
  if (told !== undefined) return { ...told, evidence: clauses(empty, told.evidence) };
  const evidence = clauses(empty, tablesText(platform));
  const unisolated = withoutIommu(platform);
  const inGuest = inGuestOf(platform);
  if (inGuest !== undefined) {
    return { cause: inGuest.cause, evidence, remedy: sentences(inGuest.remedy, unisolated) };
  }
  if (iommuTables === null && isArm(platform)) {
    return { cause: T.noSmmu, evidence, remedy: sentences(T.noSmmuRemedy, unisolated) };
  }
  if (iommuTables === null) return { cause: T.none, evidence, remedy: IOMMU_REMEDY };
  const enable = isArm(platform) ? T.smmu : T.bios;
  return runsIn === "machine"
    ? { cause: T.notReported, evidence, remedy: sentences(enable, unisolated) }
    : { cause: T.notReportedMaybeGuest, evidence, remedy: sentences(enable, T.emulated, unisolated) };
}
