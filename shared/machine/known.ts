/** What is said where a fact is missing: that there is none, or that nobody knows. For every list, report and sentence. */
import type { Message, Words } from "../words/message.ts";
import { COMMON } from "../words/texts/common.ts";
import { FUNCTION_WORDS } from "../words/texts/function.ts";
import { READING_WORDS } from "../words/texts/reading.ts";
import type { FunctionFacts, HostFacts, MachineSnapshot, ReadProblem } from "./facts.ts";
import { hasVfio, isOnVfio, isWithoutIommu, lacksDriver } from "./role.ts";
import { isFromText } from "./told-by-text.ts";

type Readable = Pick<FunctionFacts, "registersOnly" | "problems" | "leftUnread" | "asleep" | "modulesUnknown">;

/**
 * Was this attribute of the function not read? Then that nothing is known of it does not mean that there is nothing.
 * @param attribute as in `problems`: the name of the file or link in sysfs
 */
export function isUnread(fn: Readable, attribute: string): boolean {
  if (fn.registersOnly) return true;
  if (fn.modulesUnknown && attribute === "modules") return true;
  // The link stands in registers, and those were not asked.
  if ((fn.leftUnread || fn.asleep) && attribute === "current_link_speed") return true;
  return fn.problems.some((problem) => problem.attribute === attribute || problem.attribute === "folder");
}

type Listed = Readable & Pick<FunctionFacts, "listsKnown" | "physfn">;

/** Is it not known whether the function has a link? One that only the end of its list of capabilities would tell of. */
export function isLinkUnknown(fn: Listed & Pick<FunctionFacts, "link">): boolean {
  if (fn.link !== null) return false;
  return fn.registersOnly ? fn.listsKnown === undefined && fn.physfn === null : isUnread(fn, "current_link_speed");
}

/** Is it not known whether the function has SR-IOV? */
export function isSriovUnknown(fn: Listed & Pick<FunctionFacts, "sriov">): boolean {
  if (fn.sriov !== null || fn.physfn !== null) return false;
  return fn.registersOnly ? fn.listsKnown !== "both" : isUnread(fn, "sriov_totalvfs");
}

/** Is it not known whether the function tells of its power state? Of a kernel without that, it is as if there were none. */
export function isPowerUnknown(fn: Listed & Pick<FunctionFacts, "powerState">): boolean {
  return fn.powerState === null && fn.registersOnly === true && fn.listsKnown === undefined;
}

/** Is it not known which kernel objects live on the function: interfaces, disks? */
export function areChildrenUnknown(fn: Readable & Pick<FunctionFacts, "children">): boolean {
  return fn.children.length === 0 && fn.registersOnly === true;
}

/** A problem's reason, after words that say already what could not be read: `permission denied (EACCES)`. Else its sentence. */
export function whyUnread({ message }: Pick<ReadProblem, "message">): Words {
  if (typeof message === "string" || message.say !== UNREAD) return message;
  const { why, code } = message.values ?? {};
  return why === undefined || code === undefined ? message : READING_WORDS.reason({ why, code });
}

const UNREAD = READING_WORDS.unread({ attribute: "", why: "", code: "" }).say;

/** That there is none, or that it is unknown where the attribute could not be read. */
export function noneOf(fn: Readable, attribute: string, none: Words = COMMON.none): Words {
  return isUnread(fn, attribute) ? COMMON.unknown : none;
}

/** Is it not known whether the function is in an IOMMU group? */
export function isGroupUnknown(fn: Readable & Pick<FunctionFacts, "iommuGroup">): boolean {
  return fn.iommuGroup === null && isUnread(fn, "iommu_group");
}

/** Is it known that the function is in no IOMMU group? */
export function lacksGroup(fn: Readable & Pick<FunctionFacts, "iommuGroup">): boolean {
  return fn.iommuGroup === null && !isGroupUnknown(fn);
}

/** Is it not known which NUMA node the function is near to? */
export function isNumaUnknown(fn: Readable & Pick<FunctionFacts, "numaNode">): boolean {
  return fn.numaNode === null && isUnread(fn, "numa_node");
}

/** `7`, `none` or `unknown`. */
export function groupText(fn: Readable & Pick<FunctionFacts, "iommuGroup">): Words {
  return fn.iommuGroup ?? noneOf(fn, "iommu_group");
}

/** A driver's name in a column of drivers, or that it is unknown or that there is none; empty where none is needed. */
export function driverCell(fn: FunctionFacts): Words {
  if (fn.driver !== null) return fn.driver;
  if (fn.driverUnknown) return COMMON.unknown;
  return lacksDriver(fn) ? COMMON.noDriver : "";
}

/** As it stands in the problems of a machine whose IOMMUs could not be listed. */
export const IOMMUS = "class/iommu";

/** As it stands in the problems of a machine whose slots could not be listed, or not all of them read. */
export const SLOTS = "bus/pci/slots";

/** `none`, or `unknown` where the slots of the machine were not read. */
export function noSlotText(fn: Readable, { problems }: Pick<MachineSnapshot, "problems">): Words {
  return problems.some(({ attribute }) => attribute === SLOTS) ? COMMON.unknown : noneOf(fn, "slots");
}

/** Is it not known which IOMMUs are at work? */
export function areIommusUnknown({ problems }: Pick<MachineSnapshot, "problems">): boolean {
  return problems.some(({ attribute }) => attribute === IOMMUS);
}

/** `dmar0, dmar1`, or null: see {@link withoutIommus}. */
export function iommusText({ host }: Pick<MachineSnapshot, "host">): string | null {
  return host.iommus.length === 0 ? null : host.iommus.join(", ");
}

/**
 * Is the function's group one that an IOMMU made? Of functions that it has, vfio itself makes groups without one
 * (drivers/vfio/group.c, vfio_noiommu_group_alloc).
 */
function isBehindIommu(fn: FunctionFacts): boolean {
  return fn.iommuGroup !== null && !fn.driverUnknown && !hasVfio(fn);
}

/**
 * Does nothing tell of an IOMMU? Not all stand in /sys/class/iommu: those of POWER do since 2023
 * (arch/powerpc/kernel/iommu.c, spapr_tce_setup_phb_iommus_initcall), and have made groups long before.
 * Whether that folder could be read is another question: {@link areIommusUnknown}.
 */
export function lacksIommu(host: Pick<HostFacts, "iommus">, functions: readonly FunctionFacts[]): boolean {
  return host.iommus.length === 0 && !functions.some(isBehindIommu);
}

/** What is said of a machine that names no IOMMU. A dump of registers tells of none; where there are groups, there is one. */
export function withoutIommus({ functions, problems }: Pick<MachineSnapshot, "functions" | "problems">): Message {
  if (functions.some((fn) => isBehindIommu(fn) || isFromText(fn, "iommuGroup"))) return FUNCTION_WORDS.iommuByGroups;
  if (areIommusUnknown({ problems })) return COMMON.unknown;
  return functions.length === 0 || !functions.every((fn) => fn.registersOnly) ? FUNCTION_WORDS.noIommu : COMMON.unknown;
}

/**
 * Has vfio the function in its mode without an IOMMU? Where it has no node of its own to tell (kernels before 6.1), its group
 * does: where nothing tells of an IOMMU, vfio itself made it (vfio_iommu_group_get).
 */
export function isInNoIommuMode(
  { host, functions, problems, partOf }: Pick<MachineSnapshot, "host" | "functions" | "problems" | "partOf">,
  fn: FunctionFacts,
): boolean {
  if (isWithoutIommu(fn)) return true;
  const isUntold = fn.iommuGroup !== null && isOnVfio(fn) && !fn.children.some(({ kind }) => kind === "vfio");
  // A text or a part of a machine need not tell of its IOMMU.
  if (!isUntold || fn.fromText !== undefined || partOf !== undefined) return false;
  return lacksIommu(host, functions) && !areIommusUnknown({ problems });
}
