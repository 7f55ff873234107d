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
  "cap.speed": "M-PHY gears that the link supports.",
  "cap.software": "Set: software can configure the link.",
  "cap.tx": "Lane counts supported for transmitting.",
  "cap.rx": "Lane counts supported for receiving; may differ from those for transmitting.",
  "ctl.speed": "Fastest gear that the link may use.",
  "sta.speed": "Gear in which the link currently runs.",
  "sta.software": "Set: the link is being configured by software.",
  "sta.tx": "Number of lanes currently used for transmitting.",
  "sta.rx": "Number of lanes currently used for receiving.",
  "laneErr.lanes": "Bit n: errors were detected on lane n. Write 1 to clear.",
  "phyAddress.lower": "Low bits of the address of the M-PHY register to access.",
  "phyAddress.upper": "High bits of the M-PHY register address.",
  "phyAddress.upper5": "Highest bit of the M-PHY register address.",
  "phyAddress.location": "End of the link whose M-PHY is accessed; local = this end.",
  "phyAddress.read": "Writing 1 starts a read of the addressed register.",
  "phyAddress.config": "Set: the downstream port stays in the link state Configuration.Software.",
  "phyData.data": "Data that was read, or is to be written.",
  "phyData.error": "Set: the access failed.",
  "phyData.abort": "Set: the other end did not carry out the access.",
  "phyData.pending": "Set: the access is still in progress; wait before starting the next one.",
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
