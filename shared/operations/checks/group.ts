/** Checks on IOMMU groups that a guest or program holds while a member of them changes hands. */

import type { FunctionInfo } from "../../machine/facts.ts";
import { doesAsBefore } from "../../machine/kernel-differences.ts";
import { listsBy } from "../../machine/lists.ts";
import type { IommuGroup } from "../../machine/machine.ts";
import { hasVfio } from "../../machine/role.ts";
import type { Usage } from "../../machine/usage.ts";
import type { HolderFacts } from "../../machine/usage-facts.ts";
import { holderText, isUnnamed } from "../../machine/usage-holders.ts";
import { givenEvidence } from "../findings/in-use.ts";
import { verbOf } from "../verbs/table.ts";
import { listed, namesOf } from "../words.ts";
import { type Answer, type CheckInput, check, type PlanCheck } from "./check.ts";

/** Functions that get another driver, or none, by their group; of VFs that are made, their PF: its group may be theirs. */
function subjectsOf({ change: { vfs, toHost, toVfio, toNone }, machine }: CheckInput) {
  const pf = vfs !== null && vfs.to > 0 ? [vfs.pf] : [];
  return listsBy(new Set([...toHost, ...toVfio, ...toNone, ...pf]), (fn) => machine.groupOf(fn.bdf));
}

/**
 * While a program has one member of a group open no host driver may take another: iommu_device_use_default_domain
 * refuses (EBUSY). Before Linux 5.19 the driver does take it, and vfio crashes the kernel (BUG_ON in
 * vfio_iommu_group_notifier, drivers/vfio/vfio.c). A member that is the one that is open is another matter: its own
 * holder is told with it.
 */
function changesHands(input: CheckInput): Answer[] {
  const { change, usage } = input;
  const holdersOf = holdersIn(usage);
  return [...subjectsOf(input)].flatMap(([group, subjects]): Answer | Answer[] => {
    if (group === null) return [];
    // VFs go before new ones are made.
    const members = group.members.filter((fn) => change.vfs === null || fn.physfn !== change.vfs.pf.bdf);
    const given = members.filter(hasVfio);
    const holders = holdersOf(group.name, members);
    const isAnother = (fn: FunctionInfo) => given.some((each) => each !== fn);
    /** A group's own node does not tell which member is open. */
    const maybeAnother = (fn: FunctionInfo) => (given.length === 0 ? members.length > 1 : isAnother(fn));
    const holdsAnother = (fn: FunctionInfo) => (each: HolderFacts) =>
      each.bdf === null ? maybeAnother(fn) : each.bdf !== fn.bdf;
    const concerned = subjects.filter((fn) => holders.some(holdsAnother(fn)) || (!usage.holdersKnown && isAnother(fn)));
    return concerned.length === 0 ? [] : [answerOf(input, group, concerned, given, holders)];
  });
}

function answerOf(
  { machine }: CheckInput,
  group: IommuGroup,
  subjects: readonly FunctionInfo[],
  given: readonly FunctionInfo[],
  holders: readonly HolderFacts[],
): Answer {
  const names = namesOf(subjects.map((fn) => fn.bdf));
  // One that is alone on vfio-pci is not its own hindrance.
  const others = given.filter((fn) => subjects.length > 1 || fn !== subjects[0]);
  return {
    level: "guard",
    title: `${heldText(group, others, holders)}, ${consequence(machine.snapshot.identity.kernel, names)}.`,
    evidence: evidenceOf(group, others, holders),
    remedy: `Shut down ${whoText(holders)} first, then give the whole group back together.`,
  };
}

/**
 * What a rescan finds goes to its driver at once. Before Linux 5.19 one that is found in a group that is open crashes the
 * kernel as above; later ones refuse the driver, and no more.
 */
function isFoundAgain({ steps, machine, usage }: CheckInput): Answer[] {
  const { kernel } = machine.snapshot.identity;
  const crashes = doesAsBefore(kernel, "heldGroup");
  if (
    crashes === false ||
    !steps.some(({ template }) => verbOf(template).leavesUnknown?.(template, machine).everything)
  )
    return [];
  const holdersOf = holdersIn(usage);
  const mayBeHeld = !usage.holdersKnown || usage.facts.holders.some(isUnnamed);
  return machine.groups.flatMap((group): Answer | Answer[] => {
    const holders = holdersOf(group.name, group.members);
    const given = group.members.filter(hasVfio);
    if (holders.length === 0 && !(mayBeHeld && given.length > 0)) return [];
    const whose =
      crashes === null ? "a kernel before 5.19 (this one's release is not known)" : `this kernel (${kernel})`;
    return {
      level: "guard",
      title: `${heldText(group, given, holders)}, a driver that takes what is found in that group can crash ${whose}.`,
      evidence: evidenceOf(group, given, holders),
      remedy: `Shut down ${whoText(holders)} before the bus is rescanned.`,
    };
  });
}

/** Who has a group or members of it open. @returns asked of one group after the other */
function holdersIn({ facts }: Usage) {
  const byFunction = listsBy(
    facts.holders.filter(({ kind }) => kind === "vfio"),
    ({ bdf }) => bdf,
  );
  const byGroup = listsBy(byFunction.get(null) ?? [], ({ group }) => group);
  return (name: string, members: readonly FunctionInfo[]): readonly HolderFacts[] => [
    ...(byGroup.get(name) ?? []),
    ...members.flatMap((fn) => byFunction.get(fn.bdf) ?? []),
  ];
}

function whoText(holders: readonly HolderFacts[]): string {
  return holders.length === 0 ? "whoever uses the group" : listed([...new Set(holders.map(holderText))]);
}

/** @param given members that may be open, where it is not known that one is */
function heldText(group: IommuGroup, given: readonly FunctionInfo[], holders: readonly HolderFacts[]): string {
  if (holders.length === 0) return `If a guest or program has ${namesOf(given.map((fn) => fn.bdf))} open`;
  const isOne = new Set(holders.map(holderText)).size === 1;
  return `While ${whoText(holders)} ${isOne ? "has" : "have"} IOMMU group ${group.name} open`;
}

function evidenceOf(group: IommuGroup, given: readonly FunctionInfo[], holders: readonly HolderFacts[]): string {
  if (holders.length === 0) return listed(given.map((fn) => `${givenEvidence(fn)} (group ${group.name})`));
  return listed(holders.map(({ pid, process, node }) => `process ${pid} (${process}) has ${node} open`));
}

function consequence(kernel: string | null, names: string): string {
  const crashes = doesAsBefore(kernel, "heldGroup");
  if (crashes === null) {
    return `no host driver can take ${names}, and a kernel before 5.19 crashes instead (this one's release is not known)`;
  }
  return crashes
    ? `a host driver that takes ${names} can crash this kernel (${kernel})`
    : `no host driver can take ${names}`;
}

export const GROUP_CHECKS: readonly PlanCheck[] = [
  check({
    id: "group-held",
    about: "Nobody holds the group of a function that changes hands; before Linux 5.19 that can crash the kernel",
    source: "/proc/*/fd, iommu_device_use_default_domain: EBUSY; BUG_ON in drivers/vfio/vfio.c",
    provenBy: "while a program has one function of a group, no host driver takes another: EINVAL, without a word",
    says: (input) => [...changesHands(input), ...isFoundAgain(input)],
  }),
];
