import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { english } from "../words/testing/english.ts";
import { readPasted } from "./read.ts";
import type { PastedFunction } from "./record.ts";
import { functionsIn } from "./testing/functions-in.ts";

function messageOf(text: string): string {
  const result = readPasted(text);
  return result.ok ? "ok" : english(result.message);
}

/** What was not understood, as `line: why`. */
function oddIn(text: string): readonly string[] {
  const result = readPasted(text);
  return result.ok
    ? result.notUnderstood.map(({ line, why }) => `${line}: ${english(why)}`)
    : [english(result.message)];
}

describe("a dump", () => {
  test("of lspci -x has an address, a title and bytes", () => {
    const [fn, ...others] = functionsIn("00:1f.3 0403: 8086:a348 (rev 10)\n00: 86 80 48 a3\n10: 04 00\n\n");
    expect(others).toEqual([]);
    expect(fn?.bdf).toBe("0000:00:1f.3");
    expect(fn?.space.u32(0)).toBe(0xa3488086);
    expect(fn?.space.u16(0x10)).toBe(4);
  });

  test("may have domains of four to eight digits, in either case of letters", () => {
    const text = "0000:0A:00.0 a\n00: FF\n\n10000:01:1f.7 b\n00: 01\n\n00010000:02:00.0 c\n00: 02\n";
    expect(functionsIn(text).map(({ bdf }) => bdf)).toEqual(["0000:0a:00.0", "10000:01:1f.7", "10000:02:00.0"]);
  });

  test("may be a list of half a million addresses: what has no bytes takes no room for any", () => {
    const line = (index: number) =>
      `${(index >> 4).toString(16).padStart(4, "0")}:00:0${(index >> 3) & 1}.${index & 7} x: y`;
    const functions = functionsIn(Array.from({ length: 500_000 }, (_, index) => line(index)).join("\n"));
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
    expect(functionsIn(text).map(({ space }) => space.u16(2))).toEqual([0x1521, 0x1621]);
  });

  test("may have been through a Windows machine", () => {
    const [fn] = functionsIn("\ufeff00:00.0 0600: 8086:29c0\r\n00: 86 80\r\n\r\n");
    expect(fn?.space.length).toBe(2);
  });

  test("keeps what it does not give as unknown", () => {
    const text = "00:00.0 x\n00: 11 22\n20: 33\n";
    const [unknown] = functionsIn(text);
    expect(unknown?.space.knownRanges()).toEqual([
      { start: 0, end: 2 },
      { start: 0x20, end: 0x21 },
    ]);
    expect(unknown?.space.has(0x10, 1)).toBe(false);
  });

  test("reaches up to byte fff in lines of any length", () => {
    const line = `ff0: ${Array.from({ length: 16 }, () => "5a").join(" ")}`;
    const [fn] = functionsIn(`00:00.0 x\n${line}\n000: 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11\n`);
    expect(fn?.space.length).toBe(4096);
    expect(fn?.space.u8(0x10)).toBe(0x11);
  });

  test("may list functions without bytes, as plain lspci does, and the same one twice", () => {
    const functions = functionsIn("00:00.0 Host bridge: x\n00:01.0 VGA: x\n00: 34 12\n\n00:01.0 VGA: x\n");
    expect(functions.map(({ bdf, space }) => [bdf, space.length])).toEqual([
      ["0000:00:00.0", 0],
      ["0000:00:01.0", 2],
    ]);
  });

  test("takes a space at the end of a line, and an address alone on its line", () => {
    const [fn] = functionsIn("00:00.0\n00: 01 02 \n");
    expect(fn?.space.length).toBe(2);
  });
});

describe("what is no dump", () => {
  test("is told with the number of the line", () => {
    expect(oddIn("00:00.0 x: y\nff0: 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10\n")).toEqual([
      "2: it extends beyond byte fffh, the last one",
    ]);
    expect(oddIn("00:00.0 x: y\n1000: 00\n")).toHaveLength(1);
    expect(oddIn("00:00.0 x: y\nffffffff: 00\n")).toHaveLength(1);
  });

  test("is told when there is not one address", () => {
    expect(messageOf("")).toMatch(/is empty/);
    expect(messageOf("hello\n00: 01 02\n")).toMatch(/no PCI function/);
  });

  test("is not taken for an address: device numbers end at 1f, function numbers at 7", () => {
    expect(messageOf("12:59.0 it was\n")).toMatch(/no PCI function/);
    expect(messageOf("12:1f.9 it was\n")).toMatch(/no PCI function/);
    expect(messageOf("12:1f.0x it was\n")).toMatch(/no PCI function/);
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
        const result = readPasted(text);
        if (result.ok) expect(result.machines.every(({ functions }) => functions.length > 0)).toBe(true);
        else expect(english(result.message)).toMatch(/\.$/);
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
        expect(functionsIn(text).map(({ space }) => space.bytes)).toEqual(spaces);
      }),
    );
  });
});

describe("a line that was broken is whole again", () => {
  const row = (at: string, rest: string) => `${at}: 34 12 78 56 07 04 10 00 01 00 00 02 ${rest}`;
  const plain = `02:00.0 Multimedia video controller: Example Systems, Inc. Made-up Video and Audio Decoder\n${row("00", "08 00 00 00")}\n${row("10", "09 00 00 00")}\n`;

  test.each([
    [
      "at blanks of 40 columns",
      [
        "02:00.0 Multimedia video controller:",
        "Example Systems, Inc. Made-up Video and",
        "Audio Decoder",
        row("00", "\n08 00 00 00"),
        row("10", "\n09 00 00 00"),
      ],
    ],
    [
      "after 48 characters",
      [
        "02:00.0 Multimedia video controller: Example Sys",
        "tems, Inc. Made-up Video and Audio Decoder",
        row("00", "08 00 00\n 00"),
        row("10", "09 00 00\n 00"),
      ],
    ],
  ])("%s", (_what, lines) => {
    const bare = (text: string) => functionsIn(text).map(({ space, text: words }) => [space.toHex(), words]);
    expect(bare(lines.join("\n").replaceAll(" \n", "\n"))).toEqual(bare(plain));
  });
});

describe("several dumps in one text", () => {
  const summary = (functions: readonly PastedFunction[]) =>
    functions.map(({ bdf, space }) => [bdf, space.u16(0), space.length]);
  const machines = (text: string) => {
    const pasted = readPasted(text);
    return pasted.ok ? pasted.machines.map(({ functions }) => summary(functions)) : [];
  };

  test("of one function count as one, with all bytes and the first place", () => {
    const list = "00:01.0 VGA: x\n00:02.0 NIC: x\n\n";
    const short = "00:02.0 NIC\n00: 86 80 21 15\n\n";
    const long = "00:02.0 NIC\n00: 86 80 21 15 07 04\n\n";
    for (const text of [list + short + long, list + long + short]) {
      expect(summary(functionsIn(text))).toEqual([
        ["0000:00:01.0", 0, 0],
        ["0000:00:02.0", 0x8086, 6],
      ]);
    }
  });

  test("of two machines are two", () => {
    const text = "00:02.0 A\n00: 86 80 21 15\n\n00:02.0 B\n00: b3 15 19 10 07 04\n00:03.0 C\n00: b3 15 19 10\n";
    expect(machines(text)).toEqual([
      [["0000:00:02.0", 0x8086, 4]],
      [
        ["0000:00:02.0", 0x15b3, 6],
        ["0000:00:03.0", 0x15b3, 4],
      ],
    ]);
  });

  test("of two moments are two", () => {
    const text = "00:02.0 A\n00: 86 80 21 15 00\n\n00:02.0 A\n00: 86 80 21 15 07 04\n";
    expect(machines(text)).toEqual([[["0000:00:02.0", 0x8086, 5]], [["0000:00:02.0", 0x8086, 6]]]);
  });
});

test("a line of lspci -v below a function's is no rest of it, though other lines are broken", () => {
  const text = [
    "01:00.0 Ethernet controller [0200]: Acme Corporation Widget of a long name",
    "[8086:1521] (rev 01)",
    "",
    "01:00.1 Ethernet controller [0200]: Acme Corporation Widget [8086:1522] (rev ff)",
    "\t!!! Unknown header type 7f",
    "\tKernel driver in use: igb",
    "",
  ].join("\n");
  const [first, second] = functionsIn(text);
  expect(first?.text).toMatchObject({ vendor: 0x8086, device: 0x1521, revision: 1 });
  expect(second?.text).toMatchObject({ device: 0x1522, readsAllOnes: true, driver: "igb" });
});
