/** What the table of VFs shows: each VF that is there with all that is read of it, and those that would be. */
import { useCallback, useEffect, useMemo, useState } from "react";
import type { FunctionInfo, VfSettings } from "../../../../shared/machine/facts.ts";
import { isFile } from "../../../../shared/machine/file-name.ts";
import { isNvmePf, nvmeVfsView } from "../../../../shared/machine/nvme-vfs.ts";
import { sharedAddresses, sharedText } from "../../../../shared/operations/findings/vf-addresses.ts";
import { settingsAt } from "../../../../shared/operations/verbs/vf-settings.ts";
import type { Bdf } from "../../../../shared/pci/bdf.ts";
import { ended } from "../../../../shared/words/joined.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { type EditId, NO_EDITS, stillWanted, unreported, type VfEdits, type VfNow } from "../../../model/vf-edits.ts";
import { useMsixSizes } from "../../../stores/config.ts";
import { useLiveDetail } from "../../../stores/function-detail.ts";
import { isFresh } from "../../../stores/readings.ts";
import { useUsedBy } from "../../../stores/used-by.ts";
import { setVfEdits, useVfEdits, useVfWritten } from "../../../stores/vf-table.ts";
import { useWrittenHere } from "../../../stores/written.ts";
import { VF_TABLE_WORDS } from "../../../words/vf-table.ts";
import type { FunctionProps } from "../parts/function-props.ts";
import type { VfTableRow } from "./vf-columns.ts";
import type { VfLayoutView } from "./vf-rows.ts";

export interface VfRows {
  /** Those that are there, in their order. */
  readonly present: readonly VfTableRow[];
  /** Of those that are not, which are more than are ever drawn. */
  readonly absent: readonly number[];
  absentRow(index: number): VfTableRow;
  readonly settings: readonly VfSettings[] | null;
  /** The settings are on their way for the first time. */
  readonly isReading: boolean;
  now(vf: number): VfNow;
  readonly edits: VfEdits;
  /** Who has the address besides that one of these VFs gets, in a sentence; null = it is theirs alone. */
  clash(vfs: readonly number[], id: EditId, edits?: VfEdits): Words | null;
  /** Of edits that were written and are not reported: the names of the settings, by VF. */
  readonly unreported: ReadonlyMap<number, ReadonlySet<string>>;
  /** What became of edits that nobody took back; null = nothing. */
  readonly told: Words | null;
}

/** Those of these VFs that are there. */
export function functionsOf({ present }: Pick<VfRows, "present">, vfs: readonly number[]): FunctionInfo[] {
  const wanted = new Set(vfs);
  return present.flatMap(({ index, fn }) => (fn !== null && wanted.has(index) ? [fn] : []));
}

const NOTHING_KNOWN: VfNow = { settings: null, msix: null };

export function useVfRows({ machine, fn }: FunctionProps, layout: VfLayoutView): VfRows {
  const detail = useLiveDetail(fn);
  const answer = detail?.answer?.value ?? null;
  const settings = fn.vfSettings ?? answer?.vfSettings ?? null;
  const nvme = isNvmePf(fn) && !isFile(machine.snapshot) ? answer?.nvmeVfs : fn.nvmeVfs;
  const vfs = useMemo(
    () =>
      fn.virtfns
        .flatMap(({ index, bdf }): { index: number; vf: FunctionInfo }[] => {
          const vf = machine.byBdf.get(bdf);
          return vf === undefined ? [] : [{ index, vf }];
        })
        .sort((a, b) => a.index - b.index),
    [machine, fn],
  );
  const sizes = useMsixSizes(useMemo(() => vfs.map(({ vf }) => vf), [vfs]));
  const usedBy = useUsedBy(machine);
  const controllers = useMemo(() => new Map((nvme ? nvmeVfsView(nvme).rows : []).map((row) => [row.vf, row])), [nvme]);
  const present = useMemo(
    () =>
      vfs.map(
        ({ index, vf }, at): VfTableRow => ({
          ...layout.row(index),
          settings: settingsAt(settings, index) ?? null,
          msix: sizes[at] ?? null,
          controller: controllers.get(index) ?? null,
          usedBy: usedBy.of(vf),
        }),
      ),
    [vfs, layout, settings, sizes, controllers, usedBy],
  );
  const byIndex = useMemo(() => new Map(present.map((row) => [row.index, row])), [present]);
  const absent = useMemo(
    () => Array.from({ length: layout.count }, (_, index) => index).filter((index) => !byIndex.has(index)),
    [layout, byIndex],
  );
  const absentRow = useCallback(
    (index: number): VfTableRow => ({
      ...layout.row(index),
      settings: null,
      msix: null,
      controller: controllers.get(index) ?? null,
      usedBy: null,
    }),
    [layout, controllers],
  );
  const now = useCallback((vf: number): VfNow => byIndex.get(vf) ?? NOTHING_KNOWN, [byIndex]);
  const edits = useVfEdits(fn.bdf);
  const wrote = useVfWritten(fn.bdf);
  const shared = useMemo(() => sharedAddresses(machine, fn, settings, edits), [machine, fn, settings, edits]);
  const usersOf = (bdf: Bdf): Words[] => {
    const other = machine.byBdf.get(bdf);
    return other === undefined ? [] : usedBy.of(other).users.map(({ text }) => text);
  };
  const written = useWrittenHere();
  const isRead = isFresh(detail, fn, written) && detail?.loading === false && detail.error === null;
  return {
    present,
    absent,
    absentRow,
    settings,
    isReading: settings === null && (detail === null || (detail.loading && detail.answer === null)),
    now,
    edits,
    clash(which, id, all = edits) {
      const among = all === edits ? shared : sharedAddresses(machine, fn, settings, all);
      const found = among.find(({ kind, gets }) => kind === id && which.some((vf) => gets.includes(vf)));
      return found === undefined ? null : ended(sharedText(found, usersOf));
    },
    unreported: useMemo(() => unreported(edits, wrote, now), [edits, wrote, now]),
    told: useLivingEdits(fn, edits, byIndex, isRead ? now : null),
  };
}

/**
 * Edits that the machine has come to have are done; those of a VF that is gone go with it, with a word.
 * @param now null = what is at hand was read before the last writing, and says nothing of what came of it
 */
function useLivingEdits(
  fn: FunctionInfo,
  edits: VfEdits,
  byIndex: ReadonlyMap<number, VfTableRow>,
  now: ((vf: number) => VfNow) | null,
): Words | null {
  const [gone, setGone] = useState({ count: 0, left: NO_EDITS });
  useEffect(() => {
    if (now === null) return;
    const isHere = (vf: number) => byIndex.has(vf);
    let left = stillWanted(edits, isHere, now);
    if (left === edits) return;
    setVfEdits(
      fn.bdf,
      (latest) => {
        left = stillWanted(latest, isHere, now);
        return left;
      },
      "machine",
    );
    const count = [...edits.keys()].filter((vf) => !isHere(vf)).length;
    if (count > 0) setGone({ count, left });
  }, [fn.bdf, edits, byIndex, now]);
  // The next edit shows that it was read.
  const isRead = edits !== gone.left && edits.size + gone.left.size > 0;
  return gone.count === 0 || isRead ? null : VF_TABLE_WORDS.gone({ count: gone.count });
}
