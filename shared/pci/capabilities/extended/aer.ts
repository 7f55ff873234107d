import { PCI_PROBLEM_WORDS } from "../../../words/texts/pci-problems.ts";
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
  uesta: "Uncorrectable errors detected since the bits were last cleared by writing 1.",
  uemsk:
    "A masked error sets its status bit, but is neither recorded in the Header Log nor reported to the root complex.",
  uesvrt: "Set: reported as ERR_FATAL; clear: reported as ERR_NONFATAL.",
  cesta: "Errors corrected by hardware since the bits were last cleared by writing 1.",
  cemsk: "Set: the error is not reported.",
  "cap.first": "Bit number of the first error recorded in Uncorrectable Error Status.",
  "cap.genCap": "The function can generate ECRC for the TLPs it sends.",
  "cap.genEn": "Set: the function generates ECRC for the TLPs it sends.",
  "cap.checkCap": "The function can check the ECRC of received TLPs.",
  "cap.checkEn": "Set: the function checks the ECRC of received TLPs.",
  "cap.multiCap": "The function can record the headers of several errors.",
  "cap.multiEn": "Set: the function records the headers of several errors.",
  "cap.prefix": "Set: the TLP Prefix Log holds prefixes of the TLP in the Header Log.",
  "cap.timeoutLog": "The function records the header of a request whose completion timed out.",
  "cap.flit": "Set: the logged TLP was received in Flit Mode, which uses a different header format.",
  log0: "First DW of the header of the TLP with the first error.",
  log1: "Second DW of the logged TLP header.",
  log2: "Third DW of the logged TLP header.",
  log3: "Fourth DW of the logged TLP header.",
  "cap.logSize": "Length of the logged TLP header; valid only for a TLP received in Flit Mode.",
  rootcmd: "Which error messages raise an interrupt.",
  "rootcmd.correctable": "Set: an ERR_COR message raises an interrupt.",
  "rootcmd.nonFatal": "Set: an ERR_NONFATAL message raises an interrupt.",
  "rootcmd.fatal": "Set: an ERR_FATAL message raises an interrupt.",
  "rootsta.correctable": "An ERR_COR message was received.",
  "rootsta.moreCorrectable": "Another ERR_COR message arrived before ERR_COR Received was cleared.",
  "rootsta.uncorrectable": "An ERR_FATAL or ERR_NONFATAL message was received.",
  "rootsta.moreUncorrectable":
    "Another ERR_FATAL or ERR_NONFATAL message arrived before ERR_FATAL/NONFATAL Received was cleared.",
  "rootsta.firstFatal": "The first uncorrectable error message received was ERR_FATAL.",
  "rootsta.nonFatal": "An ERR_NONFATAL message was received.",
  "rootsta.fatal": "An ERR_FATAL message was received.",
  "rootsta.subclass": "Subclass of the first ERR_COR message received, if its sender supports subclasses.",
  "rootsta.intMsg": "MSI or MSI-X vector of these interrupts.",
  corSource: "Requester ID in the first ERR_COR message received.",
  fatalSource: "Requester ID in the first ERR_FATAL or ERR_NONFATAL message received.",
  prefix0: "First prefix of the logged TLP.",
  prefix1: "Second prefix of the logged TLP.",
  prefix2: "Third prefix of the logged TLP.",
  prefix3: "Fourth prefix of the logged TLP.",
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
          problem: (raw) => (raw ? PCI_PROBLEM_WORDS.gotUncorrectable : null),
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
        whole("log", 0, 4, "Log", {
          access: "ROS",
          help: "Another DW of the logged TLP header; Flit Mode headers can exceed four DW.",
        }),
      ],
    },
  ],
  derived: [
    {
      id: "firstError",
      name: "First error",
      of: ["cap.first", "uesta"],
      help: "First Error Pointer is valid only while the status bit that it points to is set.",
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
