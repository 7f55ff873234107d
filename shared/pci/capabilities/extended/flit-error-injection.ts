import { type HelpTexts, withHelp } from "../../field-help.ts";
import {
  type CapabilityContext,
  type CapabilityDef,
  type FieldDef,
  flag,
  hex,
  pick,
  register,
  type TextPiece,
  uint,
} from "../../layout.ts";

const STATES = { 0: "not started", 1: "started", 2: "completed", 3: "error" };

/** Ordered sets and link states in which errors can be injected: id, name, bit of Control 1, lspci's label. */
const TARGETS: readonly (readonly [id: string, name: string, label: string])[] = [
  ["ts0", "TS0 Ordered Set", "TS0"],
  ["ts1", "TS1 Ordered Set", "TS1"],
  ["ts2", "TS2 Ordered Set", "TS2"],
  ["skp", "SKP Ordered Set", "SKP"],
  ["eieos", "EIEOS", "EIEOS"],
  ["eios", "EIOS", "EIOS"],
  ["sds", "SDS Ordered Set", "SDS"],
  ["polling", "Polling", "Polling"],
  ["configuration", "Configuration", "Configuration"],
  ["l0", "L0", "L0"],
  ["recovery", "non-EQ Recovery", "non-EQ recovery"],
  ["eq01", "Recovery.Equalization Phase 0 and 1", "Eq01"],
  ["eq2", "Recovery.Equalization Phase 2", "Eq2"],
  ["eq3", "Recovery.Equalization Phase 3", "Eq3"],
];
const CONTROL_1 = 0x08;
const PRINTED_TYPES = ["any", "any non-IDLE", "only payload", "only NOP"];
const FIRST_TARGET_BIT = 16;
/** How many of the targets are kinds of ordered sets; the others are states of the link. */
const SETS = 7;

function statusFields(side: "Tx" | "Rx"): FieldDef[] {
  const verb = side === "Tx" ? "transmitted" : "received";
  return TARGETS.map(([id, name], i) =>
    pick(id, 2 * i + 1, 2 * i, `${side} Injection Status: ${name}`, STATES, {
      access: "RO",
      help:
        i < SETS
          ? `Progress of error injection into ${verb} ordered sets of this type.`
          : `Progress of error injection into ordered sets ${verb} in this link state.`,
    }),
  );
}

/** lspci 3.14 takes the rates for bits 11:6; they are bits 8:3 (§7.8.13.3). */
const printedRate = (bit: number) => (c: CapabilityContext) => ((c.u32(CONTROL_1) >>> bit) & 1 ? "+" : "-");

/** It takes two of the three bits for the type. */
const printedType = (c: CapabilityContext): string => PRINTED_TYPES[(c.u32(CONTROL_1) >>> 29) & 3] ?? "";

/** Three targets to a line, the first line labelled. */
function statusLines(label: string, id: string): TextPiece[] {
  const lines: string[] = [];
  for (let i = 0; i < TARGETS.length; i += 3) {
    const items = TARGETS.slice(i, i + 3).map(([target, , text]) => `${text}: {${id}.${target}}`);
    lines.push(`${i === 0 ? `\t\t${label}` : "\t\t\t      "}${items.join(", ")}\n`);
  }
  return lines;
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  ctl1: "Which flits get errors, at which rates and how often.",
  ctl2: "Properties of the injected errors.",
  sta: "Progress of flit error injection.",
  osCtl1: "Which ordered sets get errors, in which link states and how often.",
  osCtl2: "Bytes and lanes of the ordered sets that get errors.",
  osTx: "Progress of error injection into transmitted ordered sets.",
  osRx: "Progress of error injection into received ordered sets.",
  "ctl1.enable": "Set: errors are injected into flits, to test how the link handles them.",
  "ctl1.tx": "Set: errors are injected into transmitted flits.",
  "ctl1.rx": "Set: errors are injected into received flits.",
  "ctl1.rate2": "Set: flit errors are injected while the link runs at 2.5 GT/s.",
  "ctl1.rate5": "Set: flit errors are injected while the link runs at 5.0 GT/s.",
  "ctl1.rate8": "Set: flit errors are injected while the link runs at 8.0 GT/s.",
  "ctl1.rate16": "Set: flit errors are injected while the link runs at 16.0 GT/s.",
  "ctl1.rate32": "Set: flit errors are injected while the link runs at 32.0 GT/s.",
  "ctl1.rate64": "Set: flit errors are injected while the link runs at 64.0 GT/s.",
  "ctl1.errors": "Number of errors to inject into flits; 0 = until injection is disabled.",
  "ctl1.spacing": "Number of flits between two errors; 0 = random, from 1 to 127.",
  "ctl1.type": "Types of flits that get errors.",
  "ctl2.consecutive": "Number of flits after a flit with an error that get errors too.",
  "ctl2.type": "Whether FEC can correct the injected errors.",
  "ctl2.offset":
    "Byte of the FEC group that gets the error; for uncorrectable errors, the distance between bytes with errors.",
  "ctl2.magnitude": "Bits of the byte that are inverted; 0 = random.",
  "sta.tx": "Progress of error injection into transmitted flits.",
  "sta.rx": "Progress of error injection into received flits.",
  "osCtl1.enable": "Set: errors are injected into ordered sets, to test how link training handles them.",
  "osCtl1.tx": "Set: errors are injected into transmitted ordered sets.",
  "osCtl1.rx": "Set: errors are injected into received ordered sets.",
  "osCtl1.errors": "Number of errors to inject into ordered sets; 0 = until injection is disabled.",
  "osCtl1.spacing": "Number of ordered sets between two errors; 0 = random, from 1 to 127.",
  "osCtl2.bytes": "Bit n: byte n of an ordered set gets an error; all 0 = a random byte.",
  "osCtl2.lanes": "Bit n: ordered sets on lane n get errors.",
};

export const FLIT_ERROR_INJECTION: CapabilityDef = {
  key: "flitei",
  space: "extended",
  id: 0x34,
  short: "Flit Error Injection",
  title: "Flit Error Injection",
  section: "PCIe 6.2 §7.8.13",
  length: 0x24,
  registers: withHelp(HELP, [
    register("cap", 0x04, 4, "Flit Error Injection Capability", []),
    register("ctl1", 0x08, 4, "Flit Error Injection Control 1", [
      flag("enable", 0, "Flit Error Injection Enable", { access: "RW", reset: 0 }),
      flag("tx", 1, "Inject Errors on Transmitted Flits", { access: "RW", reset: 0 }),
      flag("rx", 2, "Inject Errors on Received Flits", { access: "RW", reset: 0 }),
      flag("rate2", 3, "Enable at 2.5 GT/s", { access: "RW", reset: 0 }),
      flag("rate5", 4, "Enable at 5.0 GT/s", { access: "RW", reset: 0 }),
      flag("rate8", 5, "Enable at 8.0 GT/s", { access: "RW", reset: 0 }),
      flag("rate16", 6, "Enable at 16.0 GT/s", { access: "RW", reset: 0 }),
      flag("rate32", 7, "Enable at 32.0 GT/s", { access: "RW", reset: 0 }),
      flag("rate64", 8, "Enable at 64.0 GT/s", { access: "RW", reset: 0 }),
      uint("errors", 20, 16, "Number of Errors Injected", { access: "RW" }),
      uint("spacing", 28, 21, "Spacing Between Injected Errors", { access: "RW" }),
      pick(
        "type",
        31,
        29,
        "Injection on Flit Type",
        {
          0: "any",
          1: "any non-IDLE",
          2: "only payload",
          3: "only NOP",
          4: "only IDLE",
          5: "payload and its replays",
          6: "payload, then the replays of one",
        },
        { access: "RW" },
      ),
    ]),
    register("ctl2", 0x0c, 4, "Flit Error Injection Control 2", [
      pick(
        "consecutive",
        2,
        0,
        "Consecutive Error Injection",
        { 0: "none", 1: "1", 2: "2", 3: "3", 4: "4", 5: "5", 6: "6", 7: "pseudo-random, 7 to 15" },
        { access: "RW", printed: { 4: "Unknown (4)", 7: "pseudo-random" } },
      ),
      pick(
        "type",
        4,
        3,
        "Error Type Being Injected",
        { 0: "random", 1: "correctable single group", 2: "correctable three groups", 3: "uncorrectable" },
        { access: "RW" },
      ),
      uint("offset", 11, 5, "Error Offset within Flit", { access: "RW" }),
      uint("magnitude", 19, 12, "Error Magnitude", { access: "RW" }),
    ]),
    register("sta", 0x10, 4, "Flit Error Injection Status", [
      pick("tx", 1, 0, "Flit Error Tx Injection Status", STATES, { access: "RO" }),
      pick("rx", 3, 2, "Flit Error Rx Injection Status", STATES, { access: "RO" }),
    ]),
    register("osCtl1", 0x14, 4, "Ordered Set Error Injection Control 1", [
      flag("enable", 0, "Ordered Set Error Injection Enable", { access: "RW", reset: 0 }),
      flag("tx", 1, "Inject Errors on Transmitted Ordered Sets", { access: "RW", reset: 0 }),
      flag("rx", 2, "Inject Errors on Received Ordered Sets", { access: "RW", reset: 0 }),
      uint("errors", 7, 3, "Number of Errors Injected", { access: "RW" }),
      uint("spacing", 15, 8, "Spacing Between Injected Errors", { access: "RW" }),
      ...TARGETS.map(([id, name], i) =>
        flag(id, FIRST_TARGET_BIT + i, `Inject errors: ${name}`, {
          access: "RW",
          reset: 0,
          help:
            i < SETS
              ? "Set: errors are injected into ordered sets of this type."
              : "Set: errors are injected while the link is in this state.",
        }),
      ),
    ]),
    register("osCtl2", 0x18, 4, "Ordered Set Error Injection Control 2", [
      hex("bytes", 15, 0, "Error Injection Bytes", { access: "RW" }),
      hex("lanes", 31, 16, "Lane Number for Error Injection", { access: "RW" }),
    ]),
    register("osTx", 0x1c, 4, "Ordered Set Tx Injection Status", statusFields("Tx")),
    register("osRx", 0x20, 4, "Ordered Set Rx Injection Status", statusFields("Rx")),
  ]),
  text: [
    "Flit Error Injection\n",
    { need: [0x04, 32] },
    "\t\tFlitEiCtl1:   En{ctl1.enable} Tx{ctl1.tx} Rx{ctl1.rx}",
    ...["2.5", "5.0", "8.0", "16.0", "32.0", "64.0"].flatMap((rate, i) => [` ${rate}GT/s`, printedRate(6 + i)]),
    "\n\t\t\t      Number of errors: {ctl1.errors}, Spacing between errors: {ctl1.spacing}, Flit Type: ",
    printedType,
    "\n",
    "\t\tFlitEiCtl2:   Consecutive: {ctl2.consecutive:unknown}, Type: {ctl2.type}, Offset: {ctl2.offset}, ",
    "Magnitude: {ctl2.magnitude}\n",
    "\t\tFlitEiSts:    Tx: {sta.tx}, Rx: {sta.rx}\n",
    "\t\tFlitEiOsCtl1: En{osCtl1.enable} Tx{osCtl1.tx} Rx{osCtl1.rx} TS0{osCtl1.ts0} TS1{osCtl1.ts1} ",
    "TS2{osCtl1.ts2} SKP{osCtl1.skp} EIEOS{osCtl1.eieos} EIOS{osCtl1.eios}\n",
    "\t\t\t      SDS{osCtl1.sds} Poll{osCtl1.polling} Conf{osCtl1.configuration} L0{osCtl1.l0} ",
    "NoEq{osCtl1.recovery} Eq01{osCtl1.eq01} Eq2{osCtl1.eq2} Eq3{osCtl1.eq3}\n",
    "\t\tFlitEiOsCtl2: Bytes: {osCtl2.bytes}, Lanes: {osCtl2.lanes}\n",
    ...statusLines("FlitEiOsTx:   ", "osTx"),
    ...statusLines("FlitEiOsRx:   ", "osRx"),
  ],
};
