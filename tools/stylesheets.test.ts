/**
 * A class that a component names and no stylesheet has is silently nothing; one that nobody names is dead. Colours and
 * spacing come from `renderer/styles/tokens.css`, and what a program must know of it as a number is compared here.
 */
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

const TOKENS = "styles/tokens.css";
const sheets = files
  .filter((name) => name.endsWith(".css") && name !== TOKENS)
  .map((sheet) => ({ sheet, text: read(sheet).replace(/\/\*.*?\*\//gs, "") }));

function read(name: string): string {
  return readFileSync(join(ROOT, "renderer", name), "utf8");
}

/** Declarations of these properties, as `sheet: property: value`. */
function declarations(property: RegExp): readonly { readonly where: string; readonly value: string }[] {
  return sheets.flatMap(({ sheet, text }) =>
    [...text.matchAll(/(?<=[{;]\s*)([\w-]+):([^;{}]+);/g)]
      .filter(([, name = ""]) => property.test(name))
      .map(([, name = "", value = ""]) => ({ where: `${sheet}: ${name}:${value}`, value })),
  );
}

test("no colour but the tokens'", () => {
  const own = declarations(/./).filter(({ value }) => /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(/i.test(value));
  expect(own.map(({ where }) => where)).toEqual([]);
});

test("no padding, margin or gap but the tokens', and hairlines of one pixel", () => {
  const all = declarations(/^(?:padding|margin|gap|row-gap|column-gap)\b/);
  expect(all.length).toBeGreaterThan(300);
  const own = all.filter(({ value }) =>
    [...value.matchAll(/([\d.]+)(px|r?em)\b/g)].some(([length]) => length !== "1px"),
  );
  expect(own.map(({ where }) => where)).toEqual([]);
});

/** What a token of both themes says: the light one first. */
function token(name: string): readonly string[] {
  return [...read(TOKENS).matchAll(new RegExp(`^ +--${name}: ([^;]+);`, "gm"))].map(([, value = ""]) => value);
}

test("what the program must know of the tokens as a number is what they say", () => {
  const code = files.filter((name) => name.endsWith(".tsx")).map((name) => [name, read(name)] as const);
  for (const [constant, name] of [
    ["ROW_PX", "row"],
    ["HEADER_PX", "header-row"],
  ] as const) {
    const found = code.flatMap(([file, text]) => {
      const value = new RegExp(`const ${constant} = (\\d+);`).exec(text)?.[1];
      return value === undefined ? [] : [`${file}: ${value}px`];
    });
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(found.map((each) => each.replace(/: .*/, `: ${token(name)[0]}`)));
  }
  const window = readFileSync(join(ROOT, "electron/main/window.ts"), "utf8");
  expect(/BACKGROUND = \{ light: "(.*?)", dark: "(.*?)" \}/.exec(window)?.slice(1)).toEqual(token("bg"));
});
