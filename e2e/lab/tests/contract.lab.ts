/** The contract suite on a real kernel: the product's own host code, run in the lab machine. */
import { afterAll } from "vitest";
import { cardTitles, describeHostAccess, type World } from "../../contract/host-access-suite.ts";
import { AgentConnection } from "../agent/remote-host.ts";
import { Qmp } from "../machine/qmp.ts";
import { Ssh } from "../machine/ssh.ts";
import { AGENT } from "../places.ts";
import { labWorld } from "../worlds/catalogue.ts";
import type { LabOffer, LabWorld } from "../worlds/world.ts";
import { bootedLab } from "./booted.ts";
import { offered } from "./offered.ts";

const place = bootedLab();
const world = labWorld(place.world);
const ssh = await Ssh.open(place.ssh);
const qmp = await Qmp.open(place.qmpSocket);
const agent = new AgentConnection(ssh.start(`node ${AGENT}`));

const worldOf = (offer: LabOffer): World => ({
  ...offered(offer, ssh, qmp, { open: () => agent.openHost(), stranger: () => agent.openHost() }),
  oneHand: true,
});

/** Titles of the cases that are left to another machine. */
function elsewhere({ cardsOf }: LabWorld): ReadonlySet<string> {
  if (cardsOf === undefined) return new Set();
  return new Set(labWorld(cardsOf).offers.flatMap((offer) => cardTitles(worldOf(offer))));
}

for (const offer of world.offers) {
  describeHostAccess(`real kernel, ${world.name}, ${offer.name}`, () => worldOf(offer), elsewhere(world));
}

afterAll(() => {
  agent.close();
  qmp.close();
  ssh.close();
});
