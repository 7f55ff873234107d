import { describe, expect, it } from "vitest";
import type { Bdf } from "../../../../shared/pci/bdf.ts";
import type { SimulatedMachine } from "../simulated-host.ts";
import { BENCH, testbench, testbenchWithoutIommu } from "../testing/testbench.ts";
import { KernelError } from "./errno.ts";
import { Kernel } from "./kernel.ts";

function boot(machine: SimulatedMachine = testbench()): Kernel {
  return new Kernel({ ...machine.kernel, hasIommu: machine.iommus.length > 0 });
}

/** The errno of a write, with what the kernel said meanwhile; code null = it went through. */
function outcome(kernel: Kernel, write: () => void): { code: string | null; log: readonly string[] } {
  const from = kernel.log.position();
  try {
    write();
    return { code: null, log: kernel.log.since(from) };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    return { code: error.code, log: kernel.log.since(from) };
  }
}

function enabling(bdf: Bdf, count: number, kernel = boot()) {
  return { ...outcome(kernel, () => kernel.writeNumVfs(bdf, count)), vfs: kernel.find(bdf)?.pf?.vfs.length };
}

describe("sriov_numvfs is refused with the kernel's errno and words", () => {
  it.each<[why: string, bdf: Bdf, count: number, code: string, log: readonly string[]]>([
    ["not a number of VFs", BENCH.igb, -1, "EINVAL", []],
    ["more than the driver allows", BENCH.igb, 8, "ERANGE", []],
    ["more than 16 bits", BENCH.igb, 70_000, "ERANGE", []],
    [
      "no driver",
      BENCH.driverless,
      1,
      "ENOENT",
      ["pci 0000:02:00.0: no driver bound to device; cannot configure SR-IOV"],
    ],
    [
      "a driver that cannot",
      BENCH.unsupported,
      1,
      "ENOENT",
      ["e1000e 0000:03:00.0: driver does not support SR-IOV configuration via sysfs"],
    ],
    ["vfio-pci with enable_sriov=N", BENCH.onVfio, 1, "ENOENT", []],
    [
      "a window too small for so many",
      BENCH.smallWindow,
      5,
      "ENOMEM",
      ["igb 0000:05:00.0: 5 VFs allocated", "igb 0000:05:00.0: not enough MMIO resources for SR-IOV"],
    ],
    [
      "no window at all",
      BENCH.noWindow,
      1,
      "ENOMEM",
      ["igb 0000:06:00.0: 1 VFs allocated", "igb 0000:06:00.0: not enough MMIO resources for SR-IOV"],
    ],
    [
      "bus numbers run out",
      BENCH.fewBuses,
      7,
      "ENOMEM",
      ["bnxt_en 0000:0b:00.0: can't enable 7 VFs (bus 0c out of range of [bus 0b])"],
    ],
    ["InitialVFs is not TotalVFs", BENCH.brokenCounts, 1, "EIO", ["igb 0000:12:00.0: 1 VFs allocated"]],
    [
      "the function it depends on is missing",
      BENCH.missingDependency,
      1,
      "ENODEV",
      ["igb 0000:13:00.0: 1 VFs allocated"],
    ],
    ["the function it depends on is no PF", BENCH.wrongDependency, 1, "ENOSYS", ["igb 0000:14:00.0: 1 VFs allocated"]],
    [
      "vectors run out",
      BENCH.ice,
      4,
      "ENOSPC",
      [
        "ice 0000:0f:00.0: Only 6 MSI-X interrupts available for SR-IOV. Not enough to support minimum of 2 MSI-X interrupts per VF for 4 VFs",
      ],
    ],
    [
      "traffic classes limit it",
      BENCH.ixgbe,
      5,
      "EPERM",
      ["ixgbe 0000:0e:00.0: Currently configured with 4 TCs, Creating more than 4 VFs is not allowed"],
    ],
    [
      "the device is in safe mode",
      BENCH.iceSafeMode,
      1,
      "EOPNOTSUPP",
      ["ice-safe-mode 0000:10:00.0: Device is in Safe Mode"],
    ],
    [
      "another operation is pending",
      BENCH.i40e,
      1,
      "EAGAIN",
      ["i40e 0000:11:00.0: Unable to configure VFs, other operation is pending."],
    ],
  ])("%s", (_why, bdf, count, code, log) => {
    expect(enabling(bdf, count)).toEqual({ code, log, vfs: 0 });
  });

  it("non-zero to another non-zero", () => {
    const kernel = boot();
    kernel.writeNumVfs(BENCH.igb, 4);
    const { code, log, vfs } = enabling(BENCH.igb, 7, kernel);
    expect([code, vfs]).toEqual(["EBUSY", 4]);
    expect(log).toEqual(["igb 0000:01:00.0: 4 VFs already enabled. Disable before enabling 7 VFs"]);
  });

  it("but the number that is there succeeds, driver or not", () => {
    expect(enabling(BENCH.driverless, 0)).toEqual({ code: null, log: [], vfs: 0 });
  });
});

describe("limits are where the kernel has them", () => {
  it.each<[what: string, bdf: Bdf, count: number]>([
    ["a window's room", BENCH.smallWindow, 4],
    ["a port's bus numbers", BENCH.fewBuses, 6],
    ["a driver's vectors", BENCH.ice, 3],
    ["a driver's own limit", BENCH.ixgbe, 4],
  ])("%s", (_what, bdf, count) => {
    expect(enabling(bdf, count)).toMatchObject({ code: null, vfs: count });
  });

  it("bnxt with its interface down: success, no VF, and only the log says why", () => {
    const { code, log, vfs } = enabling(BENCH.bnxt, 4);
    expect([code, vfs]).toEqual([null, 0]);
    expect(log).toEqual([
      "bnxt_en 0000:0c:00.0: Reject SRIOV config request since if is down!",
      "bnxt_en 0000:0c:00.0: 4 VFs requested; only 0 enabled",
    ]);
  });

  it("what a driver lowered is the device's own again without it", () => {
    const kernel = boot();
    expect(kernel.find(BENCH.igb)?.pf?.driverMax).toBe(7);
    kernel.unbind(BENCH.igb);
    expect(kernel.find(BENCH.igb)?.pf?.driverMax).toBe(8);
  });
});

describe("binding is refused with the kernel's errno and words", () => {
  function overridden(bdf: Bdf, kernel = boot()): Kernel {
    kernel.writeOverride(bdf, "vfio-pci");
    if (kernel.find(bdf)?.driver) kernel.unbind(bdf);
    return kernel;
  }

  it("a bridge to vfio-pci is EINVAL", () => {
    const kernel = overridden(BENCH.pciBridge);
    expect(outcome(kernel, () => kernel.bind(BENCH.pciBridge, "vfio-pci"))).toEqual({
      code: "EINVAL",
      log: ["vfio-pci 0000:17:00.0: probe with driver vfio-pci failed with error -22"],
    });
  });

  it("a PF with VFs to vfio-pci is EBUSY", () => {
    const kernel = boot();
    kernel.writeNumVfs(BENCH.nvme, 2);
    overridden(BENCH.nvme, kernel);
    expect(outcome(kernel, () => kernel.bind(BENCH.nvme, "vfio-pci"))).toEqual({
      code: "EBUSY",
      log: [
        "vfio-pci 0000:0d:00.0: Cannot bind to PF with SR-IOV enabled",
        "vfio-pci 0000:0d:00.0: probe with driver vfio-pci failed with error -16",
      ],
    });
  });

  it("without an IOMMU vfio-pci is EINVAL; drivers_probe hides it and leaves the line in the log", () => {
    const kernel = overridden(BENCH.driverless, boot(testbenchWithoutIommu()));
    const line = "vfio-pci 0000:02:00.0: probe with driver vfio-pci failed with error -22";
    expect(outcome(kernel, () => kernel.bind(BENCH.driverless, "vfio-pci"))).toEqual({ code: "EINVAL", log: [line] });
    expect(outcome(kernel, () => kernel.probe(BENCH.driverless))).toEqual({ code: null, log: [line] });
    expect(kernel.find(BENCH.driverless)?.driver).toBeNull();
  });

  it.each<[why: string, bdf: Bdf, driver: string, code: string]>([
    ["ids that the driver does not know", BENCH.driverless, "nvme", "ENODEV"],
    ["a driver that is not there", BENCH.driverless, "no-such-driver", "ENOENT"],
    ["a function that is taken", BENCH.igb, "igb", "EBUSY"],
  ])("%s", (_why, bdf, driver, code) => {
    const kernel = boot();
    expect(outcome(kernel, () => kernel.bind(bdf, driver)).code).toBe(code);
  });

  it("a module that is not on disk is ENOENT", () => {
    const kernel = boot();
    expect(outcome(kernel, () => kernel.loadModule("no_such_module")).code).toBe("ENOENT");
  });
});
