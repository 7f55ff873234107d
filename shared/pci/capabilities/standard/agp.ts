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
  "version.minor": "Minor version of the AGP specification that the registers follow.",
  "version.major": "Major version of the AGP specification; AGP 3 brought x4 and x8 at 0.8 V.",
  "status.rate": "Transfers per clock that it can do; both ends must share one.",
  "status.agp3": "Rates are those of AGP 3: x4 and x8.",
  "status.fw": "The graphics card takes writes of the processor at the speed of AGP.",
  "status.over4g": "It can use addresses above 4 GB.",
  "status.htrans": "Set: the host does not translate processor accesses through the aperture.",
  "status.gart64": "Entries of the address remapping table can have 64 bits.",
  "status.coherent": "Accesses through the aperture see the processor's caches.",
  "status.sba": "Requests can go over their own lines, beside the data.",
  "status.cal": "How often the bus must be calibrated again; AGP 3 only.",
  "status.arqsz": "2^(n+4) bytes; 0 = no statement.",
  "status.iso": "It can give transfers a guaranteed share of the bus.",
  "command.rate": "The speed in use: one bit, the same at both ends.",
  "command.fw": "Writes of the processor go out at the speed of AGP.",
  "command.over4g": "It may use addresses above 4 GB.",
  "command.gart64": "Entries of the address remapping table have 64 bits.",
  "command.agp": "It may send AGP requests; clear = it works as a plain PCI device.",
  "command.sba": "Requests go over their own lines, beside the data.",
  "command.cal": "How often the bus is calibrated again; AGP 3 only.",
  "command.arqsz": "Size of request that suits the other end best: 2^(n+4) bytes.",
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
      requests("Requests that can wait in the target.", "RO"),
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
      requests("Requests that the master may have waiting.", "RW"),
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
