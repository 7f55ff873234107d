/** 120,000 made-up spaces: none may stop the decoder or the text. `npm run fuzz` goes on from here. */
import { describe, expect, test } from "vitest";
import { ConfigSpace } from "./config-space.ts";
import { faultOf } from "./testing/check-space.ts";
import { fuzz } from "./testing/fuzz.ts";
import { Random, randomSpace } from "./testing/random-space.ts";

const SEEDS = 6;
const PER_SEED = 20_000;

describe("120,000 spaces", () => {
  test("of random and changed bytes become text and trees, without a fault", () => {
    for (let seed = 1; seed <= SEEDS; seed++) expect(fuzz(seed, PER_SEED)).toBeNull();
    console.log(`${SEEDS * PER_SEED} made-up configuration spaces: no fault`);
  }, 900_000);
});

/** A space of 4096 bytes with long lists, whose header is of this type. */
function longSpace(type: number): Uint8Array {
  for (let seed = 1; ; seed++) {
    const bytes = randomSpace(new Random(seed * 7919));
    if (bytes.length === 4096 && bytes[0x0e] === type && bytes[0x101] !== 0xff) return bytes;
  }
}

describe("a space that stops short", () => {
  test.each([0, 1, 2])("at any of its 4096 bytes becomes text and tree (header type %i)", (type) => {
    const whole = longSpace(type);
    for (let length = 0; length <= whole.length; length++) {
      expect(faultOf(new ConfigSpace(whole.slice(0, length)), null, length % 64 === 0), `${length} bytes`).toBeNull();
    }
  });
});
