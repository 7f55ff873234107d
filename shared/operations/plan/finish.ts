/** Plans `finish`: what is left to do of an operation that was cut off, planned again from how the machine is now. */

import type { VfSettings } from "../../machine/facts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { sentences } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { UNDO_WORDS } from "../../words/texts/plan.ts";
import { firstOf } from "../checks/check.ts";
import { entryExists, entryFinished, machineUncertain, originExists, sameMachine } from "../checks/entries.ts";
import type { PlanInput } from "../findings/knowledge.ts";
import type { Before, JournalEntry } from "../record/record.ts";
import type { OperationRequest, RequestOf } from "../request/request.ts";
import { type Draft, type DraftInput, emptyDraft, NOTHING, type Part } from "./draft.ts";
import { titleOf } from "./titles.ts";
import { autoprobePart, functionsPart } from "./undo.ts";
import { othersPart, settingsBack, settingsOfThen } from "./undo-device.ts";

/** One that finished one that finished …: a person may be cut off a few times, not for ever. */
const MAX_REFERENCES = 20;

export function draftFinish(
  input: DraftInput,
  request: RequestOf<"finish">,
  draftOf: (input: DraftInput) => Draft,
): Draft {
  const entry = input.undoOf?.id === request.entryId ? input.undoOf : null;
  const title = titleOf(request, (id) => (id === entry?.id ? entry : (input.knowledge?.entry?.(id) ?? null)));
  if (entry === null) return emptyDraft(title, entryExists.run(request.entryId));
  const { identity } = input.machine.snapshot;
  const refused = firstOf([sameMachine, entryFinished], entry, identity);
  if (refused.length > 0) return emptyDraft(title, refused);
  const origin = originOf(input, entry);
  if (origin === null) {
    return emptyDraft(title, originExists.run(entry));
  }
  // What there was before the first of a chain: a later one found things borrowed, and VFs gone with their settings.
  const { request: wanted, before } = origin.entry;
  const left = remaining(input, wanted, before);
  if (left.kind === "device.remove" && left.bdfs.length === 0) {
    return emptyDraft(title, [], UNDO_WORDS.allDone);
  }
  const kept = new Map((before.settings ?? []).map(({ pf, vfs }) => [pf, vfs]));
  const knowledge = { ...input.knowledge, ...(kept.size > 0 ? { vfSettings: (pf: Bdf) => kept.get(pf) ?? null } : {}) };
  const rest = draftOf({
    ...input,
    request: left,
    undoOf: origin.undoOf,
    // VFs that are made again shall have what those had that are gone by now.
    knowledge: left.kind === "vfs.set" ? knowledge : input.knowledge,
  });
  const has = new Set(
    rest.steps.flatMap(({ template }) => ("bdf" in template ? [`${template.verb} ${template.bdf}`] : [])),
  );
  const probed = new Set(
    rest.steps.flatMap(({ template }) =>
      template.verb === "driver.probe" && "bdf" in template.target ? template.target.bdf : [],
    ),
  );
  const also = borrowed(input, left, before, { kept, probed })
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
    remarks: [...machineUncertain.run(entry, identity), ...rest.remarks],
  };
}

function summaryOf(rest: Draft, request: OperationRequest, also: readonly Part[]): Words {
  const more = also.flatMap((part) => part.sentences);
  const isDone = rest.steps.length === 0 && !rest.remarks.some(({ level }) => level === "blocker");
  if (!isDone) return sentences(rest.summary, ...more);
  if (also.length > 0) return sentences(...more);
  // What an undo finds nothing to do for may as well be lost: it says so itself.
  return request.kind === "undo" ? rest.summary : UNDO_WORDS.allDone;
}

/** What the operation had changed for a while only, or had still to bring back. */
function borrowed(
  input: PlanInput,
  request: OperationRequest,
  before: Before,
  { kept, probed }: { readonly kept: ReadonlyMap<Bdf, readonly VfSettings[]>; readonly probed: ReadonlySet<Bdf> },
): Part[] {
  // An undo that is planned again brings all of it back, to what was before the operation that it takes back.
  if (request.kind === "undo") return [];
  // A value that was asked for was to stay.
  const attributes = "value" in request ? [] : [autoprobePart(input, before), othersPart(input, before)];
  // A driver that was to let go for a moment.
  const away = before.functions.filter(({ bdf, driver }) => driver !== null && !probed.has(bdf));
  const drivers =
    request.kind === "vf.settings"
      ? [functionsPart(input, before)]
      : request.kind === "nvme.vfs" && request.online
        ? [functionsPart(input, { ...before, functions: away })]
        : [];
  return [...drivers, ...attributes, settingsLeft(input, request, kept)];
}

/** The VFs are there, and not all of them have their settings again. */
function settingsLeft(
  { machine, knowledge }: PlanInput,
  request: OperationRequest,
  kept: ReadonlyMap<Bdf, readonly VfSettings[]>,
): Part {
  if (request.kind !== "vfs.set") return NOTHING;
  const pf = machine.byBdf.get(request.pf);
  if (pf?.sriov?.numVfs !== request.count) return NOTHING;
  const now = knowledge?.vfSettings?.(request.pf) ?? [];
  return settingsOfThen(settingsBack(pf, kept.get(request.pf) ?? [], now));
}

/** A function that is removed already is not looked for. */
function remaining({ machine }: PlanInput, request: OperationRequest, before: Before): OperationRequest {
  if (request.kind !== "device.remove") return request;
  const removed = new Set(before.removed);
  const left = request.bdfs.filter((bdf) => machine.byBdf.has(bdf) || !removed.has(bdf));
  return { ...request, bdfs: left };
}

/** The entry at the start of a chain of operations that were cut off, and the one that it was to take back. */
function originOf(
  { knowledge }: PlanInput,
  last: JournalEntry,
): { readonly entry: JournalEntry; readonly undoOf: JournalEntry | undefined } | null {
  let entry = last;
  for (let n = 0; n < MAX_REFERENCES; n++) {
    const { request } = entry;
    if (request.kind !== "finish" && request.kind !== "undo") return { entry, undoOf: undefined };
    const other = knowledge?.entry?.(request.entryId) ?? null;
    if (other === null) return null;
    if (request.kind === "undo") return { entry, undoOf: other };
    entry = other;
  }
  return null;
}
