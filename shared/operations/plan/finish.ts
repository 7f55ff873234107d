/** Plans `finish`: what is left to do of an operation that was cut off, planned anew from how the machine is now. */

import type { Bdf } from "../../pci/bdf.ts";
import type { Before, JournalEntry } from "../record/record.ts";
import type { Wish } from "../request/request.ts";
import type { VfSettings } from "../verbs/vf-settings.ts";
import { type Draft, type DraftRequest, emptyDraft, type PlanRequest } from "./draft.ts";
import { machineChecks } from "./entry-machine.ts";
import { NOTHING, type Part } from "./part.ts";
import { autoprobePart, functionsPart } from "./undo.ts";
import { resetMethodsPart, settingsBack, settingsOfThen } from "./undo-device.ts";

/** One that finished one that finished …: a person may be cut off a few times, not for ever. */
const MOST_REFERENCES = 20;

export function draftFinish(
  request: DraftRequest,
  wish: Extract<Wish, { readonly kind: "finish" }>,
  draftOf: (request: DraftRequest) => Draft,
): Draft {
  const entry = request.undoOf?.id === wish.entryId ? request.undoOf : null;
  const title = `Finish: ${entry?.title ?? "an operation"}`;
  const machineIs = entry === null ? [] : machineChecks(entry, request.machine.snapshot.identity);
  const elsewhere = machineIs.filter(({ level }) => level === "blocker");
  if (elsewhere.length > 0) return emptyDraft(title, "Nothing is changed.", elsewhere);
  if (entry === null || entry.state === "running") {
    return emptyDraft(title, "Nothing is changed.", [
      {
        id: "entry-exists",
        level: "blocker",
        title: entry === null ? "The journal has no such entry." : "That operation is still running.",
        evidence: entry === null ? `no entry ${wish.entryId} was found` : `the entry is of ${entry.startedAt}`,
        remedy: null,
      },
    ]);
  }
  const origin = originOf(request, entry);
  if (origin === null) {
    return emptyDraft(title, "Nothing is changed.", [
      {
        id: "entry-exists",
        level: "blocker",
        title: "The journal no longer has what that operation referred to.",
        evidence: `entry ${entry.id} refers to an entry that is not there`,
        remedy: "Make a new plan for what you want.",
      },
    ]);
  }
  // What there was before the first of a chain: a later one found things borrowed, and VFs gone with their settings.
  const { wish: wanted, before } = origin.entry;
  const left = remaining(request, wanted, before);
  if (left.kind === "device.remove" && left.bdfs.length === 0) {
    return emptyDraft(title, "All of it was done: there is nothing left.", []);
  }
  const kept = new Map((before.settings ?? []).map(({ pf, vfs }) => [pf, vfs]));
  const knowledge = {
    ...request.knowledge,
    ...(kept.size > 0 ? { vfSettings: (pf: Bdf) => kept.get(pf) ?? null } : {}),
  };
  const rest = draftOf({
    ...request,
    wish: left,
    undoOf: origin.undoOf,
    // VFs that are made anew shall have what those had that are gone by now.
    knowledge: left.kind === "vfs.set" ? knowledge : request.knowledge,
  });
  const has = new Set(
    rest.steps.flatMap(({ template }) => ("bdf" in template ? [`${template.verb} ${template.bdf}`] : [])),
  );
  const also = borrowed(request, left, before, kept)
    .map((part) => ({
      ...part,
      steps: part.steps.filter(({ template }) => !("bdf" in template && has.has(`${template.verb} ${template.bdf}`))),
    }))
    .filter((part) => part.steps.length > 0);
  return {
    ...rest,
    title,
    summary: summaryOf(rest, left, also),
    steps: [...rest.steps, ...also.flatMap((part) => part.steps)],
    remarks: [...machineIs, ...rest.remarks],
  };
}

function summaryOf(rest: Draft, wish: Wish, also: readonly Part[]): string {
  const sentences = also.flatMap((part) => part.sentences);
  const isSettled = rest.steps.length === 0 && !rest.remarks.some(({ level }) => level === "blocker");
  if (!isSettled) return [rest.summary, ...sentences].join(" ");
  if (also.length > 0) return sentences.join(" ");
  // What an undo finds nothing to do for may as well be lost: it says so itself.
  return wish.kind === "undo" ? rest.summary : "All of it was done: there is nothing left.";
}

/** What the operation had changed for a while only, or had still to bring back. */
function borrowed(
  request: PlanRequest,
  wish: Wish,
  before: Before,
  kept: ReadonlyMap<Bdf, readonly VfSettings[]>,
): Part[] {
  // An undo that is planned anew brings all of it back by itself, to what was before the operation that it takes back.
  if (wish.kind === "undo") return [];
  const switches = wish.kind === "autoprobe.set" ? [] : [autoprobePart(request, before)];
  // A driver that was to let go for a moment.
  const drivers = wish.kind === "vf.settings" ? [functionsPart(request, before)] : [];
  return [...drivers, ...switches, resetMethodsPart(request, before), settingsLeft(request, wish, kept)];
}

/** The VFs are there, and not all of them have their settings again. */
function settingsLeft(
  { machine, knowledge }: PlanRequest,
  wish: Wish,
  kept: ReadonlyMap<Bdf, readonly VfSettings[]>,
): Part {
  if (wish.kind !== "vfs.set" || machine.byBdf.get(wish.pf)?.sriov?.numVfs !== wish.count) return NOTHING;
  const now = knowledge?.vfSettings?.(wish.pf) ?? [];
  return settingsOfThen(settingsBack(wish.pf, kept.get(wish.pf) ?? [], now));
}

/** A function that is removed already is not looked for. */
function remaining({ machine }: PlanRequest, wish: Wish, before: Before): Wish {
  if (wish.kind !== "device.remove") return wish;
  const removed = new Set(before.removed);
  const left = wish.bdfs.filter((bdf) => machine.byBdf.has(bdf) || !removed.has(bdf));
  return { ...wish, bdfs: left };
}

/** The entry at the start of a chain of operations that were cut off, and the one that it was to take back. */
function originOf(
  { knowledge }: PlanRequest,
  last: JournalEntry,
): { readonly entry: JournalEntry; readonly undoOf: JournalEntry | undefined } | null {
  let entry = last;
  for (let n = 0; n < MOST_REFERENCES; n++) {
    const { wish } = entry;
    if (wish.kind !== "finish" && wish.kind !== "undo") return { entry, undoOf: undefined };
    const other = knowledge?.entry?.(wish.entryId) ?? null;
    if (other === null) return null;
    if (wish.kind === "undo") return { entry, undoOf: other };
    entry = other;
  }
  return null;
}
