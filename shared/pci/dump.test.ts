import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DumpedFunction, type DumpOptions, looksLikeDump, oncePerAddress, parseDump } from "./dump.ts";
import { atOnce } from "./parts.ts";

function functionsOf(text: string, options?: DumpOptions): readonly DumpedFunction[] {
  const result = parseDump(text, options);
  if (!result.ok) throw new Error(result.message);
  return result.functions;
}
function messageOf(text: string): string {
  const result = parseDump(text);
  return result.ok ? "ok" : result.message;
}

describe("a dump", () => {
  test("of lspci -x has an address, a title and bytes", () => {
    const [fn, ...others] = functionsOf("00:1f.3 0403: 8086:a348 (rev 10)\n00: 86 80 48 a3\n10: 04 00\n\n");
    expect(others).toEqual([]);
    expect(fn?.bdf).toBe("0000:00:1f.3");
    expect(fn?.title).toBe("0403: 8086:a348 (rev 10)");
    expect(fn?.space.u32(0)).toBe(0xa3488086);
    expect(fn?.space.u16(0x10)).toBe(4);
  });

  test("may have domains of four to eight digits, in either case of letters", () => {
    const text = "0000:0A:00.0 a\n00: FF\n\n10000:01:1f.7 b\n00: 01\n\n00010000:02:00.0 c\n00: 02\n";
    expect(functionsOf(text).map(({ bdf }) => bdf)).toEqual(["0000:0a:00.0", "10000:01:1f.7", "10000:02:00.0"]);
  });

  test("may be a list of half a million addresses: what has no bytes takes no room for any", () => {
    const line = (index: number) =>
      `${(index >> 8).toString(16).padStart(4, "0")}:00:0${(index >> 3) & 1}.${index & 7} x`;
    const functions = functionsOf(Array.from({ length: 500_000 }, (_, index) => line(index)).join("\n"));
    expect(functions).toHaveLength(500_000);
    expect(new Set(functions.map(({ space }) => space.bytes.buffer)).size).toBe(1);
  });

  test("may come between the lines of lspci -v, which are passed over", () => {
    const text = [
      "01:00.0 Ethernet controller: Intel Corporation I350 (rev 01)",
      "\tSubsystem: Intel Corporation I350",
      "\tCapabilities: [40] Power Management version 3",
      "\tKernel driver in use: igb",
      "00: 86 80 21 15 07 04 10 00",
      "",
      "01:00.1 Ethernet controller: Intel Corporation I350 (rev 01)",
      "00: 86 80 21 16",
    ].join("\n");
    expect(functionsOf(text).map(({ space }) => space.u16(2))).toEqual([0x1521, 0x1621]);
  });

  test("may have been through a Windows machine", () => {
    const [fn] = functionsOf("\ufeff00:00.0 0600: 8086:29c0\r\n00: 86 80\r\n\r\n");
    expect(fn?.title).toBe("0600: 8086:29c0");
    expect(fn?.space.length).toBe(2);
  });

  test("keeps what it does not give as unknown, or as ones where asked to read it like lspci", () => {
    const text = "00:00.0 x\n00: 11 22\n20: 33\n";
    const [unknown] = functionsOf(text);
    expect(unknown?.space.knownRanges()).toEqual([
      { start: 0, end: 2 },
      { start: 0x20, end: 0x21 },
    ]);
    expect(unknown?.space.has(0x10, 1)).toBe(false);
    const [filled] = functionsOf(text, { holesAsOnes: true });
    expect(filled?.space.has(0x10, 1)).toBe(true);
    expect(filled?.space.u8(0x10)).toBe(0xff);
    expect(filled?.space.length).toBe(0x21);
  });

  test("reaches up to byte fff in lines of any length", () => {
    const line = `ff0: ${Array.from({ length: 16 }, () => "5a").join(" ")}`;
    const [fn] = functionsOf(`00:00.0 x\n${line}\n000: 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11\n`);
    expect(fn?.space.length).toBe(4096);
    expect(fn?.space.u8(0x10)).toBe(0x11);
  });

  test("may list functions without bytes, as plain lspci does, and the same one twice", () => {
    const functions = functionsOf("00:00.0 Host bridge\n00:01.0 VGA\n00: 34 12\n\n00:01.0 VGA\n");
    expect(functions.map(({ bdf, space }) => [bdf, space.length])).toEqual([
      ["0000:00:00.0", 0],
      ["0000:00:01.0", 2],
      ["0000:00:01.0", 0],
    ]);
  });

  test("ends a function at an empty line: bytes behind it belong to nobody", () => {
    const [fn] = functionsOf("00:00.0 x\n00: 01\n\n10: 02\n");
    expect(fn?.space.length).toBe(1);
  });

  test("takes a space at the end of a line, and an address alone on its line", () => {
    const [fn] = functionsOf("00:00.0\n00: 01 02 \n");
    expect(fn?.space.length).toBe(2);
    expect(fn?.title).toBeNull();
  });
});

describe("what is no dump", () => {
  test("is told with the number of the line", () => {
    expect(messageOf("00:00.0 x\n00: 01\n10: 01 0g\n")).toMatch(/^Line 3: "0g" /);
    expect(messageOf("00:00.0 x\n00: 01  02\n")).toMatch(/^Line 2: " 02" /);
    expect(messageOf("00:00.0 x\n00: 0102\n")).toMatch(/^Line 2: /);
    expect(messageOf("00:00.0 x\nff0: 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10\n")).toMatch(
      /^Line 2: .*fffh/,
    );
    expect(messageOf("00:00.0 x\n1000: 00\n")).toMatch(/^Line 2: /);
    expect(messageOf("00:00.0 x\nffffffff: 00\n")).toMatch(/^Line 2: /);
  });

  test("is told when there is not one address", () => {
    expect(messageOf("")).toMatch(/no PCI function/);
    expect(messageOf("hello\n00: 01 02\n")).toMatch(/no PCI function/);
  });

  test("is not taken for an address: device numbers end at 1f, function numbers at 7", () => {
    expect(messageOf("12:59.0 it was\n")).toMatch(/no PCI function/);
    expect(messageOf("12:1f.9 it was\n")).toMatch(/no PCI function/);
    expect(messageOf("12:1f.0x it was\n")).toMatch(/no PCI function/);
  });

  test("is recognized without reading it all", () => {
    expect(looksLikeDump("00:00.0 Host bridge\r\n00: 86 80\r\n")).toBe(true);
    expect(looksLikeDump("00:00.0 Host bridge\n\tFlags: fast\n00: 86 80\n")).toBe(true);
    expect(looksLikeDump("00:00.0 Host bridge\n00:01.0 VGA\n")).toBe(false);
    expect(looksLikeDump("00:00.0 Host bridge\n\n00: 86 80\n")).toBe(false);
    expect(looksLikeDump('{"format": "report"}')).toBe(false);
    expect(looksLikeDump("x".repeat(100_000))).toBe(false);
  });
});

describe("whatever the text", () => {
  test("reading it ends with an answer", () => {
    const piece = fc.constantFrom(
      "00:00.0 x",
      "0001:1f:1f.7 y",
      "00:",
      "10: ",
      "ff0: ",
      "86 ",
      "80",
      " ",
      "\n",
      "\r\n",
      "g",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
        const text = pieces.join("");
        const result = parseDump(text);
        if (!result.ok) expect(result.line).toBeGreaterThan(0);
        looksLikeDump(text);
      }),
    );
  });

  test("what was written is read back", () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(fc.array(bytes, { minLength: 1, maxLength: 8 }), (spaces) => {
        let text = "";
        for (const [index, space] of spaces.entries()) {
          text += `00:0${index}.0 something\n`;
          for (let at = 0; at < space.length; at += 16) {
            const line = Array.from(space.slice(at, at + 16), (byte) => byte.toString(16).padStart(2, "0"));
            text += `${at.toString(16).padStart(2, "0")}: ${line.join(" ")}\n`;
          }
          text += "\n";
        }
        expect(functionsOf(text).map(({ space }) => space.bytes)).toEqual(spaces);
      }),
    );
  });
});

describe("several dumps in one text", () => {
  const once = (text: string) => atOnce(oncePerAddress(functionsOf(text)));
  const summary = (text: string) => once(text).functions.map(({ bdf, space }) => [bdf, space.u16(0), space.length]);

  test("of one function count as one, with the most bytes and the first place", () => {
    const list = "00:01.0 VGA\n00:02.0 NIC\n\n";
    const short = "00:02.0 NIC\n00: 86 80 21 15\n\n";
    const long = "00:02.0 NIC\n00: 86 80 21 15 07 04\n\n";
    for (const text of [list + short + long, list + long + short]) {
      expect(summary(text)).toEqual([
        ["0000:00:01.0", 0, 0],
        ["0000:00:02.0", 0x8086, 6],
      ]);
      expect(once(text).dropped).toEqual([]);
    }
  });

  test("of two machines leave the first, however long the second is, and say so", () => {
    const text = "00:02.0 A\n00: 86 80 21 15\n\n00:02.0 B\n00: b3 15 19 10 07 04\n00:03.0 C\n00: b3 15 19 10\n";
    expect(summary(text)).toEqual([
      ["0000:00:02.0", 0x8086, 4],
      ["0000:00:03.0", 0x15b3, 4],
    ]);
    expect(once(text).dropped).toEqual(["0000:00:02.0"]);
  });

  test("of two moments show the fuller one, and say so", () => {
    const text = "00:02.0 A\n00: 86 80 21 15 00\n\n00:02.0 A\n00: 86 80 21 15 07 04\n";
    expect(summary(text)).toEqual([["0000:00:02.0", 0x8086, 6]]);
    expect(once(text).dropped).toEqual(["0000:00:02.0"]);
  });
});
