/** Attributes that may be slow or lock, of the functions that a person looks at. */
import { useEffect, useMemo, useRef } from "react";
import type { FunctionDetail, FunctionInfo, VfSettings } from "../../shared/machine/facts.ts";
import type { Machine } from "../../shared/machine/machine.ts";
import { isNvmePf } from "../../shared/machine/nvme-vfs.ts";
import { isNetworkPf } from "../../shared/machine/vf-network.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { controllerOf, type VfController } from "../model/vf-controller.ts";
import { client } from "./connection.ts";
import { useMachine } from "./machine.ts";
import { createReadings, isFresh, knownNow, type Reading, useReading, useReadingsOf } from "./readings.ts";
import { useWrittenHere } from "./written.ts";

export const detailReadings = createReadings<FunctionDetail>({
  read: (host, bdf) => client.call("function.detail", { host, bdf }),
  keeps: () => true,
});

export function useFunctionDetail(fn: FunctionInfo): Reading<FunctionDetail> | null {
  return useReading(detailReadings, fn);
}

/** What is older is read again while somebody looks. */
const OLD_MS = 15_000;

/**
 * {@link useFunctionDetail}, and read again every quarter of a minute: what a PF keeps for its VFs is written by others, too
 * (a guest that starts gets its MAC address and VLAN), and no scan tells of it.
 */
export function useLiveDetail(fn: FunctionInfo): Reading<FunctionDetail> | null {
  useEffect(() => {
    const look = (): void => {
      const { host, live } = useMachine.getState();
      const known = knownNow(detailReadings, fn);
      if (host === null || live !== "live" || document.hidden) return;
      if (known?.answer != null && !known.loading && Date.now() - known.answer.at >= OLD_MS)
        void detailReadings.ask(host, fn);
    };
    const clock = window.setInterval(look, OLD_MS / 3);
    return () => window.clearInterval(clock);
  }, [fn]);
  return useFunctionDetail(fn);
}

/** What a PF keeps for its VFs; undefined where it keeps nothing for them, or it is not known (yet). */
export type SettingsOf = (pf: Bdf) => readonly VfSettings[] | undefined;

function pfsOf(machine: Machine, bdfs: readonly Bdf[]): FunctionInfo[] {
  const owners = new Set(bdfs.map((bdf) => machine.byBdf.get(bdf)?.physfn ?? null));
  return [...owners].flatMap((bdf) => (bdf === null ? [] : (machine.byBdf.get(bdf) ?? []))).filter(isNetworkPf);
}

/** {@link useVfSettingsOf}, read again when it is first shown: what is written out for others must not be of a while ago. */
export function useVfSettingsNow(machine: Machine, bdfs: readonly Bdf[]): SettingsOf {
  const first = useRef({ machine, bdfs });
  useEffect(() => {
    for (const pf of pfsOf(first.current.machine, first.current.bdfs)) detailReadings.again(pf);
  }, []);
  return useVfSettingsOf(machine, bdfs);
}

/**
 * What the PFs of these functions keep for their VFs: what was read before the last operation counts as not known.
 * @param bdfs the same array as long as they are the same
 */
export function useVfSettingsOf(machine: Machine, bdfs: readonly Bdf[]): SettingsOf {
  const written = useWrittenHere();
  const pfs = useMemo(() => pfsOf(machine, bdfs), [machine, bdfs]);
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

/**
 * How the controllers of these NVMe VFs stand; null for what is no NVMe VF.
 * @param functions the same array as long as they are the same
 */
export function useVfControllers(
  machine: Machine,
  functions: readonly FunctionInfo[],
): (fn: FunctionInfo) => VfController | null {
  const pfs = useMemo(() => {
    const owners = new Set(functions.map(({ physfn }) => physfn));
    return [...owners].flatMap((bdf) => (bdf === null ? [] : (machine.byBdf.get(bdf) ?? []))).filter(isNvmePf);
  }, [machine, functions]);
  const readings = useReadingsOf(detailReadings, pfs, true);
  return useMemo(() => {
    const known = new Map(
      pfs.map((pf, at) => {
        const { answer, error } = readings[at] ?? { answer: null, error: null };
        return [pf.bdf, answer === null ? (error === null ? null : undefined) : answer.value.nvmeVfs] as const;
      }),
    );
    return ({ bdf, physfn }) =>
      physfn === null || !known.has(physfn) ? null : controllerOf(known.get(physfn), machine.vfIndexOf(bdf));
  }, [machine, pfs, readings]);
}
