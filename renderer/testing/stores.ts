/**
 * The real stores on a fake program. They connect when they are loaded, so a test file gives them a window first and
 * imports them from here; each test file has stores of its own.
 */
import type { MachineSnapshot } from "../../shared/machine/facts.ts";
import { type FakeBridge, fakeBridge } from "./fake-bridge.ts";
import { putOnPage } from "./put-on-page.ts";

/** @param machines by host id; the first is opened */
export async function openStores(machines: Readonly<Record<string, MachineSnapshot>>): Promise<FakeBridge> {
  const bridge = fakeBridge(machines);
  putOnPage({ inspector: bridge.inspector }, { setTimeout, clearTimeout });
  const { useMachine } = await import("../stores/machine.ts");
  const [first] = Object.keys(machines);
  if (first !== undefined) await useMachine.getState().open(first);
  return bridge;
}
