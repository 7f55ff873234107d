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
  ["Received UR Completion", "came back as unsupported: nothing below took it"],
  ["Received CA Completion", "was refused by the function that it reached"],
  ["Completion Timeout", "was not answered in time"],
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
  pioRegister("pioMsk", 0x10, "RP PIO Mask", 1, "Set: neither logged nor told. "),
  pioRegister("pioSvr", 0x14, "RP PIO Severity", 0, "Set: triggers containment. "),
  pioRegister("pioSys", 0x18, "RP PIO SysError", 0, "Set: raises a system error. "),
  pioRegister("pioExc", 0x1c, "RP PIO Exception", 0, "Set: the processor's access fails. "),
];

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.intMsg": "The MSI vector of containment events.",
  "cap.rpExt": "The root port logs errors of its own requests (RP PIO).",
  "cap.poison": "The port can stop poisoned packets on their way out.",
  "cap.software": "Software can trigger containment.",
  "cap.logSize": "Double words of the RP PIO logs.",
  "cap.dlActive": "The port can tell with ERR_COR that the link came up.",
  "cap.logSize4": "Upper bit of the log size.",
  "ctl.trigger": "When the port is cut off from what is below it.",
  "ctl.completion": "Blocked requests are answered with UR instead of CA.",
  "ctl.interrupt": "Containment raises an interrupt.",
  "ctl.errCor": "Containment is told with ERR_COR.",
  "ctl.poison": "Poisoned packets are stopped on their way out.",
  "ctl.software": "Reads 0; writing 1 triggers DPC.",
  "ctl.dlActive": "ERR_COR when the link comes up.",
  "ctl.sigSfw": "Events are told to firmware with ERR_COR.",
  "sta.trigger": "DPC happened and holds the link down until this bit is cleared.",
  "sta.reason": "What made the port contain.",
  "sta.interrupt": "The interrupt of the event; cleared by writing 1.",
  "sta.busy": "The root port still works off the event: do not clear it yet.",
  "sta.extension": "The reason where the field above says that it stands here.",
  "sta.pioFirst": "Bit of the first error in RP PIO Status.",
  "sta.sigSfw": "ERR_COR was sent to firmware; cleared by writing 1.",
  pioSta: "Answers to the root port's own requests that went wrong; cleared by writing 1.",
  pioMsk: "Set: such an error is neither logged nor told.",
  pioSvr: "Set: such an error counts as uncorrectable and triggers containment.",
  pioSys: "Set: such an error raises a system error.",
  pioExc: "Set: such an error makes the processor's access fail.",
  pioLog0: "Start of the request that went wrong first.",
  source: "Requester ID of the message that triggered DPC.",
  pioImpl: "What the root port adds by its maker's choice.",
  pioLog1: "Second part of it.",
  pioLog2: "Third part of it.",
  pioLog3: "Fourth part of it.",
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
        problem: (raw) => (raw ? "The port is contained: its link is held down." : null),
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
      registers: [whole("log", 0, 4, "Log", { access: "ROS", help: "A prefix of the request that went wrong first." })],
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
