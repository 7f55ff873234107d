import { type CapabilityDef, type FieldDef, flag, pick, register, uint } from "../../layout.ts";
import { L0P_EXIT_LATENCY } from "./flit-mode.ts";

function features(side: "Local" | "Remote"): FieldDef[] {
  const end = side === "Local" ? "this end" : "the other end";
  const access = side === "Local" ? ("HwInit" as const) : ("RO" as const);
  return [
    flag("scaledFlow", 0, `${side} Scaled Flow Control Supported`, {
      access,
      help: `Set: ${end} supports Scaled Flow Control: more credits, for fast or long links.`,
    }),
    flag("immediate", 1, `${side} Immediate Readiness`, {
      access,
      help: `Set: all functions at ${end} have Immediate Readiness: they complete configuration requests at any time.`,
    }),
    uint("extendedVc", 4, 2, `${side} Extended VC Count`, {
      access,
      help: `Number of VCs besides VC0 that ${end} supports.`,
    }),
    pick("l0p", 7, 5, `${side} L0p Exit Latency`, L0P_EXIT_LATENCY, {
      access,
      help: `Time that ${end} needs to widen the link from L0p.`,
    }),
  ];
}

export const DATA_LINK_FEATURE: CapabilityDef = {
  key: "dlnk",
  space: "extended",
  id: 0x25,
  short: "Data Link Feature",
  title: "Data Link Feature",
  section: "PCIe 6.2 §7.7.4",
  length: 12,
  registers: [
    register("cap", 0x04, 4, "Data Link Feature Capabilities", [
      ...features("Local"),
      flag("exchange", 31, "Data Link Feature Exchange Enable", {
        access: "HwInit",
        help: "Set: the two ends exchange these features while the link comes up.",
      }),
    ]),
    register("sta", 0x08, 4, "Data Link Feature Status", [
      ...features("Remote"),
      flag("valid", 31, "Remote Data Link Feature Supported Valid", {
        access: "RO",
        help: "Set: the link partner has reported the features that it supports.",
      }),
    ]),
  ],
  text: ["Data Link Feature <?>\n"],
};
