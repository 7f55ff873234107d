import { type HelpTexts, withHelp } from "../../field-help.ts";
import {
  type CapabilityContext,
  type CapabilityDef,
  flag,
  hex,
  pick,
  register,
  registersWhen,
  uint,
  whole,
} from "../../layout.ts";
import { AER_BRIDGE, BRIDGE_LENGTH, isBridge } from "./aer-bridge.ts";
import { CORRECTABLE_FIELDS, UNCORRECTABLE, UNCORRECTABLE_FIELDS } from "./aer-errors.ts";

const ROOT_PORT = 4;
const EVENT_COLLECTOR = 10;
const PREFIX_LOG = 0x38;

/** Kinds of ERR_COR messages (NVIDIA open-gpu-kernel-modules, chipset_pcie.h; PCIe 6.2 §7.8.4.10). */
const SUBCLASSES = { 0: "legacy", 1: "for firmware", 2: "for the operating system", 3: "extended" };

const isRoot = (c: CapabilityContext): boolean => c.fn.portType === ROOT_PORT || c.fn.portType === EVENT_COLLECTOR;
/** Of a bridge to PCI the registers of the other side lie there. */
const hasPrefixLog = (c: CapabilityContext): boolean => !isBridge(c) && (c.space.u32(c.at + 0x18) & 0x800) !== 0;

/** Header Log registers past the fourth, which Flit Mode needs (kernel: drivers/pci/pcie/tlp.c). */
function extraLogs(c: CapabilityContext): number {
  const control = c.space.u32(c.at + 0x18);
  if (isBridge(c)) return 0;
  return control & 0x40000 ? Math.max(0, ((control >>> 19) & 0x1f) - 4) : 0;
}

function lengthOf(c: CapabilityContext): number {
  if (isBridge(c)) return BRIDGE_LENGTH;
  const version = (c.u32(0) >>> 16) & 0xf;
  const flit = PREFIX_LOG + 4 * extraLogs(c);
  if (version >= 2 || hasPrefixLog(c)) return Math.max(0x48, flit);
  return Math.max(isRoot(c) ? 0x38 : 0x2c, extraLogs(c) > 0 ? flit : 0);
}

function uncorrectableLines(label: string, id: string): string {
  return (
    `\t\t${label}:\tDLP{${id}.dlp} SDES{${id}.sdes} TLP{${id}.poison} FCP{${id}.fcp} CmpltTO{${id}.cto} ` +
    `CmpltAbrt{${id}.abort} UnxCmplt{${id}.unexpected} RxOF{${id}.overflow} MalfTLP{${id}.malformed}\n` +
    `\t\t\tECRC{${id}.ecrc} UnsupReq{${id}.ur} ACSViol{${id}.acs} UncorrIntErr{${id}.internal} ` +
    `BlockedTLP{${id}.multicast} AtomicOpBlocked{${id}.atomic} TLPBlockedErr{${id}.prefix}\n` +
    `\t\t\tPoisonTLPBlocked{${id}.poisonEgress} DMWrReqBlocked{${id}.dmwr} IDECheck{${id}.ide} ` +
    `MisIDETLP{${id}.misrouted} PCRC_CHECK{${id}.pcrc} TLPXlatBlocked{${id}.translation}\n`
  );
}

function correctableLine(label: string, id: string): string {
  return (
    `\t\t${label}:\tRxErr{${id}.receiver} BadTLP{${id}.badTlp} BadDLLP{${id}.badDllp} Rollover{${id}.rollover} ` +
    `Timeout{${id}.timeout} AdvNonFatalErr{${id}.advisory} CorrIntErr{${id}.internal} HeaderOF{${id}.logOverflow}\n`
  );
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  uesta: "Errors seen since the bits were last cleared by writing 1.",
  uemsk: "A masked error is logged but not reported to the root.",
  uesvrt: "Set: reported as ERR_FATAL; clear: as ERR_NONFATAL.",
  cesta: "Errors that hardware repaired, since the bits were last cleared by writing 1.",
  cemsk: "Set: such an error is not reported.",
  "cap.first": "Bit of the first error in the Uncorrectable Error Status register.",
  "cap.genCap": "It can send packets with an end-to-end checksum.",
  "cap.genEn": "It sends packets with an end-to-end checksum.",
  "cap.checkCap": "It can check end-to-end checksums.",
  "cap.checkEn": "It checks end-to-end checksums.",
  "cap.multiCap": "It can keep the headers of several errors.",
  "cap.multiEn": "It keeps the headers of several errors.",
  "cap.prefix": "The prefix logs belong to the header log.",
  "cap.timeoutLog": "Requests without an answer are logged with their header.",
  "cap.flit": "The header was received in Flit Mode, which has other headers.",
  log0: "Start of the packet that the first error was found in.",
  log1: "Second part of it.",
  log2: "Third part of it.",
  log3: "Fourth part of it.",
  "cap.logSize": "In Flit Mode only.",
  rootcmd: "Which error messages raise an interrupt.",
  "rootcmd.correctable": "Set: the root port raises an interrupt when an ERR_COR message arrives.",
  "rootcmd.nonFatal": "Set: the root port raises an interrupt when an ERR_NONFATAL message arrives.",
  "rootcmd.fatal": "Set: the root port raises an interrupt when an ERR_FATAL message arrives.",
  "rootsta.correctable": "A correctable error message came from below.",
  "rootsta.moreCorrectable": "And another one before it was cleared.",
  "rootsta.uncorrectable": "A fatal or non-fatal error message came from below.",
  "rootsta.moreUncorrectable": "And another one before it was cleared.",
  "rootsta.firstFatal": "The first of them was a fatal one.",
  "rootsta.nonFatal": "There was a non-fatal one.",
  "rootsta.fatal": "There was a fatal one.",
  "rootsta.subclass": "Kind of the first correctable error message, where its sender tells kinds apart.",
  "rootsta.intMsg": "The MSI vector of these events.",
  corSource: "Requester ID in the first correctable error message.",
  fatalSource: "Requester ID in the first fatal or non-fatal error message.",
  prefix0: "First prefix of the logged packet.",
  prefix1: "Second prefix of the logged packet.",
  prefix2: "Third prefix of the logged packet.",
  prefix3: "Fourth prefix of the logged packet.",
};

export const AER: CapabilityDef = {
  key: "aer",
  space: "extended",
  id: 0x01,
  short: "AER",
  title: "Advanced Error Reporting",
  section: "PCIe 6.2 §7.8.4",
  length: lengthOf,
  registers: withHelp(HELP, [
    register("uesta", 0x04, 4, "Uncorrectable Error Status", UNCORRECTABLE_FIELDS.status),
    register("uemsk", 0x08, 4, "Uncorrectable Error Mask", UNCORRECTABLE_FIELDS.mask),
    register("uesvrt", 0x0c, 4, "Uncorrectable Error Severity", UNCORRECTABLE_FIELDS.severity),
    register("cesta", 0x10, 4, "Correctable Error Status", CORRECTABLE_FIELDS.status),
    register("cemsk", 0x14, 4, "Correctable Error Mask", CORRECTABLE_FIELDS.mask),
    register("cap", 0x18, 4, "Advanced Error Capabilities and Control", [
      hex("first", 4, 0, "First Error Pointer", { access: "ROS" }),
      flag("genCap", 5, "ECRC Generation Capable", { access: "RO" }),
      flag("genEn", 6, "ECRC Generation Enable", { access: "RWS", reset: 0 }),
      flag("checkCap", 7, "ECRC Check Capable", { access: "RO" }),
      flag("checkEn", 8, "ECRC Check Enable", { access: "RWS", reset: 0 }),
      flag("multiCap", 9, "Multiple Header Recording Capable", { access: "RO" }),
      flag("multiEn", 10, "Multiple Header Recording Enable", { access: "RWS", reset: 0 }),
      flag("prefix", 11, "TLP Prefix Log Present", { access: "ROS" }),
      flag("timeoutLog", 12, "Completion Timeout Prefix/Header Log Capable", { access: "RO" }),
      flag("flit", 18, "Logged TLP Was Flit Mode", { access: "ROS" }),
      uint("logSize", 23, 19, "Logged TLP Size", { access: "ROS", unit: "DW" }),
    ]),
    ...[0, 1, 2, 3].map((n) => whole(`log${n}`, 0x1c + 4 * n, 4, `Header Log ${n + 1}`, { access: "ROS" })),
    ...registersWhen(isRoot, [
      register("rootcmd", 0x2c, 4, "Root Error Command", [
        flag("correctable", 0, "Correctable Error Reporting Enable", { access: "RW", reset: 0 }),
        flag("nonFatal", 1, "Non-Fatal Error Reporting Enable", { access: "RW", reset: 0 }),
        flag("fatal", 2, "Fatal Error Reporting Enable", { access: "RW", reset: 0 }),
      ]),
      register("rootsta", 0x30, 4, "Root Error Status", [
        flag("correctable", 0, "ERR_COR Received", { access: "RW1CS", reset: 0 }),
        flag("moreCorrectable", 1, "Multiple ERR_COR Received", { access: "RW1CS", reset: 0 }),
        flag("uncorrectable", 2, "ERR_FATAL/NONFATAL Received", {
          access: "RW1CS",
          reset: 0,
          problem: (raw) => (raw ? "An uncorrectable error message reached this port." : null),
        }),
        flag("moreUncorrectable", 3, "Multiple ERR_FATAL/NONFATAL Received", { access: "RW1CS", reset: 0 }),
        flag("firstFatal", 4, "First Uncorrectable Fatal", { access: "RW1CS", reset: 0 }),
        flag("nonFatal", 5, "Non-Fatal Error Messages Received", { access: "RW1CS", reset: 0 }),
        flag("fatal", 6, "Fatal Error Messages Received", { access: "RW1CS", reset: 0 }),
        pick("subclass", 8, 7, "ERR_COR Subclass", SUBCLASSES, { access: "ROS", reset: 0 }),
        uint("intMsg", 31, 27, "Advanced Error Interrupt Message Number", { access: "RO" }),
      ]),
    ]),
    whole("corSource", 0x34, 2, "ERR_COR Source Identification", { when: isRoot, access: "ROS" }),
    whole("fatalSource", 0x36, 2, "ERR_FATAL/NONFATAL Source Identification", { when: isRoot, access: "ROS" }),
    ...[0, 1, 2, 3].map((n) =>
      whole(`prefix${n}`, PREFIX_LOG + 4 * n, 4, `TLP Prefix Log ${n + 1}`, { when: hasPrefixLog, access: "ROS" }),
    ),
    ...AER_BRIDGE,
  ]),
  groups: [
    {
      id: "more",
      name: (index) => `TLP Header DW ${index + 5}`,
      count: extraLogs,
      limit: 27,
      offset: (index) => PREFIX_LOG + 4 * index,
      registers: [
        whole("log", 0, 4, "Log", { access: "ROS", help: "A further part of the logged packet, longer in Flit Mode." }),
      ],
    },
  ],
  derived: [
    {
      id: "firstError",
      name: "First error",
      of: ["cap.first", "uesta"],
      help: "The First Error Pointer means something only while the status bit that it points to is set.",
      show: (c) => {
        const first = c.get("cap.first");
        if (((c.get("uesta") >>> first) & 1) === 0) return null;
        return UNCORRECTABLE.find(({ bit }) => bit === first)?.name ?? `bit ${first}`;
      },
    },
  ],
  text: [
    "Advanced Error Reporting\n",
    { need: [0x04, 40] },
    uncorrectableLines("UESta", "uesta"),
    uncorrectableLines("UEMsk", "uemsk"),
    uncorrectableLines("UESvrt", "uesvrt"),
    correctableLine("CESta", "cesta"),
    correctableLine("CEMsk", "cemsk"),
    "\t\tAERCap:\tFirst Error Pointer: {cap.first}, ECRCGenCap{cap.genCap} ECRCGenEn{cap.genEn} ",
    "ECRCChkCap{cap.checkCap} ECRCChkEn{cap.checkEn}\n",
    "\t\t\tMultHdrRecCap{cap.multiCap} MultHdrRecEn{cap.multiEn} TLPPfxPres{cap.prefix} HdrLogCap{cap.timeoutLog}\n",
    "\t\tHeaderLog: {log0} {log1} {log2} {log3}\n",
    {
      when: isRoot,
      text: [
        { need: [0x2c, 12] },
        "\t\tRootCmd: CERptEn{rootcmd.correctable} NFERptEn{rootcmd.nonFatal} FERptEn{rootcmd.fatal}\n",
        "\t\tRootSta: CERcvd{rootsta.correctable} MultCERcvd{rootsta.moreCorrectable} UERcvd{rootsta.uncorrectable} ",
        "MultUERcvd{rootsta.moreUncorrectable}\n",
        "\t\t\t FirstFatal{rootsta.firstFatal} NonFatalMsg{rootsta.nonFatal} FatalMsg{rootsta.fatal} ",
        "IntMsgNum {rootsta.intMsg}\n",
        "\t\tErrorSrc: ERR_COR: {corSource} ERR_FATAL/NONFATAL: {fatalSource}\n",
      ],
    },
  ],
};
