import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { VpdReader } from "./vpd-reader.ts";

const folder = mkdtempSync(join(tmpdir(), "inspector-vpd-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string) => join(folder, name);

/** A file that nobody writes: whoever opens it waits, as in the kernel. */
function silent(name: string): string {
  execFileSync("mkfifo", [path(name)]);
  return path(name);
}

describe("reading product data", () => {
  it("gives its bytes, whatever they are, up to the last address", async () => {
    const bytes = Buffer.from([0x82, 0x01, 0x00, 0x0a, 0x00, 0xff, 0x78]);
    writeFileSync(path("card"), bytes);
    expect(await new VpdReader().read(path("card"))).toEqual({ state: "read", hex: bytes.toString("hex") });
    writeFileSync(path("long"), Buffer.alloc(40_000, 1));
    const long = await new VpdReader().read(path("long"));
    expect(long.state === "read" && long.hex.length).toBe(2 * 32_768);
  });

  it("tells why there is none", async () => {
    const reader = new VpdReader();
    expect(await reader.read(path("missing"))).toMatchObject({ state: "unreadable", problem: { code: "ENODEV" } });
    writeFileSync(path("empty"), "");
    expect(await reader.read(path("empty"))).toMatchObject({ state: "unreadable", problem: { code: "ENODATA" } });
  });

  it("leaves a device that never answers to itself, and asks it only when it has come back", async () => {
    const reader = new VpdReader(50);
    const device = silent("silent");
    expect(await reader.read(device)).toMatchObject({ problem: { code: "ETIMEDOUT" } });
    reader.close();
  });

  it("is given up when nobody waits for it any more", async () => {
    const reader = new VpdReader();
    const controller = new AbortController();
    const reading = reader.read(silent("slow"), controller.signal);
    controller.abort();
    expect(await reading).toMatchObject({ problem: { code: "ECANCELED" } });
    expect(await reader.read(path("card"), controller.signal)).toMatchObject({ problem: { code: "ECANCELED" } });
    reader.close();
  });
});
