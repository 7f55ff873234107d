/** What a plan's writes reach beyond what they name: VFs behind a PF, everything on a bus, whoever uses any of it. Pure. */
import type { FunctionInfo } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import type { Usage } from "../../machine/usage.ts";
import type { UsageReason } from "../../machine/usage-reason.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { PlanStep, StepTemplate } from "../verbs/step.ts";
import { addressNow, functionOf } from "../verbs/targets.ts";
import { mayCut } from "../verbs/vf-settings.ts";

/** A function that somebody uses and that the plan reaches. */
export interface ImpactEntry {
  readonly bdf: Bdf;
  /** What happens to it; cut = its network may be, adjusted = it gets settings that cut nothing. */
  readonly how: "removed" | "unbound" | "reset" | "cut" | "reconfigured" | "bound" | "adjusted";
  /** The function that is written to: of a VF that goes, its PF. */
  readonly cause: Bdf;
  /** At least one; protected ones first. */
  readonly reasons: readonly UsageReason[];
}

/** The plan reaches what the machine stands on, or what a guest has, or leaves no trace of what it does. */
export interface HardStop {
  /** To be typed before it may run. */
  readonly bdf: Bdf;
  /** Empty where another guard asks for it. */
  readonly protects: readonly Bdf[];
}

/** A function that a write reaches, and the function that it was written to. */
export interface Hit {
  readonly bdf: Bdf;
  readonly how: ImpactEntry["how"];
  readonly cause: Bdf;
}

/** Reset methods that reset a whole bus. */
export const WHOLE_BUS: ReadonlySet<string> = new Set(["bus", "cxl_bus"]);

/** The functions, itself included, that a reset of the whole bus of a function reaches first: others are behind them. */
export function onResetBus(machine: Machine, bdf: Bdf): readonly FunctionInfo[] {
  const parent = machine.parentOf(bdf);
  return parent === null ? machine.onBusOf(bdf) : machine.childrenOf(parent);
}

/** A function and everything behind it: VFs of a PF, functions below a bridge, the domain that begins below a VMD. */
export function withBehind(machine: Machine, bdf: Bdf): Bdf[] {
  const found = new Set<Bdf>([bdf]);
  for (const each of found) {
    for (const vf of machine.vfsOf(each)) found.add(vf.bdf);
    for (const child of machine.childrenOf(each)) found.add(child.bdf);
  }
  return [...found];
}

/**
 * The first method decides, unless an earlier step of the plan has chosen another; one that is not told may be the whole
 * bus.
 */
function resetHits(machine: Machine, bdf: Bdf, { methods, buses }: Resets): Hit[] {
  const own = withBehind(machine, bdf).map((each): Hit => ({ bdf: each, how: "reset", cause: bdf }));
  const chosen = methods.get(bdf) ?? machine.byBdf.get(bdf)?.resetMethods ?? null;
  if (chosen !== null && !WHOLE_BUS.has(chosen[0] ?? "")) return own;
  const beside = onResetBus(machine, bdf);
  // Who else is on it was reached by the first reset already.
  if (buses.has(beside)) return own;
  buses.add(beside);
  const others = beside.flatMap((fn) => withBehind(machine, fn.bdf));
  return [...own, ...others.map((other): Hit => ({ bdf: other, how: "reset", cause: bdf }))];
}

/** A driver takes its VFs down with it, and the buses that it made; what is behind a bridge stays without one. */
function goneWithDriver(machine: Machine, bdf: Bdf): Hit[] {
  const heads = [...machine.vfsOf(bdf), ...machine.childrenOf(bdf).filter((fn) => machine.portAbove(fn.bdf) === null)];
  const gone = new Set(heads.flatMap((fn) => withBehind(machine, fn.bdf)));
  return [...gone].map((each): Hit => ({ bdf: each, how: "removed", cause: bdf }));
}

/** What the resets of a plan know of those before them. */
interface Resets {
  /** Methods that a step has chosen. */
  readonly methods: Map<Bdf, readonly string[]>;
  /** Buses that were reset as a whole. */
  readonly buses: Set<readonly FunctionInfo[]>;
}

function hitsOf(machine: Machine, template: StepTemplate, resets: Resets): Hit[] {
  switch (template.verb) {
    case "sriov.numvfs": {
      const vfs = machine.vfsOf(template.bdf).map((vf): Hit => ({ bdf: vf.bdf, how: "removed", cause: template.bdf }));
      return [{ bdf: template.bdf, how: "reconfigured", cause: template.bdf }, ...vfs];
    }
    case "driver.unbind": {
      const bdf = functionOf(template, machine);
      return bdf === null ? [] : [{ bdf, how: "unbound", cause: bdf }, ...goneWithDriver(machine, bdf)];
    }
    case "driver.probe": {
      const bdf = functionOf(template, machine);
      return bdf === null ? [] : [{ bdf, how: "bound", cause: bdf }];
    }
    case "vf.network": {
      const bdf = addressNow({ pf: template.bdf, vf: template.vf, expected: null }, machine);
      const how = template.settings.some(mayCut) ? "cut" : "adjusted";
      return bdf === null ? [] : [{ bdf, how, cause: template.bdf }];
    }
    // Refused while a driver has the VF: what takes the driver away is a step of its own.
    case "vf.msix": {
      const bdf = functionOf(template, machine);
      return bdf === null ? [] : [{ bdf, how: "adjusted", cause: bdf }];
    }
    case "device.remove":
      return withBehind(machine, template.bdf).map((bdf) => ({ bdf, how: "removed", cause: template.bdf }));
    case "device.reset":
      return resetHits(machine, template.bdf, resets);
    // What they decide comes into force with another step, and counts with that one.
    case "sriov.autoprobe":
    case "driver.override":
    case "reset.method":
    case "module.load":
    case "bus.rescan":
      return [];
  }
}

/** The worst comes first: a function that is reconfigured and then removed counts as removed. */
const WEIGHT: Readonly<Record<ImpactEntry["how"], number>> = {
  removed: 0,
  unbound: 1,
  reset: 2,
  cut: 3,
  reconfigured: 4,
  bound: 5,
  adjusted: 6,
};

/** Everything that the steps reach, each function once, by the worst that happens to it. */
export function hitsOfPlan(machine: Machine, steps: readonly Pick<PlanStep, "template">[]): Hit[] {
  const resets: Resets = { methods: new Map(), buses: new Set() };
  const worst = new Map<Bdf, Hit>();
  for (const { template } of steps) {
    if (template.verb === "reset.method" && template.methods !== null)
      resets.methods.set(template.bdf, template.methods);
    for (const hit of hitsOf(machine, template, resets)) {
      const before = worst.get(hit.bdf);
      if (before === undefined || WEIGHT[hit.how] < WEIGHT[before.how]) worst.set(hit.bdf, hit);
    }
  }
  return [...worst.values()].filter((hit) => machine.byBdf.has(hit.bdf));
}

/** The functions that are reached and used, with who uses them; those that a hard stop protects first. */
export function impactOf(machine: Machine, usage: Usage, steps: readonly Pick<PlanStep, "template">[]): ImpactEntry[] {
  const entries = hitsOfPlan(machine, steps).flatMap(({ bdf, how, cause }): ImpactEntry[] => {
    const reasons = usage.reasonsOf(bdf);
    return reasons.length === 0 ? [] : [{ bdf, how, cause, reasons }];
  });
  return entries.sort((a, b) => Number(isProtected(b)) - Number(isProtected(a)));
}

/** Can what happens to it hurt somebody whom a hard stop protects? Other settings only are noticed. */
export function isProtected({ how, reasons }: Pick<ImpactEntry, "how" | "reasons">): boolean {
  return how !== "adjusted" && reasons.some(({ level }) => level === "protected");
}

/** Is something reached that the user's own way to the machine goes through? */
export function cutsConnection(impact: readonly ImpactEntry[]): boolean {
  return impact.some((entry) => isProtected(entry) && entry.reasons.some(({ kind }) => kind === "session"));
}

/** What decides whether a plan stops for a typed address. */
export interface StopInput {
  readonly machine: Machine;
  readonly impact: readonly ImpactEntry[];
  /** Is there a guard among the checks. */
  readonly isGuarded: boolean;
  readonly steps: readonly Pick<PlanStep, "template">[];
}

/**
 * What a person has to type before the plan may run; null when no check is a guard. Where nothing protected is reached
 * it is the first function that is written to, and of a plan that writes to none the machine's first one.
 */
export function hardStopOf({ machine, impact, isGuarded, steps }: StopInput): HardStop | null {
  const guarded = impact.filter(isProtected);
  const [first] = guarded;
  if (first !== undefined) return { bdf: first.cause, protects: guarded.map(({ bdf }) => bdf) };
  if (!isGuarded) return null;
  const written = steps.flatMap(({ template }) => writtenTo(template) ?? []);
  const bdf = written[0] ?? machine.functions[0]?.bdf;
  return bdf === undefined ? null : { bdf, protects: [] };
}

/** The function whose attributes the step writes; of a VF that is found through its PF, the PF. */
export function writtenTo(template: StepTemplate): Bdf | null {
  if ("bdf" in template) return template.bdf;
  if (!("target" in template)) return null;
  return "bdf" in template.target ? template.target.bdf : template.target.pf;
}

/** Two plans that stop for the same reasons: what was agreed to for one holds for the other. */
export function sameStop(a: readonly ImpactEntry[], b: readonly ImpactEntry[]): boolean {
  return stopText(a) === stopText(b);
}

function stopText(impact: readonly ImpactEntry[]): string {
  return protectedLines(impact).sort().join("\n");
}

/** Who protected has what is reached: clauses that begin with the function's address. */
export function protectedLines(impact: readonly ImpactEntry[]): string[] {
  return impact
    .filter(isProtected)
    .flatMap(({ bdf, reasons }) =>
      reasons.filter(({ level }) => level === "protected").map(({ text }) => `${bdf} ${text}`),
    );
}
