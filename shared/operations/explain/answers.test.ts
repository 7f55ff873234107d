import { describe, expect, it } from "vitest";
import { makeSpace } from "../../pci/testing/make-space.ts";
import { at, fn, sriov } from "../testing/facts.ts";
import { type Circumstances, counts, failed, NUMVFS } from "../testing/failed-step.ts";
import { explained } from "../testing/said.ts";
import type { Step } from "../verbs/list.ts";

const PF = at("01:00.0");
const PORT = at("00:01.0");
/** InitialVFs and TotalVFs are 8, and the PF depends on no other: what the core reads before it makes VFs. */
const EIGHT_OF_EIGHT = makeSpace(4096, "100: 10 00 01 00", "10c: 08 00 08 00");
const SEVEN_OF_SEVEN = makeSpace(4096, "100: 10 00 01 00", "10c: 07 00 07 00");
const NETWORK: Step = { verb: "vf.network", bdf: PF, vf: 0, settings: [{ set: "vlan", vlan: 7, qos: 0 }] };

function vfs(value: number, code: string, driver: string, circumstances: Circumstances) {
  const facts = { driver, sriov: sriov({ totalVfs: 8 }), ...circumstances.facts };
  return explained(failed({ ...NUMVFS, value }, code, { config: EIGHT_OF_EIGHT, ...circumstances, facts }));
}

describe("a VF that does not answer", () => {
  const behindPort = { parent: PORT, sriov: sriov({ totalVfs: 8, offset: 8, stride: 1 }) };
  const silent = (facts: Circumstances["facts"], line = "pci 0000:01:01.0: unknown header type 7f, ignoring device") =>
    explained({
      ...failed({ ...NUMVFS, value: 1 }, "EIO", { facts: { driver: "ice", ...facts }, config: EIGHT_OF_EIGHT }),
      failure: {
        code: "EIO",
        wrote: "1",
        where: "sriov_numvfs",
        kernelLog: [
          "pci 0000:01:01.0: [8086:1889] type 7f class 0xffffff conventional PCI",
          line,
          "ice 0000:01:00.0: Failed to enable SR-IOV: -5",
        ],
      },
    });

  it("is out of reach without ARI, where its device is not 0", () => {
    const { cause, remedy, action } = silent({ ...behindPort, ariEnabled: false });
    expect(cause).toMatch(
      /VF at 0000:01:01\.0 did not respond.*Without ARI, a port passes only device 0, and this VF is device 1\./,
    );
    expect(remedy).toMatch(/ARI.*slot whose port.* Until then, no VF of this PF can be used/);
    expect(action).toBeUndefined();
  });

  it("leaves those that are on device 0", () => {
    const near = { parent: PORT, ariEnabled: false, sriov: sriov({ totalVfs: 8, offset: 1, stride: 1 }) };
    const step = failed({ ...NUMVFS, value: 8 }, "EIO", {
      facts: { driver: "ice", ...near },
      log: "pci 0000:01:01.0: unknown header type 7f, ignoring device",
    });
    const { remedy, action } = explained(step);
    expect(remedy).toContain("choose 7 or fewer");
    expect(action).toMatchObject({ request: { count: 7 } });
  });

  it.each([
    ["ARI is on", { ...behindPort, ariEnabled: true }],
    ["nobody knows of ARI", { ...behindPort, ariEnabled: null }],
    ["no port is above", { ...behindPort, ariEnabled: false, parent: null }],
  ])("is not put down to ARI where %s", (_, facts) => {
    const { cause, remedy } = silent(facts);
    expect(cause).toContain("VF at 0000:01:01.0 did not respond");
    expect(`${cause} ${remedy}`).not.toContain("ARI");
  });

  it("is a VF of this PF, and no other device", () => {
    const { rule } = silent(
      { ...behindPort, ariEnabled: false },
      "pci 0000:07:00.0: unknown header type 7f, ignoring device",
    );
    expect(rule).not.toBe("numvfs-vf-silent");
  });
});

describe("whose answer an errno is", () => {
  const FIRMWARE =
    "mlx5_core 0000:01:00.0: mlx5_cmd_out_err:803:(pid 900): QUERY_HCA_CAP(0x100) op_mod(0x40) failed, status bad parameter(0x3), syndrome (0x5add95), err(-22)";
  const PASSED_ON =
    "mlx5_core 0000:01:00.0: mlx5_device_enable_sriov:82:(pid 900): failed to enable eswitch SRIOV (-22)";

  it("is the firmware's where the driver's line says so", () => {
    const { cause, remedy, action } = vfs(4, "EINVAL", "mlx5_core", { log: FIRMWARE });
    expect(cause).toBe(
      "The card’s firmware refused a command of mlx5_core: “QUERY_HCA_CAP failed, bad parameter, syndrome 0x5add95”.",
    );
    expect(remedy).toMatch(/don’t match.*Update/);
    expect(action).toBeUndefined();
  });

  it("is the missing IOMMU's where a driver wants one", () => {
    const log = "4xxx 0000:01:00.0: IOMMU should be enabled for SR-IOV to work correctly";
    const { cause, remedy } = vfs(16, "EINVAL", "4xxx", {
      log,
      facts: { iommuGroup: null, sriov: sriov({ totalVfs: 16 }) },
      host: { iommus: [] },
    });
    expect(cause).toMatch(/^4xxx creates VFs only with an active IOMMU, and 0000:01:00\.0 is not behind one/);
    expect(remedy).toMatch(/intel_iommu=on.*ca88a2bdd4dd.*June 2025/);
    // With an IOMMU at work that is not what the line means.
    expect(vfs(8, "EINVAL", "4xxx", { log }).cause).toBe(
      `4xxx refused to create 8 VFs of 0000:01:00.0: it returned EINVAL (invalid argument). 4xxx logged: “${log}”.`,
    );
  });

  it.each(["EINVAL", "EIO", "ENODEV", "ENOSYS", "ERANGE", "ETIMEDOUT", "EPROTO"])(
    "is the driver's where the facts exclude the core's reasons for %s, whether or not it wrote a line",
    (code) => {
      for (const log of [undefined, PASSED_ON, FIRMWARE.replace("syndrome", "code")]) {
        const around = { groupMates: [fn("01:00.1")] };
        const { rule, cause } = vfs(4, code, "mlx5_core", log === undefined ? around : { ...around, log });
        expect(rule).toBe("driver-refused");
        expect(cause).toMatch(new RegExp(`^mlx5_core refused to create 4 VFs of 0000:01:00\\.0: it returned ${code}`));
        expect(cause.endsWith(` mlx5_core logged: “${log}”.`)).toBe(log !== undefined);
      }
    },
  );

  it.each([
    ["EINVAL", /can’t have 4 VFs now/],
    ["EIO", /contradicts itself/],
    ["ENODEV", /Function Dependency Link/],
    ["ENOMEM", /kernel memory ran out/],
    ["ERANGE", /exceed its sriov_totalvfs/],
  ])("is possibly the core's where it is not known what it read: %s", (code, reason) => {
    const unknown: Circumstances = { facts: { driver: "igb", sriov: sriov({ totalVfs: null }) } };
    const { cause } = explained(failed({ ...NUMVFS, value: 4 }, code, unknown));
    expect(cause).toMatch(reason);
    expect(cause).toContain(`${code} comes from the PCI core or from igb.`);
    expect(cause).toContain("The core’s reason, which could not be checked: ");
    // What the driver only passes on is no reason of its own.
    const passedOn = explained(
      failed({ ...NUMVFS, value: 4 }, code, { ...unknown, log: "igb 0000:01:00.0: Failed to enable SR-IOV: -5" }),
    );
    expect(passedOn.cause).toBe(cause);
    const log = "igb 0000:01:00.0: mailbox is not ready";
    const told = explained(failed({ ...NUMVFS, value: 4 }, code, { ...unknown, log }));
    expect(told.cause).toMatch(/^igb refused to create 4 VFs/);
    expect(told.cause).toContain(log);
  });

  it("is the core's where the facts bear its reason out, whatever the driver writes", () => {
    const broken = makeSpace(4096, "100: 10 00 01 00", "10c: 04 00 08 00");
    const log = "igb 0000:01:00.0: mailbox is not ready";
    expect(vfs(4, "EIO", "igb", { config: broken, log }).cause).toMatch(
      /^The SR-IOV capability of 0000:01:00\.0 contradicts itself/,
    );
    expect(vfs(9, "ERANGE", "igb", { log }).cause).toBe("9 VFs exceed the 8 that sriov_totalvfs allows.");
  });

  it.each<[string, NonNullable<Circumstances["facts"]> | null]>([
    ["the function was not read", null],
    ["its driver was not read", { driver: null, driverUnknown: true }],
  ])("is that of the driver that a line names, where %s", (_, facts) => {
    const log = "mlx5_core 0000:01:00.0: only 2 VFs are allowed in this mode";
    for (const code of ["EINVAL", "ENODEV", "EIO"]) {
      const { cause } = explained({ ...failed({ ...NUMVFS, value: 4 }, code, { log, facts }), host: null });
      expect(cause).toBe(
        `mlx5_core refused to create 4 VFs of 0000:01:00.0: it returned ${code} (${cause.match(/\((.*?)\)/)?.[1]}). mlx5_core logged: “${log}”.`,
      );
    }
    const gone = explained(failed(NUMVFS, "ENODEV", { facts: null }));
    expect(gone.cause).toMatch(/no longer present/);
    expect(explained(failed({ verb: "bus.rescan" }, "ENODEV", { facts: null })).cause).not.toContain("function");
  });

  it("is the core's where VFs are on already, whether or not its line was read", () => {
    const on = { driver: "igb", sriov: sriov({ totalVfs: 8, numVfs: 4 }) };
    const line = "igb 0000:01:00.0: 4 VFs already enabled. Disable before enabling 8 VFs";
    for (const log of [undefined, line]) {
      const { cause } = vfs(8, "EBUSY", "igb", log === undefined ? { facts: on } : { facts: on, log });
      expect(cause).toBe("0000:01:00.0 already has 4 VFs. The kernel changes the number to 8 only through 0.");
    }
    expect(explained(failed(NUMVFS, "EBUSY", { facts: null, log: line })).cause).toMatch(/already has VFs/);
  });

  it.each([
    ["EPERM", "Cannot deallocate SR-IOV virtual functions while they are assigned"],
    ["ENOSPC", "no space to do that"],
    ["EOPNOTSUPP", "not supported in this mode"],
  ])("is about their removal where no VFs were asked for: %s", (code, words) => {
    const facts = { driver: "igb", sriov: sriov({ totalVfs: 8, numVfs: 4 }) };
    const { cause } = vfs(0, code, "igb", { facts, log: `igb 0000:01:00.0: ${words}` });
    expect(cause).toMatch(
      new RegExp(`^igb refused to remove the VFs of 0000:01:00\\.0: it returned ${code}.*${words}`),
    );
  });

  it("is no driver's where the function has none", () => {
    for (const code of ["EBUSY", "EAGAIN"])
      expect(explained(failed(NUMVFS, code, { facts: { driver: null } })).cause).not.toContain("driver");
  });

  it("is the driver's reason, and not an interface of which nothing is known", () => {
    const none = (words: string) =>
      vfs(8, "EVERIFY", "bnxt_en", { unmet: counts(8, 0), log: `bnxt_en 0000:01:00.0 ens1: ${words}` }).cause;
    expect(none("Reject SRIOV config request when FW reset is in progress")).toMatch(
      /created no VFs.*“bnxt_en.*FW reset/,
    );
    expect(none("Reject SRIOV config request since if is down!")).toMatch(/interface of 0000:01:00\.0 is down/);
  });

  it("is that of the PF's driver for the vectors of a VF, whose line names the PF", () => {
    const vf = at("01:00.2");
    const log = "mlx5_core 0000:01:00.0: VF cannot have that many vectors";
    const step: Step = { verb: "vf.msix", bdf: vf, count: 8 };
    const own = fn("01:00.2", { physfn: PF, driver: null });
    const around = [own, fn("01:00.0", { driver: "mlx5_core" })];
    for (const code of ["EINVAL", "EIO"]) {
      const told = explained({ ...failed(step, code, { log }), fn: own, around });
      expect(told.cause).toContain(log);
    }
    expect(explained({ ...failed(step, "EINVAL", { log: FIRMWARE }), fn: own, around }).rule).toBe(
      "driver-firmware-refused",
    );
  });

  it("is nobody's by a line about another function", () => {
    const other = "igb 0000:05:00.0: mailbox is not ready";
    expect(vfs(4, "EPROTO", "igb", { log: other }).cause).not.toContain(other);
    const { failure, ...rest } = failed({ ...NUMVFS, value: 4 }, "EPERM", { facts: { driver: "igb" } });
    expect(explained({ ...rest, failure: { ...failure, kernelLog: [other] } }).rule).toBe("no-rights");
    expect(
      explained(
        failed(NUMVFS, "EIO", {
          log: "igb 0000:05:00.0: Unable to change power state from D3cold to D0, device inaccessible",
        }),
      ).rule,
    ).not.toBe("wake-failed");
  });

  it("is not the driver's for what the core writes under its name", () => {
    const log = "mlx5_core 0000:01:00.0: 8 VFs requested; only 5 enabled";
    const { cause } = explained(failed(NUMVFS, "EVERIFY", { log, unmet: counts(8, 5) }));
    expect(cause).toBe("The driver accepted 8 but created 5 VFs. The kernel reports success.");
  });

  it("is the PF driver's for a setting of a VF", () => {
    const log = "mlx5_core 0000:01:00.0: VF 0 is not allowed to do that";
    const there = {
      children: [{ kind: "net", name: "eth0", state: "up", address: null } as const],
      virtfns: [{ index: 0, bdf: at("01:00.2") }],
    };
    for (const code of ["EIO", "ETIMEDOUT", "EPERM", "ENODEV"]) {
      const { cause } = explained(failed(NETWORK, code, { log, facts: there }));
      expect(cause).toMatch(new RegExp(`^mlx5_core refused to change VF 0 of 0000:01:00\\.0: it returned ${code}`));
      expect(cause).toContain(log);
    }
  });

  it("is the driver's that tried the function, where a probe ends with its line", () => {
    const lines = ["nvme 0000:01:00.0: probe with driver nvme failed", "nvme: probe of 0000:01:00.0 failed"];
    for (const line of lines) {
      const log = `${line} with error -12`;
      const { cause } = explained(
        failed({ verb: "driver.probe", bdf: PF }, "EINVAL", { log, facts: { driver: null } }),
      );
      expect(cause).toBe("nvme probed 0000:01:00.0 and failed with error -12.");
      // The core asks for the group before it calls the driver: who was called was not refused for the group's sake.
      const mates = { groupMates: [fn("01:00.1", { driver: "vfio-pci" })], facts: { driver: null } };
      expect(explained(failed({ verb: "driver.probe", bdf: PF }, "EINVAL", { log, ...mates })).cause).toBe(cause);
    }
  });
});

it("a line that ends with a mark of its own ends the sentence", () => {
  const { cause } = explained({
    ...failed(NUMVFS, "EIO", { log: "kernel BUG at drivers/vfio/vfio.c:698!" }),
    crashedSince: true,
  });
  expect(cause).toMatch(/was being written: kernel BUG at drivers\/vfio\/vfio\.c:698!$/);
});

it("a VF in reset is waited for", () => {
  for (const code of ["EAGAIN", "EBUSY"]) {
    const log = "ice 0000:01:00.0: VF 0 still in reset. Try again.";
    const { cause, action } = explained(failed(NETWORK, code, { log, facts: { driver: "ice" } }));
    expect(cause).toContain("in reset");
    expect(cause).toContain(log);
    expect(action).toEqual({ kind: "retry", label: "Plan again" });
  }
});

it("a driver that makes all VFs or none is asked for all", () => {
  const { cause, remedy, action } = explained(
    failed({ ...NUMVFS, value: 8 }, "EVERIFY", {
      log: "c6xx 0000:01:00.0: 8 VFs requested; only 16 enabled",
      facts: { driver: "c6xx", sriov: sriov({ totalVfs: 16, numVfs: 16 }) },
      unmet: counts(8, 16),
    }),
  );
  expect(cause).toBe("c6xx creates all 16 VFs of 0000:01:00.0 or none.");
  expect(remedy).toBe("Choose 16.");
  expect(action).toMatchObject({ request: { count: 16 } });
});

it("more VFs than were asked for lack nothing", () => {
  const qat = (total: number | null, driver = "c6xx") =>
    vfs(8, "EVERIFY", driver, { facts: { driver, sriov: sriov({ totalVfs: total }) }, unmet: counts(8, 16) });
  expect(qat(null).cause).toBe("c6xx creates all 16 VFs of 0000:01:00.0 or none.");
  expect(qat(null).action).toMatchObject({ request: { count: 16 } });
  for (const { remedy } of [qat(32), qat(null, "igb")]) expect(remedy).toMatch(/^Choose 16/);
});

it("a capability with more InitialVFs than TotalVFs contradicts itself, even where VFs can migrate", () => {
  const config = makeSpace(4096, "100: 10 00 01 00", "104: 01 00 00 00", "10c: 09 00 08 00");
  expect(vfs(4, "EIO", "igb", { config }).cause).toMatch(/contradicts itself/);
});

describe("no VFs allowed", () => {
  const none = { facts: { driver: "xe", sriov: sriov({ totalVfs: 0 }) } };

  it("is the driver's doing where the capability has some", () => {
    const { cause, remedy } = vfs(4, "ERANGE", "xe", { ...none, config: SEVEN_OF_SEVEN });
    expect(cause).toBe("4 VFs exceed the 0 that sriov_totalvfs allows.");
    expect(remedy).toMatch(
      /^The device supports 7 VFs; xe lowered that to 0\. .*max_vfs.*too old for VFs of this GPU.*i915/,
    );
    expect(remedy).not.toMatch(/firmware|fewer/);
    // Without the capability's bytes it may be either.
    expect(explained(failed(NUMVFS, "ERANGE", none)).remedy).toMatch(/may allow fewer.*firmware.*max_vfs/);
  });

  it("is the firmware's where the capability has no more", () => {
    const { remedy } = vfs(9, "ERANGE", "ice", {});
    expect(remedy).toBe(
      "Choose fewer VFs. TotalVFs is set in the card’s firmware: raise it there if the card supports more.",
    );
  });
});

it("gim makes VFs when it is loaded, and needs no pci-pf-stub", () => {
  for (const log of [undefined, "gim 0000:01:00.0: driver does not support SR-IOV configuration via sysfs"]) {
    const { cause, remedy } = vfs(8, "ENOENT", "gim", log === undefined ? {} : { log });
    expect(cause).toMatch(/gim.*can’t enable/);
    expect(remedy).toBe("gim creates VFs when it is loaded. Set the number with its module parameter vf_num.");
  }
});

describe("what a line means, and whose it is", () => {
  const lines = (
    value: number,
    code: string,
    driver: string,
    kernelLog: readonly string[],
    more: Circumstances = {},
  ) => {
    const facts = { driver, sriov: sriov({ totalVfs: 64 }), ...more.facts };
    const step = failed({ ...NUMVFS, value }, code, { ...more, facts });
    return explained({ ...step, failure: { ...step.failure, kernelLog: [...kernelLog] } });
  };

  it("ice's own reason, and not the summary that it writes after it", () => {
    const { rule, cause } = lines(8, "ENOSPC", "ice", [
      "ice 0000:01:00.0: Only 12 MSI-X interrupts available for SR-IOV. Unable to support minimum of 2 MSI-X interrupts per VF for 8 VFs",
      "ice 0000:01:00.0: Not enough resources for 8 VFs, err -28. Try with fewer number of VFs",
    ]);
    expect(rule).toBe("numvfs-vectors");
    expect(cause).not.toContain("queues");
  });

  it("xe's own reason, in which nothing is of MSI-X", () => {
    const reason = "xe 0000:01:00.0: [drm] PF: Tile0: GT0: Failed to provision VF1 with 4294967296 LMEM (-ENOSPC)";
    const told = lines(4, "ENOSPC", "xe", [reason, "xe 0000:01:00.0: [drm] PF: Failed to enable 4 VFs (-ENOSPC)"]);
    expect(told.cause).toContain(reason);
    expect(`${told.cause} ${told.remedy}`).not.toMatch(/MSI-X|irdma/);
  });

  it.each([
    ["xe", "[drm] PF: Failed to enable 8 VFs (-ENOMEM)"],
    ["pds_core", "Cannot enable SRIOV: -ENOMEM"],
    ["hisi_zip", "Can't enable VF!"],
  ])("an errno that %s hands on by name is no reason of its own", (driver, words) => {
    expect(lines(8, "ENOMEM", driver, [`${driver} 0000:01:00.0: ${words}`]).cause).toMatch(
      /^ENOMEM comes from the PCI core or/,
    );
  });

  it("an adjective is no errno", () => {
    const line = "mlx5_core 0000:01:00.0: SR-IOV is not pre-enabled";
    expect(lines(8, "EINVAL", "mlx5_core", [line]).rule).toBe("driver-refused");
  });

  it("the core's line, where the driver drops the errno and reports success", () => {
    const because = (words: string) =>
      lines(8, "EVERIFY", "bnxt_en", [`bnxt_en 0000:01:00.0: ${words}`], { unmet: counts(8, 0) }).rule;
    expect(because("not enough MMIO resources for SR-IOV")).toBe("numvfs-mmio");
    expect(because("can't enable 8 VFs (bus 02 out of range of [bus 01])")).toBe("numvfs-bus-range");
  });

  it("VFs that guests have, in nitrox's words and in sfc's", () => {
    for (const [driver, words] of [
      ["CNN55XX", "VFs are attached to VM. Can't disable SR-IOV"],
      ["sfc", "VFs are assigned to guests; please detach them before disabling SR-IOV"],
    ] as const) {
      const told = lines(0, "EBUSY", driver, [`${driver} 0000:01:00.0: ${words}`]);
      expect(told.rule).toBe("numvfs-assigned");
      expect(told.cause).toContain(words);
    }
  });

  it("octeon_ep's limit", () => {
    const told = lines(8, "EINVAL", "octeon_ep", ["octeon_ep 0000:01:00.0: Invalid VF count Max supported VFs = 4"]);
    expect(told.action).toMatchObject({ request: { count: 4 } });
  });

  it("traffic classes only where there are some to switch off", () => {
    const tcs = (classes: number, most: number) =>
      lines(63, "EPERM", "ixgbe", [
        `ixgbe 0000:01:00.0: Currently configured with ${classes} TCs, and 0 offloaded macvlans. Creating more than ${most} VFs is not allowed`,
      ]);
    expect(`${tcs(0, 62).cause} ${tcs(0, 62).remedy}`).not.toContain("traffic classes");
    expect(tcs(4, 30).remedy).toContain("disable traffic classes");
  });

  it.each([
    ["limits exceeded(0x8)", /lacks the resources.*fewer VFs/],
    ["no resources(0xf)", /lacks the resources/],
    ["resource busy(0x6)", /^Try again/],
    ["internal error(0x1)", /error state/],
    ["bad parameter(0x3)", /don’t match/],
  ])("a firmware's %s has a remedy of its own", (status, remedy) => {
    const line = `mlx5_core 0000:01:00.0: mlx5_cmd_out_err:803:(pid 900): ENABLE_HCA(0x104) op_mod(0x0) failed, status ${status}, syndrome (0x4c0b2d), err(-12)`;
    expect(lines(8, "EIO", "mlx5_core", [line]).remedy).toMatch(remedy);
  });
});

describe("what was not read is not told as so", () => {
  it("whether bnxt_en's interface is down", () => {
    const told = vfs(8, "EVERIFY", "bnxt_en", { unmet: counts(8, 0) });
    expect(told.cause).toMatch(/whether it is could not be checked/);
    expect(told.cause).not.toMatch(/because the network interface/);
  });

  it("whether the firmware is at fault, or a VF is out of a port's reach", () => {
    const facts = {
      driver: "igb",
      parent: PORT,
      ariEnabled: null,
      sriov: sriov({ totalVfs: 8, offset: 128, stride: 2 }),
    };
    const told = explained(failed(NUMVFS, "EIO", { facts }));
    expect(told.cause).toMatch(/could not be checked: .*, or a VF does not respond/);
    expect(told.remedy).not.toMatch(/is a fault/);
    expect(told.remedy).toMatch(/VF 0 would be at 0000:01:10\.0.*in 0000:00:01\.0 could not be read.*ARI/);
  });

  it("whether EPERM is the connection's or the driver's", () => {
    expect(vfs(4, "EPERM", "ixgbe", {}).cause).toMatch(/may not write .*, or ixgbe refused it/);
    // Rights to the file are asked for before the driver is.
    expect(vfs(4, "EACCES", "ixgbe", {}).cause).not.toContain("ixgbe");
  });
});

it.each([
  ["nvidia", /sriov-manage -e/],
  ["enic", /Cisco’s management/],
  ["lpfc", /lpfc_sriov_nr_virtfn/],
  ["amdgpu", /gim/],
])("%s has a way of its own to make VFs", (driver, remedy) => {
  const log = `${driver} 0000:01:00.0: driver does not support SR-IOV configuration via sysfs`;
  const told = vfs(8, "ENOENT", driver, { log });
  expect(told.remedy).toMatch(remedy);
  expect(told.remedy).not.toContain("pci-pf-stub");
});
