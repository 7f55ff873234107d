import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureBuilt, ROOT } from "../build.ts";
import { BUNDLED_FILE, type BundledPackage, readBundled } from "./bundled.ts";
import { copyrightLines, debianCopyright, INSTALLED, thirdPartyNotices } from "./licences.ts";
import { identifiersOf, LICENCES, type Part, pciIdsPart, productParts, refusedLicence } from "./parts.ts";

const work = mkdtempSync(join(tmpdir(), "licences-"));
const dist = join(ROOT, "dist");
const ours = readFileSync(join(ROOT, "LICENSE"), "utf8");
let parts: readonly Part[] = [];
beforeAll(async () => {
  await ensureBuilt();
  parts = productParts(ROOT, dist);
});
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

/** Packages that are needed to run and of which nothing is in a bundle. */
const NOT_BUNDLED: Readonly<Record<string, string>> = {
  "@babel/runtime": "its helpers are not used by what we import",
  "@types/react": "types",
  csstype: "types",
  reselect: "only for a part of a library that we do not import",
};

describe("what is bundled", () => {
  test("every package that runs is in the list or known not to be in a bundle", () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
      packages: Record<string, { dev?: boolean; optional?: boolean; link?: boolean }>;
    };
    const needed = Object.entries(packages).flatMap(([path, { dev = false, optional = false, link = false }]) =>
      path === "" || dev || optional || link || !path.includes("node_modules/")
        ? []
        : [path.replace(/^.*node_modules\//, "")],
    );
    const listed = new Set(parts.map(({ name }) => name));
    const missing = [...new Set(needed)].filter((name) => !listed.has(name));
    expect(missing.sort()).toEqual(Object.keys(NOT_BUNDLED).sort());
  });

  test("everything has its text, with a copyright unless it is nobody's, and a licence that may be bundled", () => {
    for (const { name, licence, text } of parts) {
      expect([name, refusedLicence(licence)]).toEqual([name, null]);
      expect(text.length, name).toBeGreaterThan(100);
      if (licence !== "LicenseRef-public-domain") expect(copyrightLines(text), name).not.toEqual([]);
    }
  });

  test("each file of the interface that is no script or style of ours is known: fonts, and our own icon", () => {
    const files = readdirSync(join(dist, "renderer"), { recursive: true, encoding: "utf8" });
    const others = files.filter((name) => /\.[^/]+$/.test(name) && !/\.(?:js|css|html)$/.test(name));
    const fonts = parts.filter(({ licence }) => licence === "OFL-1.1").map(({ name }) => name.replace(/^.*\//, ""));
    const unknown = others.filter(
      (name) => name !== "icon.svg" && !fonts.some((font) => name.startsWith(`assets/${font}-`)),
    );
    expect(unknown).toEqual([]);
    expect(fonts.filter((font) => !others.some((name) => name.startsWith(`assets/${font}-`)))).toEqual([]);
  });

  test.each<[Partial<BundledPackage>, string]>([
    [{ licence: "GPL-3.0-only" }, "is under GPL-3.0-only"],
    [{ licence: "MIT OR GPL-2.0-only" }, "is under MIT OR GPL-2.0-only"],
    [{ licence: null }, "says nothing of its licence"],
    [{ text: null }, "brings no text of its licence"],
    [{ version: "0.0.1" }, "is not in package-lock.json"],
  ])("a package is refused with its name: %o", (change, sentence) => {
    const [first, ...others] = readBundled(dist);
    writeFileSync(join(work, BUNDLED_FILE), JSON.stringify([{ ...first, ...change }, ...others]));
    expect(() => productParts(ROOT, work)).toThrow(`${first?.name} ${change.version ?? first?.version} ${sentence}`);
  });

  test("a PCI ID list that does not say from when it is, is refused", () => {
    expect(() => pciIdsPart(Buffer.from("# nothing"))).toThrow("does not say its version");
  });
});

const CLI = INSTALLED["sriov-inspector-cli"];
const NOTICES = "/usr/share/doc/sriov-inspector-cli/THIRD-PARTY-NOTICES.gz";

describe("Debian's copyright file", () => {
  const paragraphs = (text: string) => text.trim().split("\n\n");
  const field = (paragraph: string, name: string) =>
    new RegExp(`^${name}: ?(.*(?:\\n .*)*)`, "m").exec(paragraph)?.[1]?.trim() ?? "";
  const outside: readonly Part[] = [
    {
      name: "node",
      version: "1.0.0",
      type: "platform",
      licence: "MIT AND LicenseRef-Node-parts",
      text: "Copyright Node.js contributors. All rights reserved.\n\ntext\n\n\tof its own\n\nThe externally maintained libraries are:\n\nCopyright 2020 Somebody Else\nApache License",
      places: ["node"],
    },
  ];

  test("names each licence that a part refers to, once, with its text", () => {
    const text = debianCopyright(ours, [...parts, ...outside], CLI, NOTICES);
    const all = paragraphs(text);
    expect(all[0]).toMatch(/^Format: https:\/\/www\.debian\.org\/doc\/packaging-manuals\/copyright-format\/1\.0\/\n/);
    const files = all.filter((paragraph) => paragraph.startsWith("Files: "));
    const texts = all
      .filter((paragraph) => paragraph.startsWith("License: "))
      .map((paragraph) => field(paragraph, "License"));
    const names = texts.map((each) => each.split("\n")[0]);
    expect(files.map((paragraph) => field(paragraph, "Files"))).toEqual([
      "*",
      CLI.node,
      CLI.renderer,
      CLI.app,
      CLI.assets,
    ]);
    const used = new Set(files.flatMap((paragraph) => field(paragraph, "License").split(" and ")));
    expect([...used].sort()).toEqual([...names].sort());
    expect(new Set(names).size).toBe(names.length);
    for (const paragraph of files) expect(field(paragraph, "Copyright"), paragraph).not.toBe("");
    for (const each of texts) expect(each.split("\n").length, each).toBeGreaterThan(1);
    expect(text).not.toMatch(/[\t\r]| $/m);
  });

  test("has of a runtime what it says of itself, and where the licences of its parts are", () => {
    const text = debianCopyright(ours, outside, CLI, NOTICES);
    expect(text).toContain(`\n   of its own\n .\n The licences of its parts are in ${NOTICES}.`);
    expect(text).not.toContain("Apache");
    expect(text).not.toContain("Somebody Else");
  });

  test("leaves out what another package has, and names every part that it has", () => {
    const { renderer: _interface, ...others } = CLI;
    const text = debianCopyright(ours, parts, others, NOTICES);
    for (const { name, places } of parts) {
      const isThere = places.some((place) => place !== "renderer");
      expect([name, text.includes(`\n  ${name} `)]).toEqual([name, isThere]);
    }
  });

  test("what lies in one file has one paragraph", () => {
    const { window, app } = INSTALLED["sriov-inspector"];
    const all = paragraphs(debianCopyright(ours, parts, INSTALLED["sriov-inspector"], NOTICES));
    const files = all.filter((paragraph) => paragraph.startsWith("Files: "));
    expect(files.map((paragraph) => field(paragraph, "Files"))).toEqual(["*", app]);
    expect(window).toContain("/window/");
    for (const { name } of parts) expect(files[1]).toContain(`\n  ${name} `);
  });

  test("words of a licence that are its own are kept, beside those that all have", () => {
    const text = debianCopyright(ours, parts, CLI, NOTICES);
    expect(text).toContain("Cole Bemis");
    expect(text).toContain("License: ISC-and-Expat-lucide-react");
    expect(text.match(/^License: Expat$/gm)).toHaveLength(2);
  });
});

test("the notices have every part with the whole of its text", () => {
  const notices = thirdPartyNotices(parts);
  for (const { name, text } of parts) {
    expect(notices).toContain(`\n${name}`);
    expect(notices).toContain(text.replaceAll("\r\n", "\n").trim());
  }
});

test("the table has no licence that asks more of a program than its text and name", () => {
  expect(Object.keys(LICENCES).filter((id) => /GPL|MPL|EPL|CDDL|SSPL|BUSL|CC-BY-(?:NC|SA|ND)/.test(id))).toEqual([]);
  expect(identifiersOf("(MIT AND ISC) AND 0BSD")).toEqual(["MIT", "ISC", "0BSD"]);
});

test("sentences of a licence are nobody's copyright", () => {
  const text = [
    "Copyright (c) 2020 A Person",
    "COPYRIGHT AND PERMISSION NOTICE",
    "(c) You must retain, in the source form",
    "copyright license to reproduce",
    "The above copyright notice and this permission notice shall be included",
    "Copyright 2016 The X Authors (https://example.org/x) X-Italic[wght].ttf: Copyright 2016 The X Authors",
    "Copyright Some Body. All rights reserved.",
    "Copyright Holder means whoever it is",
  ].join("\n");
  expect(copyrightLines(text)).toEqual(["2020 A Person", "2016 The X Authors (https://example.org/x)", "Some Body"]);
});
