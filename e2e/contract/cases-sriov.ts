/** VFs on and off, and the ways in which the kernel refuses. */
import { expect } from "vitest";
import type { ConfigReading, FunctionFacts } from "../../shared/machine/facts.ts";
import { noVfsLine } from "../../shared/machine/kernel-differences.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { ConfigSpace } from "../../shared/pci/config-space.ts";
import { FIRST_IOV_RESOURCE, vfBdf } from "../../shared/pci/sriov.ts";
import { walkExtended } from "../../shared/pci/walk.ts";
import { foretold } from "./foretold.ts";
import { type Bench, type ContractCase, given, pfOf, type World } from "./world.ts";

const hasPf = (world: World): boolean => world.pf !== undefined;
const SRIOV_ID = 0x10;
const COMMAND = 0x04;
const BUS_MASTER = 0x0004;

async function spaceOf(bench: Bench, bdf: Bdf): Promise<ConfigSpace> {
  const reading: ConfigReading = await bench.host.config(bdf, { wake: false });
  if (reading.state !== "read") throw new Error(`${bdf}: ${reading.state}`);
  return ConfigSpace.fromHex(reading.hex);
}

function sriovAt(space: ConfigSpace): number | null {
  return walkExtended(space).found.find(({ id }) => id === SRIOV_ID)?.at ?? null;
}

/** Turns `count` VFs on and gives their facts in the order of their indices. */
async function enable(bench: Bench, pf: Bdf, count: number): Promise<FunctionFacts[]> {
  await bench.numVfs(pf, count);
  await bench.eventually(`${pf} has ${count} VFs`, async () => (await bench.get(pf)).virtfns.length === count);
  const { virtfns } = await bench.get(pf);
  return Promise.all([...virtfns].sort((a, b) => a.index - b.index).map(({ bdf }) => bench.get(bdf)));
}

export const SRIOV_CASES: readonly ContractCase[] = [
  {
    title: "numvfs N: N VFs appear where offset and stride put them",
    needs: hasPf,
    run: async (bench) => {
      const { bdf, limit, firstVfs } = pfOf(bench);
      const vfs = await enable(bench, bdf, limit);
      const { sriov } = await bench.get(bdf);
      const layout = { offset: sriov?.offset ?? 0, stride: sriov?.stride ?? 0 };
      expect(sriov?.numVfs).toBe(limit);
      expect(vfs.map((vf) => vf.bdf)).toEqual(vfs.map((_, index) => vfBdf(bdf, layout, index)));
      expect(vfs.slice(0, firstVfs.length).map((vf) => vf.bdf)).toEqual(firstVfs);
      expect((await bench.host.detail(bdf)).numVfs).toBe(limit);
    },
  },
  {
    title: "a VF points to its PF, has the PF's vendor, the VF device id and no SR-IOV of its own",
    needs: hasPf,
    run: async (bench) => {
      const { bdf } = pfOf(bench);
      const [vf] = await enable(bench, bdf, 2);
      const pf = await bench.get(bdf);
      expect(given(vf)).toMatchObject({ physfn: bdf, vendor: pf.vendor, device: pf.sriov?.vfDevice, sriov: null });
      const space = await spaceOf(bench, given(vf).bdf);
      expect(space.u32(0)).toBe(0xffffffff);
      expect(sriovAt(space)).toBeNull();
    },
  },
  {
    title: "a VF has no interrupt line and no link of its own",
    needs: hasPf,
    run: async (bench) => {
      const vfs = await enable(bench, pfOf(bench).bdf, 2);
      expect(vfs.map(({ irq, link }) => [irq, link])).toEqual(vfs.map(() => [0, null]));
    },
  },
  {
    title: "the PF's own registers follow: NumVFs, VF Enable and VF MSE; a reset keeps them, and clears its VFs'",
    needs: hasPf,
    run: async (bench) => {
      const { bdf, vfDriver } = pfOf(bench);
      const vf = given((await enable(bench, bdf, 2))[0]).bdf;
      const on = await spaceOf(bench, bdf);
      const at = sriovAt(on) ?? 0;
      expect(at).toBeGreaterThan(0);
      expect([on.u16(at + 0x10), on.u16(at + 8) & 0x9]).toEqual([2, 0x9]);
      const request = { kind: "device.reset", bdfs: [bdf], method: null } as const;
      const said = await foretold(bench, request);
      if (!said.includes("blocker: reset-hangs")) {
        expect(said).toContain("warning: reset-vfs");
        await bench.driverIs(vf, vfDriver);
        const isMaster = async () => ((await spaceOf(bench, vf)).u16(COMMAND) & BUS_MASTER) !== 0;
        expect(await isMaster()).toBe(vfDriver !== null);
        await bench.done({ verb: "device.reset", bdf });
        const kept = await spaceOf(bench, bdf);
        expect([kept.u16(at + 0x10), kept.u16(at + 8) & 0x9]).toEqual([2, 0x9]);
        expect([await isMaster(), (await bench.get(vf)).driver]).toEqual([false, vfDriver]);
      }
      await bench.numVfs(bdf, 0);
      const off = await spaceOf(bench, bdf);
      expect([off.u16(at + 0x10), off.u16(at + 8) & 0x9]).toEqual([0, 0]);
    },
  },
  {
    title: "each VF has its own slice of every window of the PF",
    needs: hasPf,
    run: async (bench) => {
      const { bdf } = pfOf(bench);
      const vfs = await enable(bench, bdf, 3);
      const { resources } = await bench.get(bdf);
      resources.slice(FIRST_IOV_RESOURCE, FIRST_IOV_RESOURCE + 6).forEach((window, bar) => {
        if (BigInt(window.end) === 0n) return;
        const starts = vfs.map((vf) => BigInt(vf.resources[bar]?.start ?? 0));
        expect(starts[0]).toBe(BigInt(window.start));
        const sizes = vfs.map((vf) => BigInt(vf.resources[bar]?.end ?? 0) - BigInt(vf.resources[bar]?.start ?? 0) + 1n);
        expect(starts[1]).toBe(BigInt(window.start) + given(sizes[0]));
        expect(BigInt(vfs[2]?.resources[bar]?.end ?? 0)).toBeLessThanOrEqual(BigInt(window.end));
      });
    },
  },
  {
    title: "with an IOMMU every VF is in a group",
    needs: (world) => hasPf(world) && world.iommu,
    run: async (bench) => {
      const vfs = await enable(bench, pfOf(bench).bdf, 3);
      expect(vfs.every((vf) => vf.iommuGroup !== null)).toBe(true);
      const { bdf, vfsShareGroup = false } = pfOf(bench);
      const said = await foretold(bench, { kind: "vfs.set", pf: bdf, count: 2, purpose: "vfio-pci" });
      expect(said.includes("warning: vf-groups")).toBe(vfsShareGroup);
    },
  },
  {
    title: "numvfs 0: every VF leaves",
    needs: hasPf,
    run: async (bench) => {
      const { bdf } = pfOf(bench);
      const vfs = await enable(bench, bdf, 3);
      await bench.numVfs(bdf, 0);
      await bench.eventually("no VF is left", async () => (await bench.get(bdf)).virtfns.length === 0);
      const left = await bench.host.scan(vfs.map((vf) => vf.bdf));
      expect(left.functions).toEqual([]);
      expect((await bench.host.config(given(vfs[0]).bdf, { wake: false })).state).toBe("gone");
    },
  },
  {
    title: "numvfs with the number that is already there does nothing and succeeds",
    needs: hasPf,
    run: async (bench) => {
      const { bdf } = pfOf(bench);
      await enable(bench, bdf, 2);
      await bench.numVfs(bdf, 2);
      expect((await bench.get(bdf)).virtfns).toHaveLength(2);
    },
  },
  {
    title: "numvfs from one number to another is EBUSY and changes nothing",
    needs: hasPf,
    run: async (bench) => {
      const { bdf } = pfOf(bench);
      await enable(bench, bdf, 2);
      expect(await foretold(bench, { kind: "vfs.set", pf: bdf, count: 3, purpose: "host" })).toContain(
        "warning: through-zero",
      );
      const { code, log } = await bench.outcome({ verb: "sriov.numvfs", bdf, value: 3 });
      expect(code).toBe("EBUSY");
      expect(log.join("\n")).toContain(`${bdf}: 2 VFs already enabled. Disable before enabling 3 VFs`);
      expect((await bench.get(bdf)).virtfns).toHaveLength(2);
    },
  },
  {
    title: "numvfs above what the driver allows is ERANGE",
    needs: hasPf,
    run: async (bench) => {
      const { bdf, limit } = pfOf(bench);
      expect(await foretold(bench, { kind: "vfs.set", pf: bdf, count: limit + 1, purpose: "host" })).toContain(
        "blocker: total-vfs",
      );
      expect(await bench.refused({ verb: "sriov.numvfs", bdf, value: limit + 1 })).toBe("ERANGE");
      expect((await bench.get(bdf)).virtfns).toEqual([]);
    },
  },
  {
    title: "a refusal tells what was written where",
    needs: hasPf,
    run: async (bench) => {
      const { bdf, limit } = pfOf(bench);
      const result = await bench.host.perform({ verb: "sriov.numvfs", bdf, value: limit + 1 });
      if (result.ok) throw new Error("it was not refused");
      expect(result.failure.wrote).toBe(String(limit + 1));
      expect(result.failure.where).toMatch(new RegExp(`${bdf}/sriov_numvfs$`));
    },
  },
  {
    title: "numvfs of a PF without a driver is ENOENT",
    needs: (world) => world.driverlessPf !== undefined,
    run: async (bench) => {
      const bdf = given(bench.world.driverlessPf);
      expect(await foretold(bench, { kind: "vfs.set", pf: bdf, count: 1, purpose: "host" })).toContain(
        "blocker: has-driver",
      );
      const { code, log } = await bench.outcome({ verb: "sriov.numvfs", bdf, value: 1 });
      expect(code).toBe("ENOENT");
      expect(log).toContain(noVfsLine(await bench.release(), { bdf, driver: null }));
    },
  },
  {
    title: "numvfs of a PF whose driver cannot is ENOENT",
    needs: (world) => world.unsupportedPf !== undefined,
    run: async (bench) => {
      const bdf = given(bench.world.unsupportedPf);
      const { code, log } = await bench.outcome({ verb: "sriov.numvfs", bdf, value: 1 });
      expect(code).toBe("ENOENT");
      expect(log).toContain(noVfsLine(await bench.release(), await bench.get(bdf)));
    },
  },
  {
    title: "numvfs of a PF on vfio-pci with enable_sriov=N is ENOENT, and the log is silent",
    needs: (world) => world.vfioPf !== undefined,
    run: async (bench) => {
      const bdf = given(bench.world.vfioPf);
      expect(await foretold(bench, { kind: "vfs.set", pf: bdf, count: 1, purpose: "vfio-pci" })).toContain(
        "blocker: driver-supports",
      );
      const result = await bench.host.perform({ verb: "sriov.numvfs", bdf, value: 1 });
      if (result.ok) throw new Error("it was not refused");
      expect(result.failure.code).toBe("ENOENT");
      expect(result.failure.kernelLog.filter((line) => line.includes("SR-IOV"))).toEqual([]);
    },
  },
  {
    title: "numvfs of a PF whose VFs have no place in memory is ENOMEM",
    needs: (world) => world.noRoomPf !== undefined,
    run: async (bench) => {
      const bdf = given(bench.world.noRoomPf);
      expect(await foretold(bench, { kind: "vfs.set", pf: bdf, count: 1, purpose: "host" })).toContain(
        "blocker: mmio-windows",
      );
      const { code, log } = await bench.outcome({ verb: "sriov.numvfs", bdf, value: 1 });
      expect(code).toBe("ENOMEM");
      expect(log.join("\n")).toContain(`${bdf}: not enough MMIO resources for SR-IOV`);
      expect((await bench.get(bdf)).virtfns).toEqual([]);
    },
  },
  {
    title: "numvfs of a function that is no PF is ENOENT",
    needs: (world) => world.plain !== undefined,
    run: async (bench) => {
      const bdf = given(bench.world.plain);
      expect(await foretold(bench, { kind: "vfs.set", pf: bdf, count: 1, purpose: "host" })).toContain(
        "blocker: is-pf",
      );
      expect(await bench.refused({ verb: "sriov.numvfs", bdf, value: 1 })).toBe("ENOENT");
    },
  },
  {
    title: "numvfs at an address without a function is ENOENT or ENODEV",
    needs: () => true,
    run: async (bench) => {
      const request = { kind: "vfs.set", pf: bench.world.nowhere, count: 1, purpose: "host" } as const;
      expect(await foretold(bench, request)).toContain("blocker: pf-exists");
      const code = await bench.refused({ verb: "sriov.numvfs", bdf: bench.world.nowhere, value: 1 });
      expect(["ENOENT", "ENODEV"]).toContain(code);
    },
  },
  {
    title: "VFs that no driver takes stay without one, and the log says why",
    needs: (world) => world.undrivenVfs !== undefined,
    run: async (bench) => {
      const { pf, count } = given(bench.world.undrivenVfs);
      expect(await foretold(bench, { kind: "vfs.set", pf: pf, count: count, purpose: "host" })).toContain(
        "warning: nvme-virt-mgmt",
      );
      const { code, log } = await bench.outcome({ verb: "sriov.numvfs", bdf: pf, value: count });
      expect(code).toBeNull();
      const givenUp = log.filter((line) => /^nvme nvme\d+: Device not ready; aborting/.test(line)).length;
      // The driver gives each of them some time, and says so when that is over.
      if (await bench.doesAsBefore("nvmeProbe")) expect(givenUp).toBeLessThanOrEqual(count);
      else expect(givenUp).toBe(count);
      const vfs = await enable(bench, pf, count);
      for (const { bdf } of vfs) {
        if (await bench.doesAsBefore("nvmeProbe")) await bench.driverIs(bdf, null);
        else expect((await bench.get(bdf)).driver).toBeNull();
      }
    },
  },
  {
    title: "VFs get their driver by themselves",
    needs: (world) => typeof world.pf?.vfDriver === "string",
    run: async (bench) => {
      const { bdf, vfDriver } = pfOf(bench);
      const vfs = await enable(bench, bdf, 2);
      for (const vf of vfs) await bench.driverIs(vf.bdf, vfDriver);
    },
  },
  {
    title: "with autoprobe off new VFs get none, and the switch is read back",
    needs: (world) => hasPf(world) && world.setDriversAutoprobe !== undefined,
    run: async (bench) => {
      const { bdf, vfDriver } = pfOf(bench);
      const request = { kind: "autoprobe.set", pf: bdf, value: false } as const;
      expect(await foretold(bench, request)).toContain("fact: autoprobe-later");
      await bench.done({ verb: "sriov.autoprobe", bdf, value: false });
      expect((await bench.get(bdf)).sriov?.driversAutoprobe).toBe(false);
      const vfs = await enable(bench, bdf, 2);
      expect(vfs.map((vf) => vf.driver)).toEqual([null, null]);
      await bench.done({ verb: "sriov.autoprobe", bdf, value: true });
      // With the bus's own switch off, too, a VF gets its driver when it is probed by name.
      await bench.withoutAutoprobe();
      const more = { kind: "vfs.set", pf: bdf, count: 3, purpose: "host" } as const;
      expect(await foretold(bench, more)).toContain("fact: autoprobe");
      const [first] = vfs.map((vf) => vf.bdf);
      await bench.done({ verb: "driver.probe", bdf: given(first) });
      await bench.driverIs(given(first), vfDriver);
      await bench.numVfs(bdf, 0);
      const [made] = await enable(bench, bdf, 1);
      await bench.driverIs(given(made).bdf, (await bench.doesAsBefore("busAutoprobe")) ? vfDriver : null);
    },
  },
  {
    title: "changes are told while somebody listens",
    needs: hasPf,
    run: async (bench) => {
      const { bdf } = pfOf(bench);
      let told = 0;
      const stop = bench.host.events(({ kind }) => {
        if (kind === "changed") told++;
      });
      await enable(bench, bdf, 2);
      await bench.eventually("the change was told", async () => told > 0);
      stop();
      const before = told;
      await bench.numVfs(bdf, 0);
      await bench.eventually("no VF is left", async () => (await bench.get(bdf)).virtfns.length === 0);
      expect(told).toBe(before);
    },
  },
];
