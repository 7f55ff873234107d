/** What a rule of the dictionary of failures is, and what it is told of a step that failed. */
import type { FunctionFacts, HostFacts } from "../../machine/facts.ts";
import type { ExplanationAction } from "../record/record.ts";
import type { Expectation, Step, StepFailure } from "../verbs/step.ts";

export interface FailedStep {
  readonly step: Step;
  readonly failure: StepFailure;
  /** The function as it was found around the failure; null when it could not be read or is gone. */
  readonly fn: FunctionFacts | null;
  readonly host: HostFacts | null;
  /** The other functions of its IOMMU group; left out = not read. */
  readonly groupMates?: readonly FunctionFacts[] | undefined;
  /** The kernel was well when the operation began, and has died since. */
  readonly crashedSince?: boolean | undefined;
  /** Of `EVERIFY`: what was expected and did not come true, with what was found instead. */
  readonly unmet: readonly { readonly expected: Expectation; readonly found: string }[];
}

/** One entry of the dictionary. The first that fits is used, so particular ones come before general ones. */
export interface ExplanationRule {
  /** Stable, for tests and links. */
  readonly id: string;
  /** null = any verb */
  readonly verbs: readonly Step["verb"][] | null;
  /** null = any code */
  readonly codes: readonly string[] | null;
  /** Must be found in a log line; its groups are handed to the texts. */
  readonly log?: RegExp;
  readonly when?: (failed: FailedStep) => boolean;
  readonly cause: (failed: FailedStep, match: RuleMatch) => string;
  readonly remedy: (failed: FailedStep, match: RuleMatch) => string;
  /** What can be done about it with one press. */
  readonly action?: (failed: FailedStep, match: RuleMatch) => ExplanationAction | null;
  /** Title of the contract suite's case that brings this failure about on every kind of host. */
  readonly provenBy?: string;
}

/** Numbers and words out of the log line; empty text where the line had none. */
export type RuleMatch = readonly string[];
