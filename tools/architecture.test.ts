/** ARCHITECTURE.md and docs/decisions.md say what is so: floors, paths, scripts and names in them are those of the tree. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { VERBS } from "../shared/operations/verbs/list.ts";
import { ROOT } from "./build.ts";

const PLACES = ["shared", "electron", "renderer", "e2e", "tools", "assets", "docs"];
const { floors } = createRequire(import.meta.url)(join(ROOT, ".dependency-cruiser.cjs")) as {
  floors: Readonly<Record<string, readonly (readonly string[])[]>>;
};

const files = PLACES.flatMap((place) =>
  readdirSync(join(ROOT, place), { recursive: true, encoding: "utf8" }).map((name) => join(place, name)),
);
const product = files.filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|\/testing\//.test(name));
const source = [...files.filter((name) => /\.(tsx?|sh)$/.test(name)), ".dependency-cruiser.cjs", "package.json"]
  .filter((name) => !name.startsWith("tools/architecture."))
  .map((name) => readFileSync(join(ROOT, name), "utf8"))
  .join("\n");
const names = new Set(files.map((name) => basename(name)));
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };

const page = readFileSync(join(ROOT, "ARCHITECTURE.md"), "utf8");
const [, block = ""] = page.split("```");

describe.each(Object.entries(floors))("%s", (place, inOrder) => {
  it("has every folder on a floor", () => {
    const found = product.filter((name) => name.startsWith(`${place}/`)).map((name) => name.slice(place.length + 1));
    expect([...new Set(found.map((name) => name.split("/")[0]))].sort()).toEqual(inOrder.flat().toSorted());
  });

  it("has its folders on the page, lowest first", () => {
    const folders = inOrder.map((floor) => floor.filter((name) => !name.includes(".")).map((name) => `${name}/`));
    const line = folders.filter((floor) => floor.length > 0).map((floor) => floor.join(" · "));
    expect(block).toContain(` ${line.join(" < ")}`);
  });
});

it("every place of the project is on the page", () => {
  for (const place of PLACES) expect(block).toContain(`${place}/`);
});

it("nobody but the verbs themselves decides by the name of a verb", () => {
  const cases = new RegExp(`\\bcase "(?:${Object.keys(VERBS).join("|").replaceAll(".", "\\.")})"`);
  const text = (name: string) => readFileSync(join(ROOT, name), "utf8");
  expect(product.filter((name) => cases.test(text(name)))).toEqual([]);
});

it("one file of the window takes what a page asks", () => {
  const takers = product.filter((name) => readFileSync(join(ROOT, name), "utf8").includes("ipcMain"));
  expect(takers).toEqual(["electron/main/ipc.ts"]);
});

/** What stands between backticks, outside blocks of code. */
const quoted = (text: string) =>
  [...text.replaceAll(/```[\s\S]*?```/g, "").matchAll(/`([^`]+)`/g)].map(([, token = ""]) => token);

/** Is it a script of the project, a file of it, or a name or text of its sources. */
function exists(token: string): boolean {
  const [, script] = /^npm run ([\w:]+)/.exec(token) ?? [];
  if (script !== undefined) return scripts[script] !== undefined;
  if (/^[\w.-]+(\/[\w.-]+)*\/?$/.test(token) && existsSync(join(ROOT, token))) return true;
  if (/^[\w-]+(\.test)?\.(ts|tsx|cjs|sh|md|json)$/.test(token)) return names.has(token);
  if (source.includes(token)) return true;
  const parts = token.split(".");
  return parts.length > 1 && !token.includes("/") && parts.every((part) => new RegExp(`\\b${part}\\b`).test(source));
}

describe.each(["ARCHITECTURE.md", "docs/decisions.md"])("%s", (document) => {
  const tokens = [...new Set(quoted(readFileSync(join(ROOT, document), "utf8")))].filter((token) => token !== "·");

  it("names what is there", () => {
    expect(tokens.filter((token) => !exists(token))).toEqual([]);
    expect(tokens.length).toBeGreaterThan(20);
  });
});

it.each(["README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/remote.md", "docs/report-format.md"])(
  "%s names files that are there",
  (document) => {
    const paths = quoted(readFileSync(join(ROOT, document), "utf8")).filter((token) =>
      /^[\w.-]+(\/[\w.-]+)+\/?$/.test(token),
    );
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  },
);

it("is one page", () => {
  expect(page.split("\n").length).toBeLessThanOrEqual(80);
});
