/** The contract suite on a real kernel: the product's own host code, run in the lab machine. */
import { afterAll } from "vitest";
import { cardTitles, changeTitles, describeHostAccess, type World } from "../../contract/host-access-suite.ts";
import { AgentConnection } from "../agent/remote-host.ts";
import { Qmp } from "../machine/qmp.ts";
import { Ssh } from "../machine/ssh.ts";
import { AGENT } from "../places.ts";
import { labWorld } from "../worlds/catalogue.ts";
import type { LabOffer, LabWorld } from "../worlds/world.ts";
import { bootedLab, goesThroughSsh } from "./booted.ts";
import { KeptHosts } from "./kept-hosts.ts";
import { offered } from "./offered.ts";

const place = bootedLab();
const world = labWorld(place.world);
const ssh = await Ssh.open(place.ssh);
const qmp = await Qmp.open(place.qmpSocket);
const agent = new AgentConnection(ssh.start(`node ${AGENT}`));
const hosts = new KeptHosts();
const open = hosts.keep(() => agent.openHost());

const worldOf = (offer: LabOffer): World => ({
  ...offered(offer, ssh, qmp, { open, stranger: () => agent.openHost() }),
  oneHand: true,
});

/** Titles of the cases that are left to another machine. */
function elsewhere({ cardsOf, withoutSsh }: LabWorld): ReadonlySet<string> {
  const titles = (name: string, ofWorld: (world: World) => readonly string[]) =>
    labWorld(name).offers.flatMap((offer) => ofWorld(worldOf(offer)));
  return new Set([
    ...(cardsOf === undefined ? [] : titles(cardsOf, cardTitles)),
    ...(withoutSsh === undefined || !goesThroughSsh() ? [] : titles(withoutSsh.beyond, changeTitles)),
  ]);
}

for (const offer of world.offers) {
  describeHostAccess(`real kernel, ${world.name}, ${offer.name}`, () => worldOf(offer), elsewhere(world));
}

afterAll(async () => {
  await hosts.close();
  agent.close();
  qmp.close();
  ssh.close();
});
