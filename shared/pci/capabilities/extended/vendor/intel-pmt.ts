import {
  type CapabilityContext,
  type CapabilityDef,
  type RegisterDef,
  register,
  shown,
  uint,
} from "../../../layout.ts";
import {
  DVSEC_HEADERS,
  DVSEC_TEXT,
  dvsecId,
  dvsecVendor,
  statedLength,
  VSEC_HEADER,
  VSEC_TEXT,
  vsecId,
  withinLength,
} from "../vendor-header.ts";

const INTEL = 0x8086;
/** Features by id (kernel: include/linux/intel_vsec.h, enum intel_vsec_id). */
const FEATURES: Readonly<Record<number, string>> = {
  2: "Telemetry",
  3: "Watcher",
  4: "Crashlog",
  12: "Discovery",
  65: "Software Defined Silicon",
  66: "TPMI",
};

/** Where the feature's table is: the same registers behind either kind of header. */
const TABLE_REGISTERS: readonly RegisterDef[] = withinLength([
  register("entries", 0x0a, 1, "Number of Entries", [
    uint("value", 7, 0, "Number of Entries", {
      access: "RO",
      help: "Number of entries in the discovery table.",
    }),
  ]),
  register("size", 0x0b, 1, "Entry Size", [
    uint("value", 7, 0, "Entry Size", {
      access: "RO",
      unit: "dwords",
      help: "Length of each entry of the discovery table.",
    }),
  ]),
  register("table", 0x0c, 4, "Discovery Table", [
    uint("bar", 2, 0, "BAR", { access: "RO", help: "BAR that contains the discovery table." }),
    shown("offset", 31, 3, "Offset", (raw) => `${(Number(raw) * 8).toString(16)}h`, {
      access: "RO",
      help: "Offset of the discovery table in that BAR.",
    }),
  ]),
]);

function featureOf(id: (c: CapabilityContext) => number) {
  return { id: "feature", name: "Feature", of: ["table"], show: (c: CapabilityContext) => FEATURES[id(c)] ?? null };
}

const COMMON = {
  space: "extended",
  short: "Intel PMT",
  title: "Intel Platform Monitoring Technology",
  section: "kernel: drivers/platform/x86/intel/vsec.c",
  length: statedLength,
} as const;

export const INTEL_PMT: CapabilityDef = {
  ...COMMON,
  key: "dvsec.intel-pmt",
  id: 0x23,
  match: (c) => dvsecVendor(c) === INTEL && FEATURES[dvsecId(c)] !== undefined,
  registers: [...DVSEC_HEADERS, ...TABLE_REGISTERS],
  derived: [featureOf(dvsecId)],
  text: DVSEC_TEXT,
};

export const INTEL_PMT_VSEC: CapabilityDef = {
  ...COMMON,
  key: "vsec.intel-pmt",
  id: 0x0b,
  match: (c) => c.fn.vendor === INTEL && FEATURES[vsecId(c)] !== undefined,
  registers: [VSEC_HEADER, ...TABLE_REGISTERS],
  derived: [featureOf(vsecId)],
  text: VSEC_TEXT,
};
