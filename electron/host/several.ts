/** Reads of several functions: some at once, because each waits for a disk, for another program or for the far side. */
import type { FunctionDetail } from "../../shared/machine/facts.ts";
import type { Machine } from "../../shared/machine/machine.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { hasDetails } from "../../shared/report/create-report.ts";
import type { HostAccess } from "./access.ts";

/** In order; @throws what a read throws, and the signal's reason when it is aborted */
export async function readSeveral<T>(
  bdfs: readonly Bdf[],
  atOnce: number,
  read: (bdf: Bdf) => Promise<T>,
  signal?: AbortSignal,
): Promise<Map<Bdf, T>> {
  const found = new Map<Bdf, T>();
  const waiting = bdfs.values();
  const reader = async (): Promise<void> => {
    for (const bdf of waiting) {
      signal?.throwIfAborted();
      found.set(bdf, await read(bdf));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, reader));
  return new Map(bdfs.flatMap((bdf) => (found.has(bdf) ? [[bdf, found.get(bdf) as T] as const] : [])));
}

/**
 * Here each starts programs of its own (ip, devlink, nvme). A helper answers one after the other, and whoever asks it for
 * something else waits for all that were sent before, each of which may take its three seconds.
 */
const DETAILS_AT_ONCE = 4;

/** What only a driver tells, of those of these functions that have some. */
export function readDetails(
  host: Pick<HostAccess, "detail">,
  machine: Machine,
  bdfs: readonly Bdf[],
): Promise<ReadonlyMap<Bdf, FunctionDetail>> {
  const some = bdfs.filter((bdf) => hasDetails(machine, bdf));
  return readSeveral(some, DETAILS_AT_ONCE, (bdf) => host.detail(bdf));
}
