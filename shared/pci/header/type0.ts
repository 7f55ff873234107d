import { type HelpTexts, withHelp } from "../field-help.ts";
import { type CapabilityDef, register, shown, whole } from "../layout.ts";
import { barRegisters, barSummaries, ROM_SUMMARY } from "./bar-registers.ts";
import { COMMON_REGISTERS, capabilityPointer, INTERRUPT_REGISTERS, romRegister } from "./common-registers.ts";

const quarters = (raw: number | bigint): string => `${Number(raw) * 250} ns`;

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  cis: "Location of the CardBus Card Information Structure. Reads 0 in PCI Express.",
  subvendor: "Manufacturer of the board.",
  subsystem: "Board model, assigned by its manufacturer. Distinguishes boards with the same chip.",
  "mingnt.value": "How long the device wants to keep the bus. Reads 0 in PCI Express.",
  "maxlat.value": "How often the device needs the bus. Reads 0 in PCI Express.",
};

export const TYPE0_HEADER: CapabilityDef = {
  key: "header0",
  space: "header",
  id: 0,
  short: "Header",
  title: "Type 0 header",
  section: "PCIe 6.2 §7.5.1.2",
  length: 0x40,
  registers: withHelp(HELP, [
    ...COMMON_REGISTERS,
    ...barRegisters(6),
    whole("cis", 0x28, 4, "Cardbus CIS Pointer", { access: "RO" }),
    whole("subvendor", 0x2c, 2, "Subsystem Vendor ID", { access: "HwInit" }),
    whole("subsystem", 0x2e, 2, "Subsystem ID", { access: "HwInit" }),
    romRegister(0x30),
    capabilityPointer(0x34),
    ...INTERRUPT_REGISTERS,
    register("mingnt", 0x3e, 1, "Min_Gnt", [shown("value", 7, 0, "Min_Gnt", quarters, { access: "RO" })]),
    register("maxlat", 0x3f, 1, "Max_Lat", [shown("value", 7, 0, "Max_Lat", quarters, { access: "RO" })]),
  ]),
  derived: [...barSummaries(6), ROM_SUMMARY],
  text: [],
};
