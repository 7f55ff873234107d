/**
 * Checks the layers with dependency-cruiser and makes sure that the check itself works: it saw enough modules (it can
 * pass having read nothing), and it finds a violation that is planted for it.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise, type ICruiseOptions, type ICruiseResult } from "dependency-cruiser";
import { ROOT } from "./build.ts";

/** Fewer modules than this means that something was not read. Raise it as the product grows. */
const MODULE_FLOOR = 200;

type Forbidden = NonNullable<NonNullable<ICruiseOptions["ruleSet"]>["forbidden"]>;

interface Rules {
  readonly forbidden: Forbidden;
  readonly options: ICruiseOptions;
}

async function check(baseDir: string, folders: readonly string[]): Promise<ICruiseResult> {
  const { forbidden, options } = createRequire(import.meta.url)(join(ROOT, ".dependency-cruiser.cjs")) as Rules;
  const { enhancedResolveOptions, ...rest } = options as ICruiseOptions & { enhancedResolveOptions: object };
  const { output } = await cruise(
    [...folders],
    { ...rest, baseDir, validate: true, ruleSet: { forbidden } },
    enhancedResolveOptions,
  );
  return output as ICruiseResult;
}

/** One forbidden import for each of the main walls. */
const PLANTED: Readonly<Record<string, string>> = {
  "shared/pci/planted.ts": 'import { model } from "../machine/planted.ts";\nexport const planted = model;\n',
  "shared/machine/planted.ts": "export const model = 1;\n",
  "renderer/planted.ts": 'import { host } from "../electron/host/planted.ts";\nexport const planted = host;\n',
  "electron/host/planted.ts": 'import { shell } from "../main/planted.ts";\nexport const host = shell;\n',
  "electron/main/planted.ts": "export const shell = 1;\n",
};
const MUST_FIND = ["pci-is-the-ground-floor", "renderer-never-touches-a-machine", "hosts-run-in-plain-node"];

async function selfTest(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "planted-"));
  try {
    for (const [name, text] of Object.entries(PLANTED)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    writeFileSync(join(folder, "tsconfig.json"), "{}\n");
    const { summary } = await check(folder, ["shared", "renderer", "electron"]);
    const found = new Set(summary.violations.map((violation) => violation.rule.name));
    return MUST_FIND.filter((name) => !found.has(name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const { summary } = await check(ROOT, ["shared", "electron", "renderer", "tools"]);
const failures: string[] = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
if (summary.totalCruised < MODULE_FLOOR) {
  failures.push(`only ${summary.totalCruised} modules were read; there are at least ${MODULE_FLOOR}`);
}
for (const name of await selfTest()) failures.push(`a planted violation of ${name} was not found`);
for (const failure of failures) console.error(failure);
console.log(`architecture: ${summary.totalCruised} modules, ${failures.length} problems, planted violations found`);
process.exitCode = failures.length === 0 ? 0 : 1;
