/** What a lab machine offers to the contract suite, with hands to hold its functions and to plug its cards. */
import { setTimeout as pause } from "node:timers/promises";
import type { World } from "../../contract/world.ts";
import type { Qmp } from "../machine/qmp.ts";
import type { Ssh } from "../machine/ssh.ts";
import type { LabOffer } from "../worlds/world.ts";
import { holdFunction } from "./hold-function.ts";

/** Between two looks at what takes a kernel, emulated at that, a while. */
const LOOK_PAUSE_MS = 100;
/** Minutes: how long a card takes to come up says nothing but how much else runs. */
const LOOKS = 3_000;

export function offered({ name: _name, slot, ...rest }: LabOffer, ssh: Ssh, qmp: Qmp, open: World["open"]): World {
  return {
    ...rest,
    open,
    hold: (bdf) => holdFunction(ssh, bdf),
    setVfio: async (name, on) => {
      await ssh.run(`echo ${on ? "Y" : "N"} > /sys/module/${name.replace("/", "/parameters/")}`);
    },
    switchOn: async (bdf) => {
      await ssh.run(`for net in /sys/bus/pci/devices/${bdf}/net/*; do ip link set up dev "\${net##*/}"; done`);
    },
    settle: () => pause(LOOK_PAUSE_MS),
    looks: LOOKS,
    ...(slot && {
      slot: {
        bdf: slot.bdf,
        driver: slot.driver,
        plug: () => qmp.plug(slot.device),
        unplug: () => qmp.unplug(slot.device.id),
      },
    }),
  };
}
