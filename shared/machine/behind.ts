/** What is behind a function or beside it, and goes with it. Pure. */
import type { Bdf } from "../pci/bdf.ts";
import type { FunctionInfo } from "./facts.ts";
import type { Machine } from "./machine.ts";

/** A function and everything behind it: VFs of a PF, functions below a bridge, the domain that begins below a VMD. */
export function withBehind(machine: Machine, bdf: Bdf): Bdf[] {
  const found = new Set<Bdf>([bdf]);
  for (const each of found) {
    for (const vf of machine.vfsOf(each)) found.add(vf.bdf);
    for (const child of machine.childrenOf(each)) found.add(child.bdf);
  }
  return [...found];
}

/** Reset methods that reset a whole bus. */
export const WHOLE_BUS: ReadonlySet<string> = new Set(["bus", "cxl_bus"]);

/** The functions, itself included, that a reset of the whole bus of a function reaches first: others are behind them. */
export function onResetBus(machine: Machine, bdf: Bdf): readonly FunctionInfo[] {
  const parent = machine.parentOf(bdf);
  return parent === null ? machine.onBusOf(bdf) : machine.childrenOf(parent);
}

/** A driver takes its VFs down with it, and the buses that it made; what is behind a bridge stays without one. */
export function goneWithDriver(machine: Machine, bdf: Bdf): Bdf[] {
  const heads = [...machine.vfsOf(bdf), ...machine.childrenOf(bdf).filter((fn) => machine.portAbove(fn.bdf) === null)];
  return [...new Set(heads.flatMap((fn) => withBehind(machine, fn.bdf)))];
}
