import { describe, expect, test } from "vitest";
import { decodeSpace } from "../../../decode.ts";
import { makeSpace, standardText } from "../../../testing/make-space.ts";

const RED_HAT = "00: f4 1a 41 10";
const INTEL = "00: 86 80 01 00";
const body = (text: string): string => text.replace("Vendor Specific Information: ", "");

describe("a capability of an unknown vendor", () => {
  test("has a length and no more", () => {
    expect(standardText("09 00 1c 01")).toBe("Vendor Specific Information: Len=1c <?>\n");
  });
});

describe("VirtIO", () => {
  const text = (capability: string, size = 256, ids = RED_HAT): string =>
    body(standardText(capability, { size, more: [ids] }));

  test("tells where each structure is", () => {
    expect(text("09 00 10 01 04 00 00 00 00 00 00 00 00 10 00 00")).toBe(
      "VirtIO: CommonCfg\n\t\tBAR=4 offset=00000000 size=00001000\n",
    );
    expect(text("09 00 14 02 04 00 00 00 00 30 00 00 00 10 00 00 04 00 00 00")).toBe(
      "VirtIO: Notify\n\t\tBAR=4 offset=00003000 size=00001000 multiplier=00000004\n",
    );
    expect(text("09 00 10 02 04 00 00 00 00 30 00 00 00 10 00 00 04 00 00 00")).not.toContain("multiplier");
    expect(text("09 00 18 08 02 07 00 00 00 00 00 00 00 00 00 00 01 00 00 00 02 00 00 00")).toBe(
      "VirtIO: SharedMemory\n\t\tBAR=2 offset=0000000100000000 size=0000000200000000 id=7\n",
    );
    expect(text("09 00 14 05 00 00 00 00 00 00 00 00 04 00 00 00")).toBe(
      "VirtIO: <unknown>\n\t\tBAR=0 offset=00000000 size=00000004\n",
    );
  });

  test("is not seen where it is too short, cut off, or on another device", () => {
    expect(text("09 00 0c 01")).toBe("Len=0c <?>\n");
    expect(text("09 00 14 01", 0x50)).toBe("Len=14 <?>\n");
    expect(text("09 00 10 01", 256, "00: f4 1a 00 11")).toBe("Len=10 <?>\n");
    expect(text("09 00 10 01", 256, "00: 86 80 41 10")).not.toContain("VirtIO");
  });
});

describe("Intel", () => {
  const text = (capability: string, size = 256): string => body(standardText(capability, { size, more: [INTEL] }));

  test("capabilities are decoded in version 1, as far as the length goes", () => {
    expect(text("09 00 10 11 e0 61 00 a3 89 00 60 10 05 00 82 00")).toBe(body(text("09 00 10 11 e0 61 00 a3")));
    const all = text("09 00 10 01 ef 62 2c f6 14 00 80 1f 85 00 84 10");
    expect(all).toBe(
      [
        "Intel Capabilities v1",
        "\t\tCapA: Peg60Dis+ Peg12Dis+ Peg11Dis+ Peg10Dis+ PeLWUDis- DmiWidth=x2",
        "\t\t      EccDis+ ForceEccEn- VTdDis- DmiG2Dis- PegG2Dis+ DDRMaxSize=8GB/chan",
        "\t\t      1NDis- CDDis- DDPCDis+ X2APICEn+ PDCDis- IGDis- CDID=2 CRID=14",
        "\t\t      DDROCCAP+ OCEn+ DDRWrtVrefEn+ DDR3LEn+",
        "\t\tCapB: ImguDis- OCbySSKUCap- OCbySSKUEn- SMTCap+ CacheSzCap 0x7",
        "\t\t      SoftBinCap+ DDR3MaxFreqWithRef100=2000MHz PegG3Dis-",
        "\t\t      PkgTyp- AddGfxEn- AddGfxCap- PegX16Dis- DmiG3Dis- GmmDis-",
        "\t\t      DDR3MaxFreq=2666MHz LPDDR3En+",
        "\t\tCapC: PegG4Dis+ DDR4MaxFreq=1333MHz LPDDREn- LPDDR4MaxFreq=1333MHz LPDDR4En-",
        "\t\t      QClkGvDis- SgxDis- BClkOC=115MHz IddDis- Pipe3Dis- Gear1MaxFreq=1333MHz",
        "",
      ].join("\n"),
    );
    expect(text("09 00 0c 01 00 00 00 00 00 00 e0 00")).toContain("DDRMaxSize=Unlimited");
    expect(text("09 00 0c 01 00 00 00 00 00 00 e0 00")).toContain("DDR3MaxFreqWithRef100=Unlimited");
    expect(text("09 00 0c 01")).toContain("DDR3MaxFreqWithRef100=Disabled");
    expect(text("09 00 0c 01")).not.toContain("CapC");
  });

  test("capabilities of other versions, and other types, are named only", () => {
    expect(text("09 00 10 02")).toBe("Intel Capabilities v2\n");
    expect(text("09 00 10 10")).toBe("Intel Feature Detection\n");
    expect(text("09 00 10 20")).toBe("Intel <unknown>\n");
  });

  test("capabilities that are cut off say so on a line of their own, as lspci does", () => {
    expect(text("09 00 10 01", 0x48)).toBe("Intel Capabilities v1\nLen=10 <?>\n");
  });

  test("frequency limits in the field tree are each field's own", () => {
    const space = makeSpace(256, INTEL, "06: 10", "34: 40", "40: 09 00 10 01", "4c: 05 00 82 00");
    const capc = decodeSpace(space).capabilities[0]?.registers.find(({ path }) => path.endsWith(".capc"));
    const shown = (id: string): string | undefined => capc?.fields.find(({ path }) => path.endsWith(`.${id}`))?.shown;
    expect([shown("gear1max"), shown("lpddr4max"), shown("ddr4max")]).toEqual(["1333MHz", "266MHz", "266MHz"]);
  });
});
