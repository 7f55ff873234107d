import { describe, expect, it } from "vitest";
import { NO_NAMES } from "../../../shared/machine/blank.ts";
import type { FileSource, FunctionInfo, HostFacts } from "../../../shared/machine/facts.ts";
import { factsFromConfig } from "../../../shared/machine/from-config.ts";
import { isNothingRead } from "../../../shared/machine/usage-facts.ts";
import { formatBdf, isBdf } from "../../../shared/pci/bdf.ts";
import { ConfigSpace } from "../../../shared/pci/config-space.ts";
import { type MachineDocument, writeDocument } from "../../../shared/report/document.ts";
import { english } from "../../../shared/words/testing/english.ts";
import { inSlices } from "../sysfs/slices.ts";
import { FileHost } from "./file-host.ts";

const DUMP = [
  "00:1f.0 0601: 8086:1234 (rev 05)",
  "00: 86 80 34 12 07 00 10 00 05 00 01 06 00 00 80 00",
  "10: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
  "30: 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
  "",
  "01:00.0 0200: 15b3:1021",
  "",
].join("\n");

function bdf(text: string) {
  if (!isBdf(text)) throw new Error(`${text} is no address`);
  return text;
}

function open(name: string, text: string): FileHost {
  const opening = FileHost.open(name, text);
  if (!opening.ok) throw new Error(english(opening.message));
  return opening.machines[0].host;
}

const HOST: HostFacts = {
  iommus: ["dmar0"],
  vfioPci: "loaded",
  vfioEnableSriov: false,
  drivers: ["nvidia", "vfio-pci"],
  driversAutoprobe: true,
  crashed: false,
};

function report(): MachineDocument {
  const space = new ConfigSpace(new Uint8Array(64).fill(1));
  const fn = (text: string, driver: string): FunctionInfo => ({
    ...factsFromConfig(bdf(text), space),
    driver,
    iommuGroup: "41",
    names: NO_NAMES,
  });
  return {
    format: "sriov-inspector-report",
    version: 1,
    createdAt: "2025-11-03T10:00:00.000Z",
    generator: { name: "SR-IOV Inspector", version: "0.1.0" },
    redacted: false,
    scope: { kind: "machine" },
    identity: {
      name: "p22-048-018",
      kernel: "6.8.0",
      bootId: "b",
      privileged: true,
      connection: "this machine",
      kind: "local",
    },
    host: HOST,
    problems: [{ attribute: "slots", code: "EIO", message: "m" }],
    functions: [fn("0000:01:00.0", "vfio-pci"), fn("0000:02:00.0", "nvidia"), fn("0000:03:00.0", "nvidia")],
    configs: { [bdf("0000:01:00.0")]: { hex: space.toHex(), known: [[0, 64]], size: 4096 } },
    unread: { [bdf("0000:02:00.0")]: "It slept." },
  };
}

describe("a dump as a machine", () => {
  it("shows its functions with what registers say", async () => {
    const host = open("lspci.txt", DUMP);
    expect(await host.identity()).toEqual({
      name: "lspci.txt",
      kernel: null,
      bootId: null,
      privileged: false,
      connection: "file lspci.txt",
      kind: "file",
      source: { kind: "pasted", at: null, by: "file" },
    });
    const { functions, host: facts } = await host.scan();
    expect(functions.map(({ bdf: at, vendor, classCode }) => [at, vendor, classCode])).toEqual([
      ["0000:00:1f.0", 0x8086, 0x060100],
      ["0000:01:00.0", 0x15b3, 0x020000],
    ]);
    expect(facts).toMatchObject({ iommus: [], vfioPci: null });
  });

  it("gives the bytes of the dump and says which are known", async () => {
    const host = open("lspci.txt", DUMP);
    const reading = await host.config(bdf("0000:00:1f.0"));
    if (reading.state !== "read") throw new Error(reading.state);
    expect(reading.hex.slice(0, 8)).toBe("86803412");
    expect(reading).toMatchObject({
      known: [
        [0, 32],
        [48, 64],
      ],
      size: null,
    });
    expect(await host.config(bdf("0000:01:00.0"))).toMatchObject({ state: "unreadable", problem: { code: "ENODATA" } });
    expect(await host.config(bdf("0000:02:00.0"))).toEqual({ state: "gone" });
  });

  it("tells of functions whose bytes and text differ, as a machine and each function", async () => {
    const { functions, problems } = await open("mixed.txt", DUMP.replace("8086:1234", "8086:1235")).scan();
    expect(problems.map(({ message }) => english(message))).toEqual([
      "Text and bytes disagree about 0000:00:1f.0. The bytes are used; the notes of that function say what differs.",
    ]);
    expect(functions[0]?.problems.map(({ message }) => english(message))).toContain(
      "Text and bytes disagree; the bytes are used: device is 1234 in the bytes, 1235 in the text.",
    );
  });

  it("tells of functions that are there more than once with different bytes", async () => {
    expect((await open("same.txt", `${DUMP}\n${DUMP}`).scan()).problems).toEqual([]);
    const other = DUMP.replace("86 80", "87 80");
    const opened = FileHost.open("two.txt", `${DUMP}\n${other}`);
    if (!opened.ok) throw new Error(english(opened.message));
    expect(opened.machines.map(({ part }) => english(part))).toEqual(["from line 1", "from line 8"]);
    const identities = await Promise.all(opened.machines.map(({ host }) => host.identity()));
    expect(identities.map(({ name }) => name)).toEqual(["two.txt:1", "two.txt:8"]);
    const [first, second] = await Promise.all(opened.machines.map(({ host }) => host.scan()));
    expect([first, second].map((scan) => scan?.functions.map(({ vendor }) => vendor))).toEqual([
      [0x8086, 0x15b3],
      [0x8087, 0x15b3],
    ]);
    expect(first?.problems.map(({ code }) => code)).toEqual(["EEXIST"]);
    expect(english(first?.problems[0]?.message)).toContain("from line 1");
  });
});

describe("a report as a machine", () => {
  it("shows what was seen, as seen from a file", async () => {
    const host = open("report.json", writeDocument(report()));
    expect(await host.identity()).toEqual({
      name: "p22-048-018",
      kernel: "6.8.0",
      bootId: "b",
      privileged: false,
      connection: "file report.json",
      kind: "file",
      source: { kind: "report", at: "2025-11-03T10:00:00.000Z", by: "report" },
    });
    const { functions, host: facts, problems } = await host.scan();
    expect(functions).toEqual(report().functions);
    expect(facts).toEqual(HOST);
    expect(problems).toHaveLength(1);
    const [, second] = report().functions;
    if (!second) throw new Error("no function");
    expect((await host.scan([second.bdf])).functions).toEqual([second]);
  });

  it("gives the bytes that were kept, and why there are none", async () => {
    const host = open("report.json", writeDocument(report()));
    expect(await host.config(bdf("0000:01:00.0"))).toEqual({
      state: "read",
      hex: "01".repeat(64),
      known: [[0, 64]],
      size: 4096,
    });
    expect(await host.config(bdf("0000:02:00.0"))).toMatchObject({
      state: "unreadable",
      problem: { message: "It slept." },
    });
    expect((await host.config(bdf("0000:03:00.0"))).state).toBe("unreadable");
  });
});

describe("users in a report", () => {
  const UNTOLD = writeDocument(report());
  const [first] = report().functions;
  const reason = {
    kind: "guest",
    text: "is used by guest a",
    short: "guest a",
    evidence: "",
    level: "protected",
  } as const;
  const usage = { functions: first === undefined ? [] : [{ bdf: first.bdf, reasons: [reason] }], unread: [] };

  it("are those of its time, and nobody is asked", async () => {
    const host = open("report.json", writeDocument({ ...report(), usage }));
    expect(host.keptUsage()).toEqual(usage);
    expect(isNothingRead(await host.usage())).toBe(true);
  });

  it.each([
    ["an older report", UNTOLD],
    ["a dump", DUMP],
  ])("are not known of %s", async (_name, text) => {
    const host = open("file", text);
    expect(host.keptUsage()).toBeNull();
    expect(isNothingRead(await host.usage())).toBe(true);
  });
});

describe("the time of a file", () => {
  const sourceOf = async (name: string, text: string, modified: number | null | "pasted") => {
    const opened = FileHost.open(name, text, { archive: null, modified });
    if (!opened.ok) throw new Error(english(opened.message));
    const [{ source, host }] = opened.machines;
    expect((await host.identity()).source).toEqual(source);
    return source;
  };

  it("is that of its last change, where the file does not say", async () => {
    const at = Date.UTC(2026, 9, 3);
    expect(await sourceOf("a", DUMP, at)).toEqual({ kind: "file", at: "2026-10-03T00:00:00.000Z", by: "file" });
    expect(await sourceOf("a", DUMP, null)).toEqual({ kind: "file", at: null, by: "file" });
    expect(await sourceOf("a", DUMP, "pasted")).toEqual({ kind: "pasted", at: null, by: "file" });
  });

  it("is what a report says, and of a report of a file what that file was", async () => {
    const text = writeDocument(report());
    const at = "2025-11-03T10:00:00.000Z";
    expect(await sourceOf("r", text, Date.UTC(2026, 9, 3))).toEqual({ kind: "report", at, by: "report" });
    const of = (source?: FileSource) => {
      const { identity } = report();
      return writeDocument({ ...report(), identity: { ...identity, kind: "file", ...(source ? { source } : {}) } });
    };
    expect(await sourceOf("r", of(), 0)).toEqual({ kind: "report", at: null, by: "file" });
    const first = { kind: "file", at: "2024-01-01T00:00:00.000Z", by: "file" } as const;
    expect(await sourceOf("r", of(first), 0)).toEqual({ ...first, kind: "report" });
  });
});

describe("any file", () => {
  it.each([
    ["an empty one", ""],
    ["prose", "Dear all,\nplease find attached\n"],
    ["other JSON", '{"a": 1}'],
    ["a damaged report", '{"format": "sriov-inspector-report", "version": 1}'],
    ["a torn report", writeDocument(report()).slice(0, 200)],
    ["a damaged dump", "01:00.0 x\n00: zz\n"],
  ])("is refused in one sentence when it is %s", (_what, text) => {
    const opening = FileHost.open("x", text);
    if (opening.ok) throw new Error("it opened");
    expect(english(opening.message)).toMatch(/^[A-Z].*[.]$/);
    expect(english(opening.message)).not.toContain("\n");
  });

  it("cannot be changed, says so, and stays silent", async () => {
    const host = open("lspci.txt", DUMP);
    const result = await host.perform({ verb: "sriov.numvfs", bdf: bdf("0000:01:00.0"), value: 4 });
    expect(result).toMatchObject({
      ok: false,
      failure: { code: "EROFS", where: "file lspci.txt", kernelLog: [] },
    });
    host.events(() => {
      throw new Error("a file changed");
    })();
    expect(await host.detail(bdf("0000:01:00.0"))).toMatchObject({ numVfs: null, problems: [] });
    await host.close();
  });
});

describe("a long file", () => {
  const MANY = 4_000;
  const addresses = Array.from({ length: MANY }, (_, index) =>
    formatBdf({ domain: 0, bus: index >> 8, device: (index >> 3) & 0x1f, function: index & 7 }),
  );
  const dump = addresses.map((address) => DUMP.split("\n").with(0, address).slice(0, 5).join("\n")).join("\n");
  const [one] = report().functions;
  const json = writeDocument({
    ...report(),
    functions: addresses.map((address) => ({ ...one, bdf: address }) as FunctionInfo),
  });

  it.each([
    ["dump", dump],
    ["report", json],
  ])("of the kind %s is read in parts, so that whatever else is to be done is done in between", async (name, text) => {
    const told = [...FileHost.openInParts(name, text)];
    expect(told.length).toBeGreaterThan(MANY / 1_000);
    expect(told.every((part) => part >= 0 && part <= 1)).toBe(true);

    let turns = 0;
    let isReading = true;
    const turn = (): void => {
      turns++;
      if (isReading) setImmediate(turn);
    };
    turn();
    const opened = await inSlices(FileHost.openInParts(name, text));
    isReading = false;
    expect(turns).toBeGreaterThan(1);
    if (!opened.ok) throw new Error(english(opened.message));
    expect((await opened.machines[0].host.scan()).functions).toEqual((await open(name, text).scan()).functions);
  });
});
