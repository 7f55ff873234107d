import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ConfigReading } from "../machine/facts.ts";
import { fileIdentity } from "../machine/file-name.ts";
import { buildMachine } from "../machine/machine.ts";
import { functionInfo, IDENTITY, snapshot } from "../machine/testing/sample-machine.ts";
import { functionsIn } from "../pasted/testing/functions-in.ts";
import { english } from "../words/testing/english.ts";
import { createReport } from "./create-report.ts";
import { readDocument } from "./document.ts";
import { redact } from "./redact.ts";
import type { ReportFormatName } from "./scope.ts";
import { hexOfBytes } from "./secrets.ts";
import {
  MAC_BYTES,
  PF,
  pfBytes,
  reading,
  SERIAL_BYTES,
  sampleConfigs,
  sampleInput,
  VPD_BYTES,
} from "./testing/sample-report.ts";

const FORMATS: readonly ReportFormatName[] = ["html", "md", "json", "lspci"];

/** The text without anything that separates bytes, so that `b8:3f`, `b8 3f` and `b8-3f` are all `b83f`. */
function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/\n[0-9a-f]{2,3}: /g, "")
    .replace(/[^0-9a-z]/g, "");
}

function forms(bytes: readonly number[]): string[] {
  return [hexOfBytes(bytes), hexOfBytes(bytes.toReversed())];
}

function readIdentity(text: string) {
  const read = readDocument(text);
  if (!read.ok) throw new Error(english(read.message));
  return read.document.identity;
}

describe("a redacted report", () => {
  test.each(FORMATS)("as %s holds no trace of MAC address, serial number or product data", (format) => {
    const secrets = [...forms(MAC_BYTES), ...forms(SERIAL_BYTES), ...forms(VPD_BYTES), ...forms(MAC_BYTES.slice(3))];
    const open = bare(createReport(sampleInput({ format })).text);
    expect(secrets.some((secret) => open.includes(secret))).toBe(true);
    const text = bare(createReport(sampleInput({ format, redact: true })).text);
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).not.toContain(IDENTITY.bootId?.replaceAll("-", ""));
    expect(text).toContain("redacted");
  });

  test("says that the serial number is not known, not that it is zero", () => {
    for (const format of ["html", "md", "json"] as const) {
      const { text } = createReport(sampleInput({ format, redact: true }));
      expect(text).not.toContain("00-00-00-00-00-00-00-00");
      expect(text).toContain(format === "json" ? '"raw":null' : "not read");
    }
  });

  test("keeps everything else: the other bytes, the capability headers, the names", () => {
    const { configs, snapshot: result } = redact({
      snapshot: sampleInput().machine.snapshot,
      configs: sampleConfigs(),
    });
    const config = configs.get(PF);
    if (config?.state !== "read") throw new Error("the bytes are gone");
    expect(config.known).toEqual([
      [0, 0x4c],
      [0x50, 0x144],
      [0x14c, 0x209],
      [0x20f, 4096],
    ]);
    const expected = pfBytes();
    expected.fill(0, 0x4c, 0x50).fill(0, 0x144, 0x14c).fill(0, 0x209, 0x20f);
    expect(config.hex).toBe(hexOfBytes(expected));
    const pf = result.functions.find((fn) => fn.bdf === PF);
    expect(pf?.children.map((child) => [child.name, child.address])).toEqual([
      ["enp1s0f0np0", "redacted"],
      ["enx-redacted", "redacted"],
      ["mlx5_0", "redacted"],
    ]);
    expect(pf?.label).toBe("NIC redacted");
    expect(pf?.resources).toEqual(sampleInput().machine.byBdf.get(PF)?.resources);
    expect(result.identity).toMatchObject({ name: "lab-7", kernel: "6.12.9", bootId: null });
  });

  test("hides the machine's name only when asked, in the file's name too", () => {
    expect(createReport(sampleInput({ redact: true })).fileName).toBe("lab-7.html");
    const hidden = createReport(sampleInput({ redact: true, hideName: true }));
    expect(hidden.fileName).toBe("redacted.html");
    expect(hidden.text).not.toContain("lab-7");
  });

  test("does not tell the file or account that a machine was opened from", () => {
    const identity = { ...IDENTITY, kind: "file" as const, connection: "file /home/alice/secret-project.json" };
    const machine = buildMachine(snapshot([], { identity }));
    const { text } = createReport(sampleInput({ machine, redact: true, format: "json" }));
    expect(text).not.toContain("alice");
  });

  test.each(FORMATS)("as %s of a text names neither its file nor the host of a prompt", (format) => {
    const identity = fileIdentity("/home/alice/secret-project.txt", ", lab-9, lines 3–40", {
      kind: "file",
      at: null,
      by: "file",
    });
    const first = createReport(sampleInput({ machine: buildMachine(snapshot([], { identity })), format: "json" }));
    // What a report of a text tells is still named after the text.
    for (const machine of [identity, readIdentity(first.text)].map((of) =>
      buildMachine(snapshot([], { identity: of })),
    )) {
      const { text, fileName } = createReport(sampleInput({ machine, redact: true, format }));
      for (const secret of ["alice", "secret-project", "lab-9"]) expect(text + fileName).not.toContain(secret);
    }
  });

  test("knows a serial number out of a text wherever it stands", () => {
    const capability = {
      at: 0x140,
      isExtended: true,
      version: 1,
      name: "Device Serial Number b8-3f-d2-ff-ff-1a-2b-3c",
    };
    const names = { vendor: null, device: null, whole: null, subsystem: null, classLabel: null, progIf: null };
    const fn = functionInfo("01:00.0", {
      label: "NIC b83fd21a2b3c",
      fromText: { facts: ["label"], names, capabilities: [capability] },
    });
    const [result] = redact({ snapshot: snapshot([fn]), configs: new Map() }).snapshot.functions;
    expect(result?.fromText?.capabilities[0]?.name).toBe("Device Serial Number redacted");
    expect(result?.label).toBe("NIC redacted");
  });

  test("as lspci text stays whole: the line of the serial number ends, and the dump leaves the bytes out", () => {
    const { text } = createReport(sampleInput({ format: "lspci", redact: true }));
    expect(text).toContain("Capabilities: [140 v1] Device Serial Number (redacted)\n");
    const functions = functionsIn(text);
    const space = functions.find((fn) => fn.bdf === PF)?.space;
    expect(space?.has(0x140, 4)).toBe(true);
    expect(space?.has(0x144, 1)).toBe(false);
    expect(space?.u32(0x180)).toBe(0x20010010);
  });

  test("finds a MAC address wherever a vendor put it, in either byte order", () => {
    const mac = fc
      .uint8Array({ minLength: 6, maxLength: 6 })
      .filter((bytes) => bytes.every((byte) => byte > 0 && byte < 255));
    fc.assert(
      fc.property(mac, fc.integer({ min: 0x40, max: 0xff0 }), fc.boolean(), (bytes, at, turned) => {
        const config = new Uint8Array(4096);
        config.set(turned ? bytes.toReversed() : bytes, at);
        const address = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(":");
        const fn = functionInfo("01:00.0", { children: [{ kind: "net", name: "eth0", state: null, address }] });
        const configs = new Map<typeof fn.bdf, ConfigReading>([[fn.bdf, reading(config)]]);
        const result = redact({ snapshot: snapshot([fn]), configs }).configs.get(fn.bdf);
        expect(result).toMatchObject({ state: "read", hex: "00".repeat(4096) });
      }),
    );
  });

  test("an address that identifies nothing is not searched for in the bytes", () => {
    const fn = functionInfo("01:00.0", {
      children: [{ kind: "net", name: "eth0", state: null, address: "00:00:00:00:00:00" }],
    });
    const configs = new Map([[fn.bdf, reading(new Uint8Array(256))]]);
    expect(redact({ snapshot: snapshot([fn]), configs }).configs.get(fn.bdf)).toEqual(configs.get(fn.bdf));
  });
});
