/** What is done to a function itself: settings of VFs, resets, removal and rescan. */
import { expect } from "vitest";
import type { VfSettingsRequest } from "../../shared/operations/request/request.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { foretold } from "./foretold.ts";
import { type Bench, type ContractCase, given, pfOf, type World } from "./world.ts";

const hasDevice = (world: World): boolean => world.device !== undefined;
const setsVfs = (world: World): boolean => world.pf !== undefined && world.vfNetwork === true;
const MAC = "02:00:5e:10:00:01";

async function settingsOf(bench: Bench, vf: number) {
  const { vfSettings = [] } = await bench.host.detail(pfOf(bench).bdf);
  return vfSettings.find((settings) => settings.vf === vf);
}

/** The MAC address of a function's network interface. */
async function addressOf(bench: Bench, bdf: Bdf): Promise<string | null> {
  return (await bench.get(bdf)).children.find(({ kind }) => kind === "net")?.address ?? null;
}

export const DEVICE_CASES: readonly ContractCase[] = [
  {
    title: "a reset leaves the function there, with the registers that name it",
    needs: hasDevice,
    run: async (bench) => {
      const bdf = given(bench.world.device);
      expect(await foretold(bench, { kind: "device.reset", bdfs: [bdf], method: null })).toContain("fact: reset-reach");
      const before = await bench.get(bdf);
      if (await bench.doesAsBefore("resetMethod")) expect(before.resetMethods).toBeNull();
      else expect(before.resetMethods?.length).toBeGreaterThan(0);
      const { code, log } = await bench.outcome({ verb: "device.reset", bdf });
      expect(code).toBeNull();
      // The kernel says nothing of a reset that went well; other functions may be heard of meanwhile.
      expect(log.filter((line) => line.includes(bdf))).toEqual([]);
      const after = await bench.get(bdf);
      expect([after.vendor, after.device, after.driver]).toEqual([before.vendor, before.device, before.driver]);
      const reading = await bench.host.config(bdf, { wake: false });
      expect(reading.state === "read" && reading.hex.startsWith("ffffffff")).toBe(false);
    },
  },
  {
    title: "reset methods can be narrowed and put back; one that the function has not is EINVAL",
    needs: hasDevice,
    run: async (bench) => {
      const bdf = given(bench.world.device);
      const request = { kind: "device.reset", bdfs: [bdf], method: "no_such_method" } as const;
      expect(await foretold(bench, request)).toContain("blocker: reset-method");
      const { resetMethods } = await bench.get(bdf);
      if (await bench.doesAsBefore("resetMethod")) {
        expect(resetMethods).toBeNull();
        const refused = await bench.refused({ verb: "reset.method", bdf, methods: ["flr"] });
        return expect(refused).toBe("ENOENT");
      }
      const last = given(resetMethods?.at(-1));
      await bench.done({ verb: "reset.method", bdf, methods: [last] });
      expect((await bench.get(bdf)).resetMethods).toEqual([last]);
      await bench.done({ verb: "reset.method", bdf, methods: null });
      expect((await bench.get(bdf)).resetMethods).toEqual(resetMethods);
      expect(await bench.refused({ verb: "reset.method", bdf, methods: ["no_such_method"] })).toBe("EINVAL");
      expect((await bench.get(bdf)).resetMethods).toEqual(resetMethods);
    },
  },
  {
    title: "whether a function may enter D3cold is set and read back",
    needs: hasDevice,
    run: async (bench) => {
      const bdf = given(bench.world.device);
      const before = given((await bench.get(bdf)).d3coldAllowed ?? undefined);
      await bench.done({ verb: "power.d3cold", bdf, value: !before });
      expect((await bench.get(bdf)).d3coldAllowed).toBe(!before);
      await bench.done({ verb: "power.d3cold", bdf, value: before });
      expect((await bench.get(bdf)).d3coldAllowed).toBe(before);
    },
  },
  {
    title: "a function that was removed is gone until a rescan finds it, without its override",
    needs: hasDevice,
    run: async (bench) => {
      const bdf = given(bench.world.device);
      const before = await bench.get(bdf);
      await bench.done({ verb: "driver.override", bdf, driver: "vfio-pci" });
      await bench.done({ verb: "device.remove", bdf });
      await bench.eventually(`${bdf} is gone`, async () => (await bench.find(bdf)) === null);
      expect(await foretold(bench, { kind: "device.remove", bdfs: [bdf] })).toContain("blocker: function-exists");
      expect(await bench.refused({ verb: "device.remove", bdf })).toMatch(/^ENO(?:DEV|ENT)$/);
      expect(await bench.refused({ verb: "device.reset", bdf })).toMatch(/^ENO(?:DEV|ENT)$/);
      await bench.done({ verb: "bus.rescan" });
      await bench.eventually(`${bdf} is there again`, async () => (await bench.find(bdf)) !== null);
      const after = await bench.get(bdf);
      expect([after.vendor, after.device, after.driverOverride]).toEqual([before.vendor, before.device, null]);
    },
  },
  {
    title: "a rescan that finds nothing changes nothing",
    needs: hasDevice,
    run: async (bench) => {
      expect(await foretold(bench, { kind: "bus.rescan" })).toContain("fact: rescan-finds");
      const before = (await bench.host.scan()).functions.map(({ bdf }) => bdf);
      await bench.done({ verb: "bus.rescan" });
      expect((await bench.host.scan()).functions.map(({ bdf }) => bdf)).toEqual(before);
    },
  },
  {
    title: "settings of a VF are read back as they were set, and go with the VF",
    needs: setsVfs,
    run: async (bench) => {
      const { bdf } = pfOf(bench);
      await bench.numVfs(bdf, 2);
      await bench.eventually("the VFs have settings", async () => (await settingsOf(bench, 1)) !== undefined);
      await bench.done({
        verb: "vf.network",
        bdf,
        vf: 1,
        settings: [
          { set: "mac", mac: MAC },
          { set: "vlan", vlan: 100, qos: 0 },
        ],
      });
      expect(await settingsOf(bench, 1)).toMatchObject({ mac: MAC, vlan: 100 });
      expect(await foretold(bench, { kind: "vfs.set", pf: bdf, count: 3, purpose: "host" })).toContain(
        "fact: vf-settings-again",
      );
      expect((await settingsOf(bench, 0))?.mac).not.toBe(MAC);
      await bench.numVfs(bdf, 0);
      await bench.numVfs(bdf, 2);
      await bench.eventually("the VFs have settings", async () => (await settingsOf(bench, 1)) !== undefined);
      expect((await settingsOf(bench, 1))?.mac).not.toBe(MAC);
    },
  },
  {
    title: "settings of a VF that is not there, and values that are none, are refused",
    needs: setsVfs,
    run: async (bench) => {
      const { bdf } = pfOf(bench);
      await bench.numVfs(bdf, 1);
      const request = { kind: "vf.settings", pf: bdf } as const;
      expect(await foretold(bench, { ...request, edits: [{ vfs: [60], settings: { vlan: 5 } }] })).toEqual([
        "blocker: vf-exists",
      ]);
      for (const settings of [{ mac: "01:00:5e:00:00:01" }, { vlan: 5000 }]) {
        expect(await foretold(bench, { ...request, edits: [{ vfs: [0], settings }] })).toEqual([
          "blocker: vf-setting-value",
        ]);
      }
      expect(
        await bench.refused({ verb: "vf.network", bdf, vf: 60, settings: [{ set: "vlan", vlan: 5, qos: 0 }] }),
      ).toBe("EINVAL");
      expect(
        await bench.refused({
          verb: "vf.network",
          bdf,
          vf: 0,
          settings: [{ set: "mac", mac: "01:00:5e:00:00:01" }],
        }),
      ).toBe("EINVAL");
      expect(
        await bench.refused({ verb: "vf.network", bdf, vf: 0, settings: [{ set: "vlan", vlan: 5000, qos: 0 }] }),
      ).toBe("EINVAL");
    },
  },
  {
    title: "a MAC address that another VF or the PF has is taken, and rates that cross are refused",
    needs: setsVfs,
    run: async (bench) => {
      const { bdf } = pfOf(bench);
      await bench.numVfs(bdf, 2);
      await bench.eventually("the VFs have settings", async () => (await settingsOf(bench, 1)) !== undefined);
      const said = (settings: VfSettingsRequest) =>
        foretold(bench, { kind: "vf.settings", pf: bdf, edits: [{ vfs: [1], settings }] });
      const step = (vf: number, mac: string) =>
        ({ verb: "vf.network", bdf, vf, settings: [{ set: "mac", mac }] }) as const;
      expect(await said({ mac: MAC })).not.toContain("warning: vf-address-taken");
      await bench.done(step(0, MAC));
      const own = given((await addressOf(bench, bdf)) ?? undefined);
      for (const mac of [MAC, own]) {
        expect(await said({ mac })).toContain("warning: vf-address-taken");
        await bench.done(step(1, mac));
        expect((await settingsOf(bench, 1))?.mac).toBe(mac);
      }
      expect(await said({ minRate: 500, maxRate: 100 })).toEqual(["blocker: vf-setting-value"]);
      const rates = { verb: "vf.network", bdf, vf: 1, settings: [{ set: "rate", min: 500, max: 100 }] } as const;
      // iproute2 refuses it in words of its own before the kernel does.
      expect(["EIO", "EINVAL"]).toContain(await bench.refused(rates));
    },
  },
  {
    title: "settings of VFs that their PF's driver does not keep are neither told nor made: EOPNOTSUPP",
    needs: (world) => world.pf?.keepsNoSettings === true,
    run: async (bench) => {
      const { bdf } = pfOf(bench);
      await bench.numVfs(bdf, 1);
      await bench.eventually("the PF has an interface", async () => (await addressOf(bench, bdf)) !== null);
      const request = { kind: "vf.settings", pf: bdf, edits: [{ vfs: [0], settings: { vlan: 5 } }] } as const;
      expect(await foretold(bench, request)).toContain("warning: vf-settings-unknown");
      const step = { verb: "vf.network", bdf, vf: 0, settings: [{ set: "vlan", vlan: 5, qos: 0 }] } as const;
      expect(await bench.refused(step)).toBe("EOPNOTSUPP");
    },
  },
  {
    title: "settings of VFs whose PF has no network interface are refused",
    needs: (world) => world.undrivenVfs !== undefined,
    run: async (bench) => {
      const { pf } = given(bench.world.undrivenVfs);
      const request = { kind: "vf.settings", pf, edits: [{ vfs: [0], settings: { vlan: 5 } }] } as const;
      expect(await foretold(bench, request)).toContain("blocker: vf-setting-interface");
      const step = { verb: "vf.network", bdf: pf, vf: 0, settings: [{ set: "vlan", vlan: 5, qos: 0 }] } as const;
      expect(await bench.refused(step)).toBe("ENODEV");
    },
  },
  {
    title: "a VF's driver comes through a reset, sees a new MAC address once bound anew, takes its interface along",
    // It takes long, and an IOMMU makes no difference to it.
    needs: (world) => setsVfs(world) && !world.iommu && world.switchOn !== undefined,
    run: async (bench) => {
      const { bdf, vfDriver } = pfOf(bench);
      // A VF has a link, and hears its MAC address, only while its PF is up.
      await bench.switchOn(bdf);
      await bench.numVfs(bdf, 1);
      const vf = given((await bench.get(bdf)).virtfns[0]).bdf;
      await bench.driverIs(vf, vfDriver);
      const reset = { kind: "device.reset", bdfs: [vf], method: null } as const;
      // While its interface is down igbvf would never come back from it.
      expect((await foretold(bench, reset)).includes("blocker: reset-hangs")).toBe(vfDriver === "igbvf");
      await bench.switchOn(vf);
      expect(await foretold(bench, { kind: "assign", bdfs: [vf] })).toContain("warning: net-up");
      const renamed = { kind: "vf.settings", pf: bdf, edits: [{ vfs: [0], settings: { mac: MAC } }] } as const;
      expect(await foretold(bench, renamed)).toContain("fact: vf-mac-rebind");
      await bench.done({ verb: "vf.network", bdf, vf: 0, settings: [{ set: "mac", mac: MAC }] });
      expect(await addressOf(bench, vf)).not.toBe(MAC);
      await bench.done({ verb: "driver.unbind", bdf: vf, from: "any" });
      expect((await bench.get(vf)).children).toEqual([]);
      await bench.done({ verb: "driver.probe", bdf: vf });
      await bench.eventually("its driver has the new address", async () => (await addressOf(bench, vf)) === MAC);
      await bench.switchOn(vf);
      expect(await foretold(bench, reset)).toContain("warning: reset-driver");
      await bench.done({ verb: "device.reset", bdf: vf });
      expect(await bench.get(vf)).toMatchObject({ driver: vfDriver, physfn: bdf });
      await bench.isUp(vf);
      expect(await addressOf(bench, vf)).toBe(MAC);
      const none = { kind: "vfs.set", pf: bdf, count: 0, purpose: "host" } as const;
      expect(await foretold(bench, none)).toContain("warning: vf-net-up");
      await bench.numVfs(bdf, 0);
      expect(await bench.find(vf)).toBeNull();
    },
  },
  {
    title: "a VF whose driver would hang after a reset is reset without it",
    needs: (world) => world.pf?.vfDriver === "virtio-pci",
    run: async (bench) => {
      const { bdf, vfDriver } = pfOf(bench);
      await bench.numVfs(bdf, 1);
      const vf = given((await bench.get(bdf)).virtfns[0]).bdf;
      await bench.driverIs(vf, vfDriver);
      const request = { kind: "device.reset", bdfs: [vf], method: null } as const;
      expect(await foretold(bench, request)).toContain("blocker: reset-hangs");
      await bench.done({ verb: "driver.unbind", bdf: vf, from: "any" });
      expect(await foretold(bench, request)).toEqual(["fact: reset-reach"]);
      await bench.done({ verb: "device.reset", bdf: vf });
      await bench.done({ verb: "driver.probe", bdf: vf });
      await bench.driverIs(vf, vfDriver);
    },
  },
  {
    title: "a bus with others on it is not reset for one of them: ENOTTY",
    needs: (world) => world.group !== undefined,
    run: async (bench) => {
      const { driven, driver } = given(bench.world.group);
      const request = { kind: "device.reset", bdfs: [driven], method: null } as const;
      const isTold = !(await bench.doesAsBefore("resetMethod"));
      expect((await bench.get(driven)).resetMethods).toEqual(isTold ? ["bus"] : null);
      // Where it is not known how it would be reset, the plan asks for the address of what may go with it.
      expect(await foretold(bench, request)).toContain(isTold ? "blocker: reset-siblings" : "guard: reset-reach");
      expect(await bench.refused({ verb: "device.reset", bdf: driven })).toBe("ENOTTY");
      expect((await bench.get(driven)).driver).toBe(driver);
    },
  },
  {
    title: "MSI-X vectors of a VF are refused where the PF's driver shares none out, and while a driver has the VF",
    needs: setsVfs,
    run: async (bench) => {
      const { bdf } = pfOf(bench);
      await bench.numVfs(bdf, 1);
      const pf = await bench.get(bdf);
      const vf = given(pf.virtfns[0]).bdf;
      const said = await foretold(bench, {
        kind: "vf.settings",
        pf: bdf,
        edits: [{ vfs: [0], settings: { msix: 2 } }],
      });
      expect(said.includes("blocker: vf-msix-pool")).toBe((pf.sriov?.vfTotalMsix ?? 0) === 0);
      const code = await bench.refused({ verb: "vf.msix", bdf: vf, count: 2 });
      if (await bench.doesAsBefore("vfMsix")) return expect(code).toBe("ENOENT");
      if ((pf.sriov?.vfTotalMsix ?? 0) === 0) return expect(code).toBe("EOPNOTSUPP");
      expect(code).toBe((await bench.get(vf)).driver === null ? null : "EBUSY");
    },
  },
];
