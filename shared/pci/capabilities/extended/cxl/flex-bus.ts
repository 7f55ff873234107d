import { type HelpTexts, withHelp } from "../../../field-help.ts";
import { type CapabilityContext, flag, hex, register, type TextPiece, uint } from "../../../layout.ts";
import { dvsecRevision, statedLength } from "../vendor-header.ts";
import { cxlDvsec } from "./dvsec.ts";

/** The length that goes with each revision. */
const LENGTHS = [0x10, 0x14, 0x20];
const LONGEST = 0x20;

const lengthIsWrong = (c: CapabilityContext): boolean => {
  const expected = LENGTHS[dvsecRevision(c)];
  return expected !== undefined && expected !== statedLength(c);
};
const atLeast =
  (revision: number) =>
  (c: CapabilityContext): boolean =>
    dvsecRevision(c) >= revision;

/** Flits of CXL 3, which revision 2 brought. */
const newFlits = (id: string): TextPiece => ({
  when: atLeast(2),
  text: [` 256BFlit{${id}.flit256} PBRFlit{${id}.pbr}`],
});

/** Of a port that looks down; below it hardware sets its own side. */
const switched = { access: "RW", reset: 0 } as const;

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  cap: "Protocols and kinds of flits that the port can offer in training.",
  "cap.cache": "It can offer CXL.cache, with which a device caches memory of the host.",
  "cap.io": "It can offer CXL.io, which is PCI Express inside CXL; always set.",
  "cap.mem": "It can offer CXL.mem, with which the host uses memory of the device.",
  "cap.flit68": "It can do CXL 2.0: flits of 68 bytes below switches and root ports.",
  "cap.mld": "It can carry the traffic of several logical devices.",
  "cap.flit256": "It can use the variant of 256-byte flits that waits less, at the price of some error correction.",
  "cap.pbr": "It can use flits that are routed by port, as fabrics of CXL 3 need.",
  ctl: "What the port offers in training; a change counts from the next training.",
  "ctl.cache": "CXL.cache is offered.",
  "ctl.io": "CXL.io is offered; cannot be switched off.",
  "ctl.mem": "CXL.mem is offered.",
  "ctl.syncBypass": "Leaving out sync headers is offered, which saves latency with one common clock.",
  "ctl.drift": "The port may use a smaller buffer against clock drift, which saves latency with one common clock.",
  "ctl.flit68": "CXL 2.0 with flits of 68 bytes is offered.",
  "ctl.mld": "Traffic of several logical devices is offered.",
  "ctl.rcd": "Set: the port does not fall back to a restricted CXL device (CXL 1.1).",
  "ctl.retimer1": "Firmware knows of a first retimer on the link, which then must know CXL too.",
  "ctl.retimer2": "Firmware knows of a second retimer on the link, which then must know CXL too.",
  "ctl.flit256": "The 256-byte flits that wait less are offered.",
  "ctl.pbr": "Flits that are routed by port are offered.",
  sta: "What the training agreed on, and errors since.",
  "sta.cache": "CXL.cache runs on the link.",
  "sta.io": "CXL.io runs on the link; clear = the link came up as plain PCI Express.",
  "sta.mem": "CXL.mem runs on the link.",
  "sta.syncBypass": "Sync headers are left out.",
  "sta.drift": "The smaller buffer against clock drift is in use.",
  "sta.flit68": "The link runs CXL 2.0 with flits of 68 bytes.",
  "sta.mld": "The link carries traffic of several logical devices.",
  "sta.evenHalf": "The even half of a flit failed its check; cleared by writing 1.",
  "sta.corrected": "A flit came with a damaged protocol id that could be corrected; cleared by writing 1.",
  "sta.uncorrected": "A flit came with a protocol id beyond correction; cleared by writing 1.",
  "sta.dropped": "A flit of a protocol that does not run on the link was dropped; cleared by writing 1.",
  "sta.retimers": "Both sides do not agree on how many retimers there are; cleared by writing 1.",
  "sta.phase2": "What was switched on in training is not what had been agreed on; cleared by writing 1.",
  "sta.flit256": "The 256-byte flits that wait less are in use.",
  "sta.pbr": "Flits that are routed by port are in use.",
  "sta.throttle": "The other side of the link cannot take CXL.io at its full rate at 64 GT/s.",
  "modTs.data": "What the other side offered in training, as it came.",
  "cap2.nop": "It can ask for empty flits, which let its receiver return to the faster path after an error.",
  "cap2.streamlined": "The port offers the smaller set of features of a streamlined port.",
  "ctl2.nop": "Such empty flits are asked for.",
  "sta2.nop": "What the other side said in training about such empty flits.",
  "sta2.streamlined": "The link runs with the smaller set of features of a streamlined port.",
};

export const CXL_FLEX_BUS = cxlDvsec({
  key: "flex-bus",
  id: 7,
  title: "CXL: PCIe DVSEC for Flex Bus Port",
  section: "CXL 3.1 §8.1.8",
  registers: withHelp(HELP, [
    register("cap", 0x0a, 2, "DVSEC Flex Bus Port Capability", [
      flag("cache", 0, "Cache_Capable", { access: "RO" }),
      flag("io", 1, "IO_Capable", { access: "RO" }),
      flag("mem", 2, "Mem_Capable", { access: "RO" }),
      flag("flit68", 5, "CXL 68B Flit and VH Capable", { access: "RO" }),
      flag("mld", 6, "CXL Multi-Logical Device Capable", { access: "RO" }),
      flag("flit256", 13, "CXL Latency Optimized 256B Flit Capable", { access: "RO" }),
      flag("pbr", 14, "CXL PBR Flit Capable", { access: "RO" }),
    ]),
    register("ctl", 0x0c, 2, "DVSEC Flex Bus Port Control", [
      flag("cache", 0, "Cache_Enable", switched),
      flag("io", 1, "IO_Enable", { access: "RO", reset: 1 }),
      flag("mem", 2, "Mem_Enable", switched),
      flag("syncBypass", 3, "CXL Sync Header Bypass Enable", switched),
      flag("drift", 4, "Drift Buffer Enable", switched),
      flag("flit68", 5, "CXL 68B Flit and VH Enable", { access: "RW" }),
      flag("mld", 6, "CXL Multi-Logical Device Enable", { access: "RW" }),
      flag("rcd", 7, "Disable RCD Training", { access: "RW" }),
      flag("retimer1", 8, "Retimer1 Present", { access: "RW" }),
      flag("retimer2", 9, "Retimer2 Present", { access: "RW" }),
      flag("flit256", 13, "CXL Latency Optimized 256B Flit Enable", { access: "RW" }),
      flag("pbr", 14, "CXL PBR Flit Enable", { access: "RW" }),
    ]),
    register("sta", 0x0e, 2, "DVSEC Flex Bus Port Status", [
      flag("cache", 0, "Cache_Enabled", { access: "RO" }),
      flag("io", 1, "IO_Enabled", { access: "RO" }),
      flag("mem", 2, "Mem_Enabled", { access: "RO" }),
      flag("syncBypass", 3, "CXL Sync Header Bypass Enabled", { access: "RO" }),
      flag("drift", 4, "Drift Buffer Enabled", { access: "RO" }),
      flag("flit68", 5, "CXL 68B Flit and VH Enabled", { access: "RO" }),
      flag("mld", 6, "CXL Multi-Logical Device Enabled", { access: "RO" }),
      flag("evenHalf", 7, "Even Half Failed", {
        access: "RW1CS",
        problem: (raw) => (raw ? "Half of a flit was damaged on the link." : null),
      }),
      flag("corrected", 8, "CXL Correctable Protocol ID Framing Error", { access: "RW1CS" }),
      flag("uncorrected", 9, "CXL Uncorrectable Protocol ID Framing Error", {
        access: "RW1CS",
        problem: (raw) => (raw ? "A flit arrived with a protocol id that could not be corrected." : null),
      }),
      flag("dropped", 10, "CXL Unexpected Protocol ID Dropped", { access: "RW1CS" }),
      flag("retimers", 11, "CXL Retimers Present Mismatch", { access: "RW1CS" }),
      flag("phase2", 12, "Flex Bus Enable Bits Phase 2 Mismatch", { access: "RW1CS" }),
      flag("flit256", 13, "CXL Latency Optimized 256B Flit Enabled", { access: "RO" }),
      flag("pbr", 14, "CXL PBR Flit Enabled", { access: "RO" }),
      flag("throttle", 15, "CXL.io Throttle Required at 64GT/s", { access: "RO" }),
    ]),
    register("modTs", 0x10, 4, "DVSEC Flex Bus Port Received Modified TS Data Phase1", [
      hex("data", 23, 0, "Received Flex Bus Data Phase 1", { access: "RO" }),
    ]),
    register("cap2", 0x14, 4, "DVSEC Flex Bus Port Capability2", [
      flag("nop", 0, "NOP Hint Capable", { access: "RO" }),
      flag("streamlined", 1, "Streamlined Port", { access: "RO" }),
    ]),
    register("ctl2", 0x18, 4, "DVSEC Flex Bus Port Control2", [flag("nop", 0, "NOP Hint Enable", switched)]),
    register("sta2", 0x1c, 4, "DVSEC Flex Bus Port Status2", [
      uint("nop", 1, 0, "NOP Hint Info", { access: "RO" }),
      flag("streamlined", 2, "Streamlined Port", { access: "RO" }),
    ]),
  ]),
  text: [
    "\t\tPCIe DVSEC for Flex Bus Port\n",
    { when: lengthIsWrong, text: [(c) => `\t\t<Wrong length for Revision ${dvsecRevision(c)}>\n`] },
    "\t\tFBCap:\tCache{cap.cache} IO{cap.io} Mem{cap.mem} 68BFlit{cap.flit68} MltLogDev{cap.mld}",
    newFlits("cap"),
    "\n\t\tFBCtl:\tCache{ctl.cache} IO{ctl.io} Mem{ctl.mem} SynHdrByp{ctl.syncBypass} DrftBuf{ctl.drift} ",
    "68BFlit{ctl.flit68} MltLogDev{ctl.mld} RCD{ctl.rcd} Retimer1{ctl.retimer1} Retimer2{ctl.retimer2}",
    newFlits("ctl"),
    "\n\t\tFBSta:\tCache{sta.cache} IO{sta.io} Mem{sta.mem} SynHdrByp{sta.syncBypass} DrftBuf{sta.drift} ",
    "68BFlit{sta.flit68} MltLogDev{sta.mld}",
    newFlits("sta"),
    "\n",
    { when: atLeast(1), text: ["\t\tFBModTS:\tReceived FB Data: {modTs.data}\n"] },
    {
      when: atLeast(2),
      text: [
        "\t\tFBCap2:\tNOPHint{cap2.nop}\n",
        "\t\tFBCtl2:\tNOPHint{ctl2.nop}\n",
        "\t\tFBSta2:\tNOPHintInfo: {sta2.nop:x}\n",
      ],
    },
    { when: (c) => statedLength(c) > LONGEST, text: ["\t\t<?>\n"] },
  ],
});
