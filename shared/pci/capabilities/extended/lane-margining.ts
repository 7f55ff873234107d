import { type CapabilityDef, flag, hex, pick, type RegisterDef, register } from "../../layout.ts";
import { laneCount, lengthWithLanes } from "./lanes.ts";

const FIRST_LANE = 0x08;
const LANE_SIZE = 4;

const RECEIVERS = { 0: "broadcast", 1: "A", 2: "B", 3: "C", 4: "D", 5: "E", 6: "F" };

/** A command on the way out, or the answer to it, which repeats what the command was about. */
function laneRegister(id: string, offset: number, name: string, access: "RW" | "RO"): RegisterDef {
  const isCommand = access === "RW";
  const after = (reset: number) => (isCommand ? { access, reset } : { access });
  return register(id, offset, 2, name, [
    pick("receiver", 2, 0, "Receiver Number", RECEIVERS, {
      ...after(0),
      help: isCommand
        ? "Receiver on the lane that the command addresses; retimers have their own."
        : "Receiver on the lane that responded.",
    }),
    hex("type", 5, 3, "Margin Type", {
      ...after(7),
      help: isCommand
        ? "Command: 1 report, 2 set, 3 step in time, 4 step in voltage, 7 none."
        : "Type of the command that this responds to; equals the one in Lane Control once that was accepted.",
    }),
    pick(
      "model",
      6,
      6,
      "Usage Model",
      { 0: "lane margining at the receiver", 1: "reserved encoding" },
      { ...after(0), help: "0 = the payload is for lane margining at the receiver." },
    ),
    hex("payload", 15, 8, "Margin Payload", {
      ...after(0x9c),
      help: isCommand
        ? "Value of the command, such as the number of steps; 9ch = no command."
        : "The response: progress of margining and the number of errors.",
    }),
  ]);
}

export const LANE_MARGINING: CapabilityDef = {
  key: "lmr",
  space: "extended",
  id: 0x27,
  short: "Lane Margining",
  title: "Lane Margining at the Receiver",
  section: "PCIe 6.2 §7.7.10",
  length: (c) => lengthWithLanes(c, FIRST_LANE, LANE_SIZE),
  registers: [
    register("cap", 0x04, 2, "Margining Port Capabilities", [
      flag("driver", 0, "Margining uses Driver Software", {
        access: "HwInit",
        help: "Set: margining needs the device's driver for a part of its work.",
      }),
    ]),
    register("sta", 0x06, 2, "Margining Port Status", [
      flag("ready", 0, "Margining Ready", { access: "RO", help: "Set: the port accepts margining commands." }),
      flag("softwareReady", 1, "Margining Software Ready", {
        access: "RO",
        help: "Set: the driver has done its part; relevant only if margining uses it.",
      }),
    ]),
  ],
  groups: [
    {
      id: "lane",
      name: (index) => `Lane ${index}:`,
      count: laneCount,
      limit: 32,
      offset: (index) => FIRST_LANE + LANE_SIZE * index,
      registers: [
        laneRegister("ctl", 0, "Margining Lane Control", "RW"),
        laneRegister("sta", 2, "Margining Lane Status", "RO"),
      ],
    },
  ],
  text: [
    "Lane Margining at the Receiver\n",
    { need: [0, 8] },
    "\t\tPortCap: Uses Driver{cap.driver}\n",
    "\t\tPortSta: MargReady{sta.ready} MargSoftReady{sta.softwareReady}\n",
  ],
};
