import { describe, expect, test } from "vitest";
import { peelerFor } from "./peel.ts";

const DUMP = [
  "01:00.0 Ethernet controller: Example Corp. Ten [1234:5678] (rev 01)",
  "\tSubsystem: Example Corp. Card",
  "\t\tLnkCap: Port #0, Speed 8GT/s, Width x8",
  "\tKernel driver in use: ten",
  "00: 34 12 78 56 06 04 10 00 01 00 00 02 10 00 80 00",
  "10: 00 00 00 90 00 00 00 00 00 00 00 00 00 00 00 00",
  "",
  "0001:02:00.0 PCI bridge: Example Corp. Port (rev 02)",
  "00: 34 12 79 56",
];
const BARE = DUMP.map((line) => line.trim());

const clock = (index: number) =>
  `${String(12 + (index >> 3)).padStart(2, "0")}:04:${String(index * 7).padStart(2, "0")}`;

function peeled(lines: readonly string[]): readonly string[] {
  const { peel } = peelerFor(lines.join("\n"));
  return lines.map((line) => peel(line));
}

describe("what stands before each line comes off:", () => {
  test.each<[string, (line: string, index: number) => string]>([
    ["nothing", (line) => line],
    ["four blanks", (line) => `    ${line}`],
    ["a tab", (line) => `\t${line}`],
    ["a quote mark", (line) => `> ${line}`],
    ["a quote mark without a blank", (line) => `>${line}`],
    ["several quote marks", (line) => `>>> ${line}`],
    ["quote marks with blanks", (line) => `> > ${line}`],
    ["a bar", (line) => `| ${line}`],
    ["initials of who is quoted", (line) => `JD> ${line}`],
    ["the kernel's time", (line, index) => `[   12.00${1037 + index * 37}] ${line}`],
    ["the kernel's level and time", (line, index) => `<6>[   12.00${1037 + index}] ${line}`],
    ["the kernel's time and thread", (line, index) => `[   12.00${1037 + index}][  T${index + 97}] ${line}`],
    ["syslog's date, host and program", (line, index) => `Nov  9 ${clock(index)} host-a kernel: ${line}`],
    ["syslog's with a program of its own", (line, index) => `Nov 19 ${clock(index)} host-a lspci[4711]: ${line}`],
    ["logger's tag", (line, index) => `Nov 19 ${clock(index)} host-a lspci: ${line}`],
    ["a journal in ISO form", (line, index) => `2025-11-09T${clock(index)}+01:00 host-a kernel: ${line}`],
    ["ISO with parts of a second", (line, index) => `2025-11-09T${clock(index)}.123${index}Z ${line}`],
    ["ts", (line, index) => `Nov 09 ${clock(index)} ${line}`],
    ["minicom's clock", (line, index) => `[2025-11-09 ${clock(index)}] ${line}`],
    ["a clock", (line, index) => `${clock(index)} ${line}`],
    ["cat -n", (line, index) => `${String(index + 8).padStart(6)}\t${line}`],
    ["grep -n", (line, index) => `${index + 998}:${line}`],
    ["grep with its file", (line, index) => `logs/lspci.txt:${index + 9}:${line}`],
    ["a host, as pdsh writes it", (line) => `host-a: ${line}`],
    ["a container", (line) => `tool-1  | ${line}`],
    ["a pod", (line) => `[pod/tool-7f9c/main] ${line}`],
    ["a container with a time", (line, index) => `tool-1  | 2025-11-09T${clock(index)}.123${index}Z ${line}`],
    ["a pod with a time", (line, index) => `[pod/tool-7f9c/main] 2025-11-09T${clock(index)}.123${index}Z ${line}`],
    ["CRI-O", (line, index) => `2025-11-09T${clock(index)}.00${index}+00:00 stdout F ${line}`],
    ["klog", (line, index) => `I1109 ${clock(index)}.00${index}    4711 dump.go:33] ${line}`],
    ["syslog of RFC 5424", (line, index) => `<14>1 2025-11-09T${clock(index)}.00${index}Z host-a app 812 - - ${line}`],
    ["a container with a time", (line, index) => `tool-1  | 2025-11-09T${clock(index)}.123${index}Z ${line}`],
    ["a pod with a time", (line, index) => `[pod/tool-7f9c/main] 2025-11-09T${clock(index)}.123${index}Z ${line}`],
    ["CRI-O", (line, index) => `2025-11-09T${clock(index)}.00${index}+00:00 stdout F ${line}`],
    ["klog", (line, index) => `I1109 ${clock(index)}.00${index}    4711 dump.go:33] ${line}`],
    ["syslog of RFC 5424", (line, index) => `<14>1 2025-11-09T${clock(index)}.00${index}Z host-a app 812 - - ${line}`],
    ["a diff's sign", (line) => `+${line}`],
    ["a comment's sign", (line) => `# ${line}`],
    ["a comment's slashes", (line) => `// ${line}`],
    ["a comment's star", (line) => ` * ${line}`],
    ["a stamp on a quote on a stamp", (line, index) => `[   12.00${1037 + index}] > > ${clock(index)}     ${line}`],
    ["quotation marks", (line) => `    "${line}",`],
    ["blanks behind it", (line) => `${line}  \t`],
  ])("%s", (_what, put) => {
    expect(peeled(DUMP.map(put))).toEqual(BARE);
  });

  test("also where some lines of the text have it", () => {
    const lines = ["Hello, see below:", ...DUMP.map((line) => `[   12.000037] ${line}`), "Thanks", ...DUMP];
    expect(peeled(lines)).toEqual(["Hello, see below:", ...BARE, "Thanks", ...BARE]);
  });

  test("also where one line is all there is", () => {
    for (const prefix of ["> ", "[   12.000037] ", "Nov  9 12:04:07 host-a kernel: ", "12:04:07 ", "   "]) {
      expect(peeled([`${prefix}01:00.0 Ethernet controller: x`])).toEqual(["01:00.0 Ethernet controller: x"]);
    }
  });
});

describe("what says something is left:", () => {
  test.each([
    [
      "prose with an address",
      ["the card at 01:00.0 hangs", "the card at 02:00.0 hangs: why", "in slot 3, 02:00.1 too"],
    ],
    ["a log", ["ten 0000:01:00.0 ens1f0: renamed from eth0", "ten 0000:01:00.1 ens1f1: renamed from eth1"]],
    ["a path of bridges", ["00:01.0/01:00.0 Ethernet controller: x", "00:01.0/01:00.1 Ethernet controller: y"]],
    [
      "a list by groups",
      [
        "IOMMU Group 3 00:01.0 PCI bridge [0604]: x [1234:5678]",
        "IOMMU Group 4 00:02.0 PCI bridge [0604]: y [1234:5679]",
      ],
    ],
    ["a domain of digits", ["1234:00:01.0 PCI bridge: x", "00: 34 12 79 56 06 04 10 00", "1234:00:02.0 PCI bridge: y"]],
    ["a bus like a clock", ["18:17.4 Ethernet controller: x", "18:17.5 Ethernet controller: y"]],
  ])("%s", (_what, lines) => {
    expect(peeled(lines)).toEqual(lines);
  });

  test("a tree keeps its columns", () => {
    const tree = [
      "-[0000:00]-+-00.0",
      "           +-01.0-[01]--+-00.0",
      "           |            \\-00.1",
      "           \\-1f.0",
    ];
    expect(peeled(tree)).toEqual(tree);
    for (const prefix of [">", "[   12.000037]"]) {
      expect(peeled(tree.map((line) => `${prefix} ${line}`))).toEqual(tree.map((line) => ` ${line}`));
    }
  });
});

test("a line may be as long as it likes", () => {
  for (const piece of [" ", ">", "> ", "00:", "[", "9", "a", "00 ", "12:04:07 "]) {
    const line = piece.repeat(2_000_000 / piece.length);
    expect(peelerFor(line).peel(`x ${line}`).length).toBeLessThanOrEqual(line.length + 2);
  }
});
