import { describe, expect, test } from "vitest";
import { PASTED_LINE_WORDS } from "../../words/texts/pasted-line.ts";
import { readPasted } from "../read.ts";
import { functionsIn } from "../testing/functions-in.ts";

const known = (text: string) =>
  functionsIn(text).map(({ bdf, space }) => [
    bdf,
    space.knownRanges().map(({ start, end }) => `${start}–${end}`),
    space.u32(0),
  ]);

describe("registers that setpci read", () => {
  test.each([
    "$ setpci -s 0b:00.0 0.l 4.w\n0a211ef5\n0506\n",
    "setpci -s 0b:00.0 00.l COMMAND\n0a211ef5\n0506\n",
    "# setpci -s0b:00.0 VENDOR_ID DEVICE_ID 04.b 05.b\n1ef5\n0a21\n06\n05\n",
    "root@host-a:~# setpci -s 0b:00.0 0.l\n0a211ef5\nroot@host-a:~# setpci -s 0b:00.0 4.w\n0506\n",
    "setpci -s 0b:00.0 0.l → 0a211ef5\nsetpci -s 0b:00.0 4.w = 0506\n",
    "$ setpci -s 0b:00.0 0.l COMMAND=0506 4.w\n0a211ef5\n0506\n",
    "$ for i in 0 4; do setpci -s 0b:00.0 $i.w; done\n1ef5\n0506\n$ setpci -s 0b:00.0 2.w\n0a21\n",
    "0b:00.0 Ethernet controller: Made-up\n00.l=0a211ef5\n04.w: 0506\n",
    "0b:00.0 Ethernet controller: Made-up\nVENDOR_ID 1ef5\nDEVICE_ID 0a21\nCOMMAND.w=0506\n",
    "0000:0b:00.0 @00 = 0a211ef5\n0000:0b:00.0 @04 = 0506\n",
  ])("%j", (text) => {
    expect(known(text)).toEqual([["0000:0b:00.0", ["0–6"], 0x0a211ef5]]);
  });

  test("lie where setpci -v says, also those of a capability", () => {
    expect(known("0000:0b:00.0 @00 = 0a211ef5\n0000:0b:00.0 (cap 10 @a0) @b0 = 0142\n")).toEqual([
      ["0000:0b:00.0", ["0–4", "176–178"], 0x0a211ef5],
    ]);
  });

  test("are told where nothing says at which offset a capability lies", () => {
    const pasted = readPasted("$ setpci -s 0b:00.0 0.l CAP_EXP+10.w\n0a211ef5\n0142\n");
    expect(pasted.ok && pasted.notUnderstood).toEqual([
      { line: 3, why: PASTED_LINE_WORDS.noOffset({ register: "CAP_EXP+10.w" }) },
    ]);
  });

  test("are told where nothing says which they are", () => {
    const loop = readPasted("$ setpci -s 0b:00.0 0.l\n0a211ef5\n00100506\n");
    expect(loop.ok && loop.notUnderstood).toEqual([
      { line: 3, why: PASTED_LINE_WORDS.noOffset({ register: PASTED_LINE_WORDS.unnamed }) },
    ]);
  });
});

test("rows that a driver logs with its function before them", () => {
  const row = (at: string) => `madeup 0000:0b:00.0: 000000${at}: f5 1e 21 0a 06 05 10 00 02 00 00 02 10 00 80 00\n`;
  expect(known(row("00") + row("10"))).toEqual([["0000:0b:00.0", ["0–32"], 0x0a211ef5]]);
});

test("registers that the shell puts in are not guessed", () => {
  const text = [
    "$ for i in $(seq 0 4 8); do setpci -s 0b:00.0 $(printf %x $i).l; done",
    "15218086",
    "00100406",
    "02000001",
  ].join("\n");
  const pasted = readPasted(text);
  expect(pasted.ok ? pasted.machines[0].functions.map(({ space }) => space.length) : []).toEqual([0]);
  expect(pasted.ok && pasted.notUnderstood.map(({ line }) => line)).toEqual([2, 3, 4]);
});
