/** The contract suite on a real kernel: the product's own host code, run in the lab machine. */
import { setTimeout as pause } from "node:timers/promises";
import { afterAll } from "vitest";
import { describeHostAccess } from "../../contract/host-access-suite.ts";
import type { Holder, SlotOffer, World } from "../../contract/world.ts";
import { AgentConnection } from "../agent/remote-host.ts";
import { Qmp } from "../machine/qmp.ts";
import { Ssh } from "../machine/ssh.ts";
import { AGENT } from "../places.ts";
import { labWorld } from "../worlds/catalogue.ts";
import type { LabOffer, LabSlot } from "../worlds/world.ts";
import { bootedLab } from "./booted.ts";
import { holdFunction } from "./hold-function.ts";

const place = bootedLab();
const world = labWorld(place.world);
const ssh = await Ssh.open(place.ssh);
const qmp = await Qmp.open(place.qmpSocket);
const agent = new AgentConnection(ssh.start(`node ${AGENT}`));

/** Between two looks at what takes a kernel, emulated at that, a while. */
const LOOK_PAUSE_MS = 100;
/** Minutes: how long a card takes to come up says nothing but how much else runs. */
const LOOKS = 3_000;

const hold = (bdf: string): Promise<Holder> => holdFunction(ssh, bdf);
const settle = (): Promise<void> => pause(LOOK_PAUSE_MS);

function slotOf({ bdf, driver, device }: LabSlot): SlotOffer {
  return { bdf, driver, plug: () => qmp.plug(device), unplug: () => qmp.unplug(device.id) };
}

function offered({ name: _name, slot, ...rest }: LabOffer): World {
  return { ...rest, hold, settle, looks: LOOKS, open: () => agent.openHost(), ...(slot && { slot: slotOf(slot) }) };
}

for (const offer of world.offers) {
  describeHostAccess(`real kernel, ${world.name}, ${offer.name}`, () => offered(offer));
}

afterAll(() => {
  agent.close();
  qmp.close();
  ssh.close();
});
