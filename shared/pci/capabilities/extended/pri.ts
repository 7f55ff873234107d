import { PCI_PROBLEM_WORDS } from "../../../words/texts/pci-problems.ts";
import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, register, whole } from "../../layout.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "ctl.enable": "Set: the function may request pages that are not present.",
  "ctl.reset": "Writing 1 while Enable is clear discards pending page requests.",
  "sta.failure": "The host returned Response Failure; no page requests are sent until the interface is set up again.",
  "sta.unexpected": "A response arrived whose page request group index matches no outstanding request.",
  "sta.stopped": "Set: all page requests sent before Enable was cleared have completed. Undefined while Enable is set.",
  "sta.pasid": "Set: a response must carry the PASID of its page request.",
  capacity: "Maximum number of outstanding page requests that the function supports.",
  allocation: "Maximum number of outstanding page requests that the host allows.",
};

export const PRI: CapabilityDef = {
  key: "pri",
  space: "extended",
  id: 0x13,
  short: "PRI",
  title: "Page Request Interface",
  section: "PCIe 6.2 §10.5.2",
  length: 16,
  registers: withHelp(HELP, [
    register("ctl", 0x04, 2, "Page Request Control", [
      flag("enable", 0, "Enable", { access: "RW", reset: 0 }),
      flag("reset", 1, "Reset", { access: "RW", reset: 0 }),
    ]),
    register("sta", 0x06, 2, "Page Request Status", [
      flag("failure", 0, "Response Failure", {
        access: "RW1C",
        reset: 0,
        problem: (raw) => (raw ? PCI_PROBLEM_WORDS.pageRequestFailed : null),
      }),
      flag("unexpected", 1, "Unexpected Page Request Group Index", {
        access: "RW1C",
        reset: 0,
        problem: (raw) => (raw ? PCI_PROBLEM_WORDS.pageGroupUnexpected : null),
      }),
      flag("stopped", 8, "Stopped", { access: "RO" }),
      flag("pasid", 15, "PRG Response PASID Required", { access: "RO" }),
    ]),
    whole("capacity", 0x08, 4, "Outstanding Page Request Capacity", { access: "RO" }),
    whole("allocation", 0x0c, 4, "Outstanding Page Request Allocation", { access: "RW" }),
  ]),
  text: [
    "Page Request Interface (PRI)\n",
    { need: [0x04, 12] },
    "\t\tPRICtl: Enable{ctl.enable} Reset{ctl.reset}\n",
    "\t\tPRISta: RF{sta.failure} UPRGI{sta.unexpected} Stopped{sta.stopped} PASID{sta.pasid}\n",
    "\t\tPage Request Capacity: {capacity}, Page Request Allocation: {allocation}\n",
  ],
};
