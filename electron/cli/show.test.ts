import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { type Bdf, parseBdf } from "../../shared/pci/bdf.ts";
import type { Words } from "../../shared/words/message.ts";
import { english } from "../../shared/words/testing/english.ts";
import { buildTree } from "../host/local/testing/build-tree.ts";
import type { ShowOptions } from "./show-options.ts";
import { showText } from "./show-text.ts";
import { DEFAULTS, PLACE } from "./testing/show-defaults.ts";

const FORMATS = ["tree", "lspci", "json", "md", "html"] as const;
const show = async (options: Partial<ShowOptions>): Promise<string> => {
  const texts: string[] = [];
  await showText((text) => texts.push(text), { ...DEFAULTS, ...options }, PLACE);
  return texts.join("");
};
const slot = (text: string): Bdf => parseBdf(text) as Bdf;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "show-"));
  buildTree(join(folder, "sys"), { ports: 2, pfs: 1, vfs: 3 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dumpOf = (bytes: Record<number, number>): string => {
  const all = Array.from({ length: 64 }, (_, i) => (bytes[i] ?? 0).toString(16).padStart(2, "0"));
  const lines = [0, 16, 32, 48].map((at) => `${at.toString(16).padStart(2, "0")}: ${all.slice(at, at + 16).join(" ")}`);
  return `00:02.0 Display\n${lines.join("\n")}\n`;
};

describe("show", () => {
  test("a dump in the words of lspci, with and without names", async () => {
    const path = join(folder, "dump.txt");
    writeFileSync(path, dumpOf({ 0: 0x86, 1: 0x80, 2: 0x21, 3: 0x15, 10: 0x00, 11: 0x02 }));
    const numeric = await show({ from: path, format: "lspci", numeric: true });
    expect(numeric).toMatch(/^00:02\.0 0200: 8086:1521\n\tControl: I\/O- /);
    const named = await show({ from: path, format: "lspci" });
    expect(named).toMatch(/^00:02\.0 Ethernet controller: Intel Corporation I350 Gigabit Network Connection\n/);
  });

  test("a tree of files as a tree, one function, a report that opens again", async () => {
    const sysfsRoot = join(folder, "sys");
    expect(await show({ sysfsRoot })).toContain("3 of 3 VFs");
    const one = await show({ sysfsRoot, format: "lspci", numeric: true, slot: slot("01:00.0") });
    expect(one.match(/^\S/gm)).toHaveLength(1);
    const json = await show({ sysfsRoot, format: "json" });
    const path = join(folder, "again.json");
    writeFileSync(path, json);
    expect(await show({ from: path, format: "lspci", numeric: true })).toBe(
      await show({ sysfsRoot, format: "lspci", numeric: true }),
    );
  });

  test("a demo machine has the kernel that is asked for", async () => {
    const told = JSON.parse(await show({ host: "demo:p22-048-018", kernel: "5.10", format: "json" }));
    expect(told.identity.kernel).toBe("5.10");
    // Its kernel does not tell how a function can be reset.
    expect(
      told.functions.every(
        ({ resetMethods }: { resetMethods: unknown }) => !Array.isArray(resetMethods) || resetMethods.length === 0,
      ),
    ).toBe(true);
  });

  test("every format of a demo machine names its PF", async () => {
    for (const format of FORMATS) {
      expect(await show({ host: "demo:p22-048-018", format })).toContain("01:00.0");
    }
  });

  test("a report of a demo machine names the guests that have its VFs, unless it is redacted", async () => {
    const host = "demo:vmhost-07";
    const json = await show({ host, format: "json" });
    expect(JSON.parse(json).usedBy["0000:41:00.2"]).toMatchObject({ state: "used", shown: "guest build-7" });
    const path = join(folder, "users.json");
    writeFileSync(path, json);
    for (const format of ["md", "html"] as const) {
      expect(await show({ host, format })).toContain("guest build-7");
      expect(await show({ host, format, language: "zh" })).toContain("虚拟机 build-7");
      // A file tells those of its time.
      expect(await show({ from: path, format })).toContain("guest build-7");
      const redacted = await show({ host, format, redact: true });
      expect(redacted).not.toContain("build-7");
      expect(redacted).toContain("a guest");
    }
  });

  test("a tree of files tells no users, and its report says so", async () => {
    const text = await show({ sysfsRoot: join(folder, "sys"), format: "md" });
    expect(text).toContain("What uses this machine is unknown: a file tree does not contain it.");
    expect(text).toContain("- Used by: unknown");
    expect(text).not.toContain("not in use");
  });

  test.each([
    [{ kernel: "5.10" }, /--kernel is the kernel of a demo machine/],
    [
      { host: "demo:nothing" },
      /there is no machine “demo:nothing”. Choose local, ssh:NAME or a demo machine: demo:p22-048-018/,
    ],
    [{ from: "/nonexistent/dump" }, /can’t be read: there is no such file/],
    [{ from: tmpdir() }, /can’t be read: it is a directory/],
    [{ host: "demo:p22-048-018", slot: slot("ff:1f.7") }, /there is no function 0000:ff:1f\.7 on demo:p22-048-018/],
    [{ sysfsRoot: "/nonexistent/sys" }, /nonexistent/],
  ] satisfies [Partial<ShowOptions>, RegExp][])("%j fails in one sentence", async (options, sentence) => {
    const error = await show(options).then(
      () => null,
      (reason: Error) => reason,
    );
    expect(error?.message).toMatch(sentence);
    expect(error?.message).not.toContain("\n");
  });

  test.each(["", "hello", "{", '{"format":"sriov-inspector-report"}', "00:02.0 x\n00: zz\n"])(
    "the file %j is no machine",
    async (text) => {
      const path = join(folder, "bad.txt");
      writeFileSync(path, text);
      await expect(show({ from: path })).rejects.toThrow(path);
    },
  );
});

/** Its problems in English, which a document has as messages. */
function problemsOf(json: string): string {
  const { problems } = JSON.parse(json) as { readonly problems: readonly { readonly message: Words }[] };
  return problems.map(({ message }) => english(message)).join("\n");
}

describe("a text of two machines", () => {
  const machine = (device: number) => dumpOf({ 0: 0x86, 1: 0x80, 2: device, 3: 0x15, 10: 0x00, 11: 0x02 });
  const two = () => {
    const path = join(folder, "lab-secret.txt");
    writeFileSync(path, `${machine(0x21)}\n${machine(0x22)}`);
    return path;
  };
  /** What is said on standard error. */
  const told = () => {
    const lines: string[] = [];
    const spy = vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
    onTestFinished(() => spy.mockRestore());
    return lines;
  };

  test.each(FORMATS)("as %s is the first one, unless a part is asked for", async (format) => {
    const lines = told();
    const from = two();
    // Of the family's ids the second is the card with optical ports.
    expect(await show({ from, format })).not.toContain("I350 Gigabit Fiber");
    expect(await show({ from, format, part: 1 })).not.toContain("I350 Gigabit Fiber");
    expect(await show({ from, format, part: 2 })).toContain("I350 Gigabit Fiber");
    expect(lines.at(-1)).toMatch(/^Note: Part 2 of 2 is printed. The others: --part 1 \(from line 1.*\)\.\n$/);
  });

  test.each(FORMATS)("as %s says so, with the lines of the part that is not shown", async (format) => {
    const lines = told();
    const text = await show({ from: two(), format });
    const plain = format === "html" || format === "md" ? text.replaceAll("\\", "") : text;
    const where = format === "lspci" ? lines.join("") : format === "json" ? problemsOf(text) : plain;
    expect(where).toMatch(/This is part 1 \(from line 1.*\); not shown: part 2 \(from line 7/);
    expect(lines.join("")).toMatch(/--part 2 \(from line 7/);
  });

  test("has no third part, and nothing but a text has parts", async () => {
    const from = two();
    await expect(show({ from, part: 3 })).rejects.toThrow(
      `${from} has 2 machines or moments: --part must be from 1 to 2.`,
    );
    await expect(show({ part: 1 })).rejects.toThrow("name the text with --from");
  });

  test.each(FORMATS)("as %s without its secrets does not name the file", async (format) => {
    const lines = told();
    expect(await show({ from: two(), format, part: 2, redact: true })).not.toContain("lab-secret");
    expect(lines.join("")).not.toContain("lab-secret");
  });
});
