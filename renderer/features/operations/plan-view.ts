/** A plan as it is shown: its checks in groups, what it changes in words, and whether it may run. Pure. */
import type { HostIdentity } from "../../../shared/machine/facts.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { ACCESS_IDS } from "../../../shared/operations/checks-access.ts";
import { losingTogether } from "../../../shared/operations/in-use.ts";
import type { Check, CheckLevel, Plan, PlanStep } from "../../../shared/operations/types.ts";
import { counted, listed } from "../../../shared/operations/words.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { ListedStep } from "../../ui/StepList.tsx";

export interface CheckGroup {
  readonly level: CheckLevel;
  readonly title: string;
  readonly checks: readonly Check[];
}

const GROUP_TITLES: Readonly<Record<CheckLevel, readonly [one: string, many: string]>> = {
  blocker: ["In the way", "In the way"],
  warning: ["Warning", "Warnings"],
  fact: ["Good to know", "Good to know"],
};

/** Blockers, warnings, facts: in that order, without the empty ones. */
export function checkGroups(checks: readonly Check[]): readonly CheckGroup[] {
  return (["blocker", "warning", "fact"] as const).flatMap((level) => {
    const members = checks.filter((check) => check.level === level);
    const [one, many] = GROUP_TITLES[level];
    return members.length === 0 ? [] : [{ level, title: members.length === 1 ? one : many, checks: members }];
  });
}

/** The sentence that has to be agreed to before the plan may run; null when nothing that is in use goes away. */
export function consentText(machine: Machine, { effects }: Pick<Plan, "effects">): string | null {
  const going = effects.destroys.flatMap(({ bdf }) => machine.byBdf.get(bdf) ?? []);
  const used = losingTogether(going);
  if (used.length === 0) return null;
  return `I understand that ${counted(going.length, "VF")} ${are(going.length)} removed: ${listed(used)}.`;
}

export interface EffectRow {
  /** Addresses that have the detail in common; null = no routing id is left for it. */
  readonly bdfs: readonly (Bdf | null)[];
  readonly detail: string;
}

export interface EffectGroup {
  readonly kind: "create" | "destroy" | "rebind";
  readonly title: string;
  readonly rows: readonly EffectRow[];
}

/** Functions with the same detail in one row, in the order in which they first appear. */
function rowsOf<T>(items: readonly T[], bdfOf: (item: T) => Bdf | null, detailOf: (item: T) => string): EffectRow[] {
  const rows = new Map<string, (Bdf | null)[]>();
  for (const item of items) {
    const detail = detailOf(item);
    const row = rows.get(detail);
    if (row === undefined) rows.set(detail, [bdfOf(item)]);
    else row.push(bdfOf(item));
  }
  return [...rows].map(([detail, bdfs]) => ({ bdfs, detail }));
}

function are(count: number): string {
  return count === 1 ? "is" : "are";
}

/** What comes, what goes and what changes hands. */
export function effectGroups({ creates, destroys, rebinds }: Plan["effects"]): readonly EffectGroup[] {
  const groups: EffectGroup[] = [
    {
      kind: "destroy",
      title: `${counted(destroys.length, "VF")} ${are(destroys.length)} removed`,
      rows: rowsOf(
        destroys,
        ({ bdf }) => bdf,
        ({ losing }) => (losing.length === 0 ? "without a driver" : losing.join(" · ")),
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
  ];
  return groups.filter(({ rows }) => rows.length > 0);
}

export interface Access {
  /** Why the plan cannot be run from here; null when it can. */
  readonly because: string | null;
  /** Its commands are right all the same: somebody with the rights can run them. */
  readonly offersCommands: boolean;
}

interface AccessInput {
  readonly plan: Pick<Plan, "verdict" | "checks">;
  readonly identity: Pick<HostIdentity, "kind">;
  readonly info: { readonly changesAllowed: boolean; readonly changesRefusedBecause: string | null } | null;
  readonly connected: boolean;
  /** Title of the operation that runs on this machine; null when none does. */
  readonly busyWith: string | null;
}

const REAL: ReadonlySet<HostIdentity["kind"]> = new Set(["local", "ssh"]);

/** May the plan run here and now? */
export function accessOf({ plan, identity, info, connected, busyWith }: AccessInput): Access {
  const blockers = plan.checks.filter(({ level }) => level === "blocker");
  const inTheWay = blockers.find(({ id }) => !ACCESS_IDS.has(id));
  const no = (because: string, offersCommands: boolean): Access => ({ because, offersCommands });
  if (inTheWay !== undefined) return no("Something is in the way: see above.", false);
  if (plan.verdict === "nothing") return no("There is nothing to do.", false);
  if (blockers[0] !== undefined) return no(blockers[0].title, true);
  if (REAL.has(identity.kind) && info?.changesAllowed === false) {
    return no(info.changesRefusedBecause ?? "Changes are off for this connection.", true);
  }
  if (!connected) return no("There is no connection to the inspector.", true);
  if (busyWith !== null) return no(`“${busyWith}” is still running on this machine.`, false);
  return { because: null, offersCommands: false };
}

/** The steps of a plan before it runs. */
export function plannedSteps(steps: readonly PlanStep[]): readonly ListedStep[] {
  return steps.map(({ id, label, command, optional }) => ({
    id,
    label,
    command,
    mark: "planned",
    took: null,
    note: optional === true ? "May fail without harm." : null,
  }));
}
