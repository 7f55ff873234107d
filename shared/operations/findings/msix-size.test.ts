import { expect, it } from "vitest";
import type { ConfigReading } from "../../machine/facts.ts";
import { hexDigits } from "../../pci/hex-digits.ts";
import { makeSpace } from "../../pci/testing/make-space.ts";
import { msixSizeOf } from "./limits-config.ts";

/** Bytes with one capability at 40h, known up to `end`. */
function reading(capability: string, end = 256): ConfigReading {
  const { bytes } = makeSpace(256, "06: 10 00", "34: 40", `40: ${capability}`);
  const hex = [...bytes].map((byte) => hexDigits(byte, 2)).join("");
  return { state: "read", hex, known: [[0, end]], size: 256 };
}

it.each<[string, ConfigReading, number | null]>([
  ["counts its vectors from 0", reading("11 00 3f 00"), 64],
  ["is as large while it is switched on or masked", reading("11 00 3f c0"), 64],
  ["is not known where the function has none", reading("05 00 3f 00"), null],
  ["is not known where its register was not read", reading("11 00 3f 00", 0x42), null],
  ["is not known of a function that sleeps", { state: "asleep" }, null],
])("the MSI-X table %s", (_, config, size) => {
  expect(msixSizeOf(config)).toBe(size);
});
