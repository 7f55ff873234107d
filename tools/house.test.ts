/** What the project says of itself in more than one place is the same everywhere. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CHECKOUT_WORDS } from "../electron/services/program/release.ts";
import { ROOT } from "./build.ts";

/** What a native engineer would not write, and what stands for it. */
const CLUMSY: readonly (readonly [RegExp, string])[] = [
  [/\banew\b/i, "again"],
  [/\bby (?:itself|themselves)\b/i, "automatically, alone"],
  [/\bin turn\b/i, "one after the other, alternately"],
  [/\btold (?:of|off)\b/i, "shown, reported, scolded"],
  [/\bthe person\b/i, "the user"],
  [/\b(?:what is )?true now\b/i, "current state"],
];
/** Titles of contract cases, which real kernels have borne out under that name. */
const TITLES = /^\s*(?:provenBy: )?"a VF's driver comes through a reset, sees a new MAC address once bound anew, /;

const WORKFLOWS = ".github/workflows";

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

test("the README and package.json ask for the same Node to begin with", () => {
  const { engines } = JSON.parse(read("package.json")) as { engines: { node: string } };
  const { packages } = JSON.parse(read("package-lock.json")) as { packages: { "": { engines: { node: string } } } };
  const [, version] = /\bNode ([\d.]+) or newer\b/.exec(read("README.md").replaceAll("\n", " ")) ?? [];
  expect(engines.node).toBe(`>=${version}`);
  expect(packages[""].engines).toEqual(engines);
});

test("the page names the same command as the program, and the product takes it from nowhere else", () => {
  expect(read("renderer/index.html")).toContain(`<meta name="start-command" content="${CHECKOUT_WORDS.start}" />`);
  const sources = ["electron", "renderer", "shared", "assets"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(?:tsx?|sh|html|policy)$/.test(name) && !/\.test\.|(?:^|\/)testing\//.test(name))
      .map((name) => join(folder, name)),
  );
  const naming = sources.filter((name) => /\bnpm (?:start|run -s)\b/.test(read(name)));
  expect(naming.sort()).toEqual(["electron/services/program/release.ts", "renderer/index.html"]);
});

test("no clumsy words in the product", () => {
  const found = ["electron", "renderer", "shared"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(?:tsx?|css)$/.test(name) && !/\.test\.|(?:^|\/)testing\//.test(name))
      .flatMap((name) =>
        read(join(folder, name))
          .split("\n")
          .flatMap((line, at) => {
            if (TITLES.test(line)) return [];
            return CLUMSY.filter(([words]) => words.test(line)).map(
              ([words, better]) => `${folder}/${name}:${at + 1}: ${words.exec(line)?.[0]} (${better})`,
            );
          }),
      ),
  );
  expect(found).toEqual([]);
});

test("workflows for outside contributors run the README's command, read only, with pinned actions and no secrets", () => {
  const workflows = readdirSync(join(ROOT, WORKFLOWS)).map((name) => read(join(WORKFLOWS, name)));
  expect(workflows.length).toBeGreaterThan(0);
  for (const text of workflows) {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n\n/m);
    expect(text).not.toMatch(/pull_request_target|secrets\.\w|: write\b|--skip|continue-on-error/);
    for (const [, action] of text.matchAll(/uses: (.*)/g)) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  }
  const command = "npm ci && npm test";
  expect(read("README.md")).toContain(command);
  expect(workflows.some((text) => text.includes(command))).toBe(true);
});
