import { PCI_PROBLEM_WORDS } from "../../../../words/texts/pci-problems.ts";
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
  cap: "Protocols and flit types that the port can offer in training.",
  "cap.cache": "Set: the port supports CXL.cache, with which a device caches host memory.",
  "cap.io": "The port supports CXL.io, which is PCI Express within CXL; always set.",
  "cap.mem": "Set: the port supports CXL.mem, with which the host uses the device's memory.",
  "cap.flit68": "Set: the port supports CXL 2.0, with 68-byte flits below switches and root ports.",
  "cap.mld": "Set: the port can carry the traffic of several logical devices.",
  "cap.flit256": "Set: the port supports latency-optimized 256-byte flits, which trade error protection for latency.",
  "cap.pbr": "Set: the port supports port-based routing (PBR) flits, which CXL 3 fabrics use.",
  ctl: "What the port offers in training; changes take effect at the next training.",
  "ctl.cache": "Set: CXL.cache is offered.",
  "ctl.io": "CXL.io is offered; cannot be disabled.",
  "ctl.mem": "Set: CXL.mem is offered.",
  "ctl.syncBypass": "Set: sync header bypass is offered, which saves latency with a common clock.",
  "ctl.drift": "Set: the port may use a smaller drift buffer, which saves latency with a common clock.",
  "ctl.flit68": "Set: CXL 2.0 with 68-byte flits is offered.",
  "ctl.mld": "Set: traffic of several logical devices is offered.",
  "ctl.rcd": "Set: the port does not train as a restricted CXL device (CXL 1.1).",
  "ctl.retimer1": "Set by firmware if there is a first retimer on the link, which must then support CXL.",
  "ctl.retimer2": "Set by firmware if there is a second retimer on the link, which must then support CXL.",
  "ctl.flit256": "Set: latency-optimized 256-byte flits are offered.",
  "ctl.pbr": "Set: PBR flits are offered.",
  sta: "Result of training, and errors since then.",
  "sta.cache": "Set: CXL.cache is active on the link.",
  "sta.io": "Set: CXL.io is active on the link; clear: the link trained as plain PCI Express.",
  "sta.mem": "Set: CXL.mem is active on the link.",
  "sta.syncBypass": "Set: sync headers are bypassed.",
  "sta.drift": "Set: the smaller drift buffer is in use.",
  "sta.flit68": "Set: the link runs CXL 2.0 with 68-byte flits.",
  "sta.mld": "Set: the link carries the traffic of several logical devices.",
  "sta.evenHalf": "Set: the even half of a flit failed its check. Write 1 to clear.",
  "sta.corrected": "Set: a flit arrived with a protocol ID error that was corrected. Write 1 to clear.",
  "sta.uncorrected": "Set: a flit arrived with a protocol ID error that could not be corrected. Write 1 to clear.",
  "sta.dropped": "Set: a flit of a protocol that is not active on the link was dropped. Write 1 to clear.",
  "sta.retimers": "Set: the two ends disagree on the number of retimers. Write 1 to clear.",
  "sta.phase2": "Set: what training enabled differs from what was negotiated. Write 1 to clear.",
  "sta.flit256": "Set: latency-optimized 256-byte flits are in use.",
  "sta.pbr": "Set: PBR flits are in use.",
  "sta.throttle": "Set: the link partner cannot receive CXL.io at full rate at 64 GT/s.",
  "modTs.data": "What the link partner offered in training, as received.",
  "cap2.nop": "Set: the port can request empty flits, which let its receiver return to the faster path after an error.",
  "cap2.streamlined": "Set: the port is a streamlined port, with a reduced feature set.",
  "ctl2.nop": "Set: NOP flits are requested.",
  "sta2.nop": "What the link partner reported in training about NOP flits.",
  "sta2.streamlined": "Set: the link runs with the reduced feature set of a streamlined port.",
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
        problem: (raw) => (raw ? PCI_PROBLEM_WORDS.cxlHalfFlit : null),
      }),
      flag("corrected", 8, "CXL Correctable Protocol ID Framing Error", { access: "RW1CS" }),
      flag("uncorrected", 9, "CXL Uncorrectable Protocol ID Framing Error", {
        access: "RW1CS",
        problem: (raw) => (raw ? PCI_PROBLEM_WORDS.cxlProtocolId : null),
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
