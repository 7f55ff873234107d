/** What a plan was made from, as one short text: a run refuses when it no longer fits the machine. */
import type { FunctionInfo } from "../../machine/facts.ts";
import type { IommuGroup, Machine } from "../../machine/machine.ts";
import { usesOf } from "../../machine/uses.ts";
import { type Bdf, compareBdf } from "../../pci/bdf.ts";
import { hexDigits } from "../../pci/hex-digits.ts";
import { pfOf } from "../findings/drivers.ts";
import type { Before, JournalEntry } from "../record/record.ts";
import { namedBy } from "../request/request.ts";
import type { Look } from "../verbs/expectation.ts";
import { anchorsOf } from "../verbs/expectations.ts";
import { settingsTaken } from "./settings-before.ts";
import { beforeOf, expectationsOf } from "./state-before.ts";
import type { Plan } from "./types.ts";

/** The functions that the plan depends on: those named, their PFs and VFs, the bridges above, and the groups of all. */
function concerned(machine: Machine, bdfs: readonly Bdf[]): Bdf[] {
  const reached = new Set<Bdf>();
  const groups = new Set<IommuGroup>();
  for (const bdf of bdfs) {
    const family = [bdf, ...machine.vfsOf(bdf).map((vf) => vf.bdf)];
    const pf = pfOf(machine, bdf);
    if (pf !== null) family.push(pf.bdf);
    for (let above = machine.parentOf(bdf); above !== null; above = machine.parentOf(above)) family.push(above);
    for (const member of family) {
      reached.add(member);
      const group = machine.groupOf(member);
      if (group === null || groups.has(group)) continue;
      groups.add(group);
      for (const other of group.members) reached.add(other.bdf);
    }
  }
  return [...reached].sort(compareBdf);
}

/** The facts that planners and checks look at; a link that trains or an interrupt count is none of them. */
function factsOf(fn: FunctionInfo): unknown {
  return [
    fn.bdf,
    fn.driver,
    fn.driverOverride,
    fn.iommuGroup,
    fn.physfn,
    fn.bridge,
    fn.virtfns,
    // The MSI-X pool is left out: it reads as unknown while the device is locked.
    fn.sriov && { ...fn.sriov, vfTotalMsix: null },
    fn.resources,
    usesOf(fn).map((use) => [use.kind, use.evidence]),
  ];
}

/** What is looked at closer than a scan does, for a plan changes it, and its steps lead back to it. */
export type CloserLook = Pick<Look, "settings" | "msix" | "nvme">;

/** The part of what was before that a plan found by a closer look: of settings of VFs those that it writes or loses. */
function foundCloser({ settings = [], nvme = [], ...before }: Before): unknown {
  return {
    ...before,
    settings: settings.flatMap(({ pf, vfs }) => vfs.map((was) => [pf, was.vf, was.at, settingsTaken(was)])),
    nvme: nvme.flatMap(({ pf, vfs }) => vfs.map((was) => [pf, was])),
  };
}

/** @param look as the plan was made from it, or as it is now: what could not be read is left out */
export function fingerprintOf(
  machine: Machine,
  { request, steps }: Pick<Plan, "request" | "steps">,
  undoOf?: JournalEntry,
  look: CloserLook = {},
): string {
  const { host, identity } = machine.snapshot;
  const facts = concerned(machine, [
    ...namedBy(request),
    ...(undoOf ? anchorsOf(expectationsOf(undoOf.before)) : []),
  ]).map((bdf) => {
    const fn = machine.byBdf.get(bdf);
    return fn ? factsOf(fn) : [bdf, null];
  });
  const undone = undoOf && [undoOf.id, undoOf.state, undoOf.before, undoOf.undoneBy];
  const hostFacts = [
    host.iommus,
    host.vfioPci,
    host.vfioEnableSriov,
    host.driversAutoprobe,
    host.drivers,
    host.crashed,
  ];
  return checksum(
    JSON.stringify([
      request,
      foundCloser(beforeOf(machine, { steps }, look)),
      undone ?? null,
      identity.name,
      identity.bootId,
      hostFacts,
      facts,
    ]),
  );
}

/** Two FNV-1a sums of 32 bits from different starts: they tell accidents apart, not attacks. */
function checksum(text: string): string {
  let first = 0x811c9dc5;
  let second = 0x9e3779b9;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ unit, 0x01000193) ^ (second >>> 15);
  }
  return [first, second].map((sum) => hexDigits(sum >>> 0, 8)).join("");
}
