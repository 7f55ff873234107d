import { describe, expect, it } from "vitest";
import type { FunctionInfo } from "../../machine/facts.ts";
import { at, fn, machineOf, pfWithVfs } from "../testing/facts.ts";
import { bindsSurely, likelyHostDriver, likelyVfDriver } from "./drivers.ts";

const ON_VFIO = { driver: "vfio-pci", driverOverride: "vfio-pci" };
const NVME = 0x010802;

describe("the driver that new VFs are likely to get", () => {
  const likely = (facts: Parameters<typeof pfWithVfs>[0]) => {
    const machine = machineOf(pfWithVfs(facts));
    const pf = machine.byBdf.get(at("01:00.0"));
    return pf && likelyVfDriver(machine, pf);
  };

  it.each([
    ["mlx5_core", "mlx5_core"],
    ["igb", "igbvf"],
    ["4xxx", null],
    [null, null],
  ])("of a PF on %s is %s", (driver, expected) => {
    expect(likely({ pf: { driver } })).toBe(expected);
  });

  it("is the one that a VF has already, of those that the host keeps", () => {
    expect(likely({ vfs: [{ driver: null }, ON_VFIO, { driver: "mlx5_vdpa" }] })).toBe("mlx5_vdpa");
    expect(likely({ vfs: [{ driver: null }, ON_VFIO] })).toBe("mlx5_core");
  });
});

describe("the driver that would take a function if vfio-pci let go", () => {
  const likely = (facts: Partial<FunctionInfo>, remembered: string | null = null) => {
    const card = fn("02:00.0", { ...ON_VFIO, ...facts });
    const machine = machineOf([...pfWithVfs({ pf: { driver: "igb" }, vfs: [] }), card]);
    return likelyHostDriver(machine, card, remembered);
  };

  it("is never one that keeps it for guests", () => {
    expect(likely({ modules: ["mlx5_vfio_pci", "mlx5_core"] })).toBe("mlx5_core");
    expect(likely({ modules: ["mlx5_vfio_pci"] })).toBeNull();
    expect(likely({ modules: ["igb"] }, "mlx5_vfio_pci")).toBe("igb");
  });

  it("is the one that has it, whatever else matches", () => {
    expect(likely({ driver: "nvme", modules: ["igb"] })).toBe("nvme");
    expect(likely({ driver: null, modules: ["igb"] })).toBe("igb");
  });

  it("is told by the PF where no module is known for a VF", () => {
    expect(likely({ physfn: at("01:00.0") })).toBe("igbvf");
    expect(likely({})).toBeNull();
  });
});

it("a driver binds surely where it is there, but for a VF of an NVMe controller that nobody has set up", () => {
  const machine = machineOf([]);
  const surely = (driver: string | null, facts: Partial<FunctionInfo> = {}) =>
    bindsSurely(machine, fn("02:00.0", facts), driver);
  expect([surely("igb"), surely("ice"), surely(null)]).toEqual([true, false, false]);
  const vf = { physfn: at("01:00.0") };
  expect(surely("nvme", { classCode: NVME })).toBe(true);
  expect(surely("nvme", { ...vf, classCode: NVME })).toBe(false);
  expect(surely("igb", { ...vf, classCode: 0x020000 })).toBe(true);
  expect(surely("igb", { ...vf, classCode: null })).toBe(true);
});
