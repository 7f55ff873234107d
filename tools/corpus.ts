/**
 * `npm run corpus -- --lspci PATH`: makes the dumps of `shared/pci/lspci/corpus` again, and asks that lspci for the text
 * that is expected of each. `--checked PATH` is the same lspci built with `-fsanitize=address,bounds
 * -fno-sanitize-recover`. Functions at which lspci gives up, reads past its own tables, or prints what it was not given
 * are left out, and named.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "./build.ts";
import { situationDumps } from "./corpus/situations.ts";
import { tableDumps } from "./corpus/tables.ts";
import { dumpOf, LspciProgram, ourText } from "./lspci-program.ts";

const CORPUS = join(ROOT, "shared/pci/lspci/corpus");

function make(lspci: LspciProgram, checked: LspciProgram | null): number {
  for (const name of ["dumps", "expected"]) {
    rmSync(join(CORPUS, name), { recursive: true, force: true });
    mkdirSync(join(CORPUS, name), { recursive: true });
  }
  const isSound = (dump: string): boolean => {
    return lspci.textOf(dump) !== null && !lspci.isChance(dump) && checked?.textOf(dump) !== null;
  };
  let different = 0;
  const dumps = [...tableDumps(), ...situationDumps()];
  for (const [name, functions] of dumps) {
    const sound = functions.filter((fn) => isSound(dumpOf([fn])));
    if (sound.length < functions.length) console.log(`${name}: ${functions.length - sound.length} left out`);
    const dump = dumpOf(sound);
    const text = lspci.textOf(dump) ?? "";
    if (text !== ourText(dump)) {
      console.log(`${name}: our text differs`);
      different++;
    }
    writeFileSync(join(CORPUS, "dumps", `${name}.txt`), dump);
    writeFileSync(join(CORPUS, "expected", `${name}.vvv-n.txt`), text, "latin1");
  }
  console.log(
    `${dumps.length} dumps with the text of ${lspci.path} (${lspci.version()}), ${different} of which differ from ours`,
  );
  return different === 0 ? 0 : 1;
}

const { values } = parseArgs({ options: { lspci: { type: "string" }, checked: { type: "string" } } });
if (values.lspci === undefined) {
  console.error("--lspci PATH is missing: the text that is expected is that of an lspci 3.14.0.");
  process.exitCode = 2;
} else {
  const folder = mkdtempSync(join(tmpdir(), "corpus-"));
  try {
    const checked = values.checked === undefined ? null : new LspciProgram(values.checked, folder);
    process.exitCode = make(new LspciProgram(values.lspci, folder), checked);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
