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

/** Fewer modules than this, packages included, means that something was not read. It stays within 5 % of their number. */
const MODULE_FLOOR = 1980;

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

/** One forbidden import for each of the main walls, and one of each kind between floors. */
const PLANTED: Readonly<Record<string, string>> = {
  "shared/pci/planted.ts": 'import { model } from "../machine/planted.ts";\nexport const planted = model;\n',
  "shared/machine/planted.ts": "export const model = 1;\n",
  "shared/machine/half.ts": 'import type { Other } from "./other.ts";\nexport type Half = Other | 1;\n',
  "shared/machine/other.ts": 'import type { Half } from "./half.ts";\nexport type Other = Half | 2;\n',
  "shared/operations/verbs/planted.ts": 'import type { Plan } from "../plan/planted.ts";\nexport type Verb = Plan;\n',
  "shared/operations/plan/planted.ts": "export type Plan = 1;\n",
  "renderer/planted.ts": 'import { host } from "../electron/host/planted.ts";\nexport const planted = host;\n',
  "renderer/stores/planted.ts": 'import { act } from "../actions/planted.ts";\nexport const store = act;\n',
  "renderer/actions/planted.ts": "export const act = 1;\n",
  "electron/host/planted.ts": 'import { shell } from "../main/planted.ts";\nexport const host = shell;\n',
  "electron/main/planted.ts": "export const shell = 1;\n",
  "electron/services/journal/planted.ts": 'import { look } from "../session/planted.ts";\nexport const entry = look;\n',
  "electron/services/session/planted.ts": "export const look = 1;\n",
};
const MUST_FIND = [
  "no-cycles: shared/machine/half.ts",
  "pci-is-the-ground-floor: shared/pci/planted.ts",
  "floors-of-shared/operations: shared/operations/verbs/planted.ts",
  "floors-of-electron: electron/host/planted.ts",
  "floors-of-electron/services: electron/services/journal/planted.ts",
  "floors-of-renderer: renderer/stores/planted.ts",
  "renderer-never-touches-a-machine: renderer/planted.ts",
  "hosts-run-in-plain-node: electron/host/planted.ts",
];

async function selfTest(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "planted-"));
  try {
    for (const [name, text] of Object.entries(PLANTED)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    writeFileSync(join(folder, "tsconfig.json"), "{}\n");
    const { summary } = await check(folder, ["shared", "renderer", "electron"]);
    const found = new Set(summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`));
    return MUST_FIND.filter((violation) => !found.has(violation));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const { summary } = await check(ROOT, ["shared", "electron", "renderer", "tools", "e2e"]);
const failures: string[] = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
if (summary.totalCruised < MODULE_FLOOR) {
  failures.push(`only ${summary.totalCruised} modules were read; there are at least ${MODULE_FLOOR}`);
}
if (summary.totalCruised * 0.95 > MODULE_FLOOR) {
  failures.push(`MODULE_FLOOR is ${MODULE_FLOOR}, and ${summary.totalCruised} modules were read: raise it`);
}
for (const violation of await selfTest()) failures.push(`planted and not found: ${violation}`);
for (const failure of failures) console.error(failure);
console.log(`architecture: ${summary.totalCruised} modules, ${failures.length} problems`);
process.exitCode = failures.length === 0 ? 0 : 1;
