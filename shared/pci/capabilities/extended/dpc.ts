import { PCI_PROBLEM_WORDS } from "../../../words/texts/pci-problems.ts";
import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityContext, type CapabilityDef, flag, hex, pick, register, uint, whole } from "../../layout.ts";

/** Root Port extensions: the RP PIO registers exist. */
const hasExtensions = (c: CapabilityContext): boolean => (c.space.u16(c.at + 4) & 0x20) !== 0;

/** Size of the RP PIO log in dwords; its fifth bit came with Flit Mode. */
function logSize(c: CapabilityContext): number {
  const cap = c.space.u16(c.at + 4);
  return ((cap >> 8) & 0xf) | ((cap >> 9) & 0x10);
}

const REASONS = {
  0: "unmasked uncorrectable error",
  1: "ERR_NONFATAL received",
  2: "ERR_FATAL received",
  3: "see the extension",
};

const PIO_KINDS: readonly (readonly [name: string, words: string])[] = [
  ["Configuration", "A configuration"],
  ["I/O", "An I/O"],
  ["Memory", "A memory"],
];
const PIO_RESULTS: readonly (readonly [name: string, met: string])[] = [
  ["Received UR Completion", "received a UR completion: no function below accepted it"],
  ["Received CA Completion", "received a CA completion: the target function aborted it"],
  ["Completion Timeout", "timed out without a completion"],
];

/**
 * What a Root Port's own requests met (PCIe 6.2 §7.9.14.6).
 * @param effect what a set bit does; empty for the status itself
 */
function pioFields(reset: 0 | 1, effect: string) {
  return PIO_KINDS.flatMap(([kind, words], k) =>
    PIO_RESULTS.map(([result, met], r) => {
      const bit = 8 * k + r;
      return flag(`bit${bit}`, bit, `${kind} Request ${result}`, { reset, help: `${effect}${words} request ${met}.` });
    }),
  );
}

function pioRegister(id: string, offset: number, name: string, reset: 0 | 1, effect: string) {
  const access = id === "pioSta" ? "RW1CS" : "RWS";
  return register(id, offset, 4, name, pioFields(reset, effect), { when: hasExtensions, access });
}

const PIO_REGISTERS = [
  pioRegister("pioSta", 0x0c, "RP PIO Status", 0, ""),
  pioRegister("pioMsk", 0x10, "RP PIO Mask", 1, "Set: neither logged nor signaled. "),
  pioRegister("pioSvr", 0x14, "RP PIO Severity", 0, "Set: triggers DPC. "),
  pioRegister("pioSys", 0x18, "RP PIO SysError", 0, "Set: raises a System Error. "),
  pioRegister("pioExc", 0x1c, "RP PIO Exception", 0, "Set: raises a processor exception. "),
];

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.intMsg": "MSI or MSI-X vector of DPC interrupts.",
  "cap.rpExt": "Set: the root port logs errors of the requests that it issues (RP PIO).",
  "cap.poison": "Set: the port can block poisoned TLPs at egress.",
  "cap.software": "Set: software can trigger DPC.",
  "cap.logSize": "Size of the RP PIO logs in dwords.",
  "cap.dlActive": "Set: the port can send ERR_COR when the data link becomes active.",
  "cap.logSize4": "Bit 4 of RP PIO Log Size.",
  "ctl.trigger": "Errors that trigger DPC, which takes the link below the port down.",
  "ctl.completion": "Set: blocked requests complete with UR; clear: with CA.",
  "ctl.interrupt": "Set: DPC raises an interrupt.",
  "ctl.errCor": "Set: DPC is signaled with ERR_COR.",
  "ctl.poison": "Set: poisoned TLPs are blocked at egress.",
  "ctl.software": "Reads 0; writing 1 triggers DPC.",
  "ctl.dlActive": "Set: ERR_COR is sent when the data link becomes active.",
  "ctl.sigSfw":
    "Set: DPC events are signaled to system firmware with ERR_COR, even if Correctable Error Reporting Enable is clear.",
  "sta.trigger": "Set: DPC has triggered and holds the link down until this bit is cleared.",
  "sta.reason": "What triggered DPC.",
  "sta.interrupt": "Set: a DPC interrupt was raised. Write 1 to clear.",
  "sta.busy": "Set: the root port is still processing the event. Do not clear Trigger Status yet.",
  "sta.extension": "The trigger reason if DPC Trigger Reason refers to this field.",
  "sta.pioFirst": "Bit number of the first error in RP PIO Status.",
  "sta.sigSfw": "Set: ERR_COR was sent to system firmware. Write 1 to clear.",
  pioSta: "Errors of the root port's own requests. Write 1 to clear.",
  pioMsk: "Set: the error is neither logged nor signaled.",
  pioSvr: "Set: the error is uncorrectable and triggers DPC.",
  pioSys: "Set: the error raises a System Error.",
  pioExc: "Set: the error raises a processor exception.",
  pioLog0: "First dword of the TLP header of the request that failed first.",
  source: "Requester ID of the error message that triggered DPC.",
  pioImpl: "Implementation-specific log of the root port.",
  pioLog1: "Second dword of the TLP header of the request that failed first.",
  pioLog2: "Third dword of the TLP header of the request that failed first.",
  pioLog3: "Fourth dword of the TLP header of the request that failed first.",
};

export const DPC: CapabilityDef = {
  key: "dpc",
  space: "extended",
  id: 0x1d,
  short: "DPC",
  title: "Downstream Port Containment",
  section: "PCIe 6.2 §7.9.14",
  length: (c) => (hasExtensions(c) ? 0x20 + 4 * logSize(c) : 0x0c),
  registers: withHelp(HELP, [
    register("cap", 0x04, 2, "DPC Capability", [
      uint("intMsg", 4, 0, "DPC Interrupt Message Number", { access: "RO" }),
      flag("rpExt", 5, "RP Extensions for DPC", { access: "RO" }),
      flag("poison", 6, "Poisoned TLP Egress Blocking Supported", { access: "RO" }),
      flag("software", 7, "DPC Software Triggering Supported", { access: "RO" }),
      uint("logSize", 11, 8, "RP PIO Log Size", { access: "RO", unit: "DW" }),
      flag("dlActive", 12, "DL_Active ERR_COR Signaling Supported", { access: "RO" }),
      flag("logSize4", 13, "RP PIO Log Size, bit 4", { access: "RO" }),
    ]),
    register("ctl", 0x06, 2, "DPC Control", [
      pick(
        "trigger",
        1,
        0,
        "DPC Trigger Enable",
        { 0: "disabled", 1: "on ERR_FATAL", 2: "on ERR_NONFATAL or ERR_FATAL" },
        { access: "RW", reset: 0 },
      ),
      flag("completion", 2, "DPC Completion Control", { access: "RW", reset: 0 }),
      flag("interrupt", 3, "DPC Interrupt Enable", { access: "RW", reset: 0 }),
      flag("errCor", 4, "DPC ERR_COR Enable", { access: "RW", reset: 0 }),
      flag("poison", 5, "Poisoned TLP Egress Blocking Enable", { access: "RW", reset: 0 }),
      flag("software", 6, "DPC Software Trigger", { access: "RW", reset: 0 }),
      flag("dlActive", 7, "DL_Active ERR_COR Enable", { access: "RW", reset: 0 }),
      flag("sigSfw", 8, "DPC SIG_SFW Enable", { access: "RW", reset: 0 }),
    ]),
    register("sta", 0x08, 2, "DPC Status", [
      flag("trigger", 0, "DPC Trigger Status", {
        access: "RW1CS",
        reset: 0,
        problem: (raw) => (raw ? PCI_PROBLEM_WORDS.contained : null),
      }),
      pick("reason", 2, 1, "DPC Trigger Reason", REASONS, { access: "ROS" }),
      flag("interrupt", 3, "DPC Interrupt Status", { access: "RW1CS", reset: 0 }),
      flag("busy", 4, "DPC RP Busy", { access: "RO" }),
      pick(
        "extension",
        6,
        5,
        "DPC Trigger Reason Extension",
        { 0: "RP PIO error", 1: "software trigger" },
        { access: "ROS" },
      ),
      hex("pioFirst", 12, 8, "RP PIO First Error Pointer", { access: "ROS" }),
      flag("sigSfw", 13, "DPC SIG_SFW Status", { access: "RW1CS" }),
    ]),
    whole("source", 0x0a, 2, "DPC Error Source ID", { access: "ROS" }),
    ...PIO_REGISTERS,
    ...[0, 1, 2, 3].map((n) =>
      whole(`pioLog${n}`, 0x20 + 4 * n, 4, `RP PIO Header Log ${n + 1}`, {
        access: "ROS",
        when: (c) => hasExtensions(c) && logSize(c) > n,
      }),
    ),
    whole("pioImpl", 0x30, 4, "RP PIO ImpSpec Log", {
      access: "ROS",
      when: (c) => hasExtensions(c) && logSize(c) >= 5,
    }),
  ]),
  groups: [
    {
      id: "prefix",
      name: (index) => `RP PIO TLP Prefix ${index + 1}`,
      count: (c) => (hasExtensions(c) ? Math.max(0, logSize(c) - 5) : 0),
      limit: 26,
      offset: (index) => 0x34 + 4 * index,
      registers: [whole("log", 0, 4, "Log", { access: "ROS", help: "TLP prefix of the request that failed first." })],
    },
  ],
  text: [
    "Downstream Port Containment\n",
    { need: [0x04, 8] },
    "\t\tDpcCap:\tIntMsgNum {cap.intMsg}, RPExt{cap.rpExt} PoisonedTLP{cap.poison} SwTrigger{cap.software} ",
    "RP PIO Log {cap.logSize}, DL_ActiveErr{cap.dlActive}\n",
    "\t\tDpcCtl:\tTrigger:{ctl.trigger:x} Cmpl{ctl.completion} INT{ctl.interrupt} ErrCor{ctl.errCor} ",
    "PoisonedTLP{ctl.poison} SwTrigger{ctl.software} DL_ActiveErr{ctl.dlActive}\n",
    "\t\tDpcSta:\tTrigger{sta.trigger} Reason:{sta.reason:02x} INT{sta.interrupt} RPBusy{sta.busy} ",
    "TriggerExt:{sta.extension:02x} RP PIO ErrPtr:{sta.pioFirst}\n",
    "\t\tSource:\t{source}\n",
  ],
};
