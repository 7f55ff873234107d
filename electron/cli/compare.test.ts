import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareText } from "./compare-text.ts";
import type { CompareOptions } from "./show-options.ts";
import { showText } from "./show-text.ts";
import { PLACE } from "./testing/show-defaults.ts";

const DEFAULTS: CompareOptions = { format: "text", volatile: false, redact: false, wake: false };
const compare = (here: string, there: string, options: Partial<CompareOptions> = {}) =>
  compareText([here, there], { ...DEFAULTS, ...options }, PLACE);

/** A card with PCI Express at 50h and a serial number. */
function dump(more: Readonly<Record<number, string>> = {}, digits = "1a"): string {
  const bytes: Readonly<Record<number, string>> = {
    ...{ 0: "86", 1: "80", 2: "21", 3: "15", 6: "10", 11: "02", 52: "50", 80: "10", 82: "02" },
    ...{
      256: "03",
      258: "01",
      260: digits,
      261: "2b",
      262: "3c",
      263: "ff",
      264: "ff",
      265: "4d",
      266: "5e",
      267: "6f",
    },
    ...more,
  };
  const rows = Array.from({ length: 32 }, (_, row) => {
    const digits = Array.from({ length: 16 }, (_, at) => bytes[row * 16 + at] ?? "00").join(" ");
    return `${(row * 16).toString(16).padStart(2, "0")}: ${digits}`;
  });
  return ["01:00.0 Ethernet controller: made up", ...rows, ""].join("\n");
}

let folder = "";
const file = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "compare-"));
  writeFileSync(file("before.txt"), dump());
  writeFileSync(file("after.txt"), dump({ 88: "20", 90: "01" }));
  writeFileSync(file("both.txt"), `${dump()}\n${dump({ 88: "20" })}`);
  writeFileSync(file("other.txt"), dump({}, "77"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("compare", () => {
  test("two files, field by field, with volatile fields where they are asked for", async () => {
    const { text, same } = await compare(file("before.txt"), file("after.txt"));
    expect(same).toBe(false);
    expect(text).toContain(": 1 function differs; 1 volatile field differs.\n");
    expect(text).toContain("  PCI Express › Device Control › Max_Payload_Size [58h]: 128 bytes → 256 bytes\n");
    expect(text).not.toContain("Device Status");
    const all = await compare(file("before.txt"), file("after.txt"), { volatile: true });
    expect(all.text).toContain("Device Status › Correctable Error Detected [5ah]: no → yes (volatile)");
  });

  test("the machines of one file by their number", async () => {
    const { text } = await compare(file("both.txt#1"), file("both.txt#2"));
    expect(text).toContain("Max_Payload_Size");
    expect((await compare(file("both.txt#1"), file("before.txt"))).same).toBe(true);
    await expect(compare(file("both.txt#3"), file("before.txt"))).rejects.toThrow(
      /has 2 machines or moments: there is no .*both\.txt#3\.$/,
    );
  });

  test("a file and a machine, as JSON that says the same", async () => {
    const { text } = await compare("demo:p22-048-018", file("before.txt"), { format: "json" });
    expect(JSON.parse(text)).toMatchObject({
      names: ["demo:p22-048-018", file("before.txt")],
      counts: { compared: 1 },
    });
    expect((await compare("demo:p22-048-018", "demo:p22-048-018")).text).toContain(
      "No differences in what is known of both",
    );
  });

  test.each(["p22-048-018", "vmhost-07"])(
    "%s differs in nothing from what lspci prints of it, with and without bytes",
    async (name) => {
      for (const hex of [true, false]) {
        const texts: string[] = [];
        const shown = {
          host: `demo:${name}`,
          language: "en",
          format: "lspci",
          numeric: false,
          redact: false,
          wake: false,
        } as const;
        await showText((text) => texts.push(text), { ...shown, hex }, PLACE);
        writeFileSync(file("printed.txt"), texts.join(""));
        const { text, same } = await compare(`demo:${name}`, file("printed.txt"));
        expect(text).toContain(": No differences in what is known of both");
        expect(same).toBe(true);
      }
    },
  );

  test("without serial numbers and names of files", async () => {
    expect((await compare(file("before.txt"), file("other.txt"))).text).toContain("Serial Number");
    const { text } = await compare(file("before.txt"), file("other.txt"), { redact: true, format: "md" });
    for (const secret of [folder, "before.txt", "3c2b1a", "3c2b77"]) expect(text).not.toContain(secret);
  });

  test("ends as diff does", () => {
    const run = (...args: readonly string[]) => {
      const program = ["--experimental-strip-types", "--no-warnings", join(import.meta.dirname, "main.ts"), "compare"];
      const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: "1" };
      return spawnSync(process.execPath, [...program, ...args], { encoding: "utf8", env });
    };
    expect(run(file("before.txt"), file("after.txt"))).toMatchObject({ status: 1, stderr: "" });
    const missing = run(file("before.txt"), file("missing.txt"));
    expect(missing).toMatchObject({ status: 2, stdout: "" });
    expect(missing.stderr).toContain("there is no such file.");
  });
});
