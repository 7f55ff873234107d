/** Sentences on the machine after an operation, from a fresh look at it. */

import type { ConfigReading } from "../../../shared/machine/facts.ts";
import { configChanges } from "../../../shared/operations/outcome/config-changes.ts";
import {
  nowTrue,
  rescanText,
  restoredText,
  subjectsOf,
  unboundOf,
} from "../../../shared/operations/outcome/outcome-text.ts";
import { expectationsOf } from "../../../shared/operations/plan/state-before.ts";
import type { Look } from "../../../shared/operations/verbs/expectation.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { errorWords } from "../../../shared/words/errors.ts";
import type { Words } from "../../../shared/words/message.ts";
import { RUN_WORDS } from "../../../shared/words/texts/running.ts";
import type { HostAccess } from "../../host/access.ts";
import type { RunnerClock } from "./clock.ts";
import { EXPECT_MS, lookAt, waitFor } from "./look.ts";
import type { OperationRun } from "./operation-run.ts";

interface Tools {
  readonly host: HostAccess;
  readonly clock: RunnerClock;
}

/** Registers as they were before a reset. */
export type ConfigsBefore = ReadonlyMap<Bdf, ConfigReading>;

/** A lost connection or helper ends what asked for a write, and not what writes. */
const MAY_COME_LATER = RUN_WORDS.oneWritePending;

export interface ReadBackOptions {
  /** Says whether all is as before. */
  readonly takenBack: boolean;
  /** A step was sent off and never answered. */
  readonly unanswered: boolean;
}

export interface ReadBack {
  readonly sentences: readonly Words[];
  /** What they were made from; null when the machine could not be read. */
  readonly look: Look | null;
  /** Functions that were to be bound to a driver and have none. */
  readonly unbound: readonly Bdf[];
}

/** Never rejects: a machine that cannot be read is a sentence too. */
export async function readBack(
  { host, clock }: Tools,
  run: OperationRun,
  configs: ConfigsBefore,
  { takenBack, unanswered }: ReadBackOptions,
): Promise<ReadBack> {
  const later = unanswered ? [MAY_COME_LATER] : [];
  const were = expectationsOf(run.before);
  try {
    if (takenBack) await waitFor(host, clock, were, EXPECT_MS);
    const { pfs, functions, also } = subjectsOf(run.plan, run.before);
    const rest = [...functions, ...also].map((bdf) => ({ that: "driver", target: { bdf }, driver: null }) as const);
    const steps = takenBack ? run.plan.steps.flatMap(({ expect }) => expect) : [];
    const look = await lookAt(host, [...rest, ...were, ...steps], pfs);
    const sentences = [...nowTrue(run.plan, run.before, look), ...(await comparisons(host, run, configs))];
    const restored = takenBack ? [restoredText(run.before, look)] : [];
    return { sentences: [...sentences, ...later, ...restored], look, unbound: unboundOf(run.plan, look) };
  } catch (error) {
    return { sentences: [...later, RUN_WORDS.notReadBack({ reason: errorWords(error) })], look: null, unbound: [] };
  }
}

/** What only the operation itself can tell: registers before and after a reset, functions that a rescan found. */
async function comparisons(host: HostAccess, run: OperationRun, configs: ConfigsBefore): Promise<readonly Words[]> {
  const sentences: Words[] = [];
  if (run.plan.request.kind === "bus.rescan") {
    const { functions } = await host.scan();
    sentences.push(rescanText(functions.flatMap(({ bdf }) => (run.machine.byBdf.has(bdf) ? [] : [bdf]))));
  }
  for (const [bdf, before] of configs) {
    sentences.push(...configChanges(bdf, before, await host.config(bdf, { wake: false })));
  }
  return sentences;
}
