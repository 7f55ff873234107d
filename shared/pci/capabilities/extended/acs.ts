import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityContext, type CapabilityDef, flag, pick, register, shown, whole } from "../../layout.ts";

/** Bits of the Egress Control Vector; the field's 0 stands for 256. */
const vectorBits = (raw: number | bigint): number => (Number(raw) === 0 ? 256 : Number(raw));

const hasVector = (c: CapabilityContext): boolean => (c.space.u16(c.at + 4) & 0x20) !== 0;
const vectorDwords = (c: CapabilityContext): number =>
  hasVector(c) ? Math.ceil(vectorBits(c.space.u8(c.at + 5)) / 32) : 0;

/** Names shared by the Capability and the Control register. */
const SERVICES: readonly (readonly [bit: number, id: string, name: string, help: string])[] = [
  [
    0,
    "sv",
    "ACS Source Validation",
    "Blocks requests from below whose requester ID does not belong to a bus below the port.",
  ],
  [
    1,
    "tb",
    "ACS Translation Blocking",
    "Blocks translation requests and requests with translated addresses, so ATS cannot be used below the port.",
  ],
  [
    2,
    "rr",
    "ACS P2P Request Redirect",
    "Redirects peer-to-peer requests to the root complex, where the IOMMU checks them.",
  ],
  [3, "cr", "ACS P2P Completion Redirect", "Redirects peer-to-peer completions to the root complex."],
  [4, "uf", "ACS Upstream Forwarding", "Forwards upstream the TLPs that a component below has redirected."],
  [
    5,
    "ec",
    "ACS P2P Egress Control",
    "Controls, with one bit for each port or function, which of them peer-to-peer requests may reach.",
  ],
  [
    6,
    "dt",
    "ACS Direct Translated P2P",
    "Lets peer-to-peer requests with translated addresses go directly to the peer.",
  ],
];

const TARGET_ACCESS = { 0: "direct request access", 1: "request blocking", 2: "request redirect" };

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.enhanced": "Set: the controls from I/O Request Blocking to Unclaimed Request Redirect are implemented.",
  "cap.vector": "Size of the Egress Control Vector, with one bit for each port or function.",
  "ctl.io": "Set: the port blocks I/O requests from below.",
  "ctl.dsp": "Handling of requests from below to the memory of a downstream port itself.",
  "ctl.usp": "Handling of requests from below to the memory of the switch's upstream port itself.",
  "ctl.unclaimed":
    "Set: requests to the switch's memory window that no downstream port claims are redirected upstream.",
};

export const ACS: CapabilityDef = {
  key: "acs",
  space: "extended",
  id: 0x0d,
  short: "ACS",
  title: "Access Control Services",
  section: "PCIe 6.2 §7.7.11",
  length: (c) => 8 + 4 * vectorDwords(c),
  registers: withHelp(HELP, [
    register("cap", 0x04, 2, "ACS Capability", [
      ...SERVICES.map(([bit, id, name, help]) => flag(id, bit, name, { access: "RO", help })),
      flag("enhanced", 7, "ACS Enhanced Capability", { access: "RO" }),
      shown("vector", 15, 8, "Egress Control Vector Size", (raw) => `${vectorBits(raw)} bits`, { access: "HwInit" }),
    ]),
    register("ctl", 0x06, 2, "ACS Control", [
      ...SERVICES.map(([bit, id, name, help]) => flag(id, bit, `${name} Enable`, { access: "RW", reset: 0, help })),
      flag("io", 7, "ACS I/O Request Blocking Enable", { access: "RW", reset: 0 }),
      pick("dsp", 9, 8, "ACS DSP Memory Target Access Control", TARGET_ACCESS, { access: "RW", reset: 0 }),
      pick("usp", 11, 10, "ACS USP Memory Target Access Control", TARGET_ACCESS, { access: "RW", reset: 0 }),
      flag("unclaimed", 12, "ACS Unclaimed Request Redirect Control", { access: "RW", reset: 0 }),
    ]),
  ]),
  groups: [
    {
      id: "egress",
      name: (index) => `Bits ${32 * index + 31}–${32 * index}:`,
      count: vectorDwords,
      limit: 8,
      offset: (index) => 8 + 4 * index,
      registers: [
        whole("vector", 0, 4, "Egress Control Vector", {
          access: "RW",
          reset: 0,
          help: "Bit n set: peer-to-peer requests to port or function n are blocked or redirected.",
        }),
      ],
    },
  ],
  text: [
    "Access Control Services\n",
    { need: [0x04, 4] },
    "\t\tACSCap:\tSrcValid{cap.sv} TransBlk{cap.tb} ReqRedir{cap.rr} CmpltRedir{cap.cr} UpstreamFwd{cap.uf} ",
    "EgressCtrl{cap.ec} DirectTrans{cap.dt}\n",
    "\t\tACSCtl:\tSrcValid{ctl.sv} TransBlk{ctl.tb} ReqRedir{ctl.rr} CmpltRedir{ctl.cr} UpstreamFwd{ctl.uf} ",
    "EgressCtrl{ctl.ec} DirectTrans{ctl.dt}\n",
  ],
};
