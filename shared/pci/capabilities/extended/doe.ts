import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, register, uint, whole } from "../../layout.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.interrupt": "Set: it can tell by interrupt that an answer or an error waits; else it must be polled.",
  "cap.intMsg": "The MSI vector of these interrupts.",
  "cap.attention": "Software can tell it that no object will come soon, so that it may save power.",
  "cap.async": "It can send objects without being asked.",
  "ctl.abort": "Reads 0; writing 1 drops all exchanges.",
  "ctl.interrupt": "Set: an interrupt when an answer is ready, or an error or abort is dealt with.",
  "ctl.go": "Reads 0; writing 1 hands over the object that was written.",
  "ctl.noAttention": "Set: it need not stay ready for the next object.",
  "ctl.async": "Set: it may send objects without being asked.",
  "sta.busy": "Set: it cannot take an object now.",
  "sta.interrupt": "There was a reason for an interrupt; cleared by writing 1.",
  "sta.error": "Set: an object could not be dealt with; only DOE Abort clears it.",
  "sta.async": "It has sent an object without being asked; cleared by writing 1.",
  "sta.attention": "Set: it is ready to take an object at once.",
  "sta.ready": "An answer waits in the read mailbox.",
  write: "The object is written here dword by dword before DOE Go.",
  read: "Writing anything moves on to the next dword of the object.",
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
        problem: (raw) => (raw ? "The last exchange ended with an error; an abort clears it." : null),
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
