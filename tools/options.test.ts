import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "./build.ts";
import { aboutTool } from "./options.ts";

it.each(["bench", "corpus", "fuzz", "monkey"])("--help of %s names the command and each of its options", (tool) => {
  const source = readFileSync(join(ROOT, `tools/${tool}.ts`), "utf8");
  const about = aboutTool(source);
  expect(about).toMatch(new RegExp(`^\`npm run ${tool}\\b`));
  const [, options = ""] = /toolOptions\(\{(.*?)\}\);/s.exec(source) ?? [];
  const names = [...options.matchAll(/"?([\w-]+)"?: \{ type/g)].map(([, name]) => name);
  expect(names).not.toEqual([]);
  expect(names.filter((name) => !about.includes(`--${name}`))).toEqual([]);
});
