/** The contract suite on a real kernel through the product's own ssh connection: nothing of it is in the guest. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll } from "vitest";
import { SshHost } from "../../../electron/host/ssh/ssh-host.ts";
import { describeHostAccess } from "../../contract/host-access-suite.ts";
import { Qmp } from "../machine/qmp.ts";
import { Ssh, sshArgs } from "../machine/ssh.ts";
import { labWorld } from "../worlds/catalogue.ts";
import { bootedLab } from "./booted.ts";
import { offered } from "./offered.ts";

const place = bootedLab();
const world = labWorld(place.world);
const ssh = await Ssh.open(place.ssh);
const qmp = await Qmp.open(place.qmpSocket);
const script = readFileSync(join(import.meta.dirname, "../../../assets/host-helper.sh"), "utf8");

async function openHost(): Promise<SshHost> {
  const target = { user: "root", host: "127.0.0.1", port: null };
  return new SshHost({ target, name: "lab", script, asking: null, extra: sshArgs(place.ssh), pollMs: 200 });
}

for (const offer of world.offers) {
  describeHostAccess(`real kernel through ssh, ${world.name}, ${offer.name}`, () => offered(offer, ssh, qmp, openHost));
}

afterAll(() => {
  qmp.close();
  ssh.close();
});
