/** A plan as it is shown: its checks in groups, what it changes in words, and whether it may run. Pure. */

import type { PlanView } from "../../../shared/contract/operation-schemas.ts";
import type { HostIdentity } from "../../../shared/machine/facts.ts";
import { listsBy } from "../../../shared/machine/lists.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { ACCESS_IDS } from "../../../shared/operations/checks/access.ts";
import type { Check, CheckLevel } from "../../../shared/operations/checks/found.ts";
import { losingTogether } from "../../../shared/operations/findings/in-use.ts";
import { counted, listed } from "../../../shared/operations/words.ts";
import type { Words } from "../../../shared/words/message.ts";
import { stillEnglish } from "../../../shared/words/say.ts";
import type { ListedStep } from "../../ui/StepList.tsx";

/** Checks of one kind: the same thing found on several functions. */
export interface CheckKind {
  readonly id: string;
  readonly checks: readonly Check[];
}

interface CheckGroup {
  readonly level: CheckLevel;
  readonly title: string;
  readonly count: number;
  readonly kinds: readonly CheckKind[];
}

const GROUP_TITLES: Readonly<Record<CheckLevel, readonly [one: string, many: string]>> = {
  blocker: ["In the way", "In the way"],
  guard: ["Guarded", "Guarded"],
  warning: ["Warning", "Warnings"],
  fact: ["Good to know", "Good to know"],
};

/** The checks of one level, those of one kind together; null when there are none. */
export function checkGroup(checks: readonly Check[], level: CheckLevel): CheckGroup | null {
  const members = checks.filter((check) => check.level === level);
  if (members.length === 0) return null;
  const kinds = listsBy(members, ({ id }) => id);
  const [one, many] = GROUP_TITLES[level];
  return {
    level,
    title: members.length === 1 ? one : many,
    count: members.length,
    kinds: [...kinds].map(([id, same]) => ({ id, checks: same })),
  };
}

/** The sentence that has to be agreed to before the plan may run; null when nothing that is in use goes away. */
export function consentText(machine: Machine, { effects }: Pick<PlanView, "effects">): string | null {
  const going = effects.destroys.flatMap(({ bdf }) => machine.byBdf.get(bdf) ?? []);
  const used = losingTogether(going);
  if (used.length === 0) return null;
  return `I understand that ${goingText(effects.destroys)}, with ${listed(used)}.`;
}

interface EffectRow {
  /** Addresses, or `VF 3`, that have the detail in common; null = no routing id is left for it. */
  readonly names: readonly (string | null)[];
  readonly detail: string;
}

export interface EffectGroup {
  readonly kind: "create" | "destroy" | "rebind" | "settings" | "vectors";
  readonly title: string;
  readonly rows: readonly EffectRow[];
}

/** Functions with the same detail in one row, in the order in which they first appear. */
function rowsOf<T>(
  items: readonly T[],
  nameOf: (item: T) => string | null,
  detailOf: (item: T) => string,
): EffectRow[] {
  return [...listsBy(items, detailOf)].map(([detail, same]) => ({ names: same.map(nameOf), detail }));
}

/** `16 VFs are removed`, `1 function is removed`. */
function goingText(destroys: PlanView["effects"]["destroys"]): string {
  const noun = destroys.every(({ isVf }) => isVf) ? "VF" : "function";
  return `${counted(destroys.length, noun)} ${are(destroys.length)} removed`;
}

function are(count: number): string {
  return count === 1 ? "is" : "are";
}

function settingsGroups(settings: PlanView["settings"]): EffectGroup[] {
  return [...listsBy(settings, ({ pf }) => pf)].map(([pf, same]) => ({
    kind: "settings",
    title: `${counted(same.length, "VF")} of ${pf} ${same.length === 1 ? "gets" : "get"} other settings`,
    rows: rowsOf(
      same,
      ({ vf }) => `VF ${vf}`,
      ({ change }) => stillEnglish(change),
    ),
  }));
}

/** Numbers of MSI-X vectors, and who lets go of the function for them. */
function vectorsGroup(vectors: PlanView["vectors"]): EffectGroup {
  return {
    kind: "vectors",
    title: `${counted(vectors.length, "VF")} ${vectors.length === 1 ? "gets" : "get"} other MSI-X vectors`,
    rows: rowsOf(
      vectors,
      ({ name }) => stillEnglish(name),
      ({ from, to, driver }) => {
        const change = from === 0 ? vectorsText(to) : `${from} → ${vectorsText(to)}`;
        return driver === null ? change : `${change} · ${driver} lets go of it for a moment and takes it again`;
      },
    ),
  };
}

function vectorsText(count: number): string {
  return count === 0 ? "the driver’s own number" : counted(count, "vector");
}

/** What comes, what goes, what changes hands and what gets other settings. */
export function effectGroups(plan: Pick<PlanView, "effects" | "settings" | "vectors">): readonly EffectGroup[] {
  const { creates, destroys, rebinds } = plan.effects;
  const groups: EffectGroup[] = [
    {
      kind: "destroy",
      title: goingText(destroys),
      rows: rowsOf(
        destroys,
        ({ bdf }) => bdf,
        ({ losing }) => (losing.length === 0 ? "without a driver" : losing.map(stillEnglish).join(" · ")),
      ),
    },
    {
      kind: "create",
      title: `${counted(creates.length, "VF")} ${are(creates.length)} created`,
      rows: rowsOf(
        creates,
        ({ bdf }) => bdf,
        ({ driver }) => (driver === null ? "without a driver" : `expected on ${driver}`),
      ),
    },
    {
      kind: "rebind",
      title: `${counted(rebinds.length, "function")} ${rebinds.length === 1 ? "changes" : "change"} hands`,
      rows: rowsOf(
        rebinds,
        ({ bdf }) => bdf,
        ({ from, to }) => `${from ?? "no driver"} → ${to ?? "no driver"}`,
      ),
    },
    ...settingsGroups(plan.settings),
    vectorsGroup(plan.vectors),
  ];
  return groups.filter(({ rows }) => rows.length > 0);
}

/** The first blocker that other rights would not help against; null when there is none. */
export function obstacleOf({ checks }: Pick<PlanView, "checks">): Check | null {
  return checks.find(({ level, id }) => level === "blocker" && !ACCESS_IDS.has(id)) ?? null;
}

export interface Access {
  /** Why the plan cannot be run from here; null when it can. */
  readonly because: string | null;
  /** Its commands are right all the same: somebody with the rights can run them. */
  readonly offersCommands: boolean;
}

interface AccessInput {
  readonly plan: Pick<PlanView, "verdict" | "checks">;
  readonly identity: Pick<HostIdentity, "kind">;
  readonly info: { readonly changesAllowed: boolean; readonly changesRefusedBecause: Words | null } | null;
  readonly connected: boolean;
  /** Title of the operation that runs on this machine; null when none does. */
  readonly busyWith: string | null;
}

const REAL: ReadonlySet<HostIdentity["kind"]> = new Set(["local", "ssh"]);

/** May the plan run here and now? */
export function accessOf({ plan, identity, info, connected, busyWith }: AccessInput): Access {
  const no = (because: string, offersCommands: boolean): Access => ({ because, offersCommands });
  if (obstacleOf(plan) !== null) return no("Something is in the way: see above.", false);
  if (plan.verdict === "nothing") return no("There is nothing to do.", false);
  const right = plan.checks.find(({ level }) => level === "blocker");
  if (right !== undefined) return no(stillEnglish(right.title), true);
  if (REAL.has(identity.kind) && info?.changesAllowed === false) {
    return no(stillEnglish(info.changesRefusedBecause ?? "Changes are off for this connection."), true);
  }
  if (!connected) return no("There is no connection to the inspector.", true);
  if (busyWith !== null) return no(`“${busyWith}” is still running on this machine.`, false);
  return { because: null, offersCommands: false };
}

/** The steps of a plan before it runs. */
export function plannedSteps(steps: PlanView["steps"]): readonly ListedStep[] {
  return steps.map(({ id, label, command, optional }) => ({
    id,
    label,
    command,
    mark: "planned",
    took: null,
    note: optional ? "May fail without harm." : null,
  }));
}
