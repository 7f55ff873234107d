import { PCI_PROBLEM_WORDS } from "../../../words/texts/pci-problems.ts";
import { type HelpTexts, withFieldHelp, withHelp } from "../../field-help.ts";
import {
  type CapabilityContext,
  type CapabilityDef,
  type FieldDef,
  flag,
  hex,
  pick,
  register,
  shown,
  uint,
  whole,
} from "../../layout.ts";
import {
  ADDRESS_SIZE,
  addressBlocks,
  LINK_SIZE,
  linkCount,
  linkOffset,
  SELECTIVE_SIZE,
  selectiveCount,
  selectiveOffset,
} from "./ide-streams.ts";

const HEADER_ENCRYPTION = { 0: "no", 1: "17:2", 2: "25:2", 3: "33:2", 4: "41:2" };
const STREAM_STATES = { 0: "insecure", 1: "reserved", 2: "secure" };
const AGGREGATION = { 0: "none", 1: "up to 2", 2: "up to 4", 3: "up to 8" };
const LSPCI_AGGREGATION = { 0: "-", 1: "=2", 2: "=4", 3: "=8" };
const UNREADABLE = ["\t\t<unreadable>\n"];

const algorithm = (raw: number | bigint): string => (Number(raw) === 0 ? "AES-GCM-256-96b" : "reserved");
const plusOne = (raw: number | bigint): string => String(Number(raw) + 1);

const CONTROL_FIELDS_HELP: HelpTexts = {
  enable: "Set: the stream is enabled; encryption starts when IDE_KM triggers it.",
  xt: "Set: TLPs of the stream carry the XT bits.",
  npr: "Number of non-posted requests that share one integrity check.",
  pr: "Number of posted requests that share one integrity check.",
  cpl: "Number of completions that share one integrity check.",
  pcrc: "Set: a CRC is added to the plaintext before encryption.",
  header: "Address bits in the TLP header that are encrypted too.",
  algorithm: "Cipher of this stream.",
  tc: "Traffic class of the TLPs that use this stream.",
  id: "Number by which both ends identify the stream; unique within a port.",
};

/** Control fields that link and selective streams share. */
const CONTROL_FIELDS: readonly FieldDef[] = withFieldHelp(CONTROL_FIELDS_HELP, [
  flag("enable", 0, "IDE Stream Enable", { access: "RW", reset: 0 }),
  flag("xt", 1, "XT Enable", { access: "RW", reset: 0 }),
  pick("npr", 3, 2, "Tx Aggregation Mode NPR", AGGREGATION, { access: "RW", reset: 0, printed: LSPCI_AGGREGATION }),
  pick("pr", 5, 4, "Tx Aggregation Mode PR", AGGREGATION, { access: "RW", reset: 0, printed: LSPCI_AGGREGATION }),
  pick("cpl", 7, 6, "Tx Aggregation Mode CPL", AGGREGATION, { access: "RW", reset: 0, printed: LSPCI_AGGREGATION }),
  flag("pcrc", 8, "PCRC Enable", { access: "RW", reset: 0 }),
  pick("header", 13, 10, "Partial Header Encryption Mode", HEADER_ENCRYPTION, { access: "RW", reset: 0 }),
  shown("algorithm", 18, 14, "Selected Algorithm", algorithm, { access: "RW", reset: 0 }),
  uint("tc", 21, 19, "TC", { access: "RW", reset: 0 }),
  uint("id", 31, 24, "Stream ID", { access: "RW", reset: 0 }),
]);

const STATUS_FIELDS: readonly FieldDef[] = [
  pick("state", 3, 0, "IDE Stream State", STREAM_STATES, {
    access: "RO",
    help: "Secure: encryption is active. Insecure: the stream has not started, is disabled or has failed.",
  }),
  flag("failed", 31, "Received Integrity Check Fail Message", {
    access: "RW1C",
    reset: 0,
    help: "Set: the other end reported that a TLP of this stream failed its integrity check. Write 1 to clear.",
    problem: (raw) => (raw ? PCI_PROBLEM_WORDS.integrity : null),
  }),
];

/** Lower 12 bits of an address, which start at bit 20, under the upper 32. */
function associated(high: number, low: number, fill: bigint): string {
  return ((BigInt(high) << 32n) | (BigInt(low) << 20n) | fill).toString(16);
}

/** The lines of a selective stream's Address Association blocks, which follow its other registers. */
function addressLines(c: CapabilityContext): string {
  const count = c.u8(0) & 0xf;
  let out = "";
  for (let block = 0; block < count; block++) {
    const offset = SELECTIVE_SIZE + ADDRESS_SIZE * block;
    const first = c.u32(offset);
    const base = associated(c.u32(offset + 8), (first >>> 8) & 0xfff, 0n);
    const limit = associated(c.u32(offset + 4), first >>> 20, 0xfffffn);
    out += `\t\t[${(c.base + offset).toString(16)}]SelectiveIDE#${c.index} RID#${block}: `;
    out += `Valid${first & 1 ? "+" : "-"} Base=${base} Limit=${limit}\n`;
  }
  return out;
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.link": "Set: all traffic on the link can be encrypted, from this port to the next.",
  "cap.selective":
    "Set: traffic between two selected ports can be encrypted end to end, through any switches in between.",
  "cap.flowThrough": "Set: the port can forward encrypted TLPs of other streams.",
  "cap.partialHeader": "Set: part of the TLP header can be encrypted too.",
  "cap.aggregation": "Set: one integrity check can cover several TLPs, which saves bandwidth.",
  "cap.pcrc": "Set: a CRC of the plaintext can be encrypted together with it (PCRC).",
  "cap.keyManagement": "Set: keys can be programmed with IDE_KM, through Data Object Exchange.",
  "cap.selectiveConfig": "Set: configuration requests can be encrypted too.",
  "cap.algorithm": "Supported ciphers.",
  "cap.classes": "Number of traffic classes that can each have a link stream.",
  "cap.streams": "Number of selective streams whose registers follow.",
  "cap.teeLimited": "Set: a stream can be limited to TLPs with the T bit, which trusted environments (TEEs) send.",
  "cap.xt": "Set: TLPs of trusted environments can use the XT bits to limit access to their data.",
  "ctl.flowThrough": "Set: the port may forward encrypted TLPs of other streams.",
};

/** What the fields of a selective stream mean beside those of every stream. */
const SELECTIVE_HELP: HelpTexts = {
  "cap.addresses": "Number of address ranges that can be associated with this stream.",
  "ctl.config": "Set: configuration requests use this stream too.",
  "ctl.default": "Set: TLPs of the traffic class that match no other stream use this one.",
  "ctl.teeLimited": "Set: only TLPs with the T bit, which trusted environments (TEEs) send, use this stream.",
  "rid1.limit": "Last requester ID of the range at the other end of the stream.",
  "rid2.valid": "Set: the range of requester IDs is in effect.",
  "rid2.base": "First requester ID of the range at the other end of the stream.",
  "rid2.segment": "Segment of these requester IDs.",
};

/** What the fields of an address range mean. */
const ADDRESS_HELP: HelpTexts = {
  "low.valid": "Set: the address range is in effect.",
  "low.base": "Bits 31:20 of the first address of the range.",
  "low.limit": "Bits 31:20 of the last address of the range.",
  limitHigh: "Bits 63:32 of the last address of the range.",
  baseHigh: "Bits 63:32 of the first address of the range.",
};

export const IDE: CapabilityDef = {
  key: "ide",
  space: "extended",
  id: 0x30,
  short: "IDE",
  title: "Integrity and Data Encryption",
  section: "PCIe 6.2 §7.9.26",
  length: (c) => selectiveOffset(selectiveCount(c), c),
  registers: withHelp(HELP, [
    register("cap", 0x04, 4, "IDE Capability", [
      flag("link", 0, "Link IDE Stream Supported", { access: "HwInit" }),
      flag("selective", 1, "Selective IDE Streams Supported", { access: "HwInit" }),
      flag("flowThrough", 2, "Flow-Through IDE Stream Supported", { access: "HwInit" }),
      flag("partialHeader", 3, "Partial Header Encryption Supported", { access: "HwInit" }),
      flag("aggregation", 4, "Aggregation Supported", { access: "HwInit" }),
      flag("pcrc", 5, "PCRC Supported", { access: "HwInit" }),
      flag("keyManagement", 6, "IDE_KM Protocol Supported", { access: "HwInit" }),
      flag("selectiveConfig", 7, "Selective IDE for Configuration Requests Supported", { access: "HwInit" }),
      shown("algorithm", 12, 8, "Supported Algorithms", algorithm, { access: "HwInit" }),
      shown("classes", 15, 13, "Number of TCs Supported for Link IDE", plusOne, { access: "HwInit" }),
      shown("streams", 23, 16, "Number of Selective IDE Streams Supported", plusOne, { access: "HwInit" }),
      flag("teeLimited", 24, "TEE-Limited Stream Supported", { access: "HwInit" }),
      flag("xt", 25, "XT Supported", { access: "HwInit" }),
    ]),
    register("ctl", 0x08, 4, "IDE Control", [
      flag("flowThrough", 2, "Flow-Through IDE Stream Enabled", { access: "RW", reset: 0 }),
    ]),
  ]),
  groups: [
    {
      id: "link",
      name: (index) => `Link IDE ${index}:`,
      count: linkCount,
      limit: 8,
      offset: linkOffset,
      registers: [register("ctl", 0, 4, "Control", CONTROL_FIELDS), register("sta", 4, 4, "Status", STATUS_FIELDS)],
    },
    {
      id: "selective",
      name: (index) => `Selective IDE ${index}:`,
      count: selectiveCount,
      limit: 256,
      offset: selectiveOffset,
      registers: withHelp(SELECTIVE_HELP, [
        register("cap", 0, 4, "Capability", [
          uint("addresses", 3, 0, "Number of Address Association Register Blocks", { access: "HwInit" }),
        ]),
        register("ctl", 4, 4, "Control", [
          ...CONTROL_FIELDS,
          flag("config", 9, "Selective IDE for Configuration Requests Enable", { access: "RW", reset: 0 }),
          flag("default", 22, "Default Stream", { access: "RW", reset: 0 }),
          flag("teeLimited", 23, "TEE-Limited Stream", { access: "RW", reset: 0 }),
        ]),
        register("sta", 8, 4, "Status", STATUS_FIELDS),
        register("rid1", 12, 4, "RID Association 1", [hex("limit", 23, 8, "RID Limit", { access: "RW" })]),
        register("rid2", 16, 4, "RID Association 2", [
          flag("valid", 0, "V", { access: "RW", reset: 0 }),
          hex("base", 23, 8, "RID Base", { access: "RW" }),
          hex("segment", 31, 24, "Segment Base", { access: "RW" }),
        ]),
      ]),
    },
    {
      id: "address",
      name: (index, c) => {
        const block = addressBlocks(c)[index];
        return block ? `Selective IDE ${block.stream}, address ${block.block}:` : "";
      },
      count: (c) => addressBlocks(c).length,
      limit: 341,
      offset: (index, c) => addressBlocks(c)[index]?.offset ?? 0,
      registers: withHelp(ADDRESS_HELP, [
        register("low", 0, 4, "Address Association 1", [
          flag("valid", 0, "V", { access: "RW", reset: 0 }),
          hex("base", 19, 8, "Memory Base Lower", { access: "RW" }),
          hex("limit", 31, 20, "Memory Limit Lower", { access: "RW" }),
        ]),
        whole("limitHigh", 4, 4, "Address Association 2, Memory Limit Upper", { access: "RW" }),
        whole("baseHigh", 8, 4, "Address Association 3, Memory Base Upper", { access: "RW" }),
      ]),
    },
  ],
  text: [
    "Integrity & Data Encryption\n",
    { need: [0x04, 8], else: UNREADABLE },
    (c) => `\t\tIDECap: Lnk=${linkCount(c)} Sel=${selectiveCount(c)} `,
    "FlowThru{cap.flowThrough} PartHdr{cap.partialHeader} Aggr{cap.aggregation} PCPC{cap.pcrc} ",
    "IDE_KM{cap.keyManagement} SelCfg{cap.selectiveConfig} Alg='{cap.algorithm}' TCs={cap.classes} ",
    "TeeLim{cap.teeLimited} XT{cap.xt}\n",
    "\t\tIDECtl: FTEn{ctl.flowThrough}\n",
    { need: (c) => [linkOffset(0), LINK_SIZE * linkCount(c)], else: UNREADABLE },
    {
      each: "link",
      text: [
        "\t\t[{link.ctl:@}]LinkIDE#{index} Ctl: En{link.ctl.enable} XT{link.ctl.xt} NPR{link.ctl.npr} PR{link.ctl.pr} ",
        // lspci takes the Enable bit for PCRC here.
        "CPL{link.ctl.cpl} PCRC{link.ctl.enable} HdrEnc={link.ctl.header:?} Alg='{link.ctl.algorithm}' ",
        "TC{link.ctl.tc} ID{link.ctl.id}\n",
        "\t\t[{link.sta:@}]LinkIDE#{index} Sta: Status={link.sta.state:?} RecvChkFail{link.sta.failed}\n",
      ],
    },
    {
      each: "selective",
      text: [
        { need: [0, SELECTIVE_SIZE], else: UNREADABLE },
        "\t\t[{selective.cap:@}]SelectiveIDE#{index} Cap: RID#={selective.cap.addresses}\n",
        "\t\t[{selective.ctl:@}]SelectiveIDE#{index} Ctl: En{selective.ctl.enable} XT{selective.ctl.xt} ",
        "NPR{selective.ctl.npr} PR{selective.ctl.pr} CPL{selective.ctl.cpl} PCRC{selective.ctl.pcrc} ",
        "CFG{selective.ctl.config} HdrEnc={selective.ctl.header:?} Alg='{selective.ctl.algorithm}' ",
        "TC{selective.ctl.tc} TeeLim{selective.ctl.teeLimited} ID{selective.ctl.id}",
        { when: "selective.ctl.default", text: [" Default"] },
        "\n\t\t[{selective.sta:@}]SelectiveIDE#{index} Sta: {selective.sta.state:?} RecvChkFail{selective.sta.failed}\n",
        "\t\t[{selective.rid1:@}]SelectiveIDE#{index} RID: Valid{selective.rid2.valid} Base={selective.rid2.base:x} ",
        "Limit={selective.rid1.limit:x} SegBase={selective.rid2.segment:x}\n",
        { need: (c) => [SELECTIVE_SIZE, ADDRESS_SIZE * (c.u8(0) & 0xf)], else: UNREADABLE },
        addressLines,
      ],
    },
  ],
};
