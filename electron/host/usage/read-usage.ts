/** Who and what uses a machine: read out of what its helper sent of sysfs, proc and of programs' words. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { UsageFacts } from "../../../shared/machine/usage-facts.ts";
import { readAddresses } from "./addresses.ts";
import { readDisks } from "./disks.ts";
import { readHolders } from "./holders.ts";
import { readMemory } from "./memory.ts";
import { readHidden, readInterfaces, readNamespaces } from "./network.ts";
import type { UsagePlaces } from "./places.ts";
import { readDirectRegions, readFixtures, readPlatform, readVariants } from "./platform.ts";
import { readRoutes } from "./routes.ts";
import { readServices } from "./services.ts";
import { type FoundSession, readSessions } from "./sessions.ts";
import { readTunnels, type TunnelEnd } from "./tunnels.ts";

/** What one answer gives: the ways to other machines are asked for with it. */
interface ReadUsage {
  readonly facts: UsageFacts;
  readonly sessions: readonly FoundSession[];
  readonly tunnels: readonly TunnelEnd[];
}

/** All but what the helper itself says is unread. Others get their turn in between. */
export async function readUsage(places: UsagePlaces): Promise<ReadUsage> {
  const addresses = readAddresses(places);
  await nextTurn();
  const interfaces = readInterfaces(places, addresses.found);
  await nextTurn();
  const routes = readRoutes(places);
  const sessions = readSessions(places);
  await nextTurn();
  const disks = readDisks(places);
  const memory = readMemory(places);
  const services = readServices(places, { addresses: addresses.found, devicesAt: disks.devicesAt });
  await nextTurn();
  const holders = readHolders(places);
  const fixtures = readFixtures(places);
  await nextTurn();
  const moved = readNamespaces(places);
  const facts: UsageFacts = {
    unread: [sessions, routes, addresses, disks, memory, services, fixtures].flatMap(({ unread }) => unread),
    interfaces: [...interfaces, ...moved],
    hidden: readHidden(places, moved),
    routes: routes.found,
    sessions: [],
    blocks: disks.blocks,
    mounts: disks.mounts,
    peers: [...disks.peers, ...services.peers],
    memory: memory.found,
    services: services.found,
    holders,
    fixtures: fixtures.found,
    directRegions: readDirectRegions(places),
    variants: readVariants(places),
    platform: readPlatform(places),
  };
  return { facts, sessions: sessions.found, tunnels: readTunnels(places) };
}
