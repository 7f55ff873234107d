/** The contract suite on a real kernel through the product's own ssh connection, as every kind of user: nothing of it is in the guest. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { SshHost } from "../../../electron/host/ssh/ssh-host.ts";
import { say } from "../../../shared/words/say.ts";
import { describeHostAccess, offeredTitles, type World } from "../../contract/host-access-suite.ts";
import { PLAIN_USER, ROOT_USER, SUDO_USER } from "../image/users.ts";
import { Qmp } from "../machine/qmp.ts";
import { Ssh, sshArgs } from "../machine/ssh.ts";
import { labWorld } from "../worlds/catalogue.ts";
import type { LabOffer, LabWorld } from "../worlds/world.ts";
import { bootedLab, labUsers } from "./booted.ts";
import { KeptHosts } from "./kept-hosts.ts";
import { offered } from "./offered.ts";

const place = bootedLab();
const world = labWorld(place.world);
const ssh = await Ssh.open(place.ssh);
const qmp = await Qmp.open(place.qmpSocket);
const script = readFileSync(join(import.meta.dirname, "../../../assets/host-helper.sh"), "utf8");

function hostOf(user: string): SshHost {
  const target = { user, host: "127.0.0.1", port: null };
  return new SshHost({ target, name: "lab", script, asking: null, extra: sshArgs(place.ssh), pollMs: 200 });
}

/** Logs in without root's rights and gets them by sudo. */
async function unlocked(): Promise<SshHost> {
  const host = hostOf(SUDO_USER);
  expect((await host.identity()).privileged).toBe(false);
  expect(await host.unlock()).toMatchObject({ state: "unlocked", note: null });
  return host;
}

const hosts = new KeptHosts();

interface Way {
  readonly name: string;
  readonly open: World["open"];
  /** A session of its own, which takes an emulated machine a while: once is enough. */
  readonly stranger?: () => Promise<SshHost>;
  readonly privileged?: false;
}

const WAYS: Readonly<Record<string, Way>> = {
  [ROOT_USER]: {
    name: "as root",
    open: hosts.keep(async () => hostOf(ROOT_USER)),
    stranger: async () => hostOf(ROOT_USER),
  },
  [SUDO_USER]: { name: "as a user with sudo", open: hosts.keep(unlocked) },
  [PLAIN_USER]: { name: "as a user without", open: hosts.keep(async () => hostOf(PLAIN_USER)), privileged: false },
};
const users = labUsers(Object.keys(WAYS));

function worldOf(offer: LabOffer, { open, stranger, privileged }: Way): World {
  return {
    ...offered(offer, ssh, qmp, { open, stranger }),
    oneHand: true,
    ...(privileged === false && { privileged }),
  };
}

/** Titles of the cases that are left to another machine. */
function elsewhere({ throughSsh }: LabWorld, way: Way): ReadonlySet<string> {
  if (typeof throughSsh !== "object") return new Set();
  return new Set(labWorld(throughSsh.beyond).offers.flatMap((offer) => offeredTitles(worldOf(offer, way))));
}

for (const offer of world.offers) {
  for (const way of users.flatMap((user) => WAYS[user] ?? [])) {
    const name = `real kernel through ssh ${way.name}, ${world.name}, ${offer.name}`;
    describeHostAccess(name, () => worldOf(offer, way), elsewhere(world, way));
  }
}

if (users.includes(PLAIN_USER)) {
  it("a user whose sudo asks for a password is told so, and stays without root's rights", async () => {
    const host = hostOf(PLAIN_USER);
    await host.identity();
    const { note, ...access } = await host.unlock();
    expect(say("en", note ?? "")).toContain("asks for a password");
    expect(access).toMatchObject({ state: "locked" });
    expect((await host.identity()).privileged).toBe(false);
    await host.close();
  });
}

if (users.includes(ROOT_USER)) {
  it("root needs no sudo", async () => {
    const host = hostOf(ROOT_USER);
    expect((await host.identity()).privileged).toBe(true);
    expect(host.access).toMatchObject({ state: "unlocked", canLock: false });
    await host.close();
  });
}

if (users.includes(SUDO_USER)) {
  it("root's rights by sudo are given up again", async () => {
    const host = await unlocked();
    expect(await host.lock()).toMatchObject({ state: "locked" });
    expect((await host.identity()).privileged).toBe(false);
    await host.close();
  });
}

afterAll(async () => {
  await hosts.close();
  qmp.close();
  ssh.close();
});
