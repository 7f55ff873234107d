/** Functions that a program has open through VFIO, as a guest does: nothing is taken from it against its will. */
import { expect } from "vitest";
import type { Step } from "../../shared/operations/verbs/list.ts";
import type { PerformResult } from "../../shared/operations/verbs/performed.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { foretold } from "./foretold.ts";
import { type Bench, type ContractCase, given, type Holder, pfOf, type World } from "./world.ts";

const VFIO = "vfio-pci";
const UNSAFE_INTERRUPTS = "vfio_iommu_type1/allow_unsafe_interrupts";
const BLOCKED = "No device request channel registered, blocked until released by user";

const canHold = (world: World): boolean => world.iommu && world.vfio && world.hold !== undefined;
/** What shares its group with functions that host drivers have is given to no program. */
const canHoldVf = (world: World): boolean =>
  canHold(world) && world.pf !== undefined && world.pf.vfsShareGroup !== true;

/** A VF on vfio-pci that a program has open. */
async function heldVf(bench: Bench): Promise<{ vf: Bdf; holder: Holder }> {
  const { bdf, vfDriver } = pfOf(bench);
  await bench.done({ verb: "module.load", module: VFIO });
  await bench.numVfs(bdf, 2);
  await bench.eventually("two VFs are there", async () => (await bench.get(bdf)).virtfns.length === 2);
  const vf = given((await bench.get(bdf)).virtfns[0]).bdf;
  await bench.driverIs(vf, vfDriver);
  await bench.toVfio(vf);
  return { vf, holder: await bench.hold(vf) };
}

interface Started {
  readonly done: Promise<PerformResult>;
  readonly isDone: () => boolean;
}

/** Starts a step that does not come back unaided, and goes on when the kernel waits for the program. */
async function start(bench: Bench, step: Step, holder: Holder): Promise<Started> {
  let isDone = false;
  const done = bench.host.perform(step).then((result) => {
    isDone = true;
    return result;
  });
  await bench.eventually("the kernel waits for the program", () => holder.isAwaited());
  return { done, isDone: () => isDone };
}

function logOf(result: PerformResult): string {
  if (!result.ok) throw new Error(`it was refused with ${result.failure.code}`);
  return (result.kernelLog ?? []).join("\n");
}

export const IN_USE: readonly ContractCase[] = [
  {
    title: "unbinding a VF that a program has open waits until the program lets go",
    needs: canHoldVf,
    run: async (bench) => {
      const { vf, holder } = await heldVf(bench);
      expect(await foretold(bench, { kind: "giveBack", bdfs: [vf] })).toContain("warning: guest-in-use");
      if (bench.world.vfNetwork) {
        // What the PF's driver keeps for the VF changes under the program, which nobody asks.
        const { bdf } = pfOf(bench);
        const request = { kind: "vf.settings", pf: bdf, edits: [{ vfs: [0], settings: { vlan: 7 } }] } as const;
        expect(await foretold(bench, request)).toContain("warning: vf-setting-guest");
        await bench.done({ verb: "vf.network", bdf, vf: 0, settings: [{ set: "vlan", vlan: 7, qos: 0 }] });
        expect((await bench.host.detail(bdf)).vfSettings?.find((each) => each.vf === 0)).toMatchObject({ vlan: 7 });
        expect(await holder.isAwaited()).toBe(false);
      }
      const unbinding = await start(bench, { verb: "driver.unbind", bdf: vf, from: VFIO }, holder);
      // The driver's link goes first; that the driver still has it shows only in that the write does not come back.
      const meanwhile = (await bench.host.scan()).functions.find(({ bdf }) => bdf === vf);
      expect(meanwhile).toMatchObject({ driver: null, physfn: pfOf(bench).bdf });
      const stays = (await bench.doesAsBefore("vfioDeviceFirst")) && !(await bench.doesAsBefore("vfioDevice"));
      expect(meanwhile?.children.map(({ kind }) => kind)).toEqual(stays ? ["vfio"] : []);
      expect(unbinding.isDone()).toBe(false);
      await holder.letGo();
      expect(logOf(await unbinding.done)).toContain(`vfio-pci ${vf}: ${BLOCKED}`);
      expect((await bench.get(vf)).driver).toBeNull();
    },
  },
  {
    title: "numvfs 0 waits for a program that has a VF; meanwhile all is readable but the PF's own count",
    needs: canHoldVf,
    run: async (bench) => {
      const { bdf } = pfOf(bench);
      const { vf, holder } = await heldVf(bench);
      const none = { kind: "vfs.set", pf: bdf, count: 0, purpose: "host" } as const;
      expect(await foretold(bench, none)).toContain("warning: vfs-in-use");
      const disabling = await start(bench, { verb: "sriov.numvfs", bdf, value: 0 }, holder);
      const { functions } = await bench.host.scan();
      // It is a function still, and has lost its links to its driver and its PF; the VF after it waits for its turn.
      expect(functions.find((fn) => fn.bdf === vf)).toMatchObject({ driver: null, physfn: null });
      const pf = functions.find((fn) => fn.bdf === bdf);
      expect(pf?.virtfns.map(({ index }) => index)).toEqual([1]);
      expect(pf?.sriov?.totalVfs).toBe(pfOf(bench).limit);
      const detail = await bench.host.detail(bdf);
      expect(detail.numVfs).toBeNull();
      expect(detail.problems).toMatchObject([{ attribute: "sriov_numvfs", code: "ETIMEDOUT" }]);
      const waiting = [disabling];
      if (bench.world.stranger !== undefined) {
        const stranger = await bench.stranger();
        expect(await foretold(stranger, none)).toContain("blocker: pf-stuck");
        const step = { verb: "sriov.numvfs", bdf, value: 0 } as const;
        if (bench.world.oneHand) expect(await stranger.outcome(step)).toMatchObject({ code: "ETAKEN" });
        // It would wait behind the first.
        else waiting.push(await start(stranger, step, holder));
        expect((await bench.get(bdf)).virtfns).toHaveLength(1);
      }
      expect(waiting.map(({ isDone }) => isDone())).toEqual(waiting.map(() => false));
      await holder.letGo();
      for (const { done } of waiting) expect((await done).ok).toBe(true);
      expect(logOf(await disabling.done)).toContain(`vfio-pci ${vf}: ${BLOCKED}`);
      await bench.eventually("no VF is left", async () => (await bench.get(bdf)).virtfns.length === 0);
      expect((await bench.host.detail(bdf)).numVfs).toBe(0);
    },
  },
  {
    title: "while a program has one function of a group, no host driver takes another: EINVAL, without a word",
    needs: (world) => canHold(world) && world.group !== undefined,
    run: async (bench) => {
      const { free, driven, driver } = given(bench.world.group);
      const said = await foretold(bench, { kind: "assign", bdfs: [free] });
      expect(said).toContain("warning: group-viability");
      expect(said).toContain("fact: group-acs");
      await bench.done({ verb: "module.load", module: VFIO });
      await bench.toVfio(free);
      await bench.done({ verb: "driver.unbind", bdf: driven, from: driver });
      const { letGo } = await bench.hold(free);
      expect(await foretold(bench, { kind: "giveBack", bdfs: [driven] })).toContain("guard: group-held");
      // A kernel that would die of it is not asked: the plan has said so.
      if (!(await bench.doesAsBefore("heldGroup"))) {
        expect(await bench.outcome({ verb: "driver.probe", bdf: driven })).toEqual({ code: "EINVAL", log: [] });
      }
      expect((await bench.get(driven)).driver).toBeNull();
      await letGo();
      await bench.done({ verb: "driver.probe", bdf: driven });
      await bench.driverIs(driven, driver);
    },
  },
  {
    title: "without interrupt remapping a program gets a function only while that is allowed: else EPERM",
    needs: (world) => canHold(world) && world.group !== undefined && world.unsafeInterrupts === true,
    run: async (bench) => {
      const { free, driven } = given(bench.world.group);
      await bench.done({ verb: "module.load", module: VFIO });
      const request = { kind: "assign", bdfs: [free] } as const;
      const told = async () => await foretold(bench, request, { usage: true });
      expect(await told()).toContain("warning: interrupt-remapping");
      await bench.setVfio(UNSAFE_INTERRUPTS, false);
      expect(await told()).toContain("warning: interrupts-refused");
      await bench.toVfio(free);
      await bench.done({ verb: "driver.unbind", bdf: driven, from: "any" });
      await expect(bench.hold(free)).rejects.toThrow(/EPERM$/);
      await bench.setVfio(UNSAFE_INTERRUPTS, true);
      const { letGo } = await bench.hold(free);
      await letGo();
    },
  },
];
