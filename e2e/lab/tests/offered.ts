/** What a lab machine offers to the contract suite, with hands to hold its functions and to plug its cards. */
import { setTimeout as pause } from "node:timers/promises";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { World } from "../../contract/world.ts";
import type { Qmp } from "../machine/qmp.ts";
import type { Ssh } from "../machine/ssh.ts";
import type { LabOffer } from "../worlds/world.ts";
import { holdFunction } from "./hold-function.ts";

/** Between two looks at what takes a kernel, emulated at that, a while. */
const LOOK_PAUSE_MS = 400;
/** Minutes: how long a card takes to come up says nothing but how much else runs. */
const LOOKS = 1_000;

/** Shell line that switches the interfaces of a function, which virtio has below a device of its own. */
function setInterface(bdf: Bdf, state: "up" | "down"): string {
  const device = `/sys/bus/pci/devices/${bdf}`;
  return `for net in ${device}/net/* ${device}/virtio*/net/*; do [ ! -e $net ] || ip link set dev "\${net##*/}" ${state}; done`;
}

/** How a program finds the machine. */
export interface Doors {
  readonly open: World["open"];
  /** The door of one who has just come, where that is looked at. */
  readonly stranger: World["stranger"] | undefined;
}

export function offered(
  { name: _name, slot, ...rest }: LabOffer,
  ssh: Ssh,
  qmp: Qmp,
  { open, stranger }: Doors,
): World {
  return {
    ...rest,
    open,
    ...(stranger && { stranger }),
    hold: (bdf) => holdFunction(ssh, bdf),
    setVfio: async (name, on) => {
      await ssh.run(`echo ${on ? "Y" : "N"} > /sys/module/${name.replace("/", "/parameters/")}`);
    },
    switchOn: async (bdf) => void (await ssh.run(setInterface(bdf, "up"))),
    switchOff: async (bdf) => void (await ssh.run(setInterface(bdf, "down"))),
    setDriversAutoprobe: async (on) => void (await ssh.run(`echo ${on ? 1 : 0} > /sys/bus/pci/drivers_autoprobe`)),
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
