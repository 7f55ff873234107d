import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, pick, register, uint } from "../../layout.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.line64": "Set: cache lines of 64 bytes can be monitored.",
  "cap.line128": "Set: cache lines of 128 bytes can be monitored.",
  "cap.max": "Maximum number of cache lines that the function can register: 2^n.",
  "ctl.enable": "Set: the function may register for notifications when a cache line changes.",
  "ctl.line": "Size of the monitored cache lines; must match that of the host.",
  "ctl.limit": "Maximum number of cache lines registered at a time: 2^n.",
};

export const LNR: CapabilityDef = {
  key: "lnr",
  space: "extended",
  id: 0x1c,
  short: "LNR",
  title: "LN Requester",
  section: "PCIe 5.0 §7.9.14",
  length: 8,
  registers: withHelp(HELP, [
    register("cap", 0x04, 2, "LNR Capability", [
      flag("line64", 0, "LNR-64 Supported", { access: "RO" }),
      flag("line128", 1, "LNR-128 Supported", { access: "RO" }),
      uint("max", 12, 8, "LNR Registration Max", { access: "RO" }),
    ]),
    register("ctl", 0x06, 2, "LNR Control", [
      flag("enable", 0, "LNR Enable", { access: "RW", reset: 0 }),
      pick("line", 1, 1, "LNR CLS", { 0: "64 bytes", 1: "128 bytes" }, { access: "RW", reset: 0 }),
      uint("limit", 12, 8, "LNR Registration Limit", { access: "RW" }),
    ]),
  ]),
  text: ["LN Requester <?>\n"],
};
