/** Captures → machines: what one machine can have said at one moment is one machine; what cannot is another. */
import type { Bdf } from "../pci/bdf.ts";
import { agree, joined } from "./joining.ts";
import type { Capture, PastedFunction, PastedMachine } from "./record.ts";

interface OpenMachine {
  host: string | null;
  readonly functions: Map<Bdf, PastedFunction>;
}

/** Each capture goes to the last machine that it does not deny, or begins one. */
export function machinesOf(captures: readonly Capture[]): readonly PastedMachine[] {
  const machines: OpenMachine[] = [];
  for (const capture of captures) {
    const machine = machines.findLast((candidate) => canBeOf(candidate, capture));
    if (machine === undefined) {
      machines.push({ host: capture.host, functions: new Map(capture.functions) });
      continue;
    }
    machine.host ??= capture.host;
    for (const fn of capture.functions.values()) {
      const before = machine.functions.get(fn.bdf);
      machine.functions.set(fn.bdf, before === undefined ? fn : joined(before, fn));
    }
  }
  return machines.map(({ host, functions }) => {
    const all = [...functions.values()];
    const lines = all.map(({ line }) => line);
    return { host, lines: [least(lines), greatest(lines)], functions: all };
  });
}

function canBeOf(machine: OpenMachine, capture: Capture): boolean {
  if (machine.host !== null && capture.host !== null && machine.host !== capture.host) return false;
  for (const fn of capture.functions.values()) {
    const before = machine.functions.get(fn.bdf);
    if (before !== undefined && !agree(before, fn)) return false;
  }
  return true;
}

/** There may be half a million, too many for arguments. */
function least(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => Math.min(most, number), Number.POSITIVE_INFINITY);
}
function greatest(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => Math.max(most, number), 0);
}
