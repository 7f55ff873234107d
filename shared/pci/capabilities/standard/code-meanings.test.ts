/** What codes mean where lspci has no word, another one, or a number for them: its text stays, the tree says what is so. */
import { describe, expect, test } from "vitest";
import { decodeSpace, type FieldNode } from "../../decode.ts";
import { makeSpace, standardText } from "../../testing/make-space.ts";

/** Fields of the only capability, by path without its name. */
function fieldsOf(capability: string, ...more: readonly string[]): (path: string) => FieldNode | undefined {
  const space = makeSpace(256, "06: 10", "34: 40", `40: ${capability}`, ...more);
  const [node] = decodeSpace(space).capabilities;
  const fields = (node?.registers ?? []).flatMap((register) => register.fields);
  return (path) => fields.find((field) => field.path === `${node?.path}.${path}`);
}

describe("Flattening Portal Bridge", () => {
  const fpb = (dwords: readonly string[]) => fieldsOf(`15 00 00 00 ${dwords.join(" ")}`);

  test.each([
    ["00", "8 RIDs"],
    ["30", "64 RIDs"],
    ["50", "256 RIDs"],
    ["10", "reserved"],
  ])("granularity %s of routing ids", (byte, meaning) => {
    expect(fpb(["00 00 00 00", `${byte} 00 00 00`])("rid1.granularity")?.shown).toBe(meaning);
  });

  test("sizes and granularities that nobody gave a meaning are reserved", () => {
    const field = fpb(["00 01 05 05", "00 00 00 00", "00 00 00 00", "50 00 00 00", "80 00 00 00"]);
    expect(field("cap.ridsize")?.shown).toBe("reserved");
    expect(field("cap.lowsize")?.shown).toBe("reserved");
    expect(field("cap.highsize")?.shown).toBe("8K bits");
    expect(field("low.granularity")?.shown).toBe("reserved");
    expect(field("high1.granularity")?.shown).toBe("reserved");
  });

  test("starts are shown as the ids and addresses that they stand for", () => {
    const field = fpb(["00 00 00 00", "00 00 08 55", "08 01 00 00", "00 00 50 fd", "00 00 00 a0"]);
    expect(field("rid1.start")?.shown).toBe("5508h");
    expect(field("rid2.start")?.shown).toBe("0108h");
    expect(field("low.start")?.shown).toBe("fd500000h");
    expect(field("high1.start")?.shown).toBe("a0000000h");
  });
});

describe("MSI", () => {
  test("numbers of vectors above 32 are reserved", () => {
    expect(fieldsOf("05 00 0c 00")("ctl.capable")?.shown).toBe("reserved");
    expect(fieldsOf("05 00 6a 00")("ctl.enabled")?.shown).toBe("reserved");
    expect(fieldsOf("05 00 6a 00")("ctl.capable")?.shown).toBe("32");
    expect(standardText("05 00 6c 00")).toContain("Count=64/64");
  });

  test("has the upper half of its data where it can carry 32 bits", () => {
    expect(fieldsOf("05 00 80 02 00 00 00 00 00 00 00 00 34 12 78 56")("ext64.value")?.shown).toBe("5678");
    expect(fieldsOf("05 00 00 02 00 00 00 00 34 12 78 56")("ext32.value")?.shown).toBe("5678");
    expect(fieldsOf("05 00 80 00")("ext64.value")).toBeUndefined();
  });
});

describe("HyperTransport", () => {
  const primary = (frequency: string) =>
    fieldsOf(`08 00 00 10 01 00 20 22 d0 00 77 07 22 ${frequency} 00 44 02 06 75 00 00 00 25 00 01 02 03`);

  test("knows the clocks of its third version, which lspci does not", () => {
    const field = primary("1d");
    expect(field("lfrer0.freq")?.shown).toBe("2.4GHz");
    expect(field("lfcap0.f1800")?.raw).toBe(1);
    expect(field("lfcap0.f2600")?.raw).toBe(1);
    expect(standardText("08 00 00 10 01 00 20 22 d0 00 77 07 22 1d 00 44")).toContain("Link Config 0: MLWI=8bit");
  });

  test("has a bit for the sender's id, and widths without a meaning are reserved", () => {
    expect(primary("00")("lctr0.source")?.raw).toBe(1);
    expect(primary("00")("lcnf0.lwi")?.shown).toBe("reserved");
    expect(standardText("08 00 00 10 01 00 20 22 d0 00 77 07 11")).toContain("LWI=[2]");
  });

  test.each([
    ["d0", "Gen3"],
    ["d8", "function and link extension"],
    ["e0", "power management"],
    ["f0", "reserved"],
  ])("type %s", (high, name) => {
    expect(fieldsOf(`08 00 00 ${high}`)("command.type")?.shown).toBe(name);
  });
});

describe("PCI-X", () => {
  test("a bridge tells mode and clock of the bus below by four bits", () => {
    const field = fieldsOf("07 00 43 e3 08 00 03 e0", "0e: 01");
    expect(field("secondary.frequency")?.shown).toBe("PCI-X 533 at 66 MHz");
    expect(field("secondary.version")?.shown).toBe("ECC in modes 1 and 2");
    expect(field("secondary.mhz533")?.raw).toBe(1);
    expect(field("status.deviceId")?.raw).toBe(1);
    expect(standardText("07 00 43 e3 08 00 03 e0", { more: ["0e: 01"] })).toContain("Freq=?5\n");
  });

  test("error correction has registers from version 1 on", () => {
    const ecc = "30 5a 00 80 44 33 22 11";
    const field = fieldsOf(`07 00 00 10 00 00 00 00 ${ecc}`);
    expect(field("ecc.phase")?.shown).toBe("attributes");
    expect(field("ecc.syndrome")?.shown).toBe("5a");
    expect(field("eccfirst.value")?.shown).toBe("11223344");
    expect(fieldsOf(`07 00 00 00 00 00 00 00 ${ecc}`)("ecc.phase")).toBeUndefined();
  });
});

describe("VirtIO", () => {
  const virtio = (capability: string) => fieldsOf(capability, "00: f4 1a 41 10");

  test("the vendor's data is its id and bytes, not a place in a BAR", () => {
    const field = virtio("09 00 14 09 f4 1a 01 02 03");
    expect(field("vendor.value")?.shown).toBe("1af4");
    expect(field("data[1].byte.value")?.shown).toBe("02");
    expect(field("bar.value")).toBeUndefined();
    expect(field("offset.value")).toBeUndefined();
  });

  test("the place can be written where it serves to reach all of the BARs", () => {
    expect(virtio("09 00 14 05 00")("bar.value")?.access).toBe("RW");
    expect(virtio("09 00 14 05 00")("size.value")?.access).toBe("RW");
    expect(virtio("09 00 10 01 04")("offset.value")?.access).toBe("RO");
  });
});

describe("PCI Express", () => {
  const link = (capability: string) => fieldsOf(`10 00 02 00 ${"00 ".repeat(8)}${capability}`);

  test("an exit latency of code 7 is a long one, not one without end", () => {
    const field = link("04 fd 03 00");
    expect(field("lnkcap.l0s")?.shown).toBe(">4us");
    expect(field("lnkcap.l1")?.shown).toBe(">64us");
    expect(standardText(`10 00 02 00 ${"00 ".repeat(8)}04 fd 03 00`)).toContain("L0s unlimited, L1 unlimited");
    expect(fieldsOf("10 00 02 00 c0 0f 00 00")("devcap.l0s")?.shown).toBe("unlimited");
  });

  test("the highest bit of the speeds stands for all that came later", () => {
    const capability = `10 00 02 00 ${"00 ".repeat(40)}fe 00 00 00`;
    const space = fieldsOf(capability);
    expect(space("lnkcap2.speeds")?.shown).toBe("2.5-128GT/s or higher");
    expect(standardText(capability)).toContain("Supported Link Speeds: 2.5-128GT/s, Crosslink-");
  });

  test("margins between the named ones are steps, and sticky bits are told as such", () => {
    const field = fieldsOf(`10 00 02 00 ${"00 ".repeat(44)}80 01 20 00`);
    expect(field("lnkctl2.margin")?.shown).toMatch(/^a step towards 200-400mV/);
    expect(field("lnksta2.eqrequest")?.access).toBe("RW1CS");
  });

  test("sizes, widths and lights of reserved codes are said to be so, whatever lspci makes of them", () => {
    const field = fieldsOf("10 00 42 01 06 00 00 00 e0 70 00 00 31 00 00 00");
    expect(field("devcap.mps")?.shown).toBe("reserved");
    expect(field("devctl.mps")?.shown).toBe("reserved");
    expect(field("devctl.mrrs")?.shown).toBe("reserved");
    expect(field("lnkcap.width")?.shown).toBe("reserved (3)");
    expect(field("sltctl.attnind")?.shown).toBe("reserved");
    const text = standardText("10 00 42 01 06 00 00 00 e0 70 00 00 31 00 00 00");
    expect(text).toContain("MaxPayload 8192 bytes");
    expect(text).toContain("AttnInd Unknown");
    expect(fieldsOf("10 00 42 01 01 00 00 00")("devcap.mps")?.shown).toBe("256 bytes");
  });

  test("a slot's power limit above efh is told in watts", () => {
    const slot = (byte: string) => fieldsOf(`10 00 42 01 ${"00 ".repeat(16)}${byte}`)("sltcap.pwrval")?.shown;
    expect(slot("80 7f 00 00")).toBe("ffh: >600W with scale 1 W");
    expect(slot("80 78 00 00")).toBe("f1h: 275W with scale 1 W");
    expect(slot("80 0c 00 00")).toBe("25");
  });
});
