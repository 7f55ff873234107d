/** Who and what uses a machine: read out of what its helper sent of sysfs, proc and of programs' words. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { UsageFacts } from "../../../shared/machine/usage-facts.ts";
import { readAddresses } from "./addresses.ts";
import { readDisks } from "./disks.ts";
import { readHolders } from "./holders.ts";
import { readMemory } from "./memory.ts";
import { readInterfaces, readNamespaces, readRoutes, readSession } from "./network.ts";
import type { UsagePlaces } from "./places.ts";
import { readDirectRegions, readFixtures, readPlatform, readVariants } from "./platform.ts";

/** All but what the helper itself says is unread. Others get their turn in between. */
export async function readUsage(places: UsagePlaces): Promise<UsageFacts> {
  const addresses = readAddresses(places);
  await nextTurn();
  const interfaces = readInterfaces(places, addresses);
  await nextTurn();
  const routes = readRoutes(places);
  const session = readSession(places, addresses);
  await nextTurn();
  const disks = readDisks(places);
  const memory = readMemory(places);
  await nextTurn();
  const holders = readHolders(places);
  await nextTurn();
  return {
    unread: [session, routes, disks, memory].flatMap(({ unread }) => unread),
    interfaces: [...interfaces, ...readNamespaces(places, interfaces)],
    routes: routes.found,
    sessionAddress: session.found,
    blocks: disks.blocks,
    mounts: disks.mounts,
    peers: disks.peers,
    memory: memory.found,
    holders,
    fixtures: readFixtures(places),
    directRegions: readDirectRegions(places),
    variants: readVariants(places),
    platform: readPlatform(places),
  };
}
