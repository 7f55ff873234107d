import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, pick, register, uint } from "../../layout.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.line64": "Set: it can watch cache lines of 64 bytes.",
  "cap.line128": "Set: it can watch cache lines of 128 bytes.",
  "cap.max": "Cache lines it can watch: 2^n at most.",
  "ctl.enable": "Set: the function may ask to be told when a cache line changes.",
  "ctl.line": "Size of the cache lines that are watched; must be that of the host.",
  "ctl.limit": "Cache lines that it may watch at a time: 2^n at most.",
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
