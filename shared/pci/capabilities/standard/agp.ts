import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityContext, type CapabilityDef, type FieldDef, flag, hex, register, shown } from "../../layout.ts";

const AGP3_MODE = 0x08;

/** In AGP 3 mode the same rate bits mean four times the speed. */
function isAgp3(c: CapabilityContext): boolean {
  return c.u8(2) >> 4 >= 3 && (c.u32(4) & AGP3_MODE) !== 0;
}

function rates(raw: number | bigint, c: CapabilityContext): string {
  const factor = isAgp3(c) ? 4 : 1;
  const names = [0, 1, 2].filter((bit) => (Number(raw) >> bit) & 1).map((bit) => `x${factor << bit}`);
  return names.length > 0 ? names.join(",") : "<none>";
}

const plusOne = (raw: number | bigint): string => String(Number(raw) + 1);

function requests(help: string, access: "RO" | "RW"): FieldDef {
  return shown("rq", 31, 24, "Request Depth", plusOne, { access, help });
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "version.minor": "Minor version of the AGP specification.",
  "version.major": "Major version of the AGP specification. AGP 3.0 added x4 and x8 at 0.8 V.",
  "status.rate": "Supported transfer rates. Both ends must share one.",
  "status.agp3": "The rates are those of AGP 3.0: x4 and x8.",
  "status.fw": "Supports fast writes: processor writes to the graphics card at AGP speed.",
  "status.over4g": "Supports addresses above 4 GB.",
  "status.htrans": "Set: the host does not translate processor accesses to the aperture.",
  "status.gart64": "Supports 64-bit entries in the address remapping table (GART).",
  "status.coherent": "Accesses to the aperture are coherent with the processor caches.",
  "status.sba": "Supports sideband addressing: requests use lines separate from the data.",
  "status.cal": "Interval at which the bus must be calibrated (AGP 3.0 only).",
  "status.arqsz": "Optimum size is 2^(n+4) bytes. 0 = not specified.",
  "status.iso": "Supports isochronous transfers.",
  "command.rate": "Selected transfer rate: one bit, the same at both ends.",
  "command.fw": "Enables fast writes.",
  "command.over4g": "Enables addresses above 4 GB.",
  "command.gart64": "Enables 64-bit GART entries.",
  "command.agp": "Enables AGP requests. When clear, the function works as a plain PCI device.",
  "command.sba": "Enables sideband addressing.",
  "command.cal": "Interval at which the bus is calibrated (AGP 3.0 only).",
  "command.arqsz": "Optimum request size for the other end, 2^(n+4) bytes.",
};

export const AGP: CapabilityDef = {
  key: "agp",
  space: "standard",
  id: 0x02,
  short: "AGP",
  title: "Accelerated Graphics Port",
  section: "AGP 3.0 §6.1",
  length: 12,
  registers: withHelp(HELP, [
    register("version", 2, 1, "AGP Revision", [
      hex("minor", 3, 0, "Minor Revision", { access: "RO" }),
      hex("major", 7, 4, "Major Revision", { access: "RO" }),
    ]),
    register("status", 4, 4, "AGP Status", [
      shown("rate", 2, 0, "Supported Rates", rates, { access: "RO" }),
      flag("agp3", 3, "AGP 3.0 Mode", { access: "RO" }),
      flag("fw", 4, "Fast Writes Supported", { access: "RO" }),
      flag("over4g", 5, "Addresses above 4 GB Supported", { access: "RO" }),
      flag("htrans", 6, "Host Translation Off", { access: "RO" }),
      flag("gart64", 7, "64-bit GART Entries Supported", { access: "RO" }),
      flag("coherent", 8, "Coherent within the Aperture", { access: "RO" }),
      flag("sba", 9, "Side Band Addressing Supported", { access: "RO" }),
      shown("cal", 12, 10, "Calibration Cycle", String, { access: "RO" }),
      shown("arqsz", 15, 13, "Optimum Request Size", String, { access: "RO" }),
      flag("iso", 16, "Isochronous Transfers Supported", { access: "RO" }),
      requests("Requests that the target can queue.", "RO"),
    ]),
    register("command", 8, 4, "AGP Command", [
      shown("rate", 2, 0, "Selected Rate", rates, { access: "RW" }),
      flag("fw", 4, "Fast Writes Enable", { access: "RW" }),
      flag("over4g", 5, "Addresses above 4 GB Enable", { access: "RW" }),
      flag("gart64", 7, "64-bit GART Entries Enable", { access: "RW" }),
      flag("agp", 8, "AGP Enable", { access: "RW", reset: 0 }),
      flag("sba", 9, "Side Band Addressing Enable", { access: "RW" }),
      shown("cal", 12, 10, "Calibration Cycle", String, { access: "RW" }),
      shown("arqsz", 15, 13, "Optimum Request Size", String, { access: "RW" }),
      requests("Requests that the master may queue.", "RW"),
    ]),
  ]),
  text: [
    "AGP version {version.major}.{version.minor}\n",
    { need: [4, 8] },
    "\t\tStatus: RQ={status.rq} Iso{status.iso} ArqSz={status.arqsz} Cal={status.cal} SBA{status.sba} ",
    "ITACoh{status.coherent} GART64{status.gart64} HTrans{status.htrans} 64bit{status.over4g} FW{status.fw} ",
    "AGP3{status.agp3} Rate={status.rate}\n",
    "\t\tCommand: RQ={command.rq} ArqSz={command.arqsz} Cal={command.cal} SBA{command.sba} AGP{command.agp} ",
    "GART64{command.gart64} 64bit{command.over4g} FW{command.fw} Rate={command.rate}\n",
  ],
};
