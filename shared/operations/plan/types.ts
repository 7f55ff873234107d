/** A plan: what would be done, what speaks against it, and how it can be taken back. */
import type { GhostVf } from "../../machine/ghost-vf.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { Check } from "../checks/found.ts";
import type { GoingFunction } from "../findings/in-use.ts";
import type { HardStop, ImpactEntry } from "../impact/impact.ts";
import type { OperationRequest } from "../request/request.ts";
import type { PlanStep } from "../verbs/table.ts";

export interface PlanEffects {
  readonly creates: readonly GhostVf[];
  /** Existing functions that disappear, with what is on them. */
  readonly destroys: readonly GoingFunction[];
  readonly rebinds: readonly { readonly bdf: Bdf; readonly from: string | null; readonly to: string | null }[];
}

export interface Plan {
  readonly id: string;
  readonly machine: string;
  readonly request: OperationRequest;
  /** `Set 0000:01:00.0 to 8 VFs` */
  readonly title: string;
  /** What will be true afterwards, in one or two sentences. */
  readonly summary: string;
  readonly checks: readonly Check[];
  readonly steps: readonly PlanStep[];
  readonly effects: PlanEffects;
  /** Who uses what it reaches; empty also where that is not known. */
  readonly impact: readonly ImpactEntry[];
  readonly stop: HardStop | null;
  /** How it can be taken back, or why it cannot: sentences. */
  readonly undo: readonly string[];
  readonly undoable: boolean;
  /** The whole plan as shell commands, comments included. */
  readonly commands: readonly string[];
  /** blocked = a blocker among the checks; guarded = a guard among them; nothing = the machine is already as requested. */
  readonly verdict: "ready" | "guarded" | "blocked" | "nothing";
  /** What the plan was made from: a run refuses when it no longer fits the machine. */
  readonly fingerprint: string;
}
