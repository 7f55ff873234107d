/**
 * Which kernel modules claim a function: its `modalias` matched against modules.alias, as modprobe and lspci do.
 * The file's order is the order of preference (depmod writes it by modules.order).
 */
import { readFile } from "node:fs/promises";

/** One `alias pci:… module` line. */
interface PciAlias {
  /** Place in the file. */
  readonly order: number;
  readonly module: string;
  readonly pattern: string;
  /** The pattern as an expression, once it was needed. */
  expression: RegExp | null;
}

/** Vendor and device stand first, and nearly all patterns name both in full or leave one open as a whole. */
const START = /^pci:v([0-9A-F]{8}|\*)d([0-9A-F]{8}|\*)sv/;
const ANY = "*";

/** Turns a shell pattern into an expression; `*`, `?` and `[…]` are all that modules.alias uses. */
function globExpression(glob: string): RegExp {
  const source = glob
    .replace(/[\\^$.|+(){}]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${source}$`);
}

function matches(alias: PciAlias, modalias: string): boolean {
  alias.expression ??= globExpression(alias.pattern);
  return alias.expression.test(modalias);
}

/** A table of aliases, indexed by vendor and device so that thousands of functions stay cheap. */
class ModuleAliases {
  private readonly byIds = new Map<string, PciAlias[]>();
  private readonly known = new Map<string, readonly string[]>();

  /** @param aliases patterns of the PCI bus and their modules, best first */
  constructor(aliases: Iterable<readonly [pattern: string, module: string]>) {
    let order = 0;
    for (const [pattern, module] of aliases) {
      const [, vendor = ANY, device = ANY] = START.exec(pattern) ?? [];
      const alias = { order: order++, module, pattern, expression: null };
      const key = vendor + device;
      const list = this.byIds.get(key);
      if (list) list.push(alias);
      else this.byIds.set(key, [alias]);
    }
  }

  /** Modules for `pci:v000015B3d…`, best first, each once. */
  modulesFor(modalias: string): readonly string[] {
    const before = this.known.get(modalias);
    if (before) return before;
    const [, vendor = ANY, device = ANY] = START.exec(modalias) ?? [];
    const keys = new Set([vendor + device, vendor + ANY, ANY + device, ANY + ANY]);
    const hits = [...keys].flatMap((key) => this.byIds.get(key) ?? []).filter((alias) => matches(alias, modalias));
    hits.sort((a, b) => a.order - b.order);
    const modules = [...new Set(hits.map((alias) => alias.module))];
    this.known.set(modalias, modules);
    return modules;
  }
}

/** `alias pci:v… module` lines of modules.alias. */
function* aliasLines(text: string): Iterable<readonly [string, string]> {
  for (let at = text.indexOf("alias pci:"); at >= 0; at = text.indexOf("\nalias pci:", at)) {
    if (text.charCodeAt(at) === 10) at++;
    const end = text.indexOf("\n", at);
    const line = text.slice(at + 6, end < 0 ? text.length : end);
    const space = line.indexOf(" ");
    if (space > 0) yield [line.slice(0, space), line.slice(space + 1).trim()];
    if (end < 0) return;
    at = end;
  }
}

/** `module.alias=pci:v…` entries of modules.builtin.modinfo, each ended by a zero byte. */
function* builtinAliases(text: string): Iterable<readonly [string, string]> {
  for (const entry of text.split("\0")) {
    const at = entry.indexOf(".alias=pci:");
    if (at > 0) yield [entry.slice(at + 7), entry.slice(0, at)];
  }
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, "latin1");
  } catch {
    return null;
  }
}

export interface ModuleTables {
  /** null = the tables of aliases are not there. */
  modulesFor(modalias: string): readonly string[] | null;
  /** Is this module at hand (loadable or built in)? null = the tables are not there. */
  has(module: string): boolean | null;
}

/** The texts of the kernel's tables; null where a file is not there. */
interface ModuleTexts {
  /** modules.alias */
  readonly alias: string | null;
  /** modules.builtin.modinfo */
  readonly builtin: string | null;
  /** modules.dep */
  readonly dependencies: string | null;
  /** modules.builtin */
  readonly builtinNames: string | null;
}

export const NO_TABLES: ModuleTables = { modulesFor: () => null, has: () => null };

/** @param dir `/lib/modules/RELEASE`; of null, or a folder without tables, no modules are known */
export async function readModuleTables(dir: string | null): Promise<ModuleTables> {
  if (dir === null) return NO_TABLES;
  const [alias = null, builtin = null, dependencies = null, builtinNames = null] = await Promise.all(
    ["modules.alias", "modules.builtin.modinfo", "modules.dep", "modules.builtin"].map((name) =>
      textOf(`${dir}/${name}`),
    ),
  );
  return moduleTables({ alias, builtin, dependencies, builtinNames });
}

export function moduleTables({ alias, builtin, dependencies, builtinNames }: ModuleTexts): ModuleTables {
  const loadable = new ModuleAliases(aliasLines(alias ?? ""));
  const inKernel = new ModuleAliases(builtinAliases(builtin ?? ""));
  return {
    modulesFor(modalias) {
      if (alias === null && builtin === null) return null;
      const found = loadable.modulesFor(modalias);
      // kmod asks the built-in table only when the other one has nothing.
      return found.length > 0 ? found : inKernel.modulesFor(modalias);
    },
    has(module) {
      if (!dependencies && !builtinNames) return null;
      const file = new RegExp(`(?:^|/)${module.replace(/[-_]/g, "[-_]")}\\.ko(?:\\.\\w+)?(?::|$)`, "m");
      return file.test(dependencies ?? "") || file.test(builtinNames ?? "");
    },
  };
}
