/**
 * `npm run corpus -- --lspci PATH`: makes the dumps of `shared/pci/lspci/corpus` again, and asks that lspci for the text
 * that is expected of each. `--checked PATH` is the same lspci built with `-fsanitize=address,bounds
 * -fno-sanitize-recover`. Functions at which lspci gives up, reads past its own tables, or prints what it was not given
 * are left out, and named.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./build.ts";
import { situationDumps } from "./corpus/situations.ts";
import { tableDumps } from "./corpus/tables.ts";
import { dumpOf, LspciProgram, ourText } from "./lspci-program.ts";
import { toolOptions } from "./options.ts";

const CORPUS = join(ROOT, "shared/pci/lspci/corpus");

/** The version whose text is the aim. */
const VERSION = "lspci version 3.14.0";

function write(folder: string, texts: ReadonlyMap<string, string>): void {
  rmSync(join(CORPUS, folder), { recursive: true, force: true });
  mkdirSync(join(CORPUS, folder), { recursive: true });
  for (const [name, text] of texts) writeFileSync(join(CORPUS, folder, name), text, "latin1");
}

function make(lspci: LspciProgram, checked: LspciProgram | null): number {
  const isSound = (dump: string): boolean => {
    return lspci.textOf(dump) !== null && !lspci.isChance(dump) && checked?.textOf(dump) !== null;
  };
  const dumps = new Map<string, string>();
  const expected = new Map<string, string>();
  let different = 0;
  for (const [name, functions] of [...tableDumps(), ...situationDumps()]) {
    const sound = functions.filter((fn) => isSound(dumpOf([fn])));
    if (sound.length < functions.length) console.log(`${name}: ${functions.length - sound.length} left out`);
    const dump = dumpOf(sound);
    const text = lspci.textOf(dump);
    if (text === null)
      throw new Error(`${lspci.path} gives up at the dump ${name}, of which it printed each function.`);
    if (text !== ourText(dump)) {
      console.log(`${name}: our text differs`);
      different++;
    }
    dumps.set(`${name}.txt`, dump);
    expected.set(`${name}.vvv-n.txt`, text);
  }
  write("dumps", dumps);
  write("expected", expected);
  console.log(`${dumps.size} dumps with the text of ${lspci.path}, ${different} of which differ from ours`);
  return different === 0 ? 0 : 1;
}

const values = toolOptions({ lspci: { type: "string" }, checked: { type: "string" } });
const folder = mkdtempSync(join(tmpdir(), "corpus-"));
try {
  const [lspci, checked] = [values.lspci, values.checked].map((path) =>
    path === undefined ? null : new LspciProgram(path, folder),
  );
  if (lspci?.version() !== VERSION || (checked && checked.version() !== VERSION)) {
    console.error(
      "Nothing was made: --lspci PATH, and --checked PATH where it is given, have to lead to an lspci 3.14.0.",
    );
    process.exitCode = 2;
  } else process.exitCode = make(lspci, checked ?? null);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
