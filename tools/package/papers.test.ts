import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { About } from "./about.ts";
import { INSTALLED } from "./licences.ts";
import { cliPackage, type Package, windowPackage } from "./packages.ts";
import { notesOf } from "./papers.ts";

const ABOUT: About = {
  version: "0.1.0+20261224.1a2b3c4d",
  isReleased: false,
  commit: "1a2b3c4d",
  epoch: 1_798_070_400,
  debianArch: "amd64",
  rpmArch: "x86_64",
  maintainer: "A Name <a@example.org>",
};
const work = mkdtempSync(join(tmpdir(), "papers-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

function folderWith(name: string, ...files: readonly string[]): string {
  for (const file of files) {
    const path = join(work, name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "");
  }
  return join(work, name);
}

const app = folderWith("app", "dist/renderer/index.html", "dist/app/cli.js", "assets/pci.ids");
const electron = folderWith("electron", "sriov-inspector", "resources/app.asar");

test.each<[keyof typeof INSTALLED, Package]>([
  ["sriov-inspector-cli", cliPackage(app, [])],
  ["sriov-inspector", windowPackage(electron, ABOUT, [])],
])("what the copyright file of %s speaks of lies where it says", (name, { entries }) => {
  const paths = entries.map(({ path }) => path.slice(1));
  for (const pattern of Object.values(INSTALLED[name])) {
    const found = pattern.endsWith("*")
      ? paths.filter((path) => path.startsWith(pattern.slice(0, -1)))
      : paths.filter((path) => path === pattern);
    expect(found, pattern).not.toEqual([]);
  }
});

test("a build that is not released has what is not released yet, under its own version", () => {
  expect(notesOf(ABOUT)).toMatchObject({ version: ABOUT.version, date: null });
});
