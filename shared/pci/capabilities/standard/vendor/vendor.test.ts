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

/** Fields of the first capability by `register.field`. */
function fieldsOf(capability: string, ids: string) {
  const space = makeSpace(256, ids, "06: 10", "34: 40", `40: ${capability}`);
  const [node] = decodeSpace(space).capabilities;
  const fields = node?.registers.flatMap((register) => register.fields) ?? [];
  const find = (path: string) => fields.find((field) => field.path === `${node?.path}.${path}`);
  return { key: node?.key, raw: (path: string) => find(path)?.raw, shown: (path: string) => find(path)?.shown };
}

describe("the gateway of a ConnectX", () => {
  const CARD = "00: b3 15 1b 10";
  const BODY = "09 00 18 00 02 00 00 30 05 00 00 00 00 00 00 00 1c 00 0f 80 78 56 34 12";

  test("is shown as it stands, and its text is lspci's one line", () => {
    const gateway = fieldsOf(BODY, CARD);
    expect(gateway.key).toBe("vndr.mellanox");
    expect(gateway.shown("control.space")).toBe("CR space");
    expect([gateway.raw("control.sizeValid"), gateway.raw("control.status")]).toEqual([1, 1]);
    expect([gateway.raw("address.address"), gateway.raw("address.flag")]).toEqual([0xf001c, 1]);
    expect(gateway.shown("data.value")).toBe("12345678");
    expect(gateway.shown("type.value")).toBe("functional");
    expect(standardText(BODY, { more: [CARD] })).toBe("Vendor Specific Information: Len=18 <?>\n");
  });

  test("is one where there is room for it, and of this vendor", () => {
    expect(fieldsOf("09 00 10 00", CARD).key).toBe("vndr");
    expect(fieldsOf(BODY, "00: de 10 1b 10").key).toBe("vndr");
  });
});

describe("NVIDIA's GPUDirect clique", () => {
  const GPU = "00: de 10 30 23";

  test("is known by its letters", () => {
    const clique = fieldsOf("09 00 08 50 32 50 28 00", GPU);
    expect([clique.key, clique.raw("clique.id"), clique.raw("clique.version")]).toEqual(["vndr.nvidia-p2p", 5, 0]);
    expect(clique.shown("signature.value")).toBe("P2P");
    expect(standardText("09 00 08 50 32 50 28 00", { more: [GPU] })).toBe("Vendor Specific Information: Len=08 <?>\n");
    expect(fieldsOf("09 00 08 50 32 51 28 00", GPU).key).toBe("vndr");
    expect(fieldsOf("09 00 14 50 32 50 28 00", GPU).key).toBe("vndr");
  });
});

describe("the addresses of a VMD in a guest", () => {
  const SHADOW = "09 00 18 01 57 44 48 53 04 00 00 90 03 00 00 00 0c 00 00 a0 04 00 00 00";

  test("are shown, and lspci takes them for another of Intel's capabilities", () => {
    const shadow = fieldsOf(SHADOW, INTEL);
    expect([shadow.key, shadow.shown("signature.value")]).toEqual(["vndr.intel-vmd", "SHDW"]);
    expect([shadow.shown("membar1.value"), shadow.shown("membar2.value")]).toEqual(["390000000h", "4a0000000h"]);
    expect(standardText(SHADOW, { more: [INTEL] })).toContain("Intel Capabilities v1\n\t\tCapA:");
    expect(fieldsOf(SHADOW.replace("57 44", "57 45"), INTEL).key).toBe("vndr.intel");
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
