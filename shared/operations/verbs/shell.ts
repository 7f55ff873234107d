/** Paths of the kernel's attributes, and words for a root shell. */
import type { FunctionFacts } from "../../machine/facts.ts";
import { interfacesOf } from "../../machine/interfaces.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { isKernelName } from "../../pci/kernel-names.ts";
import { visibleLine } from "../../pci/visible-text.ts";
import type { Target } from "./target.ts";

const DEVICES = "/sys/bus/pci/devices";

/** An attribute of a function. */
export function attribute(bdf: Bdf, name: string): string {
  return `${DEVICES}/${bdf}/${name}`;
}

/** The link from a PF to its VF: right whatever address the VF got. */
export function virtfnPath(pf: Bdf, vf: number): string {
  return `${DEVICES}/${pf}/virtfn${vf}`;
}

/** Where a target's attributes are. */
export function pathOf(target: Target): string {
  return "bdf" in target ? `${DEVICES}/${target.bdf}` : virtfnPath(target.pf, target.vf);
}

/**
 * A word as a shell reads it back unchanged. Characters that cannot be seen are written visibly, so that the word then
 * names nothing: `checks/steps.ts` blocks a plan that would need such a name.
 */
export function shellWord(text: string): string {
  const shown = visibleLine(text);
  return /^[A-Za-z0-9_./:@%+,-][A-Za-z0-9_./:@%+=,-]*$/.test(shown) ? shown : `'${shown.replaceAll("'", `'\\''`)}'`;
}

/** A line that a shell passes over, whatever the text is. */
export function comment(text: string): string {
  return `# ${visibleLine(text)}`;
}

/**
 * The function's own network interface, never a representor, for a shell; null where it cannot be told, or has a name that no
 * kernel could have made.
 */
export function interfaceWord(fn: Pick<FunctionFacts, "children"> | null): string | null {
  const name = fn === null ? undefined : interfacesOf(fn).settings?.name;
  return name === undefined || !isKernelName("interface", name) ? null : shellWord(name);
}

/** The same within a command that a person completes: `NAME` where it is not known. */
export function interfaceOrName(fn: Parameters<typeof interfaceWord>[0]): string {
  return interfaceWord(fn) ?? "NAME";
}

/** The command that prints the text and a newline. `echo` takes words that begin with a dash, and backslashes, as its own. */
export function printed(text: string): string {
  const isPlain = text === "" || /^\w[\w.:-]*(?: \w[\w.:-]*)*$/.test(text);
  return isPlain ? `echo ${text}`.trimEnd() : `printf '%s\\n' ${shellWord(text)}`;
}

/** Prints the target's BDF; that of a VF is asked from the PF's link, because it is not certain before the VF exists. */
export function printBdf(target: Target): string {
  return "bdf" in target ? `echo ${target.bdf}` : `basename "$(readlink ${pathOf(target)})"`;
}
