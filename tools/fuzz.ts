/**
 * `npm run fuzz`: made-up configuration spaces through text and tree, without end in sight or for a while.
 * `-- --seed N` starts elsewhere, `--count N` (10 million) and `--seconds N` end it, `--lspci PATH` compares the text
 * with that lspci's, which should be a 3.14.0. Spaces at which it gives up itself are counted, and so are those of
 * which it prints bytes that are not in the dump. `--checked PATH` is the same lspci built with
 * `-fsanitize=address,bounds -fno-sanitize-recover`: where it ends with an error, lspci reads past its own tables, and
 * what it prints there depends on the compiler.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatBdf } from "../shared/pci/bdf.ts";
import { ConfigSpace } from "../shared/pci/config-space.ts";
import { fuzz } from "../shared/pci/testing/fuzz.ts";
import { plannedSpace } from "../shared/pci/testing/planned-space.ts";
import { Random, randomSpace } from "../shared/pci/testing/random-space.ts";
import { dumpOf, LspciProgram, ourText } from "./lspci-program.ts";
import { toolOptions } from "./options.ts";

const PER_SEED = 50_000;
const PER_DUMP = 64;

/** One space as one function of bus 0. */
function dumpOfSpaces(spaces: readonly Uint8Array[]): string {
  return dumpOf(
    spaces.map((bytes, index) => ({
      bdf: formatBdf({ domain: 0, bus: 0, device: index >> 3, function: index & 7 }),
      space: new ConfigSpace(bytes),
    })),
  );
}

/** Compares with another program what we print for the same dumps. */
class Comparison {
  same = 0;
  gaveUp = 0;
  readonly different: string[] = [];
  private readonly lspci: LspciProgram;
  private readonly checked: LspciProgram | null;

  /** @param checked a build that ends where the other one would print what lies behind a table; null = none */
  constructor(lspci: LspciProgram, checked: LspciProgram | null) {
    this.lspci = lspci;
    this.checked = checked;
  }

  /** All in one process; where something is off, halves of it, down to the space. */
  take(spaces: readonly Uint8Array[]): void {
    const dump = dumpOfSpaces(spaces);
    const theirs = this.lspci.textOf(dump);
    if (theirs === ourText(dump)) this.same += spaces.length;
    else if (spaces.length > 1) {
      const half = spaces.length >> 1;
      this.take(spaces.slice(0, half));
      this.take(spaces.slice(half));
    } else if (theirs === null || this.isChance(dump)) this.gaveUp++;
    else this.different.push(dump);
  }

  private isChance(dump: string): boolean {
    return this.lspci.isChance(dump) || (this.checked !== null && this.checked.textOf(dump) === null);
  }
}

interface Programs {
  readonly lspci: string;
  readonly checked: string | null;
}

function compare({ lspci, checked }: Programs, seed: number, count: number, until: number): number {
  const folder = mkdtempSync(join(tmpdir(), "fuzz-"));
  try {
    const comparison = new Comparison(
      new LspciProgram(lspci, folder),
      checked === null ? null : new LspciProgram(checked, folder),
    );
    const random = new Random(seed);
    let done = 0;
    while (done < count && performance.now() < until && comparison.different.length === 0) {
      const next = (): Uint8Array => (random.once(3) ? randomSpace(random) : plannedSpace(random));
      comparison.take(Array.from({ length: PER_DUMP }, next));
      done += PER_DUMP;
    }
    const { same, gaveUp, different } = comparison;
    console.log(
      `seed ${seed}: ${same} spaces with the same text, ${gaveUp} at which ${lspci} gives up or prints what it was not given`,
    );
    for (const dump of different) console.log(`a different text for:\n${dump}`);
    return different.length > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(firstSeed: number, count: number, until: number): number {
  let done = 0;
  for (let seed = firstSeed; done < count && performance.now() < until; seed++) {
    const fault = fuzz(seed, Math.min(PER_SEED, count - done));
    if (fault) {
      console.log(`seed ${fault.seed}, space ${fault.index}: ${fault.what}\n${dumpOfSpaces([fault.bytes])}`);
      return 1;
    }
    done += Math.min(PER_SEED, count - done);
  }
  console.log(`${done} made-up configuration spaces from seed ${firstSeed} on: no fault`);
  return 0;
}

const values = toolOptions({
  seed: { type: "string", default: "1" },
  count: { type: "string", default: "10000000" },
  seconds: { type: "string", default: "3600" },
  lspci: { type: "string" },
  checked: { type: "string" },
});
const [seed = Number.NaN, count = Number.NaN, seconds = Number.NaN] = [values.seed, values.count, values.seconds].map(
  Number,
);
if (![seed, count, seconds].every((number) => Number.isSafeInteger(number) && number > 0)) {
  console.error("--seed, --count and --seconds are whole numbers above 0.");
  process.exitCode = 2;
} else {
  const until = performance.now() + seconds * 1000;
  const { lspci, checked = null } = values;
  process.exitCode = lspci === undefined ? run(seed, count, until) : compare({ lspci, checked }, seed, count, until);
}
