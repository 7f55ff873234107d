/** A request becomes a plan: what would be done, what speaks against it, and the same as shell commands. Pure. */

import type { Machine } from "../../machine/machine.ts";
import { isGivenAway } from "../../machine/role.ts";
import { resolveUsage } from "../../machine/usage.ts";
import { unreadUsage } from "../../machine/usage-facts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { Words } from "../../words/message.ts";
import { say } from "../../words/say.ts";
import { USAGE_UNREAD_WORDS } from "../../words/texts/usage-unread.ts";
import { ACCESS_IDS } from "../checks/access.ts";
import { runChecks, sortChecks } from "../checks/checks.ts";
import type { Check } from "../checks/found.ts";
import type { PlanInput, PlanKnowledge } from "../findings/knowledge.ts";
import { NO_CHANGE } from "../impact/change.ts";
import { hardStopOf, hitsOfPlan, impactOf } from "../impact/impact.ts";
import type { RequestKind, RequestOf } from "../request/request.ts";
import type { StepTemplate } from "../verbs/list.ts";
import { comment } from "../verbs/shell.ts";
import { commandOf, numberSteps, type PlanStep, verbOf } from "../verbs/table.ts";
import { writtenTo } from "../verbs/target.ts";
import type { Hit } from "../verbs/verb.ts";
import { GUESTS_WITHOUT } from "../words.ts";
import { draftAssign, draftGiveBack } from "./assign.ts";
import { draftRemove, draftRescan, draftReset } from "./device.ts";
import type { Draft, DraftInput } from "./draft.ts";
import { type CloserLook, fingerprintOf } from "./fingerprint.ts";
import { draftFinish } from "./finish.ts";
import { draftNvmeVfs } from "./nvme-vfs.ts";
import { asDriverMakes, draftVfs } from "./set-vfs.ts";
import { draftSettings } from "./settings.ts";
import { closerNeeded } from "./state-before.ts";
import { draftAutoprobe, draftD3cold } from "./switches.ts";
import type { Plan } from "./types.ts";
import { draftUndo } from "./undo.ts";

const PLANNERS: { readonly [K in RequestKind]: (input: DraftInput, request: RequestOf<K>) => Draft } = {
  "vfs.set": draftVfs,
  assign: draftAssign,
  giveBack: draftGiveBack,
  "vf.settings": draftSettings,
  "device.reset": draftReset,
  "device.remove": draftRemove,
  "bus.rescan": draftRescan,
  "autoprobe.set": draftAutoprobe,
  "d3cold.set": draftD3cold,
  "nvme.vfs": draftNvmeVfs,
  undo: draftUndo,
  finish: (input, request) => draftFinish(input, request, (rest) => draft(rest, rest.request.kind, rest.request)),
};

function draft<K extends RequestKind>(input: DraftInput, kind: K, request: RequestOf<K>): Draft {
  return PLANNERS[kind](input, request);
}

/** Never throws: a request that makes no sense gives a plan with a blocker that says why. */
export function planOperation(input: PlanInput): Plan {
  const { machine, request, undoOf } = input;
  const knowledge = input.knowledge ?? {};
  const usage = resolveUsage(knowledge.usage ?? unreadUsage(USAGE_UNREAD_WORDS.notAsked), machine);
  const drafted = draft({ ...input, usage }, request.kind, request);
  const planned = request.kind === "vfs.set" ? asDriverMakes(machine, request) : request;
  const { title, summary, steps: drafts, undo = [], remarks } = drafted;
  const change = { ...NO_CHANGE, ...drafted.change };
  const steps = numberSteps(drafts);
  const hits = hitsOfPlan(machine, steps);
  const impact = impactOf(usage, hits);
  const found = steps.length === 0 ? [] : runChecks({ machine, change, knowledge, usage, steps, hits, impact });
  const checks = sortChecks([...remarks, ...found]);
  const blockers = checks.filter((check) => check.level === "blocker");
  const isGuarded = checks.some((check) => check.level === "guard");
  const stop = hardStopOf({ machine, impact, isGuarded, steps });
  const undoable = steps.length > 0 && drafted.undoable !== false;
  return {
    id: input.newId(),
    machine: machine.snapshot.identity.name,
    request: planned,
    title,
    summary,
    checks,
    steps,
    effects: { creates: [], destroys: [], rebinds: [], ...drafted.effects },
    impact,
    stop,
    undo: undoable && hits.some((hit) => takesFromGuest(machine, hit)) ? [...undo, GUESTS_WITHOUT] : undo,
    undoable,
    commands: commandsOf(title, steps, blockers),
    verdict: blockers.length > 0 ? "blocked" : steps.length === 0 ? "nothing" : isGuarded ? "guarded" : "ready",
    fingerprint: fingerprintOf(machine, { request: planned, steps }, undoOf, closerLook(knowledge, { steps })),
  };
}

/** What the plan was made from beyond a scan, as whoever runs it looks at it again. */
function closerLook({ vfSettings, msixSize, nvmeVfs }: PlanKnowledge, plan: Pick<Plan, "steps">): CloserLook {
  const needed = closerNeeded(plan);
  const known = <T>(pfs: readonly Bdf[], of: (pf: Bdf) => readonly T[] | null) =>
    new Map(pfs.flatMap((pf) => (of(pf) === null ? [] : [[pf, of(pf) ?? []] as const])));
  return {
    settings: known(needed.settings, (pf) => vfSettings?.(pf) ?? null),
    msix: new Map(needed.msix.map((bdf) => [bdf, msixSize?.(bdf) ?? null])),
    nvme: known(needed.nvme, (pf) => {
      const told = nvmeVfs?.(pf) ?? null;
      return told?.state === "read" ? told.vfs : null;
    }),
  };
}

/** Is a function taken away that a guest may have? */
function takesFromGuest(machine: Machine, { bdf, how }: Hit): boolean {
  const fn = machine.byBdf.get(bdf);
  return (how === "removed" || how === "unbound") && fn !== undefined && isGivenAway(fn);
}

/** In English: commands are. Those of a plan that only lacks rights are right; those of any other blocked plan would do harm or fail. */
function commandsOf(title: Words, steps: readonly PlanStep[], blockers: readonly Check[]): string[] {
  const inTheWay = blockers.find((check) => !ACCESS_IDS.has(check.id));
  if (inTheWay) return [comment(say("en", title)), comment(`Not possible: ${say("en", inTheWay.title)}`)];
  if (steps.length === 0) return [comment(say("en", title)), comment("Nothing to do.")];
  const back = withoutOverwritten(steps.toReversed().flatMap((step) => step.undo));
  return [
    comment(say("en", title)),
    comment(
      "Run as root. With sudo, use a root shell (sudo -i): in `sudo echo 4 > file` the shell opens the file, not sudo.",
    ),
    ...steps.flatMap((step) => [comment(say("en", step.label)), step.command]),
    ...(back.length === 0 ? [] : ["To undo it:", ...back.map((template) => `  ${commandOf(template)}`)].map(comment)),
  ];
}

/** Leaves out a switch that the very next write sets again. */
function withoutOverwritten(templates: readonly StepTemplate[]): StepTemplate[] {
  return templates.filter((template, index) => {
    const next = templates[index + 1];
    if (next?.verb !== template.verb || !verbOf(template).lastWins) return true;
    return writtenTo(next) !== writtenTo(template);
  });
}
