import { describe, expect, test } from "vitest";
import { english } from "../../../../words/testing/english.ts";
import { decodeSpace } from "../../../decode.ts";
import { makeSpace, PLAIN_KERNEL, standardText } from "../../../testing/make-space.ts";
import { powerLimit } from "./words.ts";

/** Flags, DevCap, DevCtl, DevSta, LnkCap, LnkCtl, LnkSta, then what follows. */
function express(flags: string, ...rest: readonly string[]): string {
  return ["10 00", flags, ...rest].join(" ");
}
const DEVICE = "c2 8f 00 10 1f 29 09 00";
const LINK_16GT_X16 = "04 3d 73 01 42 00 04 11";
const ZEROS_16 = Array.from({ length: 16 }, () => "00").join(" ");

const line = (text: string, start: string): string | undefined =>
  text.split("\n").find((candidate) => candidate.trimStart().startsWith(start));

describe("PCI Express, first version", () => {
  test("of an endpoint", () => {
    const text = standardText(express("01 00", DEVICE, LINK_16GT_X16));
    expect(text).toBe(
      [
        "Express (v1) Endpoint, IntMsgNum 0",
        "\t\tDevCap:\tMaxPayload 512 bytes, PhantFunc 0, Latency L0s unlimited, L1 unlimited",
        "\t\t\tExtTag- AttnBtn- AttnInd- PwrInd- RBE+ FLReset+ SlotPowerLimit 0W TEE-IO-",
        "\t\tDevCtl:\tCorrErr+ NonFatalErr+ FatalErr+ UnsupReq+",
        "\t\t\tRlxdOrd+ ExtTag+ PhantFunc- AuxPwr- NoSnoop+ FLReset-",
        "\t\t\tMaxPayload 128 bytes, MaxReadReq 512 bytes",
        "\t\tDevSta:\tCorrErr+ NonFatalErr- FatalErr- UnsupReq+ AuxPwr- TransPend-",
        "\t\tLnkCap:\tPort #1, Speed 16GT/s, Width x16, ASPM L0s L1, Exit Latency L0s <512ns, L1 <64us",
        "\t\t\tClockPM- Surprise- LLActRep+ BwNot+ ASPMOptComp+",
        "\t\tLnkCtl:\tASPM L1 Enabled; RCB 64 bytes, LnkDisable- CommClk+",
        "\t\t\tExtSynch- ClockPM- AutWidDis- BWInt- AutBWInt- FltModeDis-",
        "\t\tLnkSta:\tSpeed 16GT/s, Width x16",
        "\t\t\tTrErr- Train- SlotClk+ DLActive- BWMgmt- ABWMgmt-",
        "",
      ].join("\n"),
    );
  });

  test("stops where its bytes are not readable", () => {
    const setting = { size: 0x50 };
    expect(standardText(express("01 00", DEVICE, LINK_16GT_X16), setting)).toBe("Express (v1) Endpoint, IntMsgNum 0\n");
  });

  test("names every type of port, and those that do not exist", () => {
    const head = (flags: string): string | undefined => standardText(express(flags)).split("\n")[0];
    expect(head("12 00")).toBe("Express (v2) Legacy Endpoint, IntMsgNum 0");
    expect(head("42 03")).toBe("Express (v2) Root Port (Slot+), IntMsgNum 1");
    expect(head("52 00")).toBe("Express (v2) Upstream Port, IntMsgNum 0");
    expect(head("62 3e")).toBe("Express (v2) Downstream Port (Slot-), IntMsgNum 31");
    expect(head("72 01")).toBe("Express (v2) PCI-Express to PCI/PCI-X Bridge, IntMsgNum 0");
    expect(head("82 01")).toBe("Express (v2) PCI/PCI-X to PCI-Express Bridge (Slot+), IntMsgNum 0");
    expect(head("92 00")).toBe("Express (v2) Root Complex Integrated Endpoint, IntMsgNum 0");
    expect(head("a2 80")).toBe("Express (v2) Root Complex Event Collector, IntMsgNum 0, FLIT Mode Supported");
    expect(head("f2 00")).toBe("Express (v2) Unknown type 15, IntMsgNum 0");
  });

  test("of an endpoint in the root complex has no link, unless it is a CXL one whose link the kernel reads", () => {
    const capability = express("91 00", DEVICE, LINK_16GT_X16);
    expect(standardText(capability)).not.toContain("LnkCap");
    const rcdLink = { capabilities: 0x00400d05, control: 0x42, status: 0x1084 };
    const text = standardText(capability, { kernel: { ...PLAIN_KERNEL, rcdLink } });
    expect(line(text, "LnkCap")).toContain("Port #0, Speed 32GT/s, Width x16, ASPM L0s L1");
    expect(line(text, "LnkCtl")).toBe("\t\tLnkCtl:\tASPM L1 Enabled; Disabled- CommClk+");
    expect(line(text, "LnkSta")).toBe("\t\tLnkSta:\tSpeed 16GT/s (downgraded), Width x8 (downgraded)");
    const none = { ...rcdLink, capabilities: 0 };
    expect(standardText(capability, { kernel: { ...PLAIN_KERNEL, rcdLink: none } })).not.toContain("LnkCap");
  });
});

describe("the state of a link", () => {
  const status = (flags: string, cap: string, sta: string): string | undefined =>
    line(standardText(express(flags, DEVICE, cap, "00 00", sta)), "LnkSta:");

  test("below the function's best is called downgraded, above overdriven", () => {
    expect(status("01 00", "05 01 00 00", "01 01")).toBe("\t\tLnkSta:\tSpeed 2.5GT/s (downgraded), Width x16");
    expect(status("01 00", "03 01 00 00", "83 00")).toBe("\t\tLnkSta:\tSpeed 8GT/s, Width x8 (downgraded)");
    expect(status("01 00", "01 01 00 00", "02 02")).toBe(
      "\t\tLnkSta:\tSpeed 5GT/s (overdriven), Width x32 (overdriven)",
    );
    expect(status("01 00", "07 01 00 00", "09 01")).toBe("\t\tLnkSta:\tSpeed unknown (overdriven), Width x16");
  });

  test("is no fault of a port above another component", () => {
    for (const flags of ["41 00", "61 00", "81 00"]) {
      expect(status(flags, "05 01 00 00", "41 00")).toBe("\t\tLnkSta:\tSpeed 2.5GT/s, Width x4");
    }
    expect(status("51 00", "05 01 00 00", "41 00")).toContain("(downgraded)");
  });

  test("is a problem in the field tree too, but not where there is no link at all", () => {
    const problems = (flags: string, sta: string): (string | null)[] => {
      const capability = express(flags, DEVICE, "05 01 00 00 00 00", sta);
      const { capabilities } = decodeSpace(makeSpace(256, "06: 10", "34: 40", `40: ${capability}`));
      const register = capabilities[0]?.registers.find(({ path }) => path === "exp@40.lnksta");
      const fields = register?.fields.filter(({ path }) => /\.(speed|width)$/.test(path)) ?? [];
      return fields.map(({ problem }) => english(problem));
    };
    expect(problems("01 00", "41 00")).toEqual([
      "The link runs at x4, below the x16 that the function supports.",
      "The link runs at 2.5 GT/s, below the 32 GT/s that the function supports.",
    ]);
    expect(problems("41 00", "41 00")).toEqual([null, null]);
    expect(problems("01 00", "00 00")).toEqual([null, null]);
  });

  test("has a Read Completion Boundary that is fixed in a root port, set by software elsewhere, not there in switches", () => {
    const boundary = (flags: string) => {
      const space = makeSpace(256, "06: 10", "34: 40", `40: ${express(flags, DEVICE, LINK_16GT_X16)}`);
      const register = decodeSpace(space).capabilities[0]?.registers.find(({ path }) => path === "exp@40.lnkctl");
      const fields = register?.fields.filter(({ name }) => name === "Read Completion Boundary") ?? [];
      return fields.map(({ access, reset }) => [access, reset]);
    };
    expect(boundary("41 00")).toEqual([["RO", null]]);
    expect(boundary("01 00")).toEqual([["RW", 0]]);
    expect(boundary("71 00")).toEqual([["RW", 0]]);
    expect(boundary("51 00")).toEqual([]);
  });
});

describe("a port with a slot", () => {
  const slot = "7b 25 e8 00 c1 17 7f 01";
  const root = "1f 00 01 00 18 00 03 00";

  test("has slot and root registers", () => {
    const text = standardText(express("41 01", DEVICE, LINK_16GT_X16, slot, root));
    expect(text.slice(text.indexOf("\t\tSltCap"))).toBe(
      [
        "\t\tSltCap:\tAttnBtn+ PwrCtrl+ MRL- AttnInd+ PwrInd+ HotPlug+ Surprise+",
        "\t\t\tSlot #29, PowerLimit 74W; Interlock- NoCompl-",
        "\t\tSltCtl:\tEnable: AttnBtn+ PwrFlt- MRL- PresDet- CmdCplt- HPIrq- LinkChg+",
        "\t\t\tControl: AttnInd Off, PwrInd Off, Power+ Interlock-",
        "\t\tSltSta:\tStatus: AttnBtn+ PowerFlt+ MRL+ CmdCplt+ PresDet+ Interlock-",
        "\t\t\tChanged: MRL+ PresDet+ LinkState+",
        "\t\tRootCap: CRSVisible+",
        "\t\tRootCtl: ErrCorrectable+ ErrNon-Fatal+ ErrFatal+ PMEIntEna+ CRSVisible+",
        "\t\tRootSta: PME ReqID 0018, PMEStatus+ PMEPending+",
        "",
      ].join("\n"),
    );
  });

  test("shows them only where Slot Implemented is set", () => {
    expect(standardText(express("61 00", DEVICE, LINK_16GT_X16, slot))).not.toContain("SltCap");
    expect(standardText(express("61 01", DEVICE, LINK_16GT_X16, slot))).toContain("SltCap");
    expect(standardText(express("01 01", DEVICE, LINK_16GT_X16, slot))).not.toContain("SltCap");
  });

  test("may draw what value and scale say", () => {
    expect(powerLimit(75, 0)).toBe("75W");
    expect(powerLimit(255, 1)).toBe("25.5W");
    expect(powerLimit(5, 2)).toBe("0.05W");
    expect(powerLimit(1, 3)).toBe("0.001W");
    expect(powerLimit(0xef, 0)).toBe("239W");
    expect(powerLimit(0xf0, 0)).toBe("250W");
    expect(powerLimit(0xfe, 0)).toBe("600W");
    expect(powerLimit(0xff, 0)).toBe(">600W");
  });
});

describe("PCI Express, second version", () => {
  const body = (second: string): readonly string[] => [DEVICE, LINK_16GT_X16, ZEROS_16, second];

  test("of a root port has the registers from 24h on", () => {
    const text = standardText(
      express("42 00", ...body("ff 7f f7 87 26 74 00 00 1e 00 00 80 43 00 1f 94"), "00 00 00 00 00 00 00 00"),
    );
    expect(text.slice(text.indexOf("\t\tDevCap2"))).toBe(
      [
        "\t\tDevCap2: Completion Timeout: Range ABCD, TimeoutDis+ NROPrPrP+ LTR+",
        "\t\t\t 10BitTagComp+ 10BitTagReq+ OBFF Via message, ExtFmt+ EETLPPrefix+, MaxEETLPPrefixes 3",
        "\t\t\t EmergencyPowerReduction Reserved, EmergencyPowerReductionInit+",
        "\t\t\t FRS+ LN System CLS 64byte cachelines, TPHComp+ ExtTPHComp+ ARIFwd+",
        "\t\t\t AtomicOpsCap: Routing+ 32bit+ 64bit+ 128bitCAS+",
        "\t\tDevCtl2: Completion Timeout: 65ms to 210ms, TimeoutDis- ARIFwd+",
        "\t\t\t AtomicOpsCtl: ReqEn- EgressBlck-",
        "\t\t\t IDOReq- IDOCompl- LTR+ EmergencyPowerReductionReq-",
        "\t\t\t 10BitTagReq+ OBFF Via WAKE#, EETLPPrefixBlk-",
        "\t\tLnkCap2: Supported Link Speeds: 2.5-16GT/s, Crosslink- Retimer- 2Retimers- DRS+",
        "\t\tLnkCtl2: Target Link Speed: 8GT/s, EnterCompliance- SpeedDis-",
        "\t\t\t Transmit Margin: Normal Operating Range, EnterModifiedCompliance- ComplianceSOS-",
        "\t\t\t Compliance Preset/De-emphasis: -6dB de-emphasis, 0dB preshoot",
        "\t\tLnkSta2: Current De-emphasis Level: -3.5dB, EqualizationComplete+ EqualizationPhase1+",
        "\t\t\t EqualizationPhase2+ EqualizationPhase3+ LinkEqualizationRequest-",
        "\t\t\t Retimer- 2Retimers- CrosslinkRes: unsupported, FltMode+, DRS+",
        "\t\t\t DownstreamComp: Link Down - Not Present",
        "",
      ].join("\n"),
    );
  });

  test("says of the last bit of its speeds that faster rates may follow, which lspci does not", () => {
    const capability = express("42 00", ...body("00 00 00 00 00 00 00 00 fe 00 00 00 43 00 00 00"));
    expect(standardText(capability)).toContain("Supported Link Speeds: 2.5-128GT/s, Crosslink-");
    const space = makeSpace(256, "06: 10", "34: 40", `40: ${capability}`);
    const fields = decodeSpace(space).capabilities[0]?.registers.flatMap((register) => register.fields) ?? [];
    const speeds = fields.find(({ path }) => path.endsWith("lnkcap2.speeds"));
    expect(speeds?.shown).toBe("2.5-128GT/s or higher");
  });

  test("has its link's controls in function 0 of an endpoint only", () => {
    const capability = express("02 00", ...body("00 00 00 00 00 00 00 00 1e 00 00 00 43 00 00 00"));
    expect(standardText(capability, { bdf: "01:00.0" })).toContain("LnkCtl2");
    const other = standardText(capability, { bdf: "01:00.1" });
    expect(other).not.toContain("LnkCtl2");
    expect(other).toContain("LnkSta2");
    expect(standardText(capability, { bdf: "01:02.0" })).not.toContain("LnkCtl2");
    const port = express("52 00", ...body("00 00 00 00 00 00 00 00 1e 00 00 00 43 00 00 00"));
    expect(standardText(port, { bdf: "01:02.3" })).toContain("LnkCtl2");
  });

  test("leaves out Link Capabilities 2 where it is zero, and the version 2 registers that do not fit", () => {
    const capability = express("02 00", ...body(ZEROS_16));
    expect(standardText(capability)).not.toContain("LnkCap2");
    expect(standardText(capability, { size: 0x72 })).not.toContain("DevCap2");
  });

  test("shows an endpoint's AtomicOp bits where it has memory", () => {
    const capability = express("02 00", ...body("80 21 00 00 00 00 00 00 00 00 00 00 00 00 00 00"));
    expect(standardText(capability)).not.toContain("AtomicOpsCap");
    expect(standardText(capability, { more: ["10: 01 d0"] })).not.toContain("AtomicOpsCap");
    const text = standardText(capability, { more: ["10: 00 00 00 fe"] });
    expect(line(text, "AtomicOpsCap")).toBe("\t\t\t AtomicOpsCap: 32bit+ 64bit+ 128bitCAS-");
    expect(line(text, "FRS")).toBe("\t\t\t FRS- ");
    const resources = [{ start: 0xfe000000n, end: 0xfe000fffn, flags: 0x200 }];
    expect(standardText(capability, { kernel: { ...PLAIN_KERNEL, resources } })).toContain("AtomicOpsCap");
  });
});
