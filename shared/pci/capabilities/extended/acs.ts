import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityContext, type CapabilityDef, flag, pick, register, shown, whole } from "../../layout.ts";

/** Bits of the Egress Control Vector; the field's 0 stands for 256. */
const vectorBits = (raw: number | bigint): number => (Number(raw) === 0 ? 256 : Number(raw));

const hasVector = (c: CapabilityContext): boolean => (c.space.u16(c.at + 4) & 0x20) !== 0;
const vectorDwords = (c: CapabilityContext): number =>
  hasVector(c) ? Math.ceil(vectorBits(c.space.u8(c.at + 5)) / 32) : 0;

/** Names shared by the Capability and the Control register. */
const SERVICES: readonly (readonly [bit: number, id: string, name: string, help: string])[] = [
  [0, "sv", "ACS Source Validation", "Requests whose requester id does not belong below the port are refused."],
  [
    1,
    "tb",
    "ACS Translation Blocking",
    "Requests for translations and with translated addresses are refused: no ATS below.",
  ],
  [2, "rr", "ACS P2P Request Redirect", "Requests to a peer go up to the root complex, whose IOMMU checks them."],
  [3, "cr", "ACS P2P Completion Redirect", "Answers to a peer go up to the root as well."],
  [4, "uf", "ACS Upstream Forwarding", "Packets that a component below has redirected are passed on upstream."],
  [5, "ec", "ACS P2P Egress Control", "A bit for each port or function says whether it may be reached."],
  [6, "dt", "ACS Direct Translated P2P", "Requests with translated addresses may go to a peer directly."],
];

const TARGET_ACCESS = { 0: "direct request access", 1: "request blocking", 2: "request redirect" };

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.enhanced": "Set: the control bits from I/O Request Blocking upwards work.",
  "cap.vector": "Ports or functions that Egress Control can tell apart.",
  "ctl.io": "Set: I/O requests that come up from below the port are refused.",
  "ctl.dsp": "What happens to requests from below that aim at a downstream port's own memory.",
  "ctl.usp": "What happens to requests from below that aim at the switch's upstream port's own memory.",
  "ctl.unclaimed": "Set: requests into the switch's window that no port below claims go up to the root.",
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
          help: "Bit n set: requests to port or function n are blocked or redirected.",
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
