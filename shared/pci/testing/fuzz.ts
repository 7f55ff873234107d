/** Many made-up spaces through text and tree. */
import { ConfigSpace } from "../config-space.ts";
import { faultOf } from "./check-space.ts";
import { plannedSpace } from "./planned-space.ts";
import { Random, randomSpace } from "./random-space.ts";

export interface Fault {
  readonly seed: number;
  /** How many spaces of the seed came before. */
  readonly index: number;
  readonly what: string;
  readonly bytes: Uint8Array;
}

/** Every so many spaces all paths are compared. */
const THOROUGH = 256;
/** Every so many spaces, in the mean, one that looks like a device's: those are large, so they take long. */
const PLANNED = 64;

function faultIn(bytes: Uint8Array, thorough: boolean): string | null {
  try {
    return faultOf(new ConfigSpace(bytes), null, thorough);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** The first fault among `count` spaces of this seed, or null. */
export function fuzz(seed: number, count: number): Fault | null {
  const random = new Random(seed);
  for (let index = 0; index < count; index++) {
    const bytes = random.once(PLANNED) ? plannedSpace(random) : randomSpace(random);
    const what = faultIn(bytes, index % THOROUGH === 0);
    if (what !== null) return { seed, index, what, bytes };
  }
  return null;
}
