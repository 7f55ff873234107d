/** An lspci of another make, asked for its text of a dump; what ours is compared with. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readPasted } from "../shared/pasted/read.ts";
import type { Bdf } from "../shared/pci/bdf.ts";
import { ConfigSpace } from "../shared/pci/config-space.ts";
import { hexDigits } from "../shared/pci/hex-digits.ts";
import { lspciMachineText } from "../shared/pci/lspci/function-text.ts";
import { NUMERIC } from "../shared/pci/lspci/naming.ts";
import { dumpLines } from "../shared/report/hexdump.ts";
import { say } from "../shared/words/say.ts";

export interface DumpFunction {
  readonly bdf: Bdf;
  readonly space: ConfigSpace;
}

/** As `lspci -n -xxxx` prints it, as far as bytes are known. */
export function dumpOf(functions: readonly DumpFunction[]): string {
  const title = ({ bdf, space }: DumpFunction) => {
    const [kind, vendor, device] = [space.u16(0x0a), space.u16(0), space.u16(2)].map((id) => hexDigits(id, 4));
    return `${bdf} ${kind}: ${vendor}:${device}`;
  };
  return functions.map((fn) => `${[title(fn), ...dumpLines(fn.space)].join("\n")}\n\n`).join("");
}

/** The text of this dump as the product prints it; what is wrong where it is no dump. */
export function ourText(dump: string): string {
  const pasted = readPasted(dump);
  if (!pasted.ok) return say("en", pasted.message);
  const functions = pasted.machines[0].functions.map(({ bdf, space }) => {
    // What a dump leaves out in the middle reads ff for lspci.
    return { bdf, space: new ConfigSpace(space.bytes), kernel: null, naming: NUMERIC };
  });
  return lspciMachineText(functions);
}

/** Fillings of fresh memory (malloc(3), MALLOC_PERTURB_). */
const FILLS = ["", "85", "170"] as const;

export class LspciProgram {
  readonly path: string;
  private readonly file: string;

  /** @param folder where a dump may be put */
  constructor(path: string, folder: string) {
    this.path = path;
    this.file = join(folder, "dump.txt");
  }

  /** What `--version` says; null where it cannot be started. */
  version(): string | null {
    return spawnSync(this.path, ["--version"], { encoding: "utf8" }).stdout?.trim() ?? null;
  }

  /** @returns its text, one byte a character; null where it gives up */
  textOf(dump: string, fill = ""): string | null {
    writeFileSync(this.file, dump, "latin1");
    const env = { ...process.env, MALLOC_PERTURB_: fill, ASAN_OPTIONS: "detect_leaks=0" };
    const { status, stdout } = spawnSync(this.path, ["-F", this.file, "-vvv", "-n"], { encoding: "latin1", env });
    return status === 0 ? stdout : null;
  }

  /** Does its text depend on what is in memory that it was never given? */
  isChance(dump: string): boolean {
    return new Set(FILLS.map((fill) => this.textOf(dump, fill))).size > 1;
  }
}
