/** The contract suite on a real kernel through the product's own ssh connection: nothing of it is in the guest. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll } from "vitest";
import { SshHost } from "../../../electron/host/ssh/ssh-host.ts";
import { describeHostAccess } from "../../contract/host-access-suite.ts";
import type { World } from "../../contract/world.ts";
import { Qmp } from "../machine/qmp.ts";
import { Ssh, sshArgs } from "../machine/ssh.ts";
import { labWorld } from "../worlds/catalogue.ts";
import type { LabOffer } from "../worlds/world.ts";
import { bootedLab } from "./booted.ts";
import { holdFunction } from "./hold-function.ts";

const place = bootedLab();
const world = labWorld(place.world);
const ssh = await Ssh.open(place.ssh);
const qmp = await Qmp.open(place.qmpSocket);
const script = readFileSync(join(import.meta.dirname, "../../../assets/host-helper.sh"), "utf8");
const LOOK_PAUSE_MS = 100;
const MOST_TRIES = 100;

async function openHost(): Promise<SshHost> {
  const target = { user: "root", host: "127.0.0.1", port: null };
  return new SshHost({ target, name: "lab", script, asking: null, extra: sshArgs(place.ssh), pollMs: 200 });
}

/** A slot's light blinks for a while after a card was put in; until it stops nothing can be taken out (PCIe 6.2 §6.7.1). */
async function unplug(id: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await qmp.unplug(id);
    } catch (error) {
      const isBlinking = error instanceof Error && error.message.includes("guest is busy");
      if (!isBlinking || tries === MOST_TRIES) throw error;
      await pause(LOOK_PAUSE_MS);
    }
  }
}

function offered({ name: _name, slot, ...rest }: LabOffer): World {
  return {
    ...rest,
    hold: (bdf) => holdFunction(ssh, bdf),
    settle: () => pause(LOOK_PAUSE_MS),
    open: openHost,
    ...(slot && {
      slot: { ...slot, plug: () => qmp.plug(slot.device), unplug: () => unplug(slot.device.id) },
    }),
  };
}

for (const offer of world.offers) {
  describeHostAccess(`real kernel through ssh, ${world.name}, ${offer.name}`, () => offered(offer));
}

afterAll(() => {
  qmp.close();
  ssh.close();
});
