import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, hex, pick, register, shown } from "../../layout.ts";

const GEARS = { 1: "HS-G1", 2: "HS-G2", 3: "HS-G1, HS-G2" };
const WIDTHS = [1, 2, 4, 8, 12, 16, 32];
const WIDTH_VALUES = { 1: "x1", 2: "x2", 4: "x4", 8: "x8", 12: "x12", 16: "x16", 32: "x32" };

const widths = (raw: number | bigint): string =>
  WIDTHS.filter((_, bit) => (Number(raw) >> bit) & 1)
    .map((width) => `x${width}`)
    .join(", ") || "none";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.speed": "Gears of the M-PHY that the link can run in.",
  "cap.software": "Set: the link can be configured by software.",
  "cap.tx": "Numbers of lanes that it can send on.",
  "cap.rx": "Numbers of lanes that it can receive on; need not equal the sending ones.",
  "ctl.speed": "Fastest gear that the link shall use.",
  "sta.speed": "Gear that the link runs in now.",
  "sta.software": "Set: the link is configured by software now.",
  "sta.tx": "Lanes that it sends on now.",
  "sta.rx": "Lanes that it receives on now.",
  "laneErr.lanes": "Bit n: errors were seen on lane n; cleared by writing 1.",
  "phyAddress.lower": "Low part of the number of the M-PHY register that is to be read or written.",
  "phyAddress.upper": "High part of the number of the M-PHY register.",
  "phyAddress.upper5": "Highest bit of the number of the M-PHY register.",
  "phyAddress.location": "Which end of the link has the M-PHY: local = this one.",
  "phyAddress.read": "Writing 1 starts to read the register that the address names.",
  "phyAddress.config": "Set: the downstream port stays in the link state Configuration.Software.",
  "phyData.data": "What was read, or is to be written.",
  "phyData.error": "Set: the access failed.",
  "phyData.abort": "Set: the other end did not carry out the access.",
  "phyData.pending": "Set: the access is not finished yet; wait before the next.",
};

export const M_PCIE: CapabilityDef = {
  key: "mpcie",
  space: "extended",
  id: 0x20,
  short: "M-PCIe",
  title: "PCI Express over M-PHY",
  section: "ECN 2013",
  length: 0x1c,
  registers: withHelp(HELP, [
    register("cap", 0x04, 4, "M-PCIe Capabilities", [
      pick("speed", 1, 0, "M-PCIe Link Speed Capability", GEARS, { access: "RO" }),
      flag("software", 15, "Configuration.Software Supported", { access: "RO" }),
      shown("tx", 23, 16, "Maximum TX LANE Width Capability", widths, { access: "RO" }),
      shown("rx", 31, 24, "Maximum RX LANE Width Capability", widths, { access: "RO" }),
    ]),
    register("ctl", 0x08, 4, "M-PCIe Control", [
      pick("speed", 1, 0, "M-PCIe Target Link Speed Control", GEARS, { access: "RW" }),
    ]),
    register("sta", 0x0c, 4, "M-PCIe Status", [
      pick("speed", 1, 0, "M-PCIe Current Link Speed Status", GEARS, { access: "RO" }),
      flag("software", 15, "M-PCIe Configuration.Software Status", { access: "RO" }),
      pick("tx", 23, 16, "TX LANE Width Status", WIDTH_VALUES, { access: "RO" }),
      pick("rx", 31, 24, "RX LANE Width Status", WIDTH_VALUES, { access: "RO" }),
    ]),
    register("laneErr", 0x10, 4, "M-PCIe LANE Error Status", [
      hex("lanes", 31, 0, "LANE Error Status", { access: "RW1C" }),
    ]),
    register("phyAddress", 0x14, 4, "M-PCIe Phy Control Address", [
      hex("lower", 7, 0, "Lower Address", { access: "RW" }),
      hex("upper", 20, 16, "Upper Address [4:0]", { access: "RW" }),
      flag("upper5", 24, "Upper Address [5]", { access: "RW" }),
      pick("location", 27, 25, "Phy Location", { 0: "local", 1: "remote" }, { access: "RW" }),
      flag("read", 30, "Read", { access: "RW" }),
      flag("config", 31, "Config", { access: "RW" }),
    ]),
    register("phyData", 0x18, 4, "M-PCIe Phy Control Data", [
      hex("data", 7, 0, "Phy Register Data", { access: "RW" }),
      flag("error", 29, "Phy Control Error", { access: "RO" }),
      flag("abort", 30, "RRAP Abort", { access: "RO" }),
      flag("pending", 31, "Phy Control Pending", { access: "RO" }),
    ]),
  ]),
  text: ["PCI Express over M_PHY <?>\n"],
};
