/** Cards that come and go while somebody looks. */
import { expect } from "vitest";
import { type Bench, type ContractCase, given, type SlotOffer, type World } from "./world.ts";

const hasSlot = (world: World): boolean => world.slot !== undefined;

async function plugged(bench: Bench): Promise<SlotOffer> {
  const slot = given(bench.world.slot);
  await slot.plug();
  await bench.driverIs(slot.bdf, slot.driver);
  return slot;
}

/** Counts what a listener is told until the case is over. */
function listen(bench: Bench): { readonly told: () => number; readonly stop: () => void } {
  let count = 0;
  const stop = bench.host.events(({ kind }) => {
    if (kind === "changed") count++;
  });
  return { told: () => count, stop };
}

export const HOTPLUG: readonly ContractCase[] = [
  {
    title: "a card that is put in is told of, found and given its driver",
    needs: hasSlot,
    run: async (bench) => {
      const { told, stop } = listen(bench);
      // Answered after the listener's first look, which is what it compares with.
      expect(await bench.find(given(bench.world.slot).bdf)).toBeNull();
      const { bdf } = await plugged(bench);
      await bench.eventually("it was told", async () => told() > 0);
      stop();
      expect((await bench.host.scan()).functions.map((fn) => fn.bdf)).toContain(bdf);
      expect((await bench.host.config(bdf, { wake: false })).state).toBe("read");
    },
  },
  {
    title: "a card that is taken out is told of and gone",
    needs: hasSlot,
    run: async (bench) => {
      const { bdf, unplug } = await plugged(bench);
      const { told, stop } = listen(bench);
      expect(await bench.find(bdf)).not.toBeNull();
      await unplug();
      await bench.eventually("it is gone", async () => (await bench.find(bdf)) === null);
      await bench.eventually("it was told", async () => told() > 0);
      stop();
      expect(await bench.host.config(bdf, { wake: false })).toEqual({ state: "gone" });
      expect((await bench.host.detail(bdf)).problems.length).toBeGreaterThan(0);
    },
  },
  {
    title: "a card takes its VFs with it, and comes back without them and without its override",
    needs: hasSlot,
    run: async (bench) => {
      const { bdf, unplug } = await plugged(bench);
      await bench.done({ verb: "driver.override", bdf, driver: given(bench.world.slot).driver });
      await bench.numVfs(bdf, 2);
      const vfs = (await bench.get(bdf)).virtfns.map((vf) => vf.bdf);
      expect(vfs).toHaveLength(2);
      await unplug();
      await bench.eventually("all are gone", async () => {
        return (await bench.host.scan([bdf, ...vfs])).functions.length === 0;
      });
      await plugged(bench);
      expect(await bench.get(bdf)).toMatchObject({ virtfns: [], driverOverride: null });
    },
  },
];
