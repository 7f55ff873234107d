/** Fresh looks at a machine while an operation runs: what is there now, and has it become what was expected. */
import type { FunctionFacts } from "../../shared/machine/facts.ts";
import { addressOf, anchorsOf, type Look, lookOf, type Unmet, unmetOf } from "../../shared/operations/expectations.ts";
import type { Expectation } from "../../shared/operations/types.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import type { HostAccess } from "../host/access.ts";
import type { RunnerClock } from "./runner-clock.ts";

/** How long VFs and drivers may take to appear after the write came back. */
export const SETTLE_MS = 10_000;
/** How long is waited for what is only hoped for. */
export const HOPE_MS = 3_000;

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Looks at the functions that the expectations speak of, and at the VFs of `vfsOf`. Two scans at the most: a VF's
 * address is only known from its PF.
 * @throws what the host throws
 */
export async function lookAt(
  host: HostAccess,
  expectations: readonly Expectation[],
  vfsOf: readonly Bdf[] = [],
): Promise<Look> {
  const first = lookOf(await host.scan([...new Set([...anchorsOf(expectations), ...vfsOf])]));
  const more = new Set<Bdf>(vfsOf.flatMap((pf) => first.functions.get(pf)?.virtfns.map((vf) => vf.bdf) ?? []));
  for (const expectation of expectations) {
    const address = "target" in expectation ? addressOf(expectation.target, first) : null;
    if (address !== null) more.add(address);
  }
  const missing = [...more].filter((bdf) => !first.functions.has(bdf));
  if (missing.length === 0) return first;
  const second = lookOf(await host.scan(missing));
  return { host: second.host, functions: new Map([...first.functions, ...second.functions]) };
}

/** One function now; null when it is not there, or the host does not answer. */
export async function glance(host: HostAccess, bdf: Bdf): Promise<{ fn: FunctionFacts | null; look: Look | null }> {
  try {
    const look = lookOf(await host.scan([bdf]));
    return { fn: look.functions.get(bdf) ?? null, look };
  } catch {
    return { fn: null, look: null };
  }
}

/**
 * Looks again and again until all is as expected or the time is over.
 * @throws what the host throws
 */
export async function settle(
  host: HostAccess,
  clock: RunnerClock,
  expectations: readonly Expectation[],
  limitMs: number,
): Promise<{ readonly look: Look; readonly unmet: readonly Unmet[] }> {
  const end = clock.now() + limitMs;
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    const look = await lookAt(host, expectations);
    const unmet = unmetOf(expectations, look);
    if (unmet.length === 0 || clock.now() >= end) return { look, unmet };
    await clock.wait(Math.min(pause, end - clock.now()));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}
