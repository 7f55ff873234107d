/** What a plan on VFs has to know beyond the scan: the settings that their PF's driver keeps, and their MSI-X tables. */
import type { Machine } from "../../../shared/machine/machine.ts";
import type { PlanKnowledge } from "../../../shared/operations/findings/knowledge.ts";
import type { JournalEntry } from "../../../shared/operations/record/record.ts";
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { HostAccess } from "../../host/access.ts";
import { msixOf, settingsOf } from "./look.ts";

type Knowledge = Required<Pick<PlanKnowledge, "vfSettings" | "msixSize">>;

/** @param entry what an undo takes back, or what is to be finished. Never wakes a function */
export async function gatherSettings(
  host: HostAccess,
  machine: Machine,
  request: OperationRequest,
  entry: JournalEntry | undefined,
): Promise<Knowledge> {
  const pfs: Bdf[] = [];
  const vfs: Bdf[] = [];
  for (const each of entry === undefined ? [request] : [request, entry.request]) {
    if (each.kind === "vfs.set" || each.kind === "vf.settings") pfs.push(each.pf);
    if (each.kind === "vf.settings" && each.settings.msix !== undefined) {
      const pf = machine.byBdf.get(each.pf);
      const chosen = new Set(each.vfs);
      for (const link of pf?.virtfns ?? []) if (chosen.has(link.index)) vfs.push(link.bdf);
    }
  }
  const { vfs: count = null, settings: kept = [], msix: sizes = [] } = entry?.before ?? {};
  for (const { pf } of kept) pfs.push(pf);
  if (count !== null) pfs.push(count.pf);
  for (const { bdf } of sizes) vfs.push(bdf);
  const settings = await settingsOf(
    host,
    pfs.filter((pf) => (machine.byBdf.get(pf)?.virtfns.length ?? 0) > 0),
  );
  const msix = await msixOf(
    host,
    vfs.filter((bdf) => machine.byBdf.has(bdf)),
  );
  return { vfSettings: (pf) => settings.get(pf) ?? null, msixSize: (bdf) => msix.get(bdf) ?? null };
}
