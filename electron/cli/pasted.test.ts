/** What people paste, as the command line shows it: one machine in many clothes, made for this file. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Words } from "../../shared/words/message.ts";
import { english } from "../../shared/words/testing/english.ts";
import type { ShowOptions } from "./show-options.ts";
import { showText } from "./show-text.ts";
import { DEFAULTS, PLACE } from "./testing/show-defaults.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pasted-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Its problems in English, which a document has as messages. */
function problemsOf(json: string): string {
  const { problems } = JSON.parse(json) as { readonly problems: readonly { readonly message: Words }[] };
  return problems.map(({ message }) => english(message)).join("\n");
}

let files = 0;
async function show(text: string | Uint8Array, options: Partial<ShowOptions> = {}): Promise<string> {
  const path = join(folder, `${files++}.txt`);
  writeFileSync(path, text);
  const parts: string[] = [];
  await showText((part) => parts.push(part), { ...DEFAULTS, from: path, ...options }, PLACE);
  return parts.join("").replaceAll(path, "FILE");
}

const hex = (value: number, digits = 2) => value.toString(16).padStart(digits, "0");

function space(size: number, ...writes: readonly (readonly [at: number, ...bytes: number[]])[]): Uint8Array {
  const bytes = new Uint8Array(size);
  for (const [at, ...values] of writes) bytes.set(values, at);
  return bytes;
}

/** A root port, bridge to bus 03, and a PF below it with 16 VFs, none of them on. */
const PORT = space(
  0x80,
  [0x00, 0x86, 0x80, 0x98, 0x34, 0x06, 0x04, 0x10, 0x00, 0x0b, 0x00, 0x04, 0x06, 0x10, 0x00, 0x01],
  [0x18, 0x00, 0x03, 0x03, 0x00, 0xf0, 0x00],
  [0x20, 0x10, 0xa0, 0x10, 0xa0, 0xf1, 0xff, 0x01, 0x00],
);
const PF = space(
  0x1c0,
  [0x00, 0xb3, 0x15, 0x1d, 0x10, 0x46, 0x05, 0x10, 0x00, 0x00, 0x00, 0x00, 0x02, 0x10],
  [0x10, 0x0c, 0x00, 0x00, 0xa0],
  [0x2c, 0xb3, 0x15, 0x16, 0x00],
  [0x34, 0x60],
  [
    0x60, 0x10, 0x00, 0x02, 0x00, 0xe2, 0x8f, 0x2c, 0x01, 0x37, 0x29, 0x09, 0x00, 0x04, 0xf1, 0x43, 0x00, 0x08, 0x00,
    0x04, 0x11,
  ],
  [0x100, 0x0e, 0x00, 0x01, 0x18],
  [0x180, 0x10, 0x00, 0x01, 0x00],
  [0x18c, 0x10, 0x00, 0x10, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x01, 0x00, 0x00, 0x00, 0x1e, 0x10],
);

const rowBytes = (bytes: Uint8Array, at: number) => [...bytes.subarray(at, at + 16)];
const offsets = (bytes: Uint8Array) => Array.from({ length: bytes.length / 16 }, (_, row) => row * 16);
const rows = (bytes: Uint8Array) =>
  offsets(bytes).map(
    (at) =>
      `${hex(at)}: ${rowBytes(bytes, at)
        .map((byte) => hex(byte))
        .join(" ")}`,
  );
const characters = (values: readonly number[]) =>
  values.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".")).join("");

const PORT_TITLE = "00:02.0 PCI bridge: Intel Corporation Device 3498 (rev 0b) (prog-if 00 [Normal decode])";
const PF_TITLE = "03:00.0 Ethernet controller: Mellanox Technologies MT2892 Family [ConnectX-6 Dx]";
const LINES: readonly string[] = [PORT_TITLE, ...rows(PORT), "", PF_TITLE, ...rows(PF), ""];
const plain = (lines: readonly string[] = LINES) => lines.join("\n");
const mapped = (change: (line: string, index: number) => string) => plain(LINES.map(change));
const utf16 = (text: string) => Buffer.from(text, "utf16le");

const CLOTHES: readonly (readonly [what: string, text: () => string | Uint8Array])[] = [
  ["a mail's quote", () => `Hi all,\n\nX wrote:\n${mapped((line) => `> ${line}`)}\nIs that right?\n`],
  ["a quote in a quote", () => mapped((line) => `>> ${line}`)],
  ["a quote whose empty lines have no blank", () => mapped((line) => `> ${line}`.trimEnd())],
  ["bars before each line", () => mapped((line) => `| ${line}`)],
  ["a Markdown block", () => `The dump:\n\n${mapped((line) => `    ${line}`)}`],
  ["tabs before each line", () => mapped((line) => `\t${line}`)],
  ["the kernel's time stamps", () => mapped((line, at) => `[${(12 + at * 0.000037).toFixed(6).padStart(12)}] ${line}`)],
  ["a journal", () => mapped((line, at) => `Nov 28 12:00:${hex(at % 60)} lab-7 console[311]: ${line}`)],
  ["ISO time stamps", () => mapped((line, at) => `2026-11-28T12:00:${String(at % 60).padStart(2, "0")}+01:00 ${line}`)],
  [
    "a column of characters",
    () => plain(LINES.map((line) => (/^[0-9a-f]+: /.test(line) ? `${line} ${characters(pairsOf(line))}` : line))),
  ],
  ["trailing blanks", () => mapped((line) => `${line}  `)],
  ["blanks that do not break", () => mapped((line) => line.replaceAll(" ", "\u00a0"))],
  ["tabs for blanks", () => mapped((line) => line.replaceAll(" ", "\t"))],
  ["a <pre>", () => `<pre>${plain()}</pre>`],
  ["a page", () => `<html><body><p>The dump:</p><pre><code>${plain()}</code></pre></body></html>`],
  ["lspci -PP", () => plain(LINES.map((line) => (line === PF_TITLE ? `00:02.0/${line}` : line)))],
  ["each line twice", () => plain(LINES.flatMap((line) => [line, line]))],
  ["the whole text twice", () => `${plain()}\n${plain()}`],
  ["an empty line after each", () => plain(LINES.flatMap((line) => [line, ""]))],
  ["a shell", () => `root@lab-7:~# lspci -xxxx\n${plain()}\nroot@lab-7:~# `],
  ["lines of 40 characters", () => plain(LINES.flatMap((line) => wrapped(line, 40)))],
  ["lines of 72 characters", () => plain(LINES.flatMap((line) => wrapped(line, 72)))],
  ["quoted-printable", () => plain(LINES.map(quotedPrintable))],
  ["UTF-16", () => utf16(`\ufeff${plain()}`)],
  ["UTF-16 without a mark", () => utf16(plain())],
  ["CRLF", () => plain().replaceAll("\n", "\r\n")],
  ["CR alone", () => plain().replaceAll("\n", "\r")],
  ["a quote of an indented block with time stamps", () => mapped((line, at) => `> [${at}.000001]   ${line}`)],
];

function pairsOf(line: string): number[] {
  return line
    .split(" ")
    .slice(1)
    .map((pair) => Number.parseInt(pair, 16));
}

function wrapped(line: string, width: number): string[] {
  const found: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const at = rest.lastIndexOf(" ", width);
    if (at <= 0) break;
    found.push(rest.slice(0, at));
    rest = rest.slice(at + 1);
  }
  return [...found, rest];
}

function quotedPrintable(line: string): string {
  const coded = line.replaceAll("=", "=3D").replace(/ $/, "=20");
  return coded.replace(/.{73}(?=..)/g, "$&=\n");
}

describe("the same machine, whatever its text went through:", () => {
  test.each(CLOTHES)("%s", async (_what, text) => {
    expect(await show(text(), { format: "lspci", numeric: true })).toBe(
      await show(plain(), { format: "lspci", numeric: true }),
    );
    expect(await show(text())).toBe(await show(plain()));
  });
});

const offset8 = (at: number) => hex(at, 8);
const grouped = (values: readonly number[], size: number) =>
  values.flatMap((_, at) => (at % size === 0 ? [values.slice(at, at + size)] : []));

const DUMPS: readonly (readonly [what: string, lines: () => readonly string[]])[] = [
  [
    "hexdump -C",
    () => [
      "$ hexdump -C /sys/bus/pci/devices/0000:03:00.0/config",
      ...offsets(PF).map((at) => {
        const row = rowBytes(PF, at);
        const [left, right] = grouped(row, 8).map((half) => half.map((byte) => hex(byte)).join(" "));
        return `${offset8(at)}  ${left}  ${right}  |${characters(row)}|`;
      }),
    ],
  ],
  [
    "xxd",
    () => [
      "$ xxd /sys/bus/pci/devices/0000:03:00.0/config",
      ...offsets(PF).map((at) => {
        const row = rowBytes(PF, at);
        const pairs = grouped(row, 2).map((two) => two.map((byte) => hex(byte)).join(""));
        return `${offset8(at)}: ${pairs.join(" ")}  ${characters(row)}`;
      }),
    ],
  ],
  [
    "od -Ax -tx1",
    () => [
      "$ od -Ax -tx1 /sys/bus/pci/devices/0000:03:00.0/config",
      ...offsets(PF).map(
        (at) =>
          `${hex(at, 6)} ${rowBytes(PF, at)
            .map((byte) => hex(byte))
            .join(" ")}`,
      ),
      "0001c0",
    ],
  ],
  [
    "hexdump in words of 16 bits",
    () => [
      "$ hexdump /sys/bus/pci/devices/0000:03:00.0/config",
      ...offsets(PF).map(
        (at) =>
          `${hex(at, 7)} ${grouped(rowBytes(PF, at), 2)
            .map(([low = 0, high = 0]) => hex(high * 256 + low, 4))
            .join(" ")}`,
      ),
    ],
  ],
  [
    "a title and rows of another program",
    () => [
      PF_TITLE,
      ...offsets(PF).map(
        (at) =>
          `${offset8(at)}  ${rowBytes(PF, at)
            .map((byte) => hex(byte))
            .join(" ")}`,
      ),
    ],
  ],
  [
    "the kernel's early dump",
    () => [
      "[    0.610000] pci 0000:03:00.0: config space:",
      ...offsets(PF).map(
        (at) =>
          `[    0.61${hex(at, 4)}] ${offset8(at)}: ${rowBytes(PF, at)
            .map((byte) => hex(byte))
            .join(" ")}`,
      ),
    ],
  ],
];

describe("the bytes of one function, as written by", () => {
  test.each(DUMPS)("%s", async (_what, lines) => {
    const wanted = await show(plain([PF_TITLE, ...rows(PF)]), { format: "lspci", numeric: true });
    expect(wanted).toContain("Initial VFs: 16, Total VFs: 16");
    expect(await show(lines().join("\n"), { format: "lspci", numeric: true })).toBe(wanted);
  });
});

describe("a text without bytes", () => {
  const NNK = [
    "00:02.0 PCI bridge [0604]: Intel Corporation Device [8086:3498] (rev 0b) (prog-if 00 [Normal decode])",
    "\tBus: primary=00, secondary=03, subordinate=03, sec-latency=0",
    "\tIOMMU group: 5",
    "\tKernel driver in use: pcieport",
    "03:00.0 Ethernet controller [0200]: Mellanox Technologies MT2892 Family [ConnectX-6 Dx] [15b3:101d]",
    "\tSubsystem: Mellanox Technologies Device [15b3:0016]",
    "\tNUMA node: 1",
    "\tIOMMU group: 27",
    "\tRegion 0: Memory at a0000000 (64-bit, prefetchable) [size=32M]",
    "\tCapabilities: [180 v1] Single Root I/O Virtualization (SR-IOV)",
    "\t\tInitial VFs: 16, Total VFs: 16, Number of VFs: 0, Function Dependency Link: 00",
    "\t\tVF offset: 2, stride: 1, Device ID: 101e",
    "\tKernel driver in use: mlx5_core",
    "\tKernel modules: mlx5_core",
  ];

  test("says what it says: names, ids, driver, group, node, region, SR-IOV", async () => {
    const tree = await show(NNK.join("\n"));
    expect(tree).toContain(
      "03:00.0 Mellanox Technologies MT2892 Family [ConnectX-6 Dx] — PF, SR-IOV off, up to 16 VFs, bound to mlx5_core, group 27",
    );
    const report = await show(NNK.join("\n"), { format: "md" });
    for (const part of ["15b3:101d", "mlx5\\_core", "32M", "from the text"]) expect(report).toContain(part);
    expect(report).toMatch(/NUMA node[^\n]*1/);
    expect(report).not.toMatch(/Unknown (vendor|device|class)/);
    expect(report).not.toMatch(/none at work/);
  });

  test("marks each fact as the text's, names alone too, and has the class's last byte where it stands there", async () => {
    const text = [
      "05:00.0 Non-Volatile memory controller: Made Up Cards Drive (prog-if 02 [NVM Express])",
      "\tDeviceName: Drive 1",
      "\tSubsystem: Made Up Cards Fast Drive",
      "06:00.0 Unassigned class [ff00]: Made Up Cards Reader",
    ].join("\n");
    const report = await show(text, { format: "md" });
    expect(report).toContain("- Class: Non-Volatile memory controller \\[010802\\] (from the text)");
    expect(report).toContain("- Label: Drive 1 (from the text)");
    expect(report).toContain("- Subsystem: Made Up Cards Fast Drive (from the text)");
    expect(report).toContain("- Class: Unassigned class \\[ff00\\] (from the text)");
  });

  test("by which it is only known that there is SR-IOV does not say that there are no VFs", async () => {
    const text = [NNK[4] ?? "", "\tCapabilities: [180] Single Root I/O Virtualization (SR-IOV)"].join("\n");
    expect(await show(text)).toContain("Ethernet controller with SR-IOV, driver unknown");
    expect(await show(text, { format: "md" })).toMatch(/\| Ethernet controller \| unknown \| unknown \| unknown \|/);
  });

  test("in lspci's words has the ids of its names, and of a VF what its PF's text tells", async () => {
    const text = [...NNK, "03:00.2 Ethernet controller [0200]: Mellanox Technologies Device"];
    const enabled = text.map((line) => line.replace("Number of VFs: 0", "Number of VFs: 1"));
    expect(await show(enabled.join("\n"), { format: "lspci", numeric: true })).toContain("03:00.2 0200: 15b3:101e\n");
    const named = "03:00.0 Ethernet controller: Mellanox Technologies MT2892 Family [ConnectX-6 Dx]";
    expect(await show(named, { format: "lspci", numeric: true })).toContain("03:00.0 0200: 15b3:101d\n");
  });

  test("between bytes, it tells what bytes do not", async () => {
    const text = [PF_TITLE, ...NNK.slice(6, 9), ...NNK.slice(12), ...rows(PF)].join("\n");
    const report = await show(text, { format: "md" });
    for (const part of ["mlx5\\_core", "32M", "27"]) expect(report).toContain(part);
    expect(report).not.toMatch(/Driver[^\n]*none/);
  });

  test("of IOMMU groups gives functions in their groups", async () => {
    const groups = [
      "IOMMU Group 5:",
      `\t${NNK[0]}`,
      "IOMMU Group 27:",
      "\t03:00.0 Ethernet controller [0200]: Mellanox Technologies MT2892 Family [ConnectX-6 Dx] [15b3:101d]",
      "\t03:00.1 Ethernet controller [0200]: Mellanox Technologies MT2892 Family [ConnectX-6 Dx] [15b3:101d]",
    ];
    const tree = await show(groups.join("\n"));
    expect(tree).toContain("3 functions");
    expect(tree).toMatch(/03:00\.1 .*ConnectX-6 Dx.*group 27/);
  });

  test("of dpdk-devbind gives drivers", async () => {
    const status = [
      "Network devices using DPDK-compatible driver",
      "============================================",
      "0000:03:00.1 'MT2892 Family [ConnectX-6 Dx] 101d' drv=vfio-pci unused=mlx5_core",
      "",
      "Network devices using kernel driver",
      "===================================",
      "0000:03:00.0 'MT2892 Family [ConnectX-6 Dx] 101d' if=ens3f0np0 drv=mlx5_core unused=vfio-pci *Active*",
      "",
      "No 'Crypto' devices detected",
    ];
    const tree = await show(status.join("\n"));
    expect(tree).toMatch(/03:00\.0 .*ConnectX-6 Dx.*bound to mlx5_core/);
    expect(tree).toMatch(/03:00\.1 .*ConnectX-6 Dx.*bound to vfio-pci/);
  });

  test("and with what another command printed below it, opens", async () => {
    const text = [
      PORT_TITLE,
      PF_TITLE,
      "$ ip link",
      "1: lo: <LOOPBACK,UP> mtu 65536",
      "10: ens3f0: <BROADCAST,UP> mtu 1500",
    ];
    expect(await show(text.join("\n"))).toContain("2 functions");
  });
});

describe("what is not in the machine that is shown", () => {
  test("another machine of the same text is told", async () => {
    const text = [
      "root@lab-a:~# lspci -xxx",
      ...LINES,
      "root@lab-b:~# lspci -xxx",
      "00:03.1 PCI bridge: Advanced Micro Devices, Inc. [AMD] Device 1483",
      ...rows(space(0x40, [0, 0x22, 0x10, 0x83, 0x14, 6, 4, 0x10, 0, 0, 0, 4, 6, 0, 0, 1], [0x18, 0, 4, 4])),
    ];
    const tree = await show(text.join("\n"));
    expect(tree).toContain("2 functions");
    expect(tree).toMatch(/Note: The text has 2 machines.*part 2/);
  });

  test("bytes and functions that could not be read are counted, with their lines", async () => {
    const text = [
      PF_TITLE,
      ...rows(PF).slice(0, 4),
      "40: 12 3",
      "",
      "00: 86 80 21 15 00 00 00 00 00 00 00 00 00 00 00 00",
    ];
    for (const format of ["tree", "md", "html", "json"] as const) {
      const printed = await show(text.join("\n"), { format });
      const shown = format === "json" ? problemsOf(printed) : printed;
      expect(shown, format).toMatch(/in the middle of a byte \(line 6\)/);
      expect(shown, format).toMatch(/there is no address above these bytes \(line 8\)/);
    }
  });

  test("a report without secrets has no path in it", async () => {
    for (const format of ["tree", "md", "html", "json", "lspci"] as const) {
      const text = await show(plain(), { format, redact: true });
      expect(text, format).not.toContain("FILE");
      expect(text, format).not.toContain(folder);
    }
  });
});
