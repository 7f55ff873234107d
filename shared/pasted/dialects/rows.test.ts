import { describe, expect, test } from "vitest";
import { hexDigits } from "../../pci/hex-digits.ts";
import { english } from "../../words/testing/english.ts";
import { readPasted } from "../read.ts";
import { functionsIn } from "../testing/functions-in.ts";
import { madeUpConfig, rowsOf } from "../testing/made-up-config.ts";

const TITLE = "0b:00.0 Ethernet controller: Made-up Networks Card\n";
const CONFIG = madeUpConfig();

/** How a program writes rows; `group` holds the bytes of one group, `print` the column of characters. */
interface Look {
  readonly perRow?: number;
  readonly offset?: (at: number) => string;
  readonly unit?: number;
  readonly group?: (bytes: readonly number[]) => string;
  readonly between?: (index: number) => string;
  readonly print?: (characters: string) => string;
}

const hex = (bytes: readonly number[]) => bytes.map((byte) => hexDigits(byte, 2)).join("");
const number = (bytes: readonly number[]) => hex(bytes.toReversed());
const eight = (at: number) => hexDigits(at, 8);

function written(bytes: Uint8Array, look: Look): string {
  const { perRow = 16, offset = (at) => `${hexDigits(at, 2)}: `, unit = 1, group = hex, between = () => " " } = look;
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += perRow) {
    const row = [...bytes.subarray(at, at + perRow)];
    let text = offset(at);
    for (let index = 0; index < row.length; index += unit) {
      text += (index === 0 ? "" : between(index)) + group(row.slice(index, index + unit));
    }
    const characters = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".")).join("");
    rows.push(`${text}${look.print?.(characters) ?? ""}\n`);
  }
  return rows.join("");
}

const LOOKS: Record<string, Look> = {
  "lspci -x": {},
  "lspci -x, a column of characters behind it": { print: (text) => ` ${text}` },
  "hexdump -C": {
    offset: (at) => `${eight(at)}  `,
    between: (index) => (index === 8 ? "  " : " "),
    print: (text) => `  |${text}|`,
  },
  "hexdump -C, offsets of upper case and blanks at the end": {
    offset: (at) => `${eight(at).toUpperCase()}  `,
    group: (bytes) => hex(bytes).toUpperCase(),
    print: () => "   ",
  },
  hexdump: { offset: (at) => `${hexDigits(at, 7)} `, unit: 2, group: number },
  "hexdump -x": { offset: (at) => `${hexDigits(at, 7)}    `, unit: 2, group: number, between: () => "    " },
  xxd: { offset: (at) => `${eight(at)}: `, unit: 2, print: (text) => `  ${text}` },
  "xxd without its column": { offset: (at) => `${eight(at)}: `, unit: 2 },
  "xxd -g 1": { offset: (at) => `${eight(at)}: `, print: (text) => `  ${text}` },
  "xxd -g 4": { offset: (at) => `${eight(at)}: `, unit: 4, print: (text) => `  ${text}` },
  "xxd -e": { offset: (at) => `${eight(at)}: `, unit: 4, group: number, print: (text) => `  ${text}` },
  "xxd -c 32": { perRow: 32, offset: (at) => `${eight(at)}: `, unit: 2, print: (text) => `  ${text}` },
  "od -tx1": { offset: (at) => `${at.toString(8).padStart(7, "0")} ` },
  "od -Ad -tx1": { offset: (at) => `${String(at).padStart(7, "0")} ` },
  "od -Ax -tx1z": { offset: (at) => `${hexDigits(at, 6)} `, print: (text) => `  >${text}<` },
  "od -x": { offset: (at) => `${at.toString(8).padStart(7, "0")} `, unit: 2, group: number },
  "od -Ax -tx4": { offset: (at) => `${hexDigits(at, 6)} `, unit: 4, group: number },
  "od -Ax -tx8": { offset: (at) => `${hexDigits(at, 6)} `, unit: 8, group: number },
  "hexdump -b": {
    offset: (at) => `${hexDigits(at, 7)} `,
    group: ([byte = 0]) => byte.toString(8).padStart(3, "0"),
  },
  "od without options": {
    offset: (at) => `${at.toString(8).padStart(7, "0")} `,
    unit: 2,
    group: ([low = 0, high = 0]) => (high * 256 + low).toString(8).padStart(6, "0"),
  },
  "xxd -b": {
    perRow: 6,
    offset: (at) => `${eight(at)}: `,
    group: ([byte = 0]) => byte.toString(2).padStart(8, "0"),
    print: (text) => `  ${text}`,
  },
  "od -An -tx1": { offset: () => " " },
  "xxd -p": { perRow: 30, offset: () => "", between: () => "" },
  "xxd -i": {
    perRow: 12,
    offset: () => "  ",
    group: (bytes) => `0x${hex(bytes)}`,
    between: () => ", ",
    print: () => ",",
  },
  "words without offsets": { offset: () => "", unit: 4, group: number },
  "UEFI shell": {
    offset: (at) => `  ${eight(at)}: `,
    between: (index) => (index === 8 ? "-" : " "),
    print: (text) => `  *${text}*`,
  },
  "U-Boot md": {
    offset: (at) => `${eight(0xe0b00000 + at)}: `,
    unit: 4,
    group: number,
    print: (text) => `    ${text}`,
  },
  "U-Boot pci display": { offset: (at) => `${eight(at)}: `, unit: 4, group: number },
  "windbg db": {
    offset: (at) => `fffff803\`4ab2${hexDigits(0x1000 + at, 4)}  `,
    between: (index) => (index === 8 ? "-" : " "),
    print: (text) => `  ${text}`,
  },
  "windbg dd, from anywhere": {
    offset: (at) => `fffff803\`4ab2${hexDigits(0x1a90 + at, 4)}  `,
    unit: 4,
    group: number,
  },
  "gdb x/16xb": {
    perRow: 8,
    offset: (at) => `0x7ffe4ab2${hexDigits(0x1a90 + at, 4)}${at === 0 ? "" : ` <config+${at}>`}:\t`,
    group: (bytes) => `0x${hex(bytes)}`,
    between: () => "\t",
  },
  "gdb x/4xw": {
    offset: (at) => `0x7ffe4ab2${hexDigits(0x1000 + at, 4)}:\t`,
    unit: 4,
    group: (bytes) => `0x${number(bytes)}`,
    between: () => "\t",
  },
  "rows of eight": { perRow: 8 },
  "rows of 32": { perRow: 32 },
  "one register a row": { perRow: 4, offset: (at) => `${hexDigits(at, 3)}: `, unit: 4, group: number },
  "offsets of numbers": { offset: (at) => `0x${hexDigits(at, 2)}: `, group: (bytes) => `0x${hex(bytes)}` },
  "registers as an assignment": {
    perRow: 4,
    offset: (at) => `0x${hexDigits(at, 2)} = `,
    unit: 4,
    group: (bytes) => `0x${number(bytes)}`,
  },
  "a row in one group": { unit: 16 },
  "a table": { offset: (at) => `${hexDigits(at, 2)} | `, between: (index) => (index === 8 ? " | " : " ") },
  "a table with lines": { offset: (at) => `${hexDigits(at, 4)} │ `, print: (text) => ` │ ${text} │` },
  "segments, as DOS's debug writes them": {
    offset: (at) => `0B3F:${hexDigits(at, 4).toUpperCase()}  `,
    between: (index) => (index === 8 ? "-" : " "),
    print: (text) => `   ${text}`,
  },
  "offsets in brackets": { offset: (at) => `[${hexDigits(at, 2)}]: ` },
  "offsets with a blank before the colon": { offset: (at) => `${hexDigits(at, 2)} : ` },
  "offsets by name": { offset: (at) => `Offset 0x${hexDigits(at, 2)}: ` },
  "short offsets without a colon": { offset: (at) => `${hexDigits(at, 2)}  ` },
};

/** Lines that were not understood, and why. */
function odd(text: string): readonly string[] {
  const pasted = readPasted(text);
  return pasted.ok
    ? pasted.notUnderstood.map(({ line, why }) => `${line}: ${english(why)}`)
    : [english(pasted.message)];
}

describe("rows of bytes", () => {
  test.each(Object.entries(LOOKS))("%s", (_, look) => {
    const [fn, ...others] = functionsIn(`${TITLE}${written(CONFIG, look)}\n`);
    expect(others).toEqual([]);
    expect(fn?.space.toHex()).toBe(hex([...CONFIG]));
    expect(fn?.space.knownRanges()).toEqual([{ start: 0, end: 256 }]);
  });

  test("lie below a line that counts the columns", () => {
    const heading = `    ${Array.from({ length: 16 }, (_, index) => hexDigits(index, 2)).join(" ")}\n`;
    const [fn] = functionsIn(TITLE + heading + written(CONFIG, { offset: (at) => `${hexDigits(at, 2)}  ` }));
    expect(fn?.space.toHex()).toBe(hex([...CONFIG]));
  });

  test("are repeated up to the next offset where a star stands", () => {
    const config = madeUpConfig(0x21, 512);
    const rows = written(config, { offset: (at) => `${eight(at)}  `, print: (text) => `  |${text}|` }).split("\n");
    const short = rows.filter((row, index) => index < 11 || row.slice(8) !== rows[index - 1]?.slice(8));
    const text = `${TITLE}${short.slice(0, 11).join("\n")}\n*\n00000200\n`;
    expect(functionsIn(text)[0]?.space.toHex()).toBe(hex([...config]));
  });

  test("may have blank lines between them", () => {
    const [fn, ...others] = functionsIn(TITLE + rowsOf(CONFIG).replaceAll("\n", "\n\n"));
    expect(others).toEqual([]);
    expect(fn?.space.toHex()).toBe(hex([...CONFIG]));
  });

  test("keep what debuggers could not read as unknown", () => {
    const [fn] = functionsIn(`${TITLE}00: f5 1e 21 0a ?? ?? 10 00\n`);
    expect(fn?.space.knownRanges()).toEqual([
      { start: 0, end: 4 },
      { start: 6, end: 8 },
    ]);
  });
});

describe("rows that cannot be used are told with their line", () => {
  test("where one ends in the middle of a byte, with the bytes before", () => {
    const text = `${TITLE}00: f5 1e 21 0\n10: 00 0\n`;
    expect(odd(text)).toEqual(["2: it ends in the middle of a byte", "3: it ends in the middle of a byte"]);
    const pasted = readPasted(text);
    expect(pasted.ok && pasted.machines[0].functions[0]?.space.knownRanges()).toEqual([
      { start: 0, end: 3 },
      { start: 0x10, end: 0x11 },
    ]);
  });

  test.each(["z0", "1", "123", "--", ".."])("where %s stands for a byte, wherever it does", (broken) => {
    for (let at = 1; at <= 16; at++) {
      const rows = rowsOf(CONFIG).split("\n");
      rows[1] = (rows[1] ?? "").split(" ").with(at, broken).join(" ");
      expect(odd(TITLE + rows.join("\n"))).toEqual([expect.stringMatching(/^3: /)]);
    }
  });

  test("where a byte is missing from one in the middle", () => {
    const rows = rowsOf(CONFIG).split("\n");
    rows[1] = (rows[1] ?? "").split(" ").toSpliced(5, 1).join(" ");
    expect(odd(TITLE + rows.join("\n"))).toEqual(["3: it lacks bytes, so the others may be misplaced"]);
  });

  test("where digits are missing from many bytes", () => {
    expect(odd(`${TITLE}40: 1 22 3 44 55 66 77 88\n`)).toEqual(["2: the bytes have no offset or an unknown format"]);
  });

  test("where they begin over without an address", () => {
    const text = `${TITLE}${rowsOf(CONFIG)}\n${rowsOf(madeUpConfig(0x22))}`;
    expect(odd(text)).toHaveLength(16);
    expect(odd(text)[0]).toBe("19: there is no address above these bytes");
    const pasted = readPasted(text);
    expect(pasted.ok && pasted.machines[0].functions.map(({ space }) => space.toHex())).toEqual([hex([...CONFIG])]);
  });

  test("where no order of the bytes makes more sense than the other", () => {
    expect(odd(`${TITLE}00000080: 1234 5678 9abc def0\n`)).toEqual([
      expect.stringMatching(/^2: the order of the bytes in each group/),
    ]);
  });

  test("where an address in memory says nothing", () => {
    expect(odd(`${TITLE}0x7ffe4ab21a90:\t0x00\t0x00\t0x00\t0x00\n`)).toHaveLength(1);
  });
});

describe("no rows of bytes", () => {
  test.each([
    "10: ens1f0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500",
    "10: be careful with this one",
    "0x0000000090000000 0x00000000900fffff 0x0000000000040200",
    "12 34 56 78 90 and more",
    "d41d8cd98f00b204e9800998ecf8427e",
    "100 200 300 400 500 600",
    "0100\t1ef50a21\t1e\t90000000",
  ])("%s", (line) => {
    const [fn] = functionsIn(`${TITLE}${line}\n`);
    expect(fn?.space.length).toBe(0);
  });
});

test("bytes behind a * without offsets are told, and put nowhere", () => {
  const header = "86 80 21 15 06 04 10 00 01 00 00 02 10 00 80 00";
  const zeros = new Array(16).fill("00").join(" ");
  const text = `$ od -An -tx1 /sys/bus/pci/devices/0000:0b:00.0/config\n ${header}\n ${zeros}\n*\n 01 a0 03 00 00 00 00 00 00 00 00 00 00 00 00 00\n`;
  const pasted = readPasted(text);
  if (!pasted.ok) throw new Error(english(pasted.message));
  expect(pasted.machines[0].functions.map(({ space }) => space.length)).toEqual([32]);
  expect(pasted.notUnderstood.map(({ line }) => line)).toEqual([5]);
});

test("numbers of columns above rows are no bytes", () => {
  const columns = Array.from({ length: 16 }, (_, index) => index.toString(16).padStart(2, "0").toUpperCase()).join(" ");
  const text = `0b:00.0 Ethernet controller: Made-up\n   ${columns}\n00  86 80 21 15 06 04 10 00 01 00 00 02 10 00 80 00\n`;
  const pasted = readPasted(text);
  if (!pasted.ok) throw new Error(english(pasted.message));
  expect(pasted.machines[0].functions.map(({ space }) => space.toHex().slice(0, 8))).toEqual(["86802115"]);
});
