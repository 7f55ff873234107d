import { type HelpTexts, withHelp } from "../../../field-help.ts";
import { type CapabilityDef, flag, type RegisterDef, register, shown, whole } from "../../../layout.ts";
import { DVSEC_HEADERS, DVSEC_TEXT, dvsecId, dvsecVendor, statedLength, withinLength } from "../vendor-header.ts";

const AMD = 0x1022;
/** First rate of each capability register, in tenths of GT/s: a bit for each tenth from there on. */
const FIRST_RATES = [80, 110, 140, 160, 190, 220, 250] as const;

const rateText = (tenths: number): string => `${(tenths / 10).toFixed(1)} GT/s`;

/** A rate counts in tenths from the rate that it stands in for. */
const rateFrom =
  (tenths: number) =>
  (raw: number | bigint): string =>
    Number(raw) === 0 ? "none" : rateText(tenths + Number(raw));

/** `8.0–10.9 GT/s` for bits in a row, with commas between rows. */
function ratesOf(raw: number | bigint, first: number): string {
  const rows: [first: number, last: number][] = [];
  for (let bit = 0; bit < 32; bit++) {
    if (((Number(raw) >>> bit) & 1) === 0) continue;
    const row = rows.at(-1);
    if (row?.[1] === first + bit - 1) row[1] = first + bit;
    else rows.push([first + bit, first + bit]);
  }
  if (rows.length === 0) return "none";
  return rows.map(([a, b]) => (a === b ? rateText(a) : `${(a / 10).toFixed(1)}–${rateText(b)}`)).join(", ");
}

function ratesRegister(first: number, index: number): RegisterDef {
  return register(`cap${index + 1}`, 0x10 + 4 * index, 4, `ESM Capability ${index + 1}`, [
    shown("rates", 31, 0, "Rates", (raw) => ratesOf(raw, first), {
      access: "RO",
      help: `A bit for each rate from ${rateText(first)} up, in steps of 0.1 GT/s.`,
    }),
  ]);
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  status: "Time that the lanes must be idle when the rate changes; the encoding is not public.",
  "control.gen3": "Rate used in place of 8 GT/s while ESM is enabled.",
  "control.gen4": "Rate used in place of 16 GT/s while ESM is enabled.",
  "control.enable": "Set: the two rates above are used in place of the PCI Express rates.",
};

/** Rates beside those of PCI Express between AMD's parts (kernel: amd/include/asic_reg/nbio, BIFPLR0_PCIE_ESM_*). */
export const AMD_ESM: CapabilityDef = {
  key: "dvsec.amd-esm",
  space: "extended",
  id: 0x23,
  short: "AMD ESM",
  title: "AMD Extended Speed Mode",
  section: "kernel: amd/include/asic_reg/nbio (PCIE_ESM_*); amd/pm/swsmu/smu11/arcturus_ppt.c",
  match: (c) => dvsecVendor(c) === AMD && dvsecId(c) === 0x01,
  length: statedLength,
  registers: [
    ...DVSEC_HEADERS,
    ...withinLength([
      ...withHelp(HELP, [
        whole("status", 0x0a, 2, "ESM Status", { access: "RO" }),
        register("control", 0x0c, 2, "ESM Control", [
          shown("gen3", 6, 0, "Gen 3 Data Rate", rateFrom(64), { access: "RW" }),
          shown("gen4", 14, 8, "Gen 4 Data Rate", rateFrom(128), { access: "RW" }),
          flag("enable", 15, "ESM Enabled", { access: "RW", reset: 0 }),
        ]),
      ]),
      ...FIRST_RATES.map(ratesRegister),
    ]),
  ],
  text: DVSEC_TEXT,
};
