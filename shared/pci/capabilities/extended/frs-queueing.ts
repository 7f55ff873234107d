import { PCI_PROBLEM_WORDS } from "../../../words/texts/pci-problems.ts";
import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, hex, pick, register, uint } from "../../layout.ts";

const REASONS = {
  1: "DRS message received",
  2: "D3hot to D0 transition completed",
  3: "FLR completed",
  8: "VF Enable set",
  9: "VF Enable cleared",
};

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.depth": "Number of FRS messages that the queue can hold.",
  "cap.intMsg": "MSI or MSI-X vector of FRS interrupts.",
  "sta.received": "Set: a function below has reported that it is ready. Write 1 to clear.",
  "sta.overflow": "Set: the queue overflowed and messages were lost. Check the functions one by one.",
  "ctl.interrupt": "Set: an FRS message raises an interrupt.",
  "queue.function": "Requester ID of the function that became ready.",
  "queue.reason": "Event after which the function became ready.",
  "queue.depth": "Number of messages in the queue.",
};

export const FRS_QUEUEING: CapabilityDef = {
  key: "frs",
  space: "extended",
  id: 0x21,
  short: "FRS Queueing",
  title: "FRS Queueing",
  section: "PCIe 6.2 §7.8.10",
  length: 0x10,
  registers: withHelp(HELP, [
    register("cap", 0x04, 4, "FRS Queueing Capability", [
      uint("depth", 11, 0, "FRS Queue Max Depth", { access: "HwInit" }),
      uint("intMsg", 20, 16, "FRS Interrupt Message Number", { access: "RO" }),
    ]),
    register("sta", 0x08, 2, "FRS Queueing Status", [
      flag("received", 0, "FRS Message Received", { access: "RW1C", reset: 0 }),
      flag("overflow", 1, "FRS Message Overflow", {
        access: "RW1C",
        reset: 0,
        problem: (raw) => (raw ? PCI_PROBLEM_WORDS.readinessLost : null),
      }),
    ]),
    register("ctl", 0x0a, 2, "FRS Queueing Control", [
      flag("interrupt", 0, "FRS Interrupt Enable", { access: "RW", reset: 0 }),
    ]),
    register("queue", 0x0c, 4, "FRS Message Queue", [
      hex("function", 15, 0, "Function ID", { access: "RO" }),
      pick("reason", 19, 16, "Reason", REASONS, { access: "RO" }),
      uint("depth", 31, 20, "Queue Depth", { access: "RO" }),
    ]),
  ]),
  text: ["FRS Queueing <?>\n"],
};
