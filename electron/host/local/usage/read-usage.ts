/** Who and what uses this machine: read out of sysfs and proc, without waking or locking anything. */
import { networkInterfaces } from "node:os";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { ReadProblem } from "../../../../shared/machine/facts.ts";
import type { UsageFacts } from "../../../../shared/machine/usage-facts.ts";
import { readBlocks, readMounts, readSwaps } from "./disks.ts";
import { readNodes, readProcesses } from "./holders.ts";
import { readInterfaces, readMoved, readRoutes, sessionAddress } from "./network.ts";
import { OWN_FILES, type UsagePlaces } from "./places.ts";
import { readDirectRegions, readFixtures, readPlatform, readVariants } from "./platform.ts";

/** The machine that we run on. @param modules folder with modules.alias */
export function ownPlaces(modules: string | null): UsagePlaces {
  return {
    files: OWN_FILES,
    sys: "/sys",
    proc: "/proc",
    dev: "/dev",
    run: "/run",
    modules,
    addresses: () =>
      Object.fromEntries(
        Object.entries(networkInterfaces()).map(([name, list]) => [name, (list ?? []).map(({ address }) => address)]),
      ),
    sshConnection: process.env.SSH_CONNECTION ?? null,
    pid: process.pid,
  };
}

const ONLY_ROOT: ReadProblem = {
  attribute: "fd",
  code: "EACCES",
  message: "Only root sees what programs of other users have open: a guest may hold a function without being named.",
};

/** Never rejects: what could not be read is missing, and told where that matters. Others get their turn in between. */
export async function readUsage(places: UsagePlaces): Promise<UsageFacts> {
  const interfaces = readInterfaces(places);
  await nextTurn();
  const { holders, seen: looked, namespaces } = await readProcesses(places, readNodes(places));
  const seen = places.isPartial ? "own" : looked;
  const fixtures = readFixtures(places);
  await nextTurn();
  const variants = readVariants(places);
  await nextTurn();
  const directRegions = readDirectRegions(places);
  await nextTurn();
  return {
    known: true,
    interfaces: [...interfaces, ...namespaces.flatMap((owner) => readMoved(places, owner, interfaces))],
    routes: readRoutes(places),
    sessionAddress: sessionAddress(places),
    blocks: readBlocks(places),
    mounts: [...readMounts(places), ...readSwaps(places)],
    holders,
    holdersSeen: seen,
    fixtures,
    directRegions,
    variants,
    platform: readPlatform(places),
    problems: seen === "all" ? [] : [ONLY_ROOT],
  };
}
