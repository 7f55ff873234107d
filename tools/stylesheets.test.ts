/** A class that a component names and no stylesheet has is silently nothing; one that nobody names is dead. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./build.ts";

interface Use {
  readonly file: string;
  readonly names: readonly string[];
  /** `styles[state]`: which classes are meant is not written there. */
  readonly computed: boolean;
}

const files = readdirSync(join(ROOT, "renderer"), { recursive: true, encoding: "utf8" });

function usesOfStylesheets(): ReadonlyMap<string, readonly Use[]> {
  const uses = new Map<string, Use[]>();
  for (const file of files.filter((name) => /\.tsx?$/.test(name))) {
    const text = readFileSync(join(ROOT, "renderer", file), "utf8");
    const code = text.replace(/^import .*$/gm, "");
    for (const [, local = "", sheet = ""] of text.matchAll(/^import (\w+) from "([^"]+\.module\.css)";$/gm)) {
      const names = [...code.matchAll(new RegExp(`\\b${local}\\.(\\w+)`, "g"))].map(([, name = ""]) => name);
      const computed = new RegExp(`\\b${local}\\[`).test(code);
      const path = join(dirname(file), sheet);
      uses.set(path, [...(uses.get(path) ?? []), { file, names, computed }]);
    }
  }
  return uses;
}

function classesIn(sheet: string): ReadonlySet<string> {
  const text = readFileSync(join(ROOT, "renderer", sheet), "utf8").replace(/\/\*.*?\*\//gs, "");
  return new Set([...text.matchAll(/\.([A-Za-z_][\w-]*)(?=[^{};]*\{)/g)].map(([, name = ""]) => name));
}

const uses = usesOfStylesheets();

test("every class that a component names stands in its stylesheet", () => {
  expect(uses.size).toBeGreaterThan(60);
  const missing = [...uses].flatMap(([sheet, users]) => {
    const classes = classesIn(sheet);
    return users.flatMap(({ file, names }) =>
      names.filter((name) => !classes.has(name)).map((name) => `${file}: .${name} is not in ${sheet}`),
    );
  });
  expect(missing).toEqual([]);
});

test("every class of a stylesheet is named somewhere", () => {
  const dead = files
    .filter((name) => name.endsWith(".module.css"))
    .flatMap((sheet) => {
      const users = uses.get(sheet) ?? [];
      if (users.some(({ computed }) => computed)) return [];
      const named = new Set(users.flatMap(({ names }) => names));
      return [...classesIn(sheet)].filter((name) => !named.has(name)).map((name) => `${sheet}: .${name}`);
    });
  expect(dead).toEqual([]);
});
