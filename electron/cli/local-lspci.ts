/**
 * `show --format lspci` of this machine. All in one thread: a second one needs as long to start as four thousand
 * functions take.
 */
import { release } from "node:os";
import { resolve } from "node:path";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { lspciFunctionText } from "../../shared/pci/lspci/function-text.ts";
import { type Naming, NUMERIC } from "../../shared/pci/lspci/naming.ts";
import { visibleText } from "../../shared/pci/visible-text.ts";
import { AttributeReader } from "../host/sysfs/attribute-reader.ts";
import { readModuleTables } from "../host/sysfs/modules.ts";
import { listFunctions } from "../host/sysfs/scan.ts";
import { TextFactsReader } from "../host/sysfs/text-facts.ts";

export interface LocalLspciOptions {
  /** Where sysfs is. */
  readonly root: string;
  readonly slot: Bdf | undefined;
  /** Read functions in D3cold too, which wakes them. */
  readonly wake: boolean;
  /** The PCI ID database that comes with the program; null = numbers instead of names. */
  readonly pciIds: string | null;
}

async function namingOf(pciIds: string | null): Promise<Naming> {
  if (pciIds === null) return NUMERIC;
  const { loadPciIds } = await import("../host/local/pci-ids-file.ts");
  const { namingBy } = await import("../../shared/pci/ids.ts");
  return namingBy((await loadPciIds(pciIds)).ids);
}

/**
 * Writes the text as UTF-8, piece by piece. A function that leaves in the meantime is left out.
 * @throws Error with one sentence for a machine or function that is not there, before anything is written
 */
export async function localLspciText(options: LocalLspciOptions, write: (bytes: Uint8Array) => void): Promise<void> {
  const root = resolve(options.root);
  const reader = new AttributeReader();
  const { bdfs, problems } = listFunctions(reader, root);
  if (bdfs.length === 0 && problems[0]) throw new Error(problems[0].message);
  const chosen = options.slot === undefined ? bdfs : bdfs.filter((bdf) => bdf === options.slot);
  if (chosen.length === 0 && options.slot !== undefined) {
    throw new Error(`there is no function ${options.slot} on local.`);
  }
  // lspci writes the domain as soon as one function of the machine is not in domain 0, printed or not.
  const showDomain = bdfs.some((bdf) => !bdf.startsWith("0000:"));
  const naming = await namingOf(options.pciIds);
  const modules = await readModuleTables(`/lib/modules/${release()}`);
  const facts = new TextFactsReader({ root, reader, modules, wake: options.wake });
  const text = new ByteSink(write);
  for (const bdf of chosen) {
    const reading = facts.read(bdf);
    const found = reading instanceof Promise ? await reading : reading;
    if (found === null) continue;
    const { space, kernel } = found;
    if (space?.readsAllOnes)
      process.stderr.write(`${bdf} reads ff everywhere: it does not answer, and nothing of it is decoded.\n`);
    text.add(visibleText(`${lspciFunctionText({ bdf, space, kernel, naming }, showDomain)}\n`));
  }
  text.flush();
}

const SIZE = 256 * 1024;
/** UTF-8 needs at most this many bytes for a unit of a string. */
const BYTES_PER_UNIT = 3;

/** Hands a long text on as bytes, in pieces: ten megabytes of strings would be work for the garbage collector. */
class ByteSink {
  private readonly buffer = Buffer.allocUnsafeSlow(SIZE);
  private readonly write: (bytes: Uint8Array) => void;
  private length = 0;

  /** @param write must be done with the bytes when it returns */
  constructor(write: (bytes: Uint8Array) => void) {
    this.write = write;
  }

  add(text: string): void {
    const most = text.length * BYTES_PER_UNIT;
    if (this.length + most > SIZE) this.flush();
    if (most > SIZE) this.write(Buffer.from(text));
    else this.length += this.buffer.write(text, this.length);
  }

  flush(): void {
    if (this.length > 0) this.write(this.buffer.subarray(0, this.length));
    this.length = 0;
  }
}
