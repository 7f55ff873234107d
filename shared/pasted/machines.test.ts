import { describe, expect, test } from "vitest";
import { english } from "../words/testing/english.ts";
import { readPasted } from "./read.ts";
import { madeUpConfig, rowsOf } from "./testing/made-up-config.ts";

/** The addresses of each machine, without domain 0. */
function machines(text: string): readonly (readonly string[])[] {
  const pasted = readPasted(text);
  if (!pasted.ok) return [[english(pasted.message)]];
  return pasted.machines.map(({ functions }) => functions.map(({ bdf }) => bdf.replace("0000:", "")));
}

const NIC = "0b:00.0 Ethernet controller: Made-up Card\n";
const OTHER = "0c:00.0 Ethernet controller: Made-up Card\n";

function bridge(vendor: readonly [number, number], secondary: number): string {
  const bytes = new Uint8Array(64);
  bytes.set([...vendor, 0x34, 0x12, 0x06, 0x04, 0x10, 0x00, 0x01, 0x00, 0x04, 0x06, 0x10, 0x00, 0x01]);
  bytes.set([0, secondary, secondary], 0x18);
  return rowsOf(bytes);
}

const INTEL = [0x86, 0x80] as const;
const AMD = [0x22, 0x10] as const;

describe("one machine", () => {
  test("is what a user and then root saw of it", () => {
    const text = `${NIC}${rowsOf(madeUpConfig().slice(0, 64))}\n${NIC}${rowsOf(madeUpConfig())}`;
    const pasted = readPasted(text);
    expect(machines(text)).toEqual([["0b:00.0"]]);
    expect(pasted.ok && pasted.machines[0].functions[0]?.space.length).toBe(256);
  });

  test("is in pieces: its list with words, and its bytes after commands without a name", () => {
    const words = `${NIC}\tKernel driver in use: madeup\n\n`;
    expect(
      machines(`$ lspci -k\n${words}$ lspci -xxx\n${NIC}${rowsOf(madeUpConfig())}$ lspci -s 0c:00.0\n${OTHER}`),
    ).toEqual([["0b:00.0", "0c:00.0"]]);
  });

  test("has bridges with buses of their own", () => {
    const text = `00:01.0 PCI bridge: A\n${bridge(INTEL, 1)}\n$ lspci\n00:02.0 PCI bridge: A\n${bridge(INTEL, 2)}`;
    expect(machines(text)).toHaveLength(1);
  });
});

describe("two moments of one machine", () => {
  test("are a register that changed", () => {
    const after = madeUpConfig();
    after[4] = 0x02;
    const text = `${NIC}${rowsOf(madeUpConfig())}\n${NIC}${rowsOf(after)}0b:10.0 Ethernet controller: Made-up VF\n`;
    expect(machines(text)).toEqual([["0b:00.0"], ["0b:00.0", "0b:10.0"]]);
  });

  test("are a driver that changed", () => {
    const at = (driver: string) => `$ lspci -k\n${NIC}\tKernel driver in use: ${driver}\n`;
    expect(machines(at("madeup") + at("vfio-pci"))).toEqual([["0b:00.0"], ["0b:00.0"]]);
  });
});

describe("two machines without a name", () => {
  test("have one bus below two bridges", () => {
    const text = `00:02.0 PCI bridge: A\n${bridge(INTEL, 1)}\n00:01.0 PCI bridge: A\n${bridge(INTEL, 1)}`;
    expect(machines(text)).toEqual([["00:02.0"], ["00:01.0"]]);
  });

  test("have roots of two makers of processors", () => {
    const text = `00:03.0 PCI bridge: A\n${bridge(INTEL, 1)}\n00:01.0 PCI bridge: B\n${bridge(AMD, 2)}`;
    expect(machines(text)).toEqual([["00:03.0"], ["00:01.0"]]);
    const words = "00:03.0 PCI bridge [0604]: A [8086:1234]\n\n00:01.0 PCI bridge [0604]: B [1022:1234]\n";
    expect(machines(words)).toEqual([["00:03.0"], ["00:01.0"]]);
  });

  test("have another device at one address, by its bytes and by its words", () => {
    const words = "0b:00.0 Ethernet controller [0200]: Made-up Card [1ef5:0a99]\n";
    expect(machines(`${words}\n${NIC}${rowsOf(madeUpConfig())}`)).toEqual([["0b:00.0"], ["0b:00.0"]]);
  });
});

test("machines that take turns are told apart by their names", () => {
  const at = (host: string, fn: string) => `root@${host}:~# lspci\n${fn}`;
  expect(machines(at("a1", NIC) + at("b1", OTHER) + at("a1", OTHER) + at("b1", NIC))).toEqual([
    ["0b:00.0", "0c:00.0"],
    ["0c:00.0", "0b:00.0"],
  ]);
});

test("more machines than can be chosen from are counted with their lines", () => {
  const moment = (index: number) =>
    `0b:00.0 Ethernet controller: x\n00: f5 1e 21 ${index.toString(16).padStart(2, "0")}\n`;
  const pasted = readPasted(Array.from({ length: 70 }, (_, index) => moment(index)).join("\n"));
  expect(pasted.ok && pasted.machines).toHaveLength(64);
  expect(pasted.ok && pasted.notUnderstood.map(({ line }) => line)).toEqual([193, 196, 199, 202, 205, 208]);
});
