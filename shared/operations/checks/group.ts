/** Checks on IOMMU groups that a guest or program holds while a member of them changes hands. */

import type { FunctionInfo } from "../../machine/facts.ts";
import { doesAsBefore } from "../../machine/kernel-differences.ts";
import { listsBy } from "../../machine/lists.ts";
import type { IommuGroup } from "../../machine/machine.ts";
import { hasVfio } from "../../machine/role.ts";
import type { Usage } from "../../machine/usage.ts";
import type { HolderFacts } from "../../machine/usage-facts.ts";
import { holderText, isUnnamed } from "../../machine/usage-holders.ts";
import { givenEvidence } from "../../machine/uses.ts";
import { capped, distinctWords } from "../../words/capped.ts";
import { clauses } from "../../words/joined.ts";
import type { Value, Words } from "../../words/message.ts";
import { GROUP_CHECK_WORDS as T } from "../../words/texts/check-group.ts";
import { COMMON } from "../../words/texts/common.ts";
import { EVIDENCE_WORDS } from "../../words/texts/evidence.ts";
import { verbOf } from "../verbs/table.ts";
import { functionNames } from "../words.ts";
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
  const names = functionNames(subjects.map((fn) => fn.bdf));
  // One that is alone on vfio-pci is not its own hindrance.
  const others = given.filter((fn) => subjects.length > 1 || fn !== subjects[0]);
  return {
    level: "guard",
    title: heldText(group, others, holders, consequence(machine.snapshot.identity.kernel, names)),
    evidence: evidenceOf(group, others, holders),
    remedy: T.remedy({ who: whoText(holders) }),
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
    const found = crashes === null ? T.foundMayCrash : T.foundCrashes({ kernel: kernel ?? COMMON.unknown });
    return {
      level: "guard",
      title: heldText(group, given, holders, found),
      evidence: evidenceOf(group, given, holders),
      remedy: T.foundRemedy({ who: whoText(holders) }),
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

function namesOf(holders: readonly HolderFacts[]): readonly Words[] {
  return distinctWords(holders.map(holderText));
}

function whoText(holders: readonly HolderFacts[]): Value {
  return holders.length === 0 ? T.anyUser : capped(namesOf(holders));
}

/** @param given members that may be open, where it is not known that one is */
function heldText(
  group: IommuGroup,
  given: readonly FunctionInfo[],
  holders: readonly HolderFacts[],
  consequence: Words,
): Words {
  if (holders.length === 0) return T.maybeHeld({ functions: functionNames(given.map((fn) => fn.bdf)), consequence });
  return T.held({ count: namesOf(holders).length, who: whoText(holders), group: group.name, consequence });
}

/** Processes that are named one by one. */
const MAX_OPENED = 4;

function evidenceOf(group: IommuGroup, given: readonly FunctionInfo[], holders: readonly HolderFacts[]): Words {
  if (holders.length === 0) {
    return clauses(...given.map((fn) => EVIDENCE_WORDS.inGroup({ what: givenEvidence(fn), group: group.name })));
  }
  return clauses(
    ...holders.slice(0, MAX_OPENED).map(({ pid, process, node }) => EVIDENCE_WORDS.opened({ pid, process, node })),
    holders.length > MAX_OPENED ? T.moreOpened({ more: holders.length - MAX_OPENED }) : null,
  );
}

function consequence(kernel: string | null, functions: Value): Words {
  const crashes = doesAsBefore(kernel, "heldGroup");
  if (crashes === null) return T.mayCrash({ functions });
  return crashes ? T.crashes({ functions, kernel: kernel ?? COMMON.unknown }) : T.noDriverBinds({ functions });
}

export const GROUP_CHECKS: readonly PlanCheck[] = [
  check({
    id: "group-held",
    about:
      "No guest or program holds the group of a function that is rebound; before Linux 5.19 that can crash the kernel",
    source: "/proc/*/fd, iommu_device_use_default_domain: EBUSY; BUG_ON in drivers/vfio/vfio.c",
    provenBy: "while a program has one function of a group, no host driver takes another: EINVAL, without a word",
    says: (input) => [...changesHands(input), ...isFoundAgain(input)],
  }),
];
