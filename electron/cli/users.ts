/** Who uses what of the machine that a report is made of: asked as the window asks, and loaded where it is told. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Machine } from "../../shared/machine/machine.ts";
import type { UsageFacts } from "../../shared/machine/usage-facts.ts";
import { toldUsage, type UsageRead } from "../../shared/machine/usage-told.ts";
import type { HostAccess } from "../host/access.ts";
import type { ProgramPlace, ShowOptions } from "./show-options.ts";

/** @param host one that cannot be asked is this computer, or a tree of files that looks like one */
export async function usersOf(
  host: Partial<Pick<HostAccess, "usage" | "keptUsage">>,
  machine: Machine,
  options: Pick<ShowOptions, "sysfsRoot">,
  place: ProgramPlace,
): Promise<UsageRead> {
  const kept = host.keptUsage?.() ?? null;
  if (kept !== null) return kept;
  return toldUsage(await (host.usage?.() ?? usageHere(options, place)), machine);
}

/** By the helper's script, with no more rights than this program; each source that it does not come to the end of is unread. */
async function usageHere({ sysfsRoot }: Pick<ShowOptions, "sysfsRoot">, { assets }: ProgramPlace): Promise<UsageFacts> {
  const { LocalHost } = await import("../host/local/local-host.ts");
  const script = readFileSync(join(assets, "host-helper.sh"), "utf8");
  const here = new LocalHost({ script, ...(sysfsRoot === undefined ? {} : { root: sysfsRoot }) });
  try {
    return await here.usage();
  } finally {
    await here.close();
  }
}
