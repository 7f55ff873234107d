import { PCI_PROBLEM_WORDS } from "../../../../words/texts/pci-problems.ts";
import { type HelpTexts, withHelp } from "../../../field-help.ts";
import { flag, hex, type RegisterDef, register, whole } from "../../../layout.ts";
import { statedLength } from "../vendor-header.ts";
import { cxlDvsec } from "./dvsec.ts";

const LENGTH = 0x28;

const switched = { access: "RW", reset: 0 } as const;

/** Laid out as the memory windows of a bridge's header. */
const window = (id: string, offset: number, name: string): RegisterDef =>
  register(id, offset, 2, name, [hex("address", 15, 4, `${name} [31:20]`, switched)]);

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "sta.pmInit": "Set: power management of the link below is initialized.",
  "sta.viral":
    "Set: the port has entered viral state, in which all data it forwards counts as corrupt. Write 1 to clear.",
  "ctl.unmaskSbr": "Set: Secondary Bus Reset takes effect; CXL masks it by default.",
  "ctl.unmaskLink": "Set: Link Disable in Link Control takes effect; CXL masks it by default.",
  "ctl.altMemory": "Set: the alternate bus range and memory windows below are in effect.",
  "ctl.altBme":
    "Set: requests from the alternate bus range may go upstream, as Bus Master Enable allows for the others.",
  "ctl.uioToHdm": "Set: UIO requests may access the memory of CXL devices directly.",
  "ctl.viral": "Set: the port may generate viral; it forwards viral in any case.",
  busBase: "First bus number of the alternate range, for CXL 1.1 devices.",
  busLimit: "Last bus number of the alternate range, for CXL 1.1 devices.",
  "memBase.address": "First address of the alternate memory window, for CXL 1.1 devices, in steps of 1 MB.",
  "memLimit.address": "Last address of the alternate memory window; below the base = the window is closed.",
  "prefBase.address": "First address of the alternate prefetchable window, in steps of 1 MB.",
  "prefLimit.address": "Last address of the alternate prefetchable window; below the base = the window is closed.",
  prefBaseHigh: "Bits 63:32 of the first address of the alternate prefetchable window.",
  prefLimitHigh: "Bits 63:32 of the last address of the alternate prefetchable window.",
  "rcrb.enable": "Set: the RCRB of a CXL 1.1 port is accessible at the address below.",
  "rcrb.address": "Bits 31:13 of the RCRB address; the RCRB of the upstream port below follows 4 KB later.",
  rcrbHigh: "Bits 63:32 of the RCRB address.",
};

export const CXL_PORT = cxlDvsec({
  key: "port",
  id: 3,
  title: "CXL: Extensions DVSEC for Ports",
  section: "CXL 3.1 §8.1.5",
  registers: withHelp(HELP, [
    register("sta", 0x0a, 2, "CXL Port Extension Status", [
      flag("pmInit", 0, "Port Power Management Initialization Complete", { access: "RO" }),
      flag("viral", 14, "Viral Status", {
        access: "RW1CS",
        problem: (raw) => (raw ? PCI_PROBLEM_WORDS.cxlPortViral : null),
      }),
    ]),
    register("ctl", 0x0c, 2, "Port Control Extensions", [
      flag("unmaskSbr", 0, "Unmask SBR", switched),
      flag("unmaskLink", 1, "Unmask Link Disable", switched),
      flag("altMemory", 2, "Alt Memory and ID Space Enable", switched),
      flag("altBme", 3, "Alt BME", switched),
      flag("uioToHdm", 4, "UIO To HDM Enable", switched),
      flag("viral", 14, "Viral Enable", switched),
    ]),
    register("busBase", 0x0e, 1, "Alternate Bus Base", [hex("value", 7, 0, "Alternate Bus Base", switched)]),
    register("busLimit", 0x0f, 1, "Alternate Bus Limit", [hex("value", 7, 0, "Alternate Bus Limit", switched)]),
    window("memBase", 0x10, "Alternate Memory Base"),
    window("memLimit", 0x12, "Alternate Memory Limit"),
    window("prefBase", 0x14, "Alternate Prefetchable Memory Base"),
    window("prefLimit", 0x16, "Alternate Prefetchable Memory Limit"),
    whole("prefBaseHigh", 0x18, 4, "Alternate Prefetchable Memory Base High", switched),
    whole("prefLimitHigh", 0x1c, 4, "Alternate Prefetchable Memory Limit High", switched),
    register("rcrb", 0x20, 4, "CXL RCRB Base", [
      flag("enable", 0, "CXL RCRB Enable", switched),
      hex("address", 31, 13, "CXL RCRB Base Address Low", switched),
    ]),
    whole("rcrbHigh", 0x24, 4, "CXL RCRB Base Address High", switched),
  ]),
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
        "\t\tAlternateBus:\t{memBase:04x}-{memLimit:04x}\n",
      ],
    },
  ],
});
