import { describe, expect, it } from "vitest";
import { Context } from "../../../../shared/pci/accessor.ts";
import type { Bdf } from "../../../../shared/pci/bdf.ts";
import { SRIOV } from "../../../../shared/pci/capabilities/extended/sriov.ts";
import { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { functionContext } from "../../../../shared/pci/decode.ts";
import { p22 } from "../machines/p22-048-018.ts";
import { at } from "../machines/parts/function.ts";
import type { SimulatedMachine } from "../simulated-host.ts";
import { BENCH, testbench } from "../testing/testbench.ts";
import { Kernel } from "./kernel.ts";
import { findExtended } from "./registers.ts";

function boot(machine: SimulatedMachine): Kernel {
  return new Kernel({ ...machine.kernel, hasIommu: machine.iommus.length > 0 });
}

function vfs(kernel: Kernel, pf: Bdf): readonly Bdf[] {
  return kernel.find(pf)?.pf?.vfs.map((vf) => vf.bdf) ?? [];
}

/** A field of a PF's SR-IOV capability by the table's path. */
function field(kernel: Kernel, pf: Bdf, path: string): number {
  const fn = kernel.find(pf);
  if (!fn) throw new Error(`${pf} is not there`);
  const context = functionContext(new ConfigSpace(fn.config));
  return new Context(SRIOV, context, findExtended(fn.config, 0x10) ?? 0).get(path);
}

const FIRST = at("01:00.0");
const SECOND = at("01:00.1");

describe("VFs", () => {
  it("are where offset and stride put them, on a later bus number too", () => {
    const kernel = boot(testbench());
    kernel.writeNumVfs(BENCH.igb, 7);
    expect(vfs(kernel, BENCH.igb)).toEqual(
      ["01:10.0", "01:10.2", "01:10.4", "01:10.6", "01:11.0", "01:11.2", "01:11.4"].map(at),
    );
    kernel.writeNumVfs(BENCH.crossing, 3);
    expect(vfs(kernel, BENCH.crossing)).toEqual(["09:00.0", "09:00.1", "09:00.2"].map(at));
    expect(kernel.find(at("09:00.0"))?.spec.parent).toBe(kernel.find(BENCH.crossing)?.spec.parent);
  });

  it("each get the lowest free IOMMU group, and give it back", () => {
    const kernel = boot(testbench());
    const before = new Set(kernel.functions().map((fn) => fn.iommuGroup));
    kernel.writeNumVfs(BENCH.igb, 3);
    const groups = kernel.find(BENCH.igb)?.pf?.vfs.map((vf) => vf.iommuGroup) ?? [];
    expect(groups).toEqual([before.size, before.size + 1, before.size + 2]);
    kernel.writeNumVfs(BENCH.igb, 0);
    kernel.writeNumVfs(BENCH.crossing, 1);
    expect(kernel.find(at("09:00.0"))?.iommuGroup).toBe(before.size);
  });

  it("share the PF's group where nothing keeps them apart", () => {
    const kernel = boot(testbench());
    kernel.writeNumVfs(BENCH.sharedGroup, 2);
    const pf = kernel.find(BENCH.sharedGroup);
    expect(pf?.pf?.vfs.map((vf) => vf.iommuGroup)).toEqual([pf?.iommuGroup, pf?.iommuGroup]);
  });

  it("show in the PF's registers; ARI is the first PF's only", () => {
    const kernel = boot(p22());
    const on = ["ctl.enable", "ctl.mse", "ctl.ari", "num"];
    expect(on.map((path) => field(kernel, FIRST, path))).toEqual([1, 1, 1, 16]);
    expect(on.map((path) => field(kernel, SECOND, path))).toEqual([0, 0, 0, 0]);
    kernel.writeNumVfs(FIRST, 0);
    expect(on.map((path) => field(kernel, FIRST, path))).toEqual([0, 0, 1, 0]);
  });

  it("move with ARI where the device has it so: an I350 without it needs another bus number", () => {
    const machine = p22();
    const functions = machine.kernel.functions.map((spec) => {
      if (spec.bdf !== at("30:01.1")) return spec;
      const config = spec.config.slice();
      // ARI Forwarding Enable of the port's Device Control 2.
      const control = 0x68 + 0x28;
      config[control] = (config[control] ?? 0) & ~0x20;
      return { ...spec, config };
    });
    const kernel = boot({ ...machine, kernel: { ...machine.kernel, functions } });
    expect(field(kernel, at("31:00.1"), "offset")).toBe(384);
    expect(() => kernel.writeNumVfs(at("31:00.1"), 1)).toThrow("ENOMEM");
    const withAri = boot(machine);
    withAri.writeNumVfs(at("31:00.1"), 2);
    expect(vfs(withAri, at("31:00.1"))).toEqual(["31:10.1", "31:10.5"].map(at));
  });

  it("end with their PF's driver, or stay with a line in the log", () => {
    const kernel = boot(testbench());
    kernel.writeNumVfs(BENCH.igb, 2);
    kernel.unbind(BENCH.igb);
    expect(vfs(kernel, BENCH.igb)).toEqual([]);
    kernel.writeNumVfs(BENCH.nvme, 2);
    const from = kernel.log.position();
    kernel.unbind(BENCH.nvme);
    expect(vfs(kernel, BENCH.nvme)).toHaveLength(2);
    expect(kernel.log.since(from)).toContain("nvme 0000:0d:00.0: driver left SR-IOV enabled after remove");
  });

  it("lose their override with themselves", () => {
    const kernel = boot(testbench());
    kernel.writeNumVfs(BENCH.igb, 1);
    const vf = at("01:10.0");
    kernel.writeOverride(vf, "vfio-pci");
    kernel.writeNumVfs(BENCH.igb, 0);
    kernel.writeNumVfs(BENCH.igb, 1);
    expect(kernel.find(vf)?.driverOverride).toBeNull();
  });

  it("of nvme fail their probe, which the log tells", () => {
    const kernel = boot(testbench());
    const from = kernel.log.position();
    kernel.writeNumVfs(BENCH.nvme, 1);
    expect(kernel.find(at("0d:00.1"))?.driver).toBeNull();
    expect(kernel.log.since(from)).toContain("nvme nvme0: Device not ready; aborting initialisation, CSTS=0x0");
  });
});

describe("binding shows in the function", () => {
  function control(kernel: Kernel, bdf: Bdf): { master: boolean; msix: boolean } {
    const space = new ConfigSpace(kernel.find(bdf)?.config ?? new Uint8Array(0));
    return { master: (space.u16(4) & 4) !== 0, msix: (space.u16(0x9c + 2) & 0x8000) !== 0 };
  }

  it("bus mastering and MSI-X go on and off with the driver", () => {
    const kernel = boot(p22());
    expect(control(kernel, SECOND)).toEqual({ master: true, msix: true });
    kernel.unbind(SECOND);
    expect(control(kernel, SECOND)).toEqual({ master: false, msix: false });
    expect(kernel.find(SECOND)).toMatchObject({ children: [], msi: null, powerState: "unknown" });
    kernel.probe(SECOND);
    expect(control(kernel, SECOND)).toEqual({ master: true, msix: true });
    expect(kernel.find(SECOND)?.children.map(({ name }) => name)).toEqual(["enp1s0f1np1", "mlx5_1"]);
  });

  it("on vfio-pci a function sleeps in D3hot and is a vfio device", () => {
    const kernel = boot(p22());
    kernel.loadModule("vfio_pci");
    kernel.writeOverride(SECOND, "vfio-pci");
    kernel.unbind(SECOND);
    kernel.probe(SECOND);
    expect(kernel.find(SECOND)).toMatchObject({ driver: "vfio-pci", powerState: "D3hot" });
    expect(kernel.find(SECOND)?.children).toEqual([{ kind: "vfio", name: "vfio0", state: null, address: null }]);
  });

  it("loading a module gives its drivers what nobody has", () => {
    const machine = p22();
    const kernel = boot({
      ...machine,
      kernel: {
        ...machine.kernel,
        drivers: machine.kernel.drivers.filter(({ name }) => name !== "igb"),
        functions: machine.kernel.functions.map((spec) => (spec.driver === "igb" ? { ...spec, driver: null } : spec)),
      },
    });
    expect(kernel.find(at("31:00.0"))?.driver).toBeNull();
    kernel.loadModule("igb");
    expect(kernel.find(at("31:00.0"))?.driver).toBe("igb");
  });

  it("waking brings a function from D3cold to D0", () => {
    const kernel = boot(testbench());
    expect(kernel.find(BENCH.asleep)?.powerState).toBe("D3cold");
    kernel.wake(BENCH.asleep);
    expect(kernel.find(BENCH.asleep)?.powerState).toBe("D0");
  });
});

describe("cards", () => {
  const CARD = ["01:00.0", "01:00.1"].map(at);

  it("leave with their VFs, and the port says so", () => {
    const kernel = boot(p22());
    const count = kernel.functions().length;
    const from = kernel.log.position();
    expect(kernel.unplug(at("01:00.5"))).toBe(true);
    expect(kernel.functions()).toHaveLength(count - 18);
    expect(kernel.unplugged()).toEqual(CARD);
    expect(kernel.log.since(from).slice(0, 2)).toEqual([
      "pcieport 0000:00:01.1: pciehp: Slot(1): Link Down",
      "pcieport 0000:00:01.1: pciehp: Slot(1): Card not present",
    ]);
  });

  it("come back as new: a driver, no VFs, no override, a group each", () => {
    const kernel = boot(p22());
    kernel.writeOverride(SECOND, "vfio-pci");
    kernel.unplug(FIRST);
    expect(kernel.plug(at("01:00.1"))).toBe(true);
    expect(kernel.unplugged()).toEqual([]);
    expect(vfs(kernel, FIRST)).toEqual([]);
    expect(kernel.find(SECOND)).toMatchObject({ driver: "mlx5_core", driverOverride: null });
    const groups = kernel.functions().map((fn) => fn.iommuGroup);
    expect(new Set(groups).size).toBe(groups.length - 1);
  });

  it("free their groups for others while they are out", () => {
    const kernel = boot(p22());
    const group = kernel.find(FIRST)?.iommuGroup;
    kernel.unplug(FIRST);
    kernel.writeNumVfs(at("0d:00.0"), 1);
    expect(kernel.find(at("0d:00.2"))?.iommuGroup).toBe(group);
    kernel.plug(FIRST);
    expect(kernel.find(FIRST)?.iommuGroup).not.toBe(group);
  });

  it("that are no cards stay: the board's own functions and ports", () => {
    const kernel = boot(p22());
    expect(["00:14.0", "00:00.2", "02:00.0", "7f:00.0"].map((text) => kernel.unplug(at(text)))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(kernel.plug(FIRST)).toBe(false);
  });
});

describe("changes are told", () => {
  it("once for each write, with everything that came, went or changed", () => {
    const kernel = boot(testbench());
    const told: (readonly Bdf[])[] = [];
    const stop = kernel.onChange((bdfs) => told.push(bdfs));
    kernel.writeNumVfs(BENCH.igb, 2);
    kernel.writeOverride(at("01:10.0"), "vfio-pci");
    stop();
    kernel.writeNumVfs(BENCH.igb, 0);
    expect(told).toEqual([[BENCH.igb, at("01:10.0"), at("01:10.2")], [at("01:10.0")]]);
  });
});
