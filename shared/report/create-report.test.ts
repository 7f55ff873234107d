import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ConfigReading, FunctionInfo } from "../machine/facts.ts";
import { buildMachine } from "../machine/machine.ts";
import { randomSnapshot } from "../machine/testing/random-machine.ts";
import { bdf, functionInfo, IDENTITY, pfWithVfs, snapshot } from "../machine/testing/sample-machine.ts";
import { functionsIn } from "../pasted/testing/functions-in.ts";
import type { Bdf } from "../pci/bdf.ts";
import { english } from "../words/testing/english.ts";
import { REPORT_WORDS } from "../words/texts/report.ts";
import { createReport, type ReportInput } from "./create-report.ts";
import { readDocument } from "./document.ts";
import { FIELDS_LIMIT } from "./model.ts";
import type { ReportFormatName } from "./scope.ts";
import { PF, pfBytes, reading, SLEEPING, sampleConfigs, sampleInput, UNPRIVILEGED } from "./testing/sample-report.ts";

function report(format: ReportFormatName, rest: Partial<ReportInput> = {}): string {
  return createReport(sampleInput({ format, ...rest })).text;
}

/** Random machines with bytes that are random too, or none at all. */
const randomInput = fc
  .record({ machine: randomSnapshot, bytes: fc.array(fc.uint8Array({ maxLength: 300 })), redact: fc.boolean() })
  .map(({ machine, bytes, redact }): ReportInput => {
    const configs = new Map<Bdf, ConfigReading>();
    for (const [index, fn] of machine.functions.entries()) {
      const some = bytes[index];
      if (some) configs.set(fn.bdf, reading(some));
    }
    return sampleInput({ machine: buildMachine(machine), configs, redact });
  });

describe("what every report has in common", () => {
  test.each(["html", "md"] as const)("%s tells that the kernel has crashed", (format) => {
    const { machine } = sampleInput({ format });
    const host = { ...machine.snapshot.host, crashed: true };
    const text = report(format, { machine: buildMachine({ ...machine.snapshot, host }) });
    expect(text).toContain("has crashed since boot");
    expect(report(format)).not.toContain("crashed");
  });

  test.each<[ReportFormatName, string, string]>([
    ["html", "lab-7.html", "text/html"],
    ["md", "lab-7.md", "text/markdown"],
    ["json", "lab-7.sriov.json", "application/json"],
    ["lspci", "lab-7.lspci.txt", "text/plain"],
  ])("%s is named %s", (format, fileName, mediaType) => {
    const one = createReport(sampleInput({ format }));
    expect(one).toMatchObject({ fileName, mediaType });
    expect(createReport(sampleInput({ format }))).toEqual(one);
    expect(one.text.endsWith("\n")).toBe(true);
  });

  test("file names have safe characters only, whatever the machine is called", () => {
    const named = (name: string, scope: ReportInput["scope"] = { kind: "machine" }) => {
      const machine = buildMachine(
        snapshot([functionInfo("01:00.0"), functionInfo("02:00.0")], { identity: { ...IDENTITY, name } }),
      );
      return createReport(sampleInput({ machine, scope })).fileName;
    };
    expect(named("p22-048-018", { kind: "functions", bdfs: [PF] })).toBe("p22-048-018-0000-01-00.0.html");
    expect(named("p22", { kind: "functions", bdfs: [PF, bdf("02:00.0")] })).toBe("p22-2-functions.html");
    expect(named("../../etc/passwd")).toBe("etc-passwd.html");
    expect(named(".. ..")).toBe("machine.html");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (name) => {
        expect(named(name)).toMatch(/^[A-Za-z0-9][\w.-]*\.html$/);
      }),
    );
  });

  test("a scope of functions holds these alone, and still tells their relations", () => {
    const scope = { kind: "functions" as const, bdfs: [bdf("01:00.3")] };
    for (const format of ["html", "md"] as const) {
      const text = report(format, { scope });
      expect(text).toContain("VF 1 of 0000:01:00.0, bound to vfio-pci");
      expect(text).not.toContain("GeForce");
    }
    const read = readDocument(report("json", { scope }));
    expect(read).toMatchObject({ ok: true, document: { scope, functions: [{ bdf: "0000:01:00.3" }], configs: {} } });
  });

  test("any machine and any bytes make a report in any format, with every function in it", () => {
    fc.assert(
      fc.property(randomInput, fc.constantFrom<ReportFormatName>("html", "md", "json", "lspci"), (input, format) => {
        const { text } = createReport({ ...input, format });
        for (const fn of input.machine.functions) expect(text).toContain(fn.bdf.slice(-7));
      }),
    );
  });
});

describe("JSON", () => {
  test("holds the bytes with what is known of them, and why others are missing", () => {
    const read = readDocument(report("json", { hex: false }));
    if (!read.ok) throw new Error(english(read.message));
    const { document } = read;
    expect(document.functions).toEqual(sampleInput().machine.functions);
    expect(document.configs[PF]?.hex).toHaveLength(8192);
    expect(document.configs[UNPRIVILEGED]).toMatchObject({ known: [[0, 64]], size: 4096 });
    expect(document.unread[SLEEPING]).toEqual(REPORT_WORDS.asleep);
    expect(document.unread[bdf("01:00.1")]).toEqual(REPORT_WORDS.notRead);
  });

  test("a report of a report gives the same reason, once", () => {
    const unread = (configs: ReadonlyMap<Bdf, ConfigReading>) => {
      const read = readDocument(report("json", { configs }));
      return read.ok ? (read.document.unread[SLEEPING] ?? "") : read.message;
    };
    const message = unread(sampleConfigs());
    const problem = { attribute: "config", code: "ENODATA", message };
    expect(unread(new Map([[SLEEPING, { state: "unreadable", problem }]]))).toEqual(message);
  });

  test("holds the meaning of the bytes for other programs", () => {
    const { decoded } = JSON.parse(report("json"));
    const sriov = decoded[PF].capabilities.find((capability: { short: string }) => capability.short === "SR-IOV");
    expect(sriov).toMatchObject({ offset: "0x180", id: "0x10", version: 1 });
    const total = sriov.registers.find((register: { name: string }) => register.name === "TotalVFs");
    expect(total).toMatchObject({
      offset: "0x18e",
      raw: "0x0010",
      fields: [{ bits: "15:0", raw: "0x10", shown: "16" }],
    });
  });
});

describe("HTML", () => {
  /** Every tag that the report itself writes; anything else came from the machine. */
  const OWN_TAGS = [
    /^<!doctype html>$/,
    /^<\/?(html|head|body|title|style|header|footer|nav|section|article|h[1-4]|p|dl|dt|dd|ul|li|table|thead|tbody|tr|td|th|div|span|pre|br)>$/,
    /^<html lang="en">$/,
    /^<meta (charset|name|http-equiv)="[\w-]+"( content="[\w\s,;=.#&-]+")?>$/,
    /^<(section|article) id="[\w.-]+">$/,
    /^<nav aria-label="Contents">$/,
    /^<(td|span|p|div|ul|li) class="\w+">$/,
    /^<th scope="col">$/,
    /^<a href="#[\w.-]+">$/,
    /^<\/a>$/,
  ];

  test("nothing from the machine is markup", () => {
    const bad = '"><script>alert(1)</script><img src=http://x.example/y onerror=alert(1)>';
    const [pf, vf] = pfWithVfs("01:00.0", 1);
    if (!pf || !vf) throw new Error("no VF");
    const fn: FunctionInfo = {
      ...pf,
      driver: bad,
      slot: bad,
      label: bad,
      iommuGroup: bad,
      modules: [bad],
      names: { vendor: bad, device: bad, subsystem: bad, classLabel: bad, progIf: bad },
      children: [{ kind: "net", name: bad, state: bad, address: bad }],
      problems: [{ attribute: bad, code: bad, message: bad }],
    };
    const machine = buildMachine(
      snapshot([fn, { ...vf, driver: bad, iommuGroup: bad }], {
        identity: { ...IDENTITY, name: bad, connection: bad, kernel: bad },
      }),
    );
    const text = report("html", { machine, createdAt: bad, version: bad });
    expect(text).not.toMatch(/<script|<img/i);
    expect(text).toContain("&lt;script&gt;");
    fc.assert(
      fc.property(randomInput, (input) => {
        const tags = createReport({ ...input, format: "html" }).text.match(/<[^>]*>/g) ?? [];
        for (const tag of tags) expect(OWN_TAGS.some((own) => own.test(tag)) ? "own" : tag).toBe("own");
      }),
    );
  });

  test("loads nothing and runs nothing", () => {
    const text = report("html");
    expect(text).toContain("default-src &#39;none&#39;");
    expect(text).not.toMatch(/\bsrc=|\burl\(|@import|<link|<script|javascript:|https?:/i);
    for (const [, target] of text.matchAll(/href="([^"]*)"/g)) {
      expect(target).toMatch(/^#/);
      expect(text).toContain(` id="${target?.slice(1)}"`);
    }
  });

  test("shows the PF with its VFs, the slices of memory and the registers", () => {
    const text = report("html");
    expect(text).toMatch(/PF <a href="#fn-0000-01-00.0">.*4 of 16 VFs enabled/);
    expect(text).toMatch(/VF 3 <a href="#fn-0000-01-00.5">/);
    expect(text).toContain("<td>600dc200000–600dc3fffff</td>");
    expect(text).toContain("[180h v1] SR-IOV: Single Root I/O Virtualization");
    expect(text).toContain("VF Enable [0]: yes");
    expect(text).toContain("Only the first 64 of 4096 bytes of configuration space were readable.");
    expect(text).toContain("the function is in D3cold and reading would wake it");
  });

  test("has the bytes only when asked", () => {
    expect(report("html")).toContain("180: 10 00 01 20 00 00 00 00 19 00 00 00 10 00 10 00");
    expect(report("html", { hex: false })).not.toContain("180: 10 00 01 20");
    expect(report("html", { redact: true })).toContain("140: 03 00 01 18 -- -- -- -- -- -- -- -- 00 00 00 00");
  });

  test("leaves registers out, and says so, when it covers more functions than a browser opens", () => {
    const functions = pfWithVfs("01:00.0", FIELDS_LIMIT);
    const machine = buildMachine(snapshot(functions));
    const configs = new Map([[PF, reading(pfBytes())]]);
    const text = report("html", { machine, configs });
    expect(text).toContain(`covers ${FIELDS_LIMIT + 1} functions`);
    expect(text).toContain("[180h v1] SR-IOV");
    expect(text).not.toContain("VF Enable [0]: yes");
  });
});

describe("Markdown", () => {
  test("its tables keep their columns, whatever is in the cells", () => {
    fc.assert(
      fc.property(randomInput, (input) => {
        const { text } = createReport({ ...input, format: "md" });
        let columns = 0;
        for (const line of text.split("\n")) {
          const bars = line.replace(/\\./g, "").match(/\|/g)?.length ?? 0;
          if (bars > 0) expect(line).toMatch(/^\| .*\|$/);
          if (columns !== 0 && bars > 0) expect(bars).toBe(columns);
          columns = bars;
        }
      }),
    );
  });

  test("nothing from the machine is markup", () => {
    const bad = "<b>|`code`|[x](http://y.example) *a* _b_ # ~c~ \n\n# heading";
    const names = { vendor: bad, device: null, subsystem: null, classLabel: `1. ${bad}`, progIf: null };
    const machine = buildMachine(snapshot([functionInfo("01:00.0", { driver: bad, names })]));
    const text = report("md", { machine });
    expect(text).not.toMatch(/(?<!\\)[<[*_]|^# heading|^1\. /m);
    expect(text).not.toContain("http://");
  });

  test("shows counts, slices and registers as tables", () => {
    const text = report("md");
    expect(text).toContain(
      "- PF `0000:01:00.0` Mellanox Technologies MT2910 Family \\[ConnectX-7\\]: 4 of 16 VFs enabled",
    );
    expect(text).toContain("| 1 | 0000:01:00.3 | vfio-pci | unknown | 101 | 600dc200000–600dc3fffff |");
    expect(text).toMatch(/\| 188h \| SR-IOV Control \| 0x0019 \| .*VF Enable \\\[0\\\]: yes/);
  });
});

describe("lspci text", () => {
  test("names what the scan named, and reads back byte for byte", () => {
    const text = report("lspci");
    expect(text).toContain("01:00.0 Ethernet controller: Mellanox Technologies MT2910 Family [ConnectX-7]\n");
    expect(text).toContain("\tSubsystem: Mellanox Technologies Device 0023\n");
    expect(text).toContain("\tKernel driver in use: mlx5_core\n");
    expect(text).toContain("Initial VFs: 16, Total VFs: 16, Number of VFs: 4");
    const functions = functionsIn(text);
    expect(functions).toHaveLength(10);
    const space = functions.find((fn) => fn.bdf === PF)?.space;
    expect(space?.toHex()).toBe(sampleHex());
    expect(functions.find((fn) => fn.bdf === UNPRIVILEGED)?.space.length).toBe(64);
  });

  test("writes domains as soon as there are several, and no dump unless asked", () => {
    const machine = buildMachine(snapshot([functionInfo("01:00.0"), functionInfo("10000:00:01.0")]));
    expect(report("lspci", { machine })).toMatch(/^0000:01:00.0 [\s\S]*\n10000:00:01.0 /);
    expect(report("lspci", { hex: false })).not.toMatch(/^00: /m);
  });

  test("a subsystem of another vendor keeps its name", () => {
    const fn = functionInfo("01:00.0", {
      vendor: 0x1000,
      device: 0x10e2,
      classCode: 0x010400,
      subsystemVendor: 0x1028,
      subsystemDevice: 0x1ae1,
      names: {
        vendor: "Broadcom / LSI",
        device: "MegaRAID 12GSAS",
        subsystem: "Dell PERC H755N",
        classLabel: "RAID bus controller",
        progIf: null,
      },
    });
    const text = report("lspci", { machine: buildMachine(snapshot([fn])), configs: new Map() });
    expect(text).toContain("01:00.0 RAID bus controller: Broadcom / LSI MegaRAID 12GSAS");
    expect(text).toContain("\tSubsystem: Dell PERC H755N\n");
  });
});

function sampleHex(): string {
  const config = sampleConfigs().get(PF);
  return config?.state === "read" ? config.hex : "";
}
