/** What a plan is made from beyond the scan: who uses the machine, and the bytes that say what would fit. */

import { onResetBus } from "../../../shared/machine/behind.ts";
import type { ConfigReading } from "../../../shared/machine/facts.ts";
import { configSpaceOf } from "../../../shared/machine/kernel-view.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { capabilityTotalVfs } from "../../../shared/machine/vf-slices.ts";
import type { PlanKnowledge } from "../../../shared/operations/findings/knowledge.ts";
import type { JournalEntry } from "../../../shared/operations/record/record.ts";
import { configsNeeded, editedSettings, type OperationRequest } from "../../../shared/operations/request/request.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { ConfigSpace } from "../../../shared/pci/config-space.ts";
import type { HostAccess } from "../../host/access.ts";
import { msixOf, nvmeOf, settingsOf } from "./look.ts";

type Known<K extends keyof PlanKnowledge> = Required<Pick<PlanKnowledge, K>>;

/** A plan for a whole machine is made without the bytes of each function. */
const MAX_SPACES = 64;

/** Never wakes a function, and never rejects. */
export async function gatherKnowledge(
  host: HostAccess,
  machine: Machine,
  request: OperationRequest,
): Promise<Known<"usage" | "config" | "readsAllOnes" | "capabilityTotalVfs">> {
  const spaces = new Map<Bdf, ConfigSpace | null>();
  const [usage] = await Promise.all([
    host.usage(),
    ...configsNeeded(machine, request)
      .slice(0, MAX_SPACES)
      .map(async (bdf) => spaces.set(bdf, configSpaceOf(await host.config(bdf, { wake: false })))),
  ]);
  const readsAllOnes = (bdf: Bdf) => spaces.get(bdf)?.readsAllOnes === true;
  const config = (bdf: Bdf) => (readsAllOnes(bdf) ? null : (spaces.get(bdf) ?? null));
  return {
    usage,
    config,
    readsAllOnes,
    capabilityTotalVfs: (pf) => {
      const space = config(pf);
      return space === null ? null : capabilityTotalVfs(space);
    },
  };
}

/** The bytes of a reading; null = none, or the function reads ff everywhere. */
export function spaceOf(reading: ConfigReading): ConfigSpace | null {
  const space = configSpaceOf(reading);
  return space === null || space.readsAllOnes ? null : space;
}

/**
 * What a plan on VFs has to know beyond the scan: the settings that their PF's driver keeps, their MSI-X tables, and the
 * secondary controllers of an NVMe PF. Never wakes a function.
 * @param entry what an undo takes back, or what is to be finished
 */
export async function gatherSettings(
  host: HostAccess,
  machine: Machine,
  request: OperationRequest,
  entry: JournalEntry | undefined,
): Promise<Known<"vfSettings" | "msixSize" | "nvmeVfs">> {
  const pfs: Bdf[] = [];
  const disks: Bdf[] = [];
  const vfs: Bdf[] = [];
  for (const each of entry === undefined ? [request] : [request, entry.request]) {
    if (each.kind === "vfs.set" || each.kind === "vf.settings") pfs.push(each.pf);
    if (each.kind === "vfs.set" || each.kind === "nvme.vfs") disks.push(each.pf);
    if (each.kind === "device.reset") {
      const reached = each.bdfs.flatMap((bdf) => onResetBus(machine, bdf));
      disks.push(...reached.flatMap(({ bdf, virtfns }) => (virtfns.length > 0 ? [bdf] : [])));
    }
    if (each.kind === "giveBack") {
      disks.push(...each.bdfs.flatMap((bdf) => machine.byBdf.get(bdf)?.physfn ?? []));
    }
    if (each.kind === "vf.settings" && editedSettings(each).has("msix")) {
      const pf = machine.byBdf.get(each.pf);
      const chosen = new Set(each.edits.flatMap(({ vfs, settings }) => (settings.msix === undefined ? [] : vfs)));
      for (const link of pf?.virtfns ?? []) if (chosen.has(link.index)) vfs.push(link.bdf);
    }
  }
  const { vfs: count = null, settings: kept = [], msix: sizes = [], nvme: controllers = [] } = entry?.before ?? {};
  for (const { pf } of controllers) disks.push(pf);
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
  const nvme = await nvmeOf(
    host,
    disks.filter((pf) => machine.byBdf.get(pf)?.driver === "nvme"),
  );
  return {
    vfSettings: (pf) => settings.get(pf) ?? null,
    msixSize: (bdf) => msix.get(bdf) ?? null,
    nvmeVfs: (pf) => nvme.get(pf) ?? null,
  };
}
