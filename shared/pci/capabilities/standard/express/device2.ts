/** Device Capabilities 2 and Control 2 (PCIe 6.2 §7.5.3.15–16); Device Status 2 has no bits yet. */
import { hasMemoryBar } from "../../../header/base-addresses.ts";
import {
  type CapabilityContext,
  flag,
  pick,
  type RegisterDef,
  register,
  registersWhen,
  shown,
  type TextPiece,
  whole,
} from "../../../layout.ts";
import {
  DOWNSTREAM,
  ENDPOINT,
  isType,
  isVersion2,
  LEGACY_ENDPOINT,
  RC_ENDPOINT,
  ROOT_PORT,
  UPSTREAM,
} from "./words.ts";

const TIMEOUT_RANGES: Record<number, string> = {
  0: "Not Supported",
  1: "Range A",
  2: "Range B",
  3: "Range AB",
  6: "Range BC",
  7: "Range ABC",
  14: "Range BCD",
  15: "Range ABCD",
};
const TIMEOUTS: Record<number, string> = {
  0: "50us to 50ms",
  1: "50us to 100us",
  2: "1ms to 10ms",
  5: "16ms to 55ms",
  6: "65ms to 210ms",
  9: "260ms to 900ms",
  10: "1s to 3.5s",
  13: "4s to 13s",
  14: "17s to 64s",
};
const TPH: Record<number, string> = { 0: "not supported", 1: "TPH", 3: "TPH and extended TPH" };
/** lspci prints nothing for the reserved code. */
const LSPCI_TPH = ["TPHComp- ExtTPHComp-", "TPHComp+ ExtTPHComp-", "", "TPHComp+ ExtTPHComp+"] as const;
const RESERVED: Record<number, string> = { 3: "Reserved" };
const CACHE_LINES: Record<number, string> = {
  0: "Not Supported",
  1: "64byte cachelines",
  2: "128byte cachelines",
};
const OBFF: Record<number, string> = { 0: "Not Supported", 1: "Via message", 2: "Via WAKE#", 3: "Via message/WAKE#" };
const OBFF_CONTROL: Record<number, string> = { 0: "Disabled", 1: "Via message A", 2: "Via message B", 3: "Via WAKE#" };
const EMERGENCY_POWER: Record<number, string> = {
  0: "Not Supported",
  1: "Dev Specific",
  2: "Form Factor Dev Specific",
};
const DMWR_LENGTHS: Record<number, string> = { 0: "up to 64 bytes", 1: "up to 128 bytes" };

const prefixes = (raw: number | bigint): string => String(Number(raw) || 4);

const isRootPort = isType(ROOT_PORT);
const isRouting = isType(ROOT_PORT, UPSTREAM, DOWNSTREAM);
const isForwarding = isType(ROOT_PORT, DOWNSTREAM);
const showsTph = isType(ROOT_PORT, ENDPOINT);
const isRequester = isType(ROOT_PORT, ENDPOINT, RC_ENDPOINT, LEGACY_ENDPOINT);
const hasAtomicControl = isType(ROOT_PORT, UPSTREAM, DOWNSTREAM, ENDPOINT, RC_ENDPOINT, LEGACY_ENDPOINT);
const memoryBar = (c: CapabilityContext): boolean => hasMemoryBar(c.fn);
const switched = { access: "RW", reset: 0 } as const;

export const DEVICE2_REGISTERS: readonly RegisterDef[] = [
  ...registersWhen(isVersion2, [
    register("devcap2", 0x24, 4, "Device Capabilities 2", [
      pick("ranges", 3, 0, "Completion Timeout Ranges Supported", TIMEOUT_RANGES, {
        access: "HwInit",
        other: "Unknown",
      }),
      flag("timeoutdis", 4, "Completion Timeout Disable Supported", { access: "HwInit" }),
      flag("ari", 5, "ARI Forwarding Supported", { access: "RO" }),
      flag("atomicrouting", 6, "AtomicOp Routing Supported", { access: "RO" }),
      flag("atomic32", 7, "32-bit AtomicOp Completer Supported", { access: "RO" }),
      flag("atomic64", 8, "64-bit AtomicOp Completer Supported", { access: "RO" }),
      flag("cas128", 9, "128-bit CAS Completer Supported", { access: "RO" }),
      flag("noroprpr", 10, "No RO-enabled PR-PR Passing", { access: "HwInit" }),
      flag("ltr", 11, "LTR Mechanism Supported", { access: "RO" }),
      pick("tph", 13, 12, "TPH Completer Supported", TPH, { access: "RO" }),
      pick("lncls", 15, 14, "LN System CLS", CACHE_LINES, { access: "HwInit", printed: RESERVED }),
      flag("tagcomp10", 16, "10-Bit Tag Completer Supported", { access: "HwInit" }),
      flag("tagreq10", 17, "10-Bit Tag Requester Supported", { access: "HwInit" }),
      pick("obff", 19, 18, "OBFF Supported", OBFF, { access: "HwInit" }),
      flag("extfmt", 20, "Extended Fmt Field Supported", { access: "RO" }),
      flag("eetlp", 21, "End-End TLP Prefix Supported", { access: "HwInit" }),
      shown("maxeetlp", 23, 22, "Max End-End TLP Prefixes", prefixes, { access: "HwInit" }),
      pick("epr", 25, 24, "Emergency Power Reduction Supported", EMERGENCY_POWER, {
        access: "HwInit",
        printed: RESERVED,
      }),
      flag("eprinit", 26, "Emergency Power Reduction Initialization Required", { access: "HwInit" }),
      flag("dmwr", 28, "DMWr Completer Supported", { access: "RO" }),
      pick("dmwrlen", 30, 29, "DMWr Lengths Supported", DMWR_LENGTHS, { access: "RO" }),
      flag("frs", 31, "FRS Supported", { access: "HwInit" }),
    ]),
    register("devctl2", 0x28, 2, "Device Control 2", [
      pick("timeout", 3, 0, "Completion Timeout Value", TIMEOUTS, { access: "RW", reset: 0, other: "Unknown" }),
      flag("timeoutdis", 4, "Completion Timeout Disable", switched),
      flag("ari", 5, "ARI Forwarding Enable", switched),
      flag("atomicreq", 6, "AtomicOp Requester Enable", switched),
      flag("atomicblock", 7, "AtomicOp Egress Blocking", switched),
      flag("idoreq", 8, "IDO Request Enable", switched),
      flag("idocompl", 9, "IDO Completion Enable", switched),
      flag("ltr", 10, "LTR Mechanism Enable", switched),
      flag("eprreq", 11, "Emergency Power Reduction Request", switched),
      flag("tagreq10", 12, "10-Bit Tag Requester Enable", switched),
      pick("obff", 14, 13, "OBFF Enable", OBFF_CONTROL, switched),
      flag("eetlpblk", 15, "End-End TLP Prefix Blocking", switched),
    ]),
  ]),
  whole("devsta2", 0x2a, 2, "Device Status 2", { access: "RsvdZ", when: isVersion2 }),
];

const tphText = (c: CapabilityContext): string => ` ${LSPCI_TPH[c.get("devcap2.tph")] ?? ""}`;

export const DEVICE2_TEXT: readonly TextPiece[] = [
  "\t\tDevCap2: Completion Timeout: {devcap2.ranges}, TimeoutDis{devcap2.timeoutdis} NROPrPrP{devcap2.noroprpr} ",
  "LTR{devcap2.ltr}\n",
  "\t\t\t 10BitTagComp{devcap2.tagcomp10} 10BitTagReq{devcap2.tagreq10} OBFF {devcap2.obff}, ",
  "ExtFmt{devcap2.extfmt} EETLPPrefix{devcap2.eetlp}",
  { when: "devcap2.eetlp", text: [", MaxEETLPPrefixes {devcap2.maxeetlp}"] },
  "\n\t\t\t EmergencyPowerReduction {devcap2.epr}, EmergencyPowerReductionInit{devcap2.eprinit}\n",
  "\t\t\t FRS{devcap2.frs}",
  { when: isRootPort, text: [" LN System CLS {devcap2.lncls},"] },
  { when: showsTph, text: [tphText] },
  { when: isForwarding, text: [" ARIFwd{devcap2.ari}"] },
  "\n",
  {
    when: (c) => isRouting(c) || memoryBar(c),
    text: [
      "\t\t\t AtomicOpsCap:",
      { when: isRouting, text: [" Routing{devcap2.atomicrouting}"] },
      {
        when: (c) => isRootPort(c) || memoryBar(c),
        text: [" 32bit{devcap2.atomic32} 64bit{devcap2.atomic64} 128bitCAS{devcap2.cas128}"],
      },
      "\n",
    ],
  },
  "\t\tDevCtl2: Completion Timeout: {devctl2.timeout}, TimeoutDis{devctl2.timeoutdis}",
  { when: isForwarding, text: [" ARIFwd{devctl2.ari}"] },
  "\n",
  {
    when: hasAtomicControl,
    text: [
      "\t\t\t AtomicOpsCtl:",
      { when: isRequester, text: [" ReqEn{devctl2.atomicreq}"] },
      { when: isRouting, text: [" EgressBlck{devctl2.atomicblock}"] },
      "\n",
    ],
  },
  "\t\t\t IDOReq{devctl2.idoreq} IDOCompl{devctl2.idocompl} LTR{devctl2.ltr} ",
  "EmergencyPowerReductionReq{devctl2.eprreq}\n",
  "\t\t\t 10BitTagReq{devctl2.tagreq10} OBFF {devctl2.obff}, EETLPPrefixBlk{devctl2.eetlpblk}\n",
];
