import { type CapabilityDef, flag, hex, pick, type RegisterDef, register } from "../../layout.ts";
import { laneCount, lengthWithLanes } from "./lanes.ts";

const FIRST_LANE = 0x08;
const LANE_SIZE = 4;

const RECEIVERS = {
  0: "broadcast",
  1: "A",
  2: "B",
  3: "C",
  4: "D",
  5: "E",
  6: "F",
};

function laneRegister(id: string, offset: number, name: string, access: "RW" | "RO"): RegisterDef {
  return register(id, offset, 2, name, [
    pick("receiver", 2, 0, "Receiver Number", RECEIVERS, { access }),
    hex("type", 5, 3, "Margin Type", { access }),
    pick("model", 6, 6, "Usage Model", { 0: "lane margining at the receiver", 1: "reserved encoding" }, { access }),
    hex("payload", 15, 8, "Margin Payload", { access }),
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
        help: "Part of margining needs the device's own driver.",
      }),
    ]),
    register("sta", 0x06, 2, "Margining Port Status", [
      flag("ready", 0, "Margining Ready", { access: "RO" }),
      flag("softwareReady", 1, "Margining Software Ready", { access: "RO" }),
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
