/** Answers to `config` whose bytes are packed: what unpacks to something else than was asked for is not believed. */

import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { inEnglish } from "../../../shared/words/testing/english.ts";
import { parseConfigs } from "./config-text.ts";
import { parseHello } from "./hello.ts";
import { GREETING } from "./testing/fake-helper.ts";

const BDFS = ["0000:01:00.0", "0000:01:00.1"].filter(isBdf);
const HELLO = parseHello(GREETING);
const SIZE = 4096;

/** What the script answers when these bytes came out of all files together. @param change what is done to the packed bytes */
function answer(bdfs: readonly Bdf[], bytes: Buffer, change = (packed: Buffer) => packed): string {
  const lines = change(gzipSync(bytes))
    .toString("base64")
    .replace(/(.{76})/g, "$1\n");
  const states = bdfs.map((bdf) => `${bdf} read`);
  const sizes = bdfs.map((bdf) => `-rw-r--r-- 1 0 0 ${SIZE} Jan 1 00:00 /sys/devices/pci0000:00/${bdf}/config`);
  return [...states, "=sizes", ...sizes, "=packed", lines].join("\n");
}

describe("a packed answer", () => {
  it("gives each function its own bytes", () => {
    const bytes = Buffer.concat([Buffer.alloc(SIZE, 1), Buffer.alloc(SIZE, 2)]);
    const { readings, unclear } = parseConfigs(answer(BDFS, bytes), BDFS, HELLO);
    expect(unclear).toEqual([]);
    expect(BDFS.map((bdf) => readings.get(bdf))).toEqual(
      ["01", "02"].map((byte) => ({ state: "read", hex: byte.repeat(SIZE), known: [[0, SIZE]], size: SIZE })),
    );
  });

  const TOO_MUCH = "config could not be read: it is implausibly large (EFBIG).";
  const DAMAGED = "config could not be read: the received data can’t be unpacked (EBADMSG).";
  const broken = (packed: Buffer) => packed.fill(0xff, 20, 30);
  const cut = (packed: Buffer) => packed.subarray(0, -1);
  it.each([
    ["unpacks to a byte more than it can have", Buffer.alloc(SIZE + 1), undefined, TOO_MUCH],
    ["unpacks to thousands of times that", Buffer.alloc(4096 * SIZE), undefined, TOO_MUCH],
    ["is broken", Buffer.alloc(SIZE, "bytes"), broken, DAMAGED],
    ["is cut", Buffer.alloc(SIZE, "bytes"), cut, DAMAGED],
  ])("that %s is refused in a sentence", (_name, bytes, change, message) => {
    const [bdf] = BDFS;
    if (bdf === undefined) throw new Error("no address");
    const { readings } = parseConfigs(answer([bdf], bytes, change), [bdf], HELLO);
    expect(inEnglish(readings.get(bdf))).toMatchObject({ state: "unreadable", problem: { message } });
  });

  it("of several that has other bytes than all of them is nobody's", () => {
    for (const length of [2 * SIZE - 1, 2 * SIZE + 1]) {
      const { readings, unclear } = parseConfigs(answer(BDFS, Buffer.alloc(length)), BDFS, HELLO);
      expect([...readings]).toEqual([]);
      expect(unclear).toEqual(BDFS);
    }
  });
});
