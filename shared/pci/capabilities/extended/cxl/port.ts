import { type HelpTexts, withHelp } from "../../../field-help.ts";
import { flag, hex, register, whole } from "../../../layout.ts";
import { statedLength } from "../vendor-header.ts";
import { cxlDvsec } from "./dvsec.ts";

const LENGTH = 0x28;

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  sta: "State of power management and of viral.",
  ctl: "How the port treats CXL below it.",
  busBase: "First bus below, for CXL 1.1 devices.",
  busLimit: "Last bus below, for CXL 1.1 devices.",
  memBase: "Start of memory below, in MB.",
  memLimit: "End of memory below, in MB.",
  prefBase: "Start of prefetchable memory below, in MB.",
  prefLimit: "End of prefetchable memory below, in MB.",
  prefBaseHigh: "Its upper half.",
  prefLimitHigh: "Its upper half.",
  rcrb: "Where the port's RCRB lies.",
  rcrbHigh: "Its upper half.",
};

export const CXL_PORT = cxlDvsec({
  key: "port",
  id: 3,
  title: "CXL: Extensions DVSEC for Ports",
  section: "CXL 3.1 §8.1.5",
  registers: withHelp(
    [
      register("sta", 0x0a, 2, "CXL Port Extension Status", [
        flag("pmInit", 0, "Port Power Management Initialization Complete", { access: "RO" }),
        flag("viral", 14, "Viral Status", {
          access: "RW1CS",
          problem: (raw) => (raw ? "The port is in viral state." : null),
        }),
      ]),
      register("ctl", 0x0c, 2, "Port Control Extensions", [
        flag("unmaskSbr", 0, "Unmask SBR", {
          access: "RW",
          help: "Secondary Bus Reset works; by default CXL masks it.",
        }),
        flag("unmaskLink", 1, "Unmask Link Disable", { access: "RW" }),
        flag("altMemory", 2, "Alt Memory and ID Space Enable", { access: "RW" }),
        flag("altBme", 3, "Alt BME", { access: "RW" }),
        flag("uioToHdm", 4, "UIO To HDM Enable", { access: "RW" }),
        flag("viral", 14, "Viral Enable", { access: "RW" }),
      ]),
      register("busBase", 0x0e, 1, "Alternate Bus Base", [hex("value", 7, 0, "Alternate Bus Base", { access: "RW" })]),
      register("busLimit", 0x0f, 1, "Alternate Bus Limit", [
        hex("value", 7, 0, "Alternate Bus Limit", { access: "RW" }),
      ]),
      whole("memBase", 0x10, 2, "Alternate Memory Base", { access: "RW" }),
      whole("memLimit", 0x12, 2, "Alternate Memory Limit", { access: "RW" }),
      whole("prefBase", 0x14, 2, "Alternate Prefetchable Memory Base", { access: "RW" }),
      whole("prefLimit", 0x16, 2, "Alternate Prefetchable Memory Limit", { access: "RW" }),
      whole("prefBaseHigh", 0x18, 4, "Alternate Prefetchable Memory Base High", { access: "RW" }),
      whole("prefLimitHigh", 0x1c, 4, "Alternate Prefetchable Memory Limit High", { access: "RW" }),
      register("rcrb", 0x20, 4, "CXL RCRB Base", [
        flag("enable", 0, "CXL RCRB Enable", { access: "RW" }),
        hex("address", 31, 13, "CXL RCRB Base Address Low", { access: "RW" }),
      ]),
      whole("rcrbHigh", 0x24, 4, "CXL RCRB Base Address High", { access: "RW" }),
    ],
    HELP,
  ),
  text: [
    "\t\tCXL Extensions DVSEC for Ports\n",
    {
      when: (c) => statedLength(c) >= LENGTH,
      text: [
        // lspci tests the status with the register's offset as the mask.
        (c) => `\t\tCXLPortSta:\tPMComplete${c.u16(0x0a) & 0x0a ? "+" : "-"}\n`,
        "\t\tCXLPortCtl:\tUnmaskSBR{ctl.unmaskSbr} UnmaskLinkDisable{ctl.unmaskLink} AltMem{ctl.altMemory} ",
        "AltBME{ctl.altBme} ViralEnable{ctl.viral}\n",
        "\t\tAlternateBus:\t{busBase}-{busLimit}\n",
        "\t\tAlternateBus:\t{memBase}-{memLimit}\n",
      ],
    },
  ],
});
