/** Registers that both HyperTransport interface blocks have (HyperTransport 3.10 §7). */
import { type CapabilityContext, type FieldDef, flag, hex, pick, shown, uint } from "../../../layout.ts";

export const HT_SECTION = "HyperTransport 3.10 §7";

const WIDTHS: Record<number, string> = {
  0: "8bit",
  1: "16bit",
  2: "[2]",
  3: "32bit",
  4: "2bit",
  5: "4bit",
  6: "[6]",
  7: "N/C",
};
const FREQUENCIES: Record<number, string> = {
  0: "200MHz",
  1: "300MHz",
  2: "400MHz",
  3: "500MHz",
  4: "600MHz",
  5: "800MHz",
  6: "1.0GHz",
  7: "1.2GHz",
  8: "1.4GHz",
  9: "1.6GHz",
  10: "[a]",
  11: "[b]",
  12: "[c]",
  13: "[d]",
  14: "[e]",
  15: "Vend",
};

function failed(reason: string): { access: "RW1C"; problem: (raw: number) => string | null } {
  return { access: "RW1C", problem: (raw) => (raw ? reason : null) };
}

export const LINK_CONTROL: readonly FieldDef[] = [
  flag("cfle", 1, "CRC Flood Enable", { access: "RW" }),
  flag("cst", 2, "CRC Start Test", { access: "RW" }),
  flag("cfe", 3, "CRC Force Error", { access: "RW" }),
  flag("lkfail", 4, "Link Failure", failed("The link failed.")),
  flag("init", 5, "Initialization Complete", { access: "RO" }),
  flag("eoc", 6, "End of Chain", { access: "RW", help: "Nothing is attached behind this link." }),
  flag("txo", 7, "Transmitter Off", { access: "RW" }),
  hex("crcerr", 11, 8, "CRC Error", failed("CRC errors were found on the link.")),
  flag("isocen", 12, "Isochronous Flow Control Enable", { access: "RW" }),
  flag("lsen", 13, "LDTSTOP# Tristate Enable", { access: "RW" }),
  flag("extctl", 14, "Extended CTL Time", { access: "RW" }),
  flag("b64", 15, "64-bit Addressing Enable", { access: "RW" }),
];

export const LINK_CONFIG: readonly FieldDef[] = [
  pick("mlwi", 2, 0, "Max Link Width In", WIDTHS, { access: "RO" }),
  flag("dfi", 3, "Doubleword Flow Control In", { access: "RO" }),
  pick("mlwo", 6, 4, "Max Link Width Out", WIDTHS, { access: "RO" }),
  flag("dfo", 7, "Doubleword Flow Control Out", { access: "RO" }),
  pick("lwi", 10, 8, "Link Width In", WIDTHS, { access: "RW" }),
  flag("dfie", 11, "Doubleword Flow Control In Enable", { access: "RW" }),
  pick("lwo", 14, 12, "Link Width Out", WIDTHS, { access: "RW" }),
  flag("dfoe", 15, "Doubleword Flow Control Out Enable", { access: "RW" }),
];

export const REVISION: readonly FieldDef[] = [
  shown("minor", 4, 0, "Minor Revision", (raw) => String(raw).padStart(2, "0"), { access: "RO" }),
  uint("major", 7, 5, "Major Revision", { access: "RO" }),
];

export const FREQUENCY_ERROR: readonly FieldDef[] = [
  pick("freq", 3, 0, "Transmitter Clock Frequency", FREQUENCIES, { access: "RW" }),
  flag("prot", 4, "Protocol Error", failed("A protocol error was found on the link.")),
  flag("ovfl", 5, "Overflow Error", failed("A receive buffer of the link overflowed.")),
  flag("eoc", 6, "End of Chain Error", failed("A packet came to the end of the chain.")),
  flag("ctltm", 7, "CTL Timeout", { access: "RW" }),
];

export const FREQUENCY_CAPABILITY: readonly FieldDef[] = [
  flag("f200", 0, "200 MHz", { access: "RO" }),
  flag("f300", 1, "300 MHz", { access: "RO" }),
  flag("f400", 2, "400 MHz", { access: "RO" }),
  flag("f500", 3, "500 MHz", { access: "RO" }),
  flag("f600", 4, "600 MHz", { access: "RO" }),
  flag("f800", 5, "800 MHz", { access: "RO" }),
  flag("f1000", 6, "1.0 GHz", { access: "RO" }),
  flag("f1200", 7, "1.2 GHz", { access: "RO" }),
  flag("f1400", 8, "1.4 GHz", { access: "RO" }),
  flag("f1600", 9, "1.6 GHz", { access: "RO" }),
  flag("vendor", 15, "Vendor Specific", { access: "RO" }),
];

export const FEATURES: readonly FieldDef[] = [
  flag("isocfc", 0, "Isochronous Flow Control Mode", { access: "RO" }),
  flag("ldtstop", 1, "LDTSTOP# Supported", { access: "RO" }),
  flag("crctm", 2, "CRC Test Mode", { access: "RO" }),
  flag("ectlt", 3, "Extended CTL Time Required", { access: "RO" }),
  flag("ba64", 4, "64-bit Addressing", { access: "RO" }),
  flag("uidrd", 5, "UnitID Reorder Disable", { access: "RW" }),
];

export const ERROR_HANDLING: readonly FieldDef[] = [
  flag("pfle", 0, "Protocol Error Flood Enable", { access: "RW" }),
  flag("ofle", 1, "Overflow Error Flood Enable", { access: "RW" }),
  flag("pfe", 2, "Protocol Error Fatal Enable", { access: "RW" }),
  flag("ofe", 3, "Overflow Error Fatal Enable", { access: "RW" }),
  flag("eocfe", 4, "End of Chain Error Fatal Enable", { access: "RW" }),
  flag("rfe", 5, "Response Error Fatal Enable", { access: "RW" }),
  flag("crcfe", 6, "CRC Error Fatal Enable", { access: "RW" }),
  flag("serrfe", 7, "System Error Fatal Enable", { access: "RW" }),
  flag("cf", 8, "Chain Fail", {
    access: "RO",
    problem: (raw) => (raw ? "The chain is flooded after a failure." : null),
  }),
  flag("re", 9, "Response Error", failed("A response came that nobody had asked for.")),
  flag("pnfe", 10, "Protocol Error Nonfatal Enable", { access: "RW" }),
  flag("onfe", 11, "Overflow Error Nonfatal Enable", { access: "RW" }),
  flag("eocnfe", 12, "End of Chain Error Nonfatal Enable", { access: "RW" }),
  flag("rnfe", 13, "Response Error Nonfatal Enable", { access: "RW" }),
  flag("crcnfe", 14, "CRC Error Nonfatal Enable", { access: "RW" }),
  flag("serrnfe", 15, "System Error Nonfatal Enable", { access: "RW" }),
];

/** Texts that differ between the interfaces in the name of a register only. */
export function linkControlText(path: string): string {
  return (
    `CFlE{${path}.cfle} CST{${path}.cst} CFE{${path}.cfe} <LkFail{${path}.lkfail} Init{${path}.init} ` +
    `EOC{${path}.eoc} TXO{${path}.txo} <CRCErr={${path}.crcerr}`
  );
}
export function linkControl2Text(path: string): string {
  return ` IsocEn{${path}.isocen} LSEn{${path}.lsen} ExtCTL{${path}.extctl} 64b{${path}.b64}`;
}
export function linkConfigText(path: string): string {
  return `MLWI={${path}.mlwi} MLWO={${path}.mlwo} LWI={${path}.lwi} LWO={${path}.lwo}\n`;
}
export function linkConfig2Text(path: string): string {
  return (
    `MLWI={${path}.mlwi} DwFcIn{${path}.dfi} MLWO={${path}.mlwo} DwFcOut{${path}.dfo} ` +
    `LWI={${path}.lwi} DwFcInEn{${path}.dfie} LWO={${path}.lwo} DwFcOutEn{${path}.dfoe}\n`
  );
}
export function linkErrorText(path: string): string {
  return `<Prot{${path}.prot} <Ovfl{${path}.ovfl} <EOC{${path}.eoc} CTLTm{${path}.ctltm}\n`;
}
/** lspci looks at the low byte of the register only, so what is above it always reads as off. */
export function frequencyCapabilityText(path: string): string {
  return (
    `200MHz{${path}.f200} 300MHz{${path}.f300} 400MHz{${path}.f400} 500MHz{${path}.f500} 600MHz{${path}.f600} ` +
    `800MHz{${path}.f800} 1.0GHz{${path}.f1000} 1.2GHz{${path}.f1200} 1.4GHz- 1.6GHz- Vend-\n`
  );
}
export function featuresText(path: string): string {
  return (
    `IsocFC{${path}.isocfc} LDTSTOP{${path}.ldtstop} CRCTM{${path}.crctm} ECTLT{${path}.ectlt} ` +
    `64bA{${path}.ba64} UIDRD{${path}.uidrd}`
  );
}
export function errorHandlingText(path: string): string {
  const names = [
    ["PFlE", "pfle"],
    ["OFlE", "ofle"],
    ["PFE", "pfe"],
    ["OFE", "ofe"],
    ["EOCFE", "eocfe"],
    ["RFE", "rfe"],
    ["CRCFE", "crcfe"],
    ["SERRFE", "serrfe"],
    ["CF", "cf"],
    ["RE", "re"],
    ["PNFE", "pnfe"],
    ["ONFE", "onfe"],
    ["EOCNFE", "eocnfe"],
    ["RNFE", "rnfe"],
    ["CRCNFE", "crcnfe"],
    ["SERRNFE", "serrnfe"],
  ];
  return `\t\tError Handling: ${names.map(([label, id]) => `${label}{${path}.${id}}`).join(" ")}\n`;
}

/** The capability type: three bits for the interface blocks, five for all others. */
export function highType(c: CapabilityContext): number {
  return c.u16(2) >> 13;
}
export function blockType(c: CapabilityContext): number {
  return c.u16(2) >> 11;
}

/** Since revision 1.02, coded 22h, the interface blocks have all their registers. */
export const FULL_REVISION = 0x22;
/** Up to here the layout is the first one; of those between lspci is not sure. */
const FIRST_REVISION = 0x11;

/** lspci's warning for a revision between the first layout and the full one. */
export function revisionWarning(revision: number): string {
  return revision < FULL_REVISION && revision > FIRST_REVISION ? "\t\t!!! Possibly incomplete decoding\n" : "";
}
