import { PCI_PROBLEM_WORDS } from "../../../words/texts/pci-problems.ts";
import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, register, uint, whole } from "../../layout.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.interrupt": "Set: a response or an error can raise an interrupt; clear: the mailbox must be polled.",
  "cap.intMsg": "MSI or MSI-X vector of DOE interrupts.",
  "cap.attention": "Set: software can indicate that no object will follow soon, so that the mailbox may save power.",
  "cap.async": "Set: the mailbox can send unsolicited objects.",
  "ctl.abort": "Writing 1 aborts all exchanges; reads 0.",
  "ctl.interrupt": "Set: an interrupt is raised when a response is ready, an error occurs or an abort completes.",
  "ctl.go": "Writing 1 submits the object in the write mailbox; reads 0.",
  "ctl.noAttention": "Set: the mailbox need not stay ready for the next object.",
  "ctl.async": "Set: the mailbox may send unsolicited objects.",
  "sta.busy": "Set: the mailbox cannot accept an object now.",
  "sta.interrupt": "Set: an interrupt condition has occurred. Write 1 to clear.",
  "sta.error": "Set: an object could not be processed. Only DOE Abort clears this bit.",
  "sta.async": "Set: the mailbox has sent an unsolicited object. Write 1 to clear.",
  "sta.attention": "Set: the mailbox is ready to accept an object immediately.",
  "sta.ready": "Set: a response is ready in the read mailbox.",
  write: "The object is written here, dword by dword, before DOE Go is set.",
  read: "Reads the current dword of the response; writing any value advances to the next one.",
};

export const DOE: CapabilityDef = {
  key: "doe",
  space: "extended",
  id: 0x2e,
  short: "DOE",
  title: "Data Object Exchange",
  section: "PCIe 6.2 §7.9.24",
  length: 0x18,
  registers: withHelp(HELP, [
    register("cap", 0x04, 4, "DOE Capabilities", [
      flag("interrupt", 0, "DOE Interrupt Support", { access: "HwInit" }),
      uint("intMsg", 11, 1, "DOE Interrupt Message Number", { access: "RO" }),
      flag("attention", 12, "DOE Attention Mechanism Support", { access: "HwInit" }),
      flag("async", 13, "DOE Async Message Support", { access: "HwInit" }),
    ]),
    register("ctl", 0x08, 4, "DOE Control", [
      flag("abort", 0, "DOE Abort", { access: "RW", reset: 0 }),
      flag("interrupt", 1, "DOE Interrupt Enable", { access: "RW", reset: 0 }),
      flag("noAttention", 2, "DOE Attention Not Needed", { access: "RW", reset: 0 }),
      flag("async", 3, "DOE Async Message Enable", { access: "RW", reset: 0 }),
      flag("go", 31, "DOE Go", { access: "RW", reset: 0 }),
    ]),
    register("sta", 0x0c, 4, "DOE Status", [
      flag("busy", 0, "DOE Busy", { access: "RO" }),
      flag("interrupt", 1, "DOE Interrupt Status", { access: "RW1C", reset: 0 }),
      flag("error", 2, "DOE Error", {
        access: "RO",
        reset: 0,
        problem: (raw) => (raw ? PCI_PROBLEM_WORDS.doe : null),
      }),
      flag("async", 3, "DOE Async Message Status", { access: "RW1C", reset: 0 }),
      flag("attention", 4, "DOE At Attention", { access: "RO", reset: 0 }),
      flag("ready", 31, "Data Object Ready", { access: "RO" }),
    ]),
    whole("write", 0x10, 4, "DOE Write Data Mailbox", { access: "RW" }),
    whole("read", 0x14, 4, "DOE Read Data Mailbox", { access: "RW" }),
  ]),
  text: [
    "Data Object Exchange\n",
    { need: [0x04, 0x14], else: ["\t\t<unreadable>\n"] },
    "\t\tDOECap: IntSup{cap.interrupt}\n",
    { when: "cap.interrupt", text: ["\t\t\tIntMsgNum {cap.intMsg}\n"] },
    "\t\tDOECtl: IntEn{ctl.interrupt}\n",
    "\t\tDOESta: Busy{sta.busy} IntSta{sta.interrupt} Error{sta.error} ObjectReady{sta.ready}\n",
  ],
};
