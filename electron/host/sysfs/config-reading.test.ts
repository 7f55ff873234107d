import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ConfigReading } from "../../../shared/machine/facts.ts";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { ConfigReader } from "./config-reading.ts";

const READ: ConfigReading = { state: "read", hex: "00", known: [[0, 1]], size: 256 };
const TIMED_OUT = { state: "unreadable", problem: { code: "ETIMEDOUT" } };

/** Spaces that do not answer until they are told to. */
function silentDevices(timeoutMs: number) {
  const path = join(tempFolder(), "config");
  writeFileSync(path, "");
  const asked: ((reading: ConfigReading) => void)[] = [];
  const reader = new ConfigReader(timeoutMs, (_fd, done) => asked.push(done));
  return { path, reader, asked };
}

describe("ConfigReader", () => {
  it("reads as many as it is asked for at once", async () => {
    const dir = tempFolder();
    const paths = Array.from({ length: 40 }, (_, index) => join(dir, `${index}`));
    for (const [index, path] of paths.entries()) writeFileSync(path, Buffer.alloc(256, index));
    const reader = new ConfigReader(60_000);
    const readings = await Promise.all(paths.map((path) => reader.read(path)));
    const firstBytes = readings.map((reading) => (reading.state === "read" ? reading.hex.slice(0, 2) : reading.state));
    expect(firstBytes).toEqual(paths.map((_, index) => index.toString(16).padStart(2, "0")));
  });

  it("asks few devices at a time, and the next when one has answered", async () => {
    const { path, reader, asked } = silentDevices(60_000);
    const readings = Array.from({ length: 5 }, () => reader.read(path));
    expect(asked).toHaveLength(3);
    asked[1]?.(READ);
    expect(await readings[1]).toEqual(READ);
    expect(asked).toHaveLength(4);
    for (const index of [0, 2, 3]) asked[index]?.(READ);
    asked[4]?.(READ);
    expect(await Promise.all(readings)).toEqual(readings.map(() => READ));
  });

  it("gives up on devices that do not answer, asks no more while all hang, and asks again when one is back", async () => {
    const { path, reader, asked } = silentDevices(10);
    const readings = Array.from({ length: 5 }, () => reader.read(path));
    for (const reading of readings) expect(await reading).toMatchObject(TIMED_OUT);
    expect(await reader.read(path)).toMatchObject(TIMED_OUT);
    expect(asked).toHaveLength(3);

    asked[0]?.(READ);
    const later = reader.read(path);
    expect(asked).toHaveLength(4);
    asked[3]?.(READ);
    expect(await later).toEqual(READ);
  });
});
