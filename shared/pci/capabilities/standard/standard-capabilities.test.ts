import { describe, expect, test } from "vitest";
import type { ConfigSpace } from "../../config-space.ts";
import { decodeSpace, type RegisterNode } from "../../decode.ts";
import { makeSpace, PLAIN_KERNEL, standardText } from "../../testing/make-space.ts";

function registersOf(capability: string, ...more: readonly string[]): readonly RegisterNode[] {
  const space = makeSpace(256, "06: 10", "34: 40", `40: ${capability}`, ...more);
  return decodeSpace(space).capabilities[0]?.registers ?? [];
}
function shown(registers: readonly RegisterNode[], path: string): string | undefined {
  for (const register of registers) {
    const field = register.fields.find((candidate) => candidate.path === path);
    if (field) return field.shown;
  }
  return undefined;
}

describe("power management", () => {
  const capability = "01 00 43 fe 03 9f c0 55";

  test("of a bridge tells whether its bus stops with it", () => {
    expect(standardText(capability)).toBe(
      "Power Management version 3\n" +
        "\t\tFlags: PMEClk- DSI- D1+ D2+ AuxCurrent=55mA PME(D0+,D1+,D2+,D3hot+,D3cold+)\n" +
        "\t\tStatus: D3 NoSoftRst- PME-Enable+ DSel=15 DScale=0 PME+\n" +
        "\t\tBridge: PM+ B3-\n",
    );
  });

  test("stops at its flags where its state cannot be read", () => {
    expect(standardText(capability, { size: 0x46 }).split("\n")).toHaveLength(3);
  });
});

describe("MSI", () => {
  test("has two layouts, with masks or without", () => {
    expect(standardText("05 00 0a 00 0c 30 e0 fe 21 40")).toBe(
      "MSI: Enable- Count=1/32 Maskable- 64bit-\n\t\tAddress: fee0300c  Data: 4021\n",
    );
    expect(standardText("05 00 91 01 00 00 e0 fe 01 00 00 00 22 00 00 00 0f 00 00 00 f0 00 00 00")).toBe(
      "MSI: Enable+ Count=2/1 Maskable+ 64bit+\n\t\tAddress: 00000001fee00000  Data: 0022\n" +
        "\t\tMasking: 0000000f  Pending: 000000f0\n",
    );
    expect(standardText("05 00 00 01 00 00 e0 fe 22 00 00 00 01 00 00 00 02 00 00 00")).toContain(
      "\t\tMasking: 00000001  Pending: 00000002\n",
    );
  });

  test("in the field tree has only the registers of its layout", () => {
    const names = registersOf("05 00 80 00").map(({ path }) => path.replace("msi@40.", ""));
    expect(names).toEqual(["ctl", "addr", "addrhi", "data64"]);
  });
});

describe("MSI-X", () => {
  test("tells where its table and pending bits lie", () => {
    expect(standardText("11 00 3f c0 03 20 00 00 04 00 08 00")).toBe(
      "MSI-X: Enable+ Count=64 Masked+\n\t\tVector table: BAR=3 offset=00002000\n\t\tPBA: BAR=4 offset=00080000\n",
    );
  });

  test("tells where table and pending bits lie, as far as the BARs are known", () => {
    const lines = ["06: 10", "34: 40", "40: 11 00 07 00 00 20 00 00 01 30 00 00"];
    const places = (space: ConfigSpace) => decodeSpace(space).capabilities[0]?.derived.map((node) => node.shown);
    expect(places(makeSpace(256, ...lines, "10: 00 00 00 fe"))?.slice(0, 2)).toEqual([
      "BAR0 + 2000h = fe002000h",
      "BAR1 + 3000h",
    ]);
    const resources = [{ start: 0xfe00_0000n, end: 0xfe00_1fffn, flags: 0x200 }];
    const kernel = { ...PLAIN_KERNEL, resources };
    const [table] = decodeSpace(makeSpace(256, ...lines), kernel).capabilities[0]?.derived ?? [];
    expect(table?.shown).toBe("BAR0 + 2000h = fe002000h, which is past the end of the BAR");
    expect(places(makeSpace(256, "06: 10", "34: 40", "40: 11 00 07 00 07"))?.[0]).toContain(
      "a BAR that does not exist",
    );
  });

  test("counts the memory that its vectors take", () => {
    const space = makeSpace(256, "06: 10", "34: 40", "40: 11 00 40 00");
    expect(decodeSpace(space).capabilities[0]?.derived.at(-1)?.shown).toBe("1040 + 16 bytes");
  });
});

describe("AGP", () => {
  test("means other rates in its third version", () => {
    const old = standardText("02 00 20 00 17 02 00 1f 14 03 00 1f");
    expect(old).toBe(
      "AGP version 2.0\n" +
        "\t\tStatus: RQ=32 Iso- ArqSz=0 Cal=0 SBA+ ITACoh- GART64- HTrans- 64bit- FW+ AGP3- Rate=x1,x2,x4\n" +
        "\t\tCommand: RQ=32 ArqSz=0 Cal=0 SBA+ AGP+ GART64- 64bit- FW+ Rate=x4\n",
    );
    const third = standardText("02 00 35 00 1b 7e 01 1f 00 e4 00 00");
    expect(third).toContain("AGP version 3.5\n");
    expect(third).toContain("Iso+ ArqSz=3 Cal=7 SBA+ ITACoh- GART64- HTrans- 64bit- FW+ AGP3+ Rate=x4,x8\n");
    expect(third).toContain("Command: RQ=1 ArqSz=7 Cal=1 SBA- AGP- GART64- 64bit- FW- Rate=<none>\n");
  });
});

describe("PCI-X", () => {
  test("of a device", () => {
    expect(standardText("07 00 2e 00 f8 01 83 5b")).toBe(
      "PCI-X non-bridge device\n" +
        "\t\tCommand: DPERE- ERO+ RBC=4096 OST=3\n" +
        "\t\tStatus: Dev=01:1f.0 64bit+ 133MHz+ SCD- USC- DC=simple DMMRBC=512 DMOST=32 DMCRS=512 RSCEM- 266MHz+ 533MHz-\n",
    );
  });

  test("of a bridge", () => {
    const text = standardText("07 00 c3 00 08 00 03 00 20 00 ff ff 10 00 10 00", { more: ["0e: 01"] });
    expect(text).toBe(
      "PCI-X bridge device\n" +
        "\t\tSecondary Status: 64bit+ 133MHz+ SCD- USC- SCO- SRD- Freq=133MHz\n" +
        "\t\tStatus: Dev=00:01.0 64bit+ 133MHz+ SCD- USC- SCO- SRD-\n" +
        "\t\tUpstream: Capacity=32 CommitmentLimit=65535\n" +
        "\t\tDownstream: Capacity=16 CommitmentLimit=16\n",
    );
  });

  test("below any other header leaves the line open, as lspci does", () => {
    const space = makeSpace(256, "06: 10", "0e: 02", "14: 80", "80: 07 88", "88: 0c");
    const at80 = decodeSpace(space).capabilities.map(({ key }) => key);
    expect(at80).toEqual(["pcix.other", "hotplug"]);
    const text = standardText("00", { more: ["0e: 02", "14: 80", "80: 07 88", "88: 0c"] });
    expect(text).toContain("\tCapabilities: [80] \tCapabilities: [88] Hot-plug capable\n");
  });
});

describe("the short ones", () => {
  test("are one line each", () => {
    expect(standardText("00 00")).toBe("Null\n");
    expect(standardText("04 00 23 01")).toBe("Slot ID: 3 slots, First+, chassis 01\n");
    expect(standardText("06 00 91")).toBe("CompactPCI hot-swap <?>\n");
    expect(standardText("0a 00 a0 20")).toBe("Debug port: BAR=1 offset=00a0\n");
    expect(standardText("0c 00")).toBe("Hot-plug capable\n");
    expect(standardText("0f 00 0b 64")).toBe("Secure device <?>\n");
    expect(standardText("0d 00 00 00 28 10 62 0a")).toBe("Subsystem: 1028:0a62\n");
  });

  test("have fields that lspci does not show", () => {
    expect(shown(registersOf("06 00 91"), "chswp@40.csr.ins")).toBe("yes");
    expect(shown(registersOf("0f 00 0b 64 01 00 d0 fe"), "secure@40.cap.type")).toBe("IOMMU");
    expect(shown(registersOf("0f 00 08 00"), "secure@40.cap.type")).toBe("Device Exclusion Vector");
    expect(registersOf("0f 00 09 00")).toHaveLength(1);
    expect(shown(registersOf("15 00 00 00 07 08 02 03"), "fpb@40.cap.lowsize")).toBe("1K bits");
  });

  test("SSVID that is cut off leaves the line open, as lspci does", () => {
    expect(standardText("0d 00 00 00 28 10", { size: 0x46 })).toBe("");
  });

  test("SATA tells where its index registers are", () => {
    expect(standardText("12 00 10 00 48 00 00 00")).toBe("SATA HBA v1.0 BAR4 Offset=00000004\n");
    expect(standardText("12 00 10 00 0f 00 00 00")).toBe("SATA HBA v1.0 InCfgSpace\n");
    expect(standardText("12 00 13 00 03 00 00 00")).toBe("SATA HBA v1.3 BAR??3\n");
    expect(standardText("12 00 10 00", { size: 0x46 })).toBe("SATA HBA v1.0\n");
  });

  test("advanced features", () => {
    expect(standardText("13 00 06 03 00 01")).toBe(
      "PCI Advanced Features\n\t\tAFCap: TP+ FLR+\n\t\tAFCtrl: FLR-\n\t\tAFStatus: TP+\n",
    );
    expect(standardText("13 00 06 03", { size: 0x45 })).toBe("PCI Advanced Features\n");
  });
});
