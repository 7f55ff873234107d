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

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  cap: "Protocols and kinds of flits that the port can offer in training.",
  ctl: "What the port offers in training.",
  sta: "What the training agreed on, and errors since.",
  modTs: "What the other side sent in training.",
  cap2: "Further abilities.",
  ctl2: "Their switches.",
  sta2: "What came of them.",
};

export const CXL_FLEX_BUS = cxlDvsec({
  key: "flex-bus",
  id: 7,
  title: "CXL: PCIe DVSEC for Flex Bus Port",
  section: "CXL 3.1 §8.1.8",
  registers: withHelp(
    [
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
        flag("cache", 0, "Cache_Enable"),
        flag("io", 1, "IO_Enable"),
        flag("mem", 2, "Mem_Enable"),
        flag("syncBypass", 3, "CXL Sync Header Bypass Enable"),
        flag("drift", 4, "Drift Buffer Enable"),
        flag("flit68", 5, "CXL 68B Flit and VH Enable"),
        flag("mld", 6, "CXL Multi-Logical Device Enable"),
        flag("rcd", 7, "Disable RCD Training"),
        flag("retimer1", 8, "Retimer1 Present"),
        flag("retimer2", 9, "Retimer2 Present"),
        flag("flit256", 13, "CXL Latency Optimized 256B Flit Enable"),
        flag("pbr", 14, "CXL PBR Flit Enable"),
      ]),
      register("sta", 0x0e, 2, "DVSEC Flex Bus Port Status", [
        flag("cache", 0, "Cache_Enabled", { access: "RO" }),
        flag("io", 1, "IO_Enabled", { access: "RO" }),
        flag("mem", 2, "Mem_Enabled", { access: "RO" }),
        flag("syncBypass", 3, "CXL Sync Header Bypass Enabled", { access: "RO" }),
        flag("drift", 4, "Drift Buffer Enabled", { access: "RO" }),
        flag("flit68", 5, "CXL 68B Flit and VH Enabled", { access: "RO" }),
        flag("mld", 6, "CXL Multi-Logical Device Enabled", { access: "RO" }),
        flag("corrected", 8, "CXL Correctable Protocol ID Framing Error", { access: "RW1CS" }),
        flag("uncorrected", 9, "CXL Uncorrectable Protocol ID Framing Error", {
          access: "RW1CS",
          problem: (raw) => (raw ? "A flit arrived with a protocol id that could not be corrected." : null),
        }),
        flag("dropped", 10, "CXL Unexpected Protocol ID Dropped", { access: "RW1CS" }),
        flag("flit256", 13, "CXL Latency Optimized 256B Flit Enabled", { access: "RO" }),
        flag("pbr", 14, "CXL PBR Flit Enabled", { access: "RO" }),
      ]),
      register("modTs", 0x10, 4, "DVSEC Flex Bus Port Received Modified TS Data Phase1", [
        hex("data", 23, 0, "Received Flex Bus Data Phase 1", { access: "RO" }),
      ]),
      register("cap2", 0x14, 4, "DVSEC Flex Bus Port Capability2", [
        flag("nop", 0, "NOP Hint Capable", { access: "RO" }),
      ]),
      register("ctl2", 0x18, 4, "DVSEC Flex Bus Port Control2", [flag("nop", 0, "NOP Hint Enable", { access: "RW" })]),
      register("sta2", 0x1c, 4, "DVSEC Flex Bus Port Status2", [uint("nop", 1, 0, "NOP Hint Info", { access: "RO" })]),
    ],
    HELP,
  ),
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
