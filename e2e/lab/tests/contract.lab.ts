/** The contract suite on a real kernel: the product's own host code, run in the lab machine. */
import { afterAll } from "vitest";
import { describeHostAccess } from "../../contract/host-access-suite.ts";
import { AgentConnection } from "../agent/remote-host.ts";
import { Qmp } from "../machine/qmp.ts";
import { Ssh } from "../machine/ssh.ts";
import { AGENT } from "../places.ts";
import { labWorld } from "../worlds/catalogue.ts";
import { bootedLab } from "./booted.ts";
import { offered } from "./offered.ts";

const place = bootedLab();
const world = labWorld(place.world);
const ssh = await Ssh.open(place.ssh);
const qmp = await Qmp.open(place.qmpSocket);
const agent = new AgentConnection(ssh.start(`node ${AGENT}`));

for (const offer of world.offers) {
  describeHostAccess(`real kernel, ${world.name}, ${offer.name}`, () =>
    offered(offer, ssh, qmp, { open: () => agent.openHost(), stranger: () => agent.openHost() }),
  );
}

afterAll(() => {
  agent.close();
  qmp.close();
  ssh.close();
});
