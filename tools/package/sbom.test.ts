import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { electronPart, insideElectron, insideNode, nodePart, npmPurl, type Part } from "./parts.ts";
import { sbom } from "./sbom.ts";
import { schemaProblems } from "./testing/cyclonedx.ts";

const LIBRARY: Part = {
  name: "@scope/one",
  version: "1.2.3",
  type: "library",
  licence: "ISC AND MIT",
  text: "text",
  places: ["renderer", "app"],
  purl: npmPurl("@scope/one", "1.2.3"),
  hash: { alg: "SHA-512", content: "ab".repeat(64) },
};
const DATA: Part = {
  name: "pci.ids",
  version: "2026.1.1",
  type: "data",
  licence: "BSD-3-Clause",
  text: "text",
  places: ["assets"],
};
const OF = {
  name: "sriov-inspector-cli",
  version: "0.1.0",
  commit: "1a2b3c4d",
  epoch: 1_798_070_400,
  parts: [DATA, LIBRARY],
  places: ["app", "assets"],
} as const;
interface Parsed {
  readonly serialNumber: string;
  readonly metadata: { readonly timestamp: string };
  readonly components: readonly Readonly<Record<string, unknown>>[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
  readonly compositions: readonly object[];
}
const parsed = (of: Parameters<typeof sbom>[0]) => JSON.parse(sbom(of)) as Parsed;

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "parts-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "bin"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

test("the same package has the same list and number, another one another", () => {
  expect(sbom({ ...OF, parts: [LIBRARY, DATA] })).toBe(sbom(OF));
  const { serialNumber, metadata } = parsed(OF);
  expect(serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(metadata.timestamp).toBe("2026-12-24T00:00:00Z");
  expect(parsed({ ...OF, version: "0.1.1" }).serialNumber).not.toBe(serialNumber);
});

test("the list is as CycloneDX's schema has it, and one that is not is found", () => {
  expect(schemaProblems(sbom(OF))).toEqual([]);
  const unknown: Part = { ...LIBRARY, licence: "NOT-SPDX" };
  expect(schemaProblems(sbom({ ...OF, parts: [unknown] })).join()).toContain("/components/0/licenses");
  const noUuid = sbom(OF).replace("urn:uuid:", "urn:");
  expect(schemaProblems(noUuid).join()).toContain("/serialNumber");
});

test("a part is named as registries name it, with licences and digest", () => {
  expect(parsed(OF).components[1]).toEqual({
    type: "library",
    "bom-ref": "pkg:npm/%40scope/one@1.2.3",
    group: "@scope",
    name: "one",
    version: "1.2.3",
    hashes: [{ alg: "SHA-512", content: "ab".repeat(64) }],
    licenses: [{ license: { id: "ISC" } }, { license: { id: "MIT" } }],
    purl: "pkg:npm/%40scope/one@1.2.3",
    properties: [{ name: "sriov-inspector:places", value: "renderer app" }],
  });
});

test("what another package has is not in this one's list, and the package depends on all that is", () => {
  const { components, dependencies } = parsed({ ...OF, places: ["assets"] });
  expect(components.map(({ name }) => name)).toEqual(["pci.ids"]);
  expect(dependencies[0]).toEqual({ ref: "sriov-inspector-cli@0.1.0", dependsOn: ["pci.ids@2026.1.1"] });
});

test("Node is listed with what it tells that it is made of, and as not told whole", () => {
  const folder = folderWith({
    "package.json": JSON.stringify({ version: process.versions.node }),
    LICENSE: "licences of many",
    "bin/node": "program",
  });
  const part = nodePart(folder);
  const { components, compositions } = parsed({ ...OF, parts: [part], places: ["node"] });
  expect(components[0]).toMatchObject({
    cpe: `cpe:2.3:a:nodejs:node.js:${process.versions.node}:*:*:*:*:*:*:*`,
    hashes: [{ alg: "SHA-256", content: createHash("sha256").update("program").digest("hex") }],
    components: expect.arrayContaining([
      expect.objectContaining({ name: "openssl", version: process.versions.openssl }),
    ]),
  });
  expect(compositions).toContainEqual({ aggregate: "incomplete", assemblies: [part.purl] });
  expect(schemaProblems(sbom({ ...OF, parts: [part], places: ["node"] }))).toEqual([]);
  expect(insideNode({ v8: "13.6.233.17-node.37", modules: "137" })).toEqual([
    { name: "v8", version: "13.6.233.17-node.37", cpe: "cpe:2.3:a:google:v8:13.6.233.17-node.37:*:*:*:*:*:*:*" },
  ]);
});

test("another Node than the one that builds tells nothing of its parts", () => {
  const folder = folderWith({ "package.json": '{"version":"1.0.0"}', LICENSE: "x", "bin/node": "program" });
  expect(nodePart(folder).inside).toBeUndefined();
});

test("Electron is listed with the Chromium and the Node that its program names", () => {
  const program =
    "\0Chrome/\0%s Chrome/130.0.6723.137 Electron/33.2.1\0release/v20.18.1/node-v20.18.1-headers.tar.gz\0";
  expect(insideElectron(Buffer.from(program, "latin1")).map(({ name, version }) => [name, version])).toEqual([
    ["chromium", "130.0.6723.137"],
    ["node", "20.18.1"],
  ]);
  const folder = folderWith({
    "LICENSE.electron.txt": "Copyright (c) Electron contributors",
    electron: program,
  });
  expect(electronPart(join(folder, "electron"), "33.2.1")).toMatchObject({
    version: "33.2.1",
    places: ["window"],
    inside: [{}, {}],
  });
  expect(insideElectron(Buffer.from("nothing"))).toEqual([]);
  rmSync(join(folder, "LICENSE.electron.txt"));
  expect(() => electronPart(join(folder, "electron"), "33.2.1")).toThrow("has no LICENSE or LICENSE.electron.txt");
});
