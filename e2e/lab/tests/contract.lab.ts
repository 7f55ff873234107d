/** The contract suite on a real kernel: the product's own host code, run in the lab machine. */
import { afterAll } from "vitest";
import { describeHostAccess } from "../../contract/host-access-suite.ts";
import { AgentConnection } from "../agent/remote-host.ts";
import { AGENT } from "../image/product.ts";
import { Ssh } from "../machine/ssh.ts";
import { labWorld } from "../worlds/catalogue.ts";
import { bootedLab } from "./booted.ts";

const place = bootedLab();
const world = labWorld(place.world);
const ssh = await Ssh.open(place.ssh);
const agent = new AgentConnection(ssh.start(`node ${AGENT}`));

for (const { name, ...offer } of world.offers) {
  describeHostAccess(`real kernel, ${world.name}, ${name}`, () => ({ ...offer, open: () => agent.openHost() }));
}

afterAll(() => {
  agent.close();
  ssh.close();
});
