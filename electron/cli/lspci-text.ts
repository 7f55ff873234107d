/** `show --format lspci`: of a machine that was scanned, or of a dump. Loads nothing that text alone does not need. */
import type { FunctionFacts } from "../../shared/machine/facts.ts";
import { kernelViewOf } from "../../shared/machine/kernel-view.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import type { ConfigSpace } from "../../shared/pci/config-space.ts";
import { lspciFunctionText } from "../../shared/pci/lspci/function-text.ts";
import type { Naming } from "../../shared/pci/lspci/naming.ts";
import { sayHere } from "../host/places/terminal-language.ts";
import { CLI_WORDS } from "./words.ts";

export interface LspciRequest {
  /** In the order in which they are printed. */
  readonly functions: Iterable<FunctionFacts>;
  /** The bytes of a function, `gone` when it has left: then it is left out. They are done with when the next is asked for. */
  readonly spaceOf: (fn: FunctionFacts) => ConfigSpace | null | "gone" | Promise<ConfigSpace | null | "gone">;
  /** All functions of the machine: lspci writes the domain as soon as one is not in domain 0, printed or not. */
  readonly machine: readonly Bdf[];
  readonly naming: Naming;
}

/** Function by function, so that neither bytes nor text of many are kept. */
export async function writeLspci(request: LspciRequest, write: (text: string) => void): Promise<void> {
  const { naming } = request;
  const showDomain = request.machine.some((bdf) => !bdf.startsWith("0000:"));
  for (const fn of request.functions) {
    const answer = request.spaceOf(fn);
    const space = answer instanceof Promise ? await answer : answer;
    if (space === "gone") continue;
    if (space?.readsAllOnes) {
      process.stderr.write(`${sayHere(CLI_WORDS.allOnes({ bdf: fn.bdf }))}\n`);
    }
    const text =
      space === null && fn.fromText !== undefined
        ? (await import("../../shared/machine/lspci-of-text.ts")).lspciOfText(fn, naming, showDomain)
        : lspciFunctionText({ bdf: fn.bdf, space, kernel: kernelViewOf(fn), naming }, showDomain);
    write(`${text}\n`);
  }
}
