/** Why a step does not come back on a machine behind a helper: the look at our own machine, over what the helper tells. */
import { basename } from "node:path";
import type { StallFacts } from "../../../shared/operations/explain/stall.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { linkLine, sections } from "../usage/sections.ts";
import { SentFiles } from "../usage/sent-files.ts";
import { stallFacts, workerOf } from "../usage/stall.ts";

type Request = (...words: readonly string[]) => Promise<string>;

/** What a look tells that found nothing, or could not be made. */
export const NOTHING_SEEN: StallFacts = { waitsIn: null, holders: [], alsoStuck: [], kernelLog: [] };

/** Never rejects. @param job the process there that was started for the step; null = not known */
export async function lookThrough(request: Request, step: Step, job: number | null): Promise<StallFacts> {
  try {
    return await look(request, step, job);
  } catch {
    return NOTHING_SEEN;
  }
}

async function look(request: Request, step: Step, job: number | null): Promise<StallFacts> {
  const links = "bdf" in step ? await linksOf(request, step.bdf) : [];
  const said = sections(await request("stalls"));
  const files = new SentFiles(said, links);
  return stallFacts({ files, said }, step, job === null ? null : workerOf(files, job));
}

/** Of the function and of its VFs: a scan neither waits for a lock nor wakes anything. */
async function linksOf(request: Request, bdf: Bdf): Promise<string[]> {
  const own = await scanLinks(request, bdf);
  const vfs = own
    .flatMap(({ name, target }) => (name.startsWith(`${bdf}/virtfn`) ? basename(target) : []))
    .filter(isBdf);
  const theirs = vfs.length === 0 ? [] : await scanLinks(request, ...vfs);
  return [...own, ...theirs].map(({ name, target }) => `sys/bus/pci/devices/${name} -> ${target}`);
}

async function scanLinks(request: Request, ...bdfs: readonly Bdf[]) {
  const lines = sections(await request("scan", ...bdfs)).get("links") ?? [];
  return lines.flatMap((line) => linkLine(line) ?? []).filter(({ name }) => isBdf(name.split("/")[0] ?? ""));
}
