/** A plan as it is shown: its checks in groups, what it changes, and whether it may run. Pure. */

import type { PlanView } from "../../../shared/contract/operation-schemas.ts";
import type { HostIdentity } from "../../../shared/machine/facts.ts";
import { listsBy } from "../../../shared/machine/lists.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { ACCESS_IDS } from "../../../shared/operations/checks/access.ts";
import type { Check, CheckLevel } from "../../../shared/operations/checks/found.ts";
import { losingTogether } from "../../../shared/operations/findings/in-use.ts";
import { clauses } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import { COMMON } from "../../../shared/words/texts/common.ts";
import { CONTRACT_WORDS } from "../../../shared/words/texts/contract.ts";
import type { ListedStep } from "../../ui/StepList.tsx";
import { PLAN_WORDS } from "../../words/plan.ts";

/** Checks of one kind: the same thing found on several functions. */
export interface CheckKind {
  readonly id: string;
  readonly checks: readonly Check[];
}

interface CheckGroup {
  readonly level: CheckLevel;
  readonly title: Words;
  readonly count: number;
  readonly kinds: readonly CheckKind[];
}

const GROUP_TITLES: Readonly<Record<CheckLevel, (count: number) => Words>> = {
  blocker: (count) => PLAN_WORDS.blockers({ count }),
  guard: () => PLAN_WORDS.guards,
  warning: (count) => PLAN_WORDS.warnings({ count }),
  fact: (count) => PLAN_WORDS.notes({ count }),
};

/** The checks of one level, those of one kind together; null when there are none. */
export function checkGroup(checks: readonly Check[], level: CheckLevel): CheckGroup | null {
  const members = checks.filter((check) => check.level === level);
  if (members.length === 0) return null;
  const kinds = listsBy(members, ({ id }) => id);
  return {
    level,
    title: GROUP_TITLES[level](members.length),
    count: members.length,
    kinds: [...kinds].map(([id, same]) => ({ id, checks: same })),
  };
}

/** The sentence that has to be agreed to before the plan may run; null when nothing that is in use goes away. */
export function consentWords(machine: Machine, { effects }: Pick<PlanView, "effects">): Words | null {
  const going = effects.destroys.flatMap(({ bdf }) => machine.byBdf.get(bdf) ?? []);
  const losing = losingTogether(going);
  if (losing.length === 0) return null;
  const values = { count: effects.destroys.length, losing };
  return areVfs(effects.destroys) ? PLAN_WORDS.agreeVfs(values) : PLAN_WORDS.agreeFunctions(values);
}

interface EffectRow {
  /** Addresses, or `VF 3`, that have the detail in common; null = no routing id is left for it. */
  readonly names: readonly (Words | null)[];
  readonly detail: Words;
}

export interface EffectGroup {
  readonly kind: "create" | "destroy" | "rebind" | "settings" | "vectors";
  readonly title: Words;
  readonly rows: readonly EffectRow[];
}

/** Functions with the same detail in one row, in the order in which they first appear. */
function rowsOf<T>(items: readonly T[], nameOf: (item: T) => Words | null, detailOf: (item: T) => Words): EffectRow[] {
  const alike = listsBy(items, (item) => JSON.stringify(detailOf(item)));
  return [...alike.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [{ names: same.map(nameOf), detail: detailOf(first) }];
  });
}

function areVfs(destroys: PlanView["effects"]["destroys"]): boolean {
  return destroys.every(({ isVf }) => isVf);
}

/** `16 VFs are removed`, `1 function is removed`. */
function goingWords(destroys: PlanView["effects"]["destroys"]): Words {
  const count = destroys.length;
  return areVfs(destroys) ? PLAN_WORDS.vfsRemoved({ count }) : PLAN_WORDS.functionsRemoved({ count });
}

function settingsGroups(settings: PlanView["settings"]): EffectGroup[] {
  return [...listsBy(settings, ({ pf }) => pf)].map(([pf, same]) => ({
    kind: "settings",
    title: PLAN_WORDS.settingsChange({ count: same.length, pf }),
    rows: rowsOf(
      same,
      ({ vf }) => PLAN_WORDS.vf({ vf }),
      ({ change }) => change,
    ),
  }));
}

/** Numbers of MSI-X vectors, and the driver that is unbound for the change. */
function vectorsGroup(vectors: PlanView["vectors"]): EffectGroup {
  return {
    kind: "vectors",
    title: PLAN_WORDS.vectorsChange({ count: vectors.length }),
    rows: rowsOf(
      vectors,
      ({ name }) => name,
      ({ from, to, driver }) => {
        const change = from === 0 ? vectorsWords(to) : PLAN_WORDS.fromTo({ from, to: vectorsWords(to) });
        return driver === null ? change : PLAN_WORDS.unbindsFor({ change, driver });
      },
    ),
  };
}

function vectorsWords(count: number): Words {
  return count === 0 ? PLAN_WORDS.driverDefault : PLAN_WORDS.vectors({ count });
}

/** What comes, what goes, what is rebound and what gets other settings. */
export function effectGroups(plan: Pick<PlanView, "effects" | "settings" | "vectors">): readonly EffectGroup[] {
  const { creates, destroys, rebinds } = plan.effects;
  const groups: EffectGroup[] = [
    {
      kind: "destroy",
      title: goingWords(destroys),
      rows: rowsOf(
        destroys,
        ({ bdf }) => bdf,
        ({ losing }) => (losing.length === 0 ? COMMON.noDriver : clauses(...losing)),
      ),
    },
    {
      kind: "create",
      title: PLAN_WORDS.vfsCreated({ count: creates.length }),
      rows: rowsOf(
        creates,
        ({ bdf }) => bdf,
        ({ driver }) => (driver === null ? COMMON.noDriver : PLAN_WORDS.expectedDriver({ driver })),
      ),
    },
    {
      kind: "rebind",
      title: PLAN_WORDS.rebound({ count: rebinds.length }),
      rows: rowsOf(
        rebinds,
        ({ bdf }) => bdf,
        ({ from, to }) => PLAN_WORDS.fromTo({ from: from ?? COMMON.noDriver, to: to ?? COMMON.noDriver }),
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
  readonly because: Words | null;
  /** Its commands are right even so: whoever has the rights can run them. */
  readonly offersCommands: boolean;
}

interface AccessInput {
  readonly plan: Pick<PlanView, "verdict" | "checks">;
  readonly identity: Pick<HostIdentity, "kind">;
  readonly info: { readonly changesAllowed: boolean; readonly changesRefusedBecause: Words | null } | null;
  readonly connected: boolean;
  /** Title of the operation that runs on this machine; null when none does. */
  readonly busyWith: Words | null;
}

const REAL: ReadonlySet<HostIdentity["kind"]> = new Set(["local", "ssh"]);

/** May the plan run here and now? */
export function accessOf({ plan, identity, info, connected, busyWith }: AccessInput): Access {
  const no = (because: Words, offersCommands: boolean): Access => ({ because, offersCommands });
  if (obstacleOf(plan) !== null) return no(PLAN_WORDS.resolveBlockers, false);
  if (plan.verdict === "nothing") return no(PLAN_WORDS.nothingToDo, false);
  const right = plan.checks.find(({ level }) => level === "blocker");
  if (right !== undefined) return no(right.title, true);
  if (REAL.has(identity.kind) && info?.changesAllowed === false) {
    return no(info.changesRefusedBecause ?? CONTRACT_WORDS.changesOff, true);
  }
  if (!connected) return no(PLAN_WORDS.notConnected, true);
  if (busyWith !== null) return no(PLAN_WORDS.busyHere({ title: busyWith }), false);
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
    note: optional ? PLAN_WORDS.optional : null,
  }));
}
