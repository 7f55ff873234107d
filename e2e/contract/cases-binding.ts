/** Drivers come and go: overrides, unbinding, probing, vfio-pci. */
import { expect } from "vitest";
import { probeFailedLine } from "../../shared/machine/kernel-differences.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { foretold } from "./foretold.ts";
import { type Bench, type ContractCase, given, pfOf, type World } from "./world.ts";

const VFIO = "vfio-pci";
const ENABLE_SRIOV = "vfio_pci/enable_sriov";
const canAssign = (world: World): boolean => world.pf !== undefined && world.iommu && world.vfio;

async function firstVf(bench: Bench): Promise<Bdf> {
  const { bdf, vfDriver } = pfOf(bench);
  await bench.numVfs(bdf, 2);
  await bench.eventually("two VFs are there", async () => (await bench.get(bdf)).virtfns.length === 2);
  const vf = given((await bench.get(bdf)).virtfns.find(({ index }) => index === 0)).bdf;
  await bench.driverIs(vf, vfDriver);
  return vf;
}

async function override(bench: Bench, bdf: Bdf, driver: string | null): Promise<void> {
  await bench.done({ verb: "driver.override", bdf, driver });
}

export const BINDING: readonly ContractCase[] = [
  {
    title: "module.load vfio-pci registers its driver, as often as it is asked for",
    needs: (world) => world.vfio,
    run: async (bench) => {
      const before = await bench.host.scan();
      const endpoint = given(before.functions.find((fn) => fn.bridge === null && fn.driver !== VFIO));
      const said = async () =>
        (await foretold(bench, { kind: "assign", bdfs: [endpoint.bdf] })).filter((it) => it.endsWith(": vfio-module"));
      const isThere = before.host.drivers.includes(VFIO);
      expect(before.host.vfioPci).toBe(isThere ? "loaded" : "available");
      expect(await said()).toEqual(isThere ? [] : ["fact: vfio-module"]);
      await bench.done({ verb: "module.load", module: VFIO });
      await bench.done({ verb: "module.load", module: VFIO });
      const { host } = await bench.host.scan([]);
      expect(host.vfioPci).toBe("loaded");
      expect(host.drivers).toContain(VFIO);
      expect(await said()).toEqual([]);
    },
  },
  {
    title: "an override is read back, and null clears it",
    needs: (world) => world.driverlessPf !== undefined || world.pf !== undefined,
    run: async (bench) => {
      const bdf = bench.world.driverlessPf ?? pfOf(bench).bdf;
      await override(bench, bdf, VFIO);
      expect((await bench.get(bdf)).driverOverride).toBe(VFIO);
      await override(bench, bdf, null);
      expect((await bench.get(bdf)).driverOverride).toBeNull();
    },
  },
  {
    title: "an override alone neither unbinds nor binds",
    needs: canAssign,
    run: async (bench) => {
      await bench.done({ verb: "module.load", module: VFIO });
      const vf = await firstVf(bench);
      const { driver } = await bench.get(vf);
      await override(bench, vf, VFIO);
      expect((await bench.get(vf)).driver).toBe(driver);
    },
  },
  {
    title: "a VF goes to vfio-pci and back",
    needs: canAssign,
    run: async (bench) => {
      await bench.done({ verb: "module.load", module: VFIO });
      const vf = await firstVf(bench);
      await bench.toVfio(vf);
      const hasDevice = async () => (await bench.get(vf)).children.some(({ kind }) => kind === "vfio");
      if (await bench.doesAsBefore("vfioDevice")) expect(await hasDevice()).toBe(false);
      else await bench.eventually("it has a vfio device", hasDevice);
      expect((await bench.get(vf)).msi).toBeNull();
      const runtimeStatus = (await bench.doesAsBefore("vfioRuntime")) ? "active" : "suspended";
      expect(await bench.host.detail(vf)).toMatchObject({ runtimeStatus, enableCount: 0 });
      await override(bench, vf, null);
      await bench.rebind(vf);
      await bench.driverIs(vf, pfOf(bench).vfDriver);
    },
  },
  {
    title: "with autoprobe off an override still gets a VF to its driver",
    needs: canAssign,
    run: async (bench) => {
      const { bdf } = pfOf(bench);
      await bench.done({ verb: "module.load", module: VFIO });
      await bench.done({ verb: "sriov.autoprobe", bdf, value: false });
      await bench.numVfs(bdf, 1);
      await bench.eventually("the VF is there", async () => (await bench.get(bdf)).virtfns.length === 1);
      const vf = given((await bench.get(bdf)).virtfns[0]).bdf;
      await override(bench, vf, VFIO);
      await bench.done({ verb: "driver.probe", bdf: vf });
      await bench.driverIs(vf, VFIO);
    },
  },
  {
    title: "with autoprobe off a VF without an override gets no driver, whoever asks",
    needs: (world) => typeof world.pf?.vfDriver === "string",
    run: async (bench) => {
      const { bdf } = pfOf(bench);
      await bench.done({ verb: "sriov.autoprobe", bdf, value: false });
      await bench.numVfs(bdf, 1);
      await bench.eventually("the VF is there", async () => (await bench.get(bdf)).virtfns.length === 1);
      const vf = given((await bench.get(bdf)).virtfns[0]).bdf;
      await bench.done({ verb: "driver.probe", bdf: vf });
      expect((await bench.get(vf)).driver).toBeNull();
    },
  },
  {
    title: "an override that names no driver lets nothing bind, and the probe still succeeds",
    needs: (world) => world.pf !== undefined,
    run: async (bench) => {
      const vf = await firstVf(bench);
      await override(bench, vf, "no-such-driver");
      await bench.rebind(vf);
      expect((await bench.get(vf)).driver).toBeNull();
    },
  },
  {
    title: "a PF with VFs does not go to vfio-pci",
    needs: (world) => canAssign(world) && world.pf?.vfsEndWithDriver === false,
    run: async (bench) => {
      const { bdf, vfsShareGroup = false } = pfOf(bench);
      await bench.done({ verb: "module.load", module: VFIO });
      await bench.numVfs(bdf, 1);
      expect(await foretold(bench, { kind: "assign", bdfs: [bdf] })).toContain("blocker: pf-with-vfs");
      // Nor does its VF to any use, where the port above has no ACS: the PF is in its group.
      const vf = given((await bench.get(bdf)).virtfns[0]).bdf;
      expect((await bench.get(vf)).iommuGroup === (await bench.get(bdf)).iommuGroup).toBe(vfsShareGroup);
      const said = await foretold(bench, { kind: "assign", bdfs: [vf] });
      expect(said.includes("fact: group-acs")).toBe(vfsShareGroup);
      await override(bench, bdf, VFIO);
      const left = await bench.outcome({ verb: "driver.unbind", bdf, from: "any" });
      expect(left.log.join("\n")).toContain(`${bdf}: driver left SR-IOV enabled after remove`);
      const { code, log } = await bench.outcome({ verb: "driver.probe", bdf });
      expect(code).toBeNull();
      expect(log).toEqual([
        `vfio-pci ${bdf}: Cannot bind to PF with SR-IOV enabled`,
        probeFailedLine(await bench.release(), bdf, VFIO, 16),
      ]);
      expect((await bench.get(bdf)).driver).toBeNull();
    },
  },
  {
    title: "VFs end with the PF's driver, and the whole PF can then go to vfio-pci",
    needs: (world) => canAssign(world) && world.pf?.vfsEndWithDriver === true,
    run: async (bench) => {
      const { bdf, driver } = pfOf(bench);
      await bench.done({ verb: "module.load", module: VFIO });
      expect(await foretold(bench, { kind: "assign", bdfs: [bdf] })).toContain("warning: whole-pf");
      await bench.numVfs(bdf, 2);
      await bench.toVfio(bdf);
      expect((await bench.get(bdf)).virtfns).toEqual([]);
      await override(bench, bdf, null);
      await bench.rebind(bdf);
      await bench.driverIs(bdf, driver);
    },
  },
  {
    title: "what a driver made of a function goes with it, and is there again when the driver is back",
    needs: (world) => world.iommu && world.vfio && world.used !== undefined,
    run: async (bench) => {
      // A display of a management controller is protected whoever uses it.
      const says = {
        net: ["warning: in-use"],
        block: ["warning: disk"],
        drm: ["warning: display", "guard: protected"],
      };
      await bench.done({ verb: "module.load", module: VFIO });
      for (const { bdf, driver, kind } of given(bench.world.used)) {
        const isThere = async () => (await bench.get(bdf)).children.some((child) => child.kind === kind);
        await bench.eventually(`${bdf} has a ${kind}`, isThere);
        const isNet = kind === "net";
        if (isNet) await given(bench.world.switchOn)(bdf);
        const told = await foretold(bench, { kind: "assign", bdfs: [bdf] }, isNet ? { usage: true } : {});
        expect(told.some((check) => says[kind].includes(check))).toBe(true);
        await bench.toVfio(bdf);
        expect(await isThere()).toBe(false);
        await override(bench, bdf, null);
        await bench.rebind(bdf);
        await bench.driverIs(bdf, driver);
        await bench.eventually(`${bdf} has a ${kind} again`, isThere);
      }
    },
  },
  {
    title: "what no driver knows stays without one when it is given back",
    needs: (world) => world.iommu && world.vfio && world.group !== undefined,
    run: async (bench) => {
      const bdf = given(bench.world.group).free;
      await bench.done({ verb: "module.load", module: VFIO });
      await bench.toVfio(bdf);
      expect(await foretold(bench, { kind: "giveBack", bdfs: [bdf] })).toContain("warning: host-driver");
      await override(bench, bdf, null);
      await bench.rebind(bdf);
      expect((await bench.get(bdf)).driver).toBeNull();
    },
  },
  {
    title: "VFs of a PF on vfio-pci are captured by it, need its token, and go only while it may have VFs",
    needs: (world) => world.iommu && world.vfio && world.vfioSriovPf !== undefined && world.setVfio !== undefined,
    run: async (bench) => {
      const bdf = given(bench.world.vfioSriovPf);
      await bench.setVfio(ENABLE_SRIOV, true);
      const forHost = { kind: "vfs.set", pf: bdf, count: 1, purpose: "host" } as const;
      expect(await foretold(bench, forHost)).toContain("blocker: vfs-captured");
      const { code, log } = await bench.outcome({ verb: "sriov.numvfs", bdf, value: 1 });
      expect(code).toBeNull();
      await bench.eventually("the VF is there", async () => (await bench.get(bdf)).virtfns.length === 1);
      const vf = given((await bench.get(bdf)).virtfns[0]).bdf;
      expect(log).toContain(`vfio-pci ${bdf}: Captured SR-IOV VF ${vf} driver_override`);
      await bench.driverIs(vf, VFIO);
      expect((await bench.get(vf)).driverOverride).toBe(VFIO);
      await bench.done({ verb: "driver.unbind", bdf: vf, from: VFIO });
      expect(await foretold(bench, { kind: "assign", bdfs: [vf] })).toContain("warning: vf-token");
      await bench.done({ verb: "driver.probe", bdf: vf });
      await bench.driverIs(vf, VFIO);
      await expect(bench.hold(vf)).rejects.toThrow(/EACCES$/);
      await bench.setVfio(ENABLE_SRIOV, false);
      const said = await foretold(bench, { ...forHost, count: 0 });
      const stays = await bench.refused({ verb: "sriov.numvfs", bdf, value: 0 });
      await bench.setVfio(ENABLE_SRIOV, true);
      expect(said).toContain("blocker: driver-supports");
      expect(stays).toBe("ENOENT");
      await bench.numVfs(bdf, 0);
      await bench.eventually("the VF is gone", async () => (await bench.find(vf)) === null);
    },
  },
  {
    title: "without an IOMMU nothing binds to vfio-pci",
    needs: (world) => !world.iommu && world.vfio && world.driverlessPf !== undefined,
    run: async (bench) => {
      const bdf = given(bench.world.driverlessPf);
      expect(await foretold(bench, { kind: "assign", bdfs: [bdf] })).toContain("blocker: iommu");
      await bench.done({ verb: "module.load", module: VFIO });
      expect((await bench.host.scan([])).host.iommus).toEqual([]);
      await override(bench, bdf, VFIO);
      const { code, log } = await bench.outcome({ verb: "driver.probe", bdf });
      expect(code).toBeNull();
      expect(log).toEqual([probeFailedLine(await bench.release(), bdf, VFIO, 22)]);
      expect((await bench.get(bdf)).driver).toBeNull();
    },
  },
  {
    title: "unbinding what has no driver is ENODEV",
    needs: (world) => world.driverlessPf !== undefined,
    run: async (bench) => {
      const bdf = given(bench.world.driverlessPf);
      expect(await bench.refused({ verb: "driver.unbind", bdf, from: "any" })).toBe("ENODEV");
    },
  },
  {
    title: "probing what has a driver leaves it there",
    needs: (world) => world.pf !== undefined,
    run: async (bench) => {
      const { bdf, driver } = pfOf(bench);
      await bench.done({ verb: "driver.probe", bdf });
      expect((await bench.get(bdf)).driver).toBe(driver);
    },
  },
  {
    title: "binding at an address without a function is refused",
    needs: () => true,
    run: async (bench) => {
      const bdf = bench.world.nowhere;
      expect(await bench.refused({ verb: "driver.probe", bdf })).toBe("ENODEV");
      expect(["ENOENT", "ENODEV"]).toContain(await bench.refused({ verb: "driver.unbind", bdf, from: "any" }));
      expect(["ENOENT", "ENODEV"]).toContain(await bench.refused({ verb: "driver.override", bdf, driver: VFIO }));
    },
  },
];
