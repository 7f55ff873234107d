/** Attributes that may be slow or lock, of the functions that a person looks at. */
import { useMemo } from "react";
import type { FunctionDetail, FunctionInfo, VfSettings } from "../../shared/machine/facts.ts";
import type { Machine } from "../../shared/machine/machine.ts";
import { isNetworkPf } from "../../shared/machine/vf-network.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { client } from "./connection.ts";
import { createReadings, isFresh, type Reading, useReading, useReadingsOf } from "./readings.ts";
import { useWrittenHere } from "./written.ts";

export const detailReadings = createReadings<FunctionDetail>({
  read: (host, bdf) => client.call("function.detail", { host, bdf }),
  keeps: () => true,
});

export function useFunctionDetail(fn: FunctionInfo): Reading<FunctionDetail> | null {
  return useReading(detailReadings, fn);
}

/** What a PF keeps for its VFs; undefined where it keeps nothing for them, or it is not known (yet). */
export type SettingsOf = (pf: Bdf) => readonly VfSettings[] | undefined;

/**
 * What the PFs of these functions keep for their VFs, read now: what was read before the last operation counts as not known.
 * @param bdfs the same array as long as they are the same
 */
export function useVfSettingsOf(machine: Machine, bdfs: readonly Bdf[]): SettingsOf {
  const written = useWrittenHere();
  const pfs = useMemo(() => {
    const owners = new Set(bdfs.map((bdf) => machine.byBdf.get(bdf)?.physfn ?? null));
    return [...owners].flatMap((bdf) => (bdf === null ? [] : (machine.byBdf.get(bdf) ?? []))).filter(isNetworkPf);
  }, [machine, bdfs]);
  const readings = useReadingsOf(detailReadings, pfs, true);
  return useMemo(() => {
    const known = new Map(
      pfs.flatMap((pf, at) => {
        const reading = readings[at] ?? null;
        return reading?.answer != null && isFresh(reading, pf, written) && !reading.loading
          ? [[pf.bdf, reading.answer.value.vfSettings] as const]
          : [];
      }),
    );
    return (pf) => known.get(pf) ?? machine.byBdf.get(pf)?.vfSettings;
  }, [machine, pfs, readings, written]);
}
