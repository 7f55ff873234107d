/** Cards that leave and come back, as the PCIe hot-plug driver (pciehp) tells of them. */

import { type Bdf, bdfParts } from "../../../../shared/pci/bdf.ts";
import { attachNew } from "./binding.ts";
import { detach } from "./detach.ts";
import { leaveGroup } from "./groups.ts";
import { installFunction } from "./install.ts";
import type { FunctionSpec } from "./spec.ts";
import type { KernelState, SimFunction } from "./state.ts";

/** Functions that came out together. */
export interface Card {
  readonly specs: readonly FunctionSpec[];
}

function isBelow(state: KernelState, fn: SimFunction, top: ReadonlySet<Bdf>): boolean {
  for (let at: Bdf | null = fn.spec.parent; at !== null; at = state.functions.get(at)?.spec.parent ?? null) {
    if (top.has(at)) return true;
  }
  return false;
}

/** Everything on the same slot as `fn`: its siblings of that device number, and what lies behind them. */
function cardOf(state: KernelState, fn: SimFunction): SimFunction[] {
  const home = fn.vf?.physfn ?? fn;
  const { domain, bus, device } = bdfParts(home.bdf);
  const own = [...state.functions.values()].filter((other) => {
    const at = bdfParts(other.bdf);
    return other.vf === null && at.domain === domain && at.bus === bus && at.device === device;
  });
  const top = new Set(own.map((other) => other.bdf));
  const below = [...state.functions.values()].filter((other) => other.vf === null && isBelow(state, other, top));
  return [...own, ...below];
}

function tell(state: KernelState, spec: FunctionSpec, text: string): void {
  const port = spec.parent === null ? undefined : state.functions.get(spec.parent);
  if (port) state.log.about(port, `pciehp: Slot(${spec.slot ?? "0"}): ${text}`);
}

/** Takes a card out. @returns null when nothing there can be pulled */
export function removeCard(state: KernelState, bdf: Bdf): Card | null {
  const fn = state.functions.get(bdf);
  if (!fn) return null;
  const card = cardOf(state, fn);
  const first = card[0];
  if (!first || !card.some((item) => item.spec.removable)) return null;
  tell(state, first.spec, "Link Down");
  tell(state, first.spec, "Card not present");
  for (const item of [...card].reverse()) {
    detach(state, item);
    leaveGroup(state, item.iommuGroup);
    state.functions.delete(item.bdf);
  }
  return { specs: card.map((item) => item.spec) };
}

/** Puts a card back: its functions are new to the kernel, so no override and no VF is left of before. */
export function insertCard(state: KernelState, card: Card): void {
  const first = card.specs[0];
  if (!first) return;
  tell(state, first, "Card present");
  tell(state, first, "Link Up");
  const added = card.specs.map((spec) => installFunction(state, { ...spec, driver: null, driverOverride: null }));
  for (const fn of added) {
    state.changed.add(fn.bdf);
    attachNew(state, fn);
  }
}
