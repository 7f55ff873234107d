import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FunctionInfo } from "../machine/facts.ts";
import { EXPLANATION_RULES, explain, explainStall, type FailedStep } from "./explain.ts";
import { writeOf } from "./shell.ts";
import { at, fn, LAB_HOST, sriov } from "./testing/facts.ts";
import type { Expectation, Step } from "./types.ts";

const PF = at("01:00.0");
const NUMVFS: Step = { verb: "sriov.numvfs", bdf: PF, value: 8 };
const PROBE: Step = { verb: "driver.probe", bdf: PF };
const UNBIND: Step = { verb: "driver.unbind", bdf: PF };
const OVERRIDE: Step = { verb: "driver.override", bdf: PF, driver: "vfio-pci" };
const AUTOPROBE: Step = { verb: "sriov.autoprobe", bdf: PF, value: false };
const MODULE: Step = { verb: "module.load", module: "vfio-pci" };

const PLAIN = { driver: "mlx5_core", iommuGroup: "20", sriov: sriov({ totalVfs: 7 }) };

interface Circumstances {
  readonly log?: string;
  readonly facts?: Partial<FunctionInfo> | null;
  readonly unmet?: FailedStep["unmet"];
  readonly iommus?: readonly string[];
}

function failed(
  step: Step,
  code: string,
  { log, facts, unmet = [], iommus = ["dmar0"] }: Circumstances = {},
): FailedStep {
  return {
    step,
    failure: {
      code,
      ...writeOf(step),
      kernelLog: log === undefined ? [] : ["mlx5_core 0000:01:00.0: something before", log],
    },
    fn: facts === null ? null : fn("01:00.0", { ...PLAIN, ...facts }),
    host: { ...LAB_HOST, iommus },
    unmet,
  };
}

function wants(driver: string | null, found: string): FailedStep["unmet"] {
  const expected: Expectation = { that: "driver", target: { bdf: PF }, driver };
  return [{ expected, found }];
}

function counts(value: number, found: string): FailedStep["unmet"] {
  return [{ expected: { that: "numvfs", bdf: PF, value }, found }];
}

const ON_VFIO = { driver: "vfio-pci", driverOverride: "vfio-pci" };

describe("explain", () => {
  it.each<[string, Step, string, Circumstances, RegExp, RegExp]>([
    [
      "PF without driver",
      NUMVFS,
      "ENOENT",
      { log: "pci 0000:01:00.0: no driver bound to device; cannot configure SR-IOV", facts: { driver: null } },
      /has no driver/,
      /pci-pf-stub/,
    ],
    [
      "PF without driver, log not readable",
      NUMVFS,
      "ENOENT",
      { facts: { driver: null } },
      /has no driver/,
      /pci-pf-stub/,
    ],
    [
      "driver without sriov_configure",
      NUMVFS,
      "ENOENT",
      { log: "i915 0000:01:00.0: driver does not support SR-IOV configuration via sysfs", facts: { driver: "i915" } },
      /i915.*cannot switch VFs/,
      /module option/,
    ],
    [
      "the same in an older kernel's words",
      NUMVFS,
      "ENOENT",
      { log: "Driver doesn't support SRIOV configuration via sysfs" },
      /cannot switch VFs/,
      /module option/,
    ],
    [
      "PF on vfio-pci",
      NUMVFS,
      "ENOENT",
      { facts: ON_VFIO },
      /only when enable_sriov is set/,
      /Write Y to .*enable_sriov/,
    ],
    [
      "more than the driver allows",
      NUMVFS,
      "ERANGE",
      {},
      /8 VFs are more than the 7 that sriov_totalvfs allows/,
      /fewer/,
    ],
    [
      "non-zero to non-zero",
      NUMVFS,
      "EBUSY",
      { log: "mlx5_core 0000:01:00.0: 4 VFs already enabled. Disable before enabling 8 VFs" },
      /has 4 VFs already.*to 8 only through 0/,
      /refresh/,
    ],
    [
      "device not ready",
      NUMVFS,
      "EBUSY",
      { log: "ice 0000:01:00.0: Cannot enable SR-IOV, device not ready" },
      /resetting/,
      /again/,
    ],
    ["busy without a word", NUMVFS, "EBUSY", {}, /busy/, /again/],
    [
      "another operation pending",
      NUMVFS,
      "EAGAIN",
      { log: "i40e: Unable to configure VFs, other operation is pending." },
      /still busy/,
      /again/,
    ],
    [
      "no memory window",
      NUMVFS,
      "ENOMEM",
      { log: "mlx5_core 0000:01:00.0: not enough MMIO resources for SR-IOV" },
      /memory space for the BARs of 8 VFs/,
      /Above 4G/,
    ],
    [
      "bus numbers",
      NUMVFS,
      "ENOMEM",
      { log: "igb 0000:01:00.0: can't enable 8 VFs (bus 03 out of range of [bus 01-02])" },
      /last of 8 VFs would be on bus 03.*01-02/,
      /ARI/,
    ],
    [
      "windows not enabled",
      NUMVFS,
      "ENOMEM",
      { log: "SR-IOV: IOV BARS not allocated" },
      /could not be switched on/,
      /realloc/,
    ],
    ["out of something", NUMVFS, "ENOMEM", {}, /ran out/, /fewer VFs/],
    ["broken capability", NUMVFS, "EIO", {}, /contradicts itself/, /firmware/],
    ["dependency link", NUMVFS, "ENODEV", {}, /Function Dependency Link/, /first/],
    [
      "MSI-X vectors",
      NUMVFS,
      "ENOSPC",
      {
        log: "ice: Only 12 MSI-X interrupts available for SR-IOV. Not enough to support minimum of 2 MSI-X interrupts per VF for 8 VFs",
      },
      /Only 12 MSI-X interrupts are left, and 8 VFs need 2 each/,
      /irdma/,
    ],
    [
      "traffic classes",
      NUMVFS,
      "EPERM",
      {
        log: "ixgbe: Currently configured with 4 TCs, and the OS has reserved. Creating more than 31 VFs is not allowed",
      },
      /With 4 traffic classes.*31 VFs/,
      /31 or fewer/,
    ],
    [
      "device constraints",
      NUMVFS,
      "EPERM",
      { log: "i40e: Unable to enable 8 VFs. Limited to 6 VFs due to device resource constraints." },
      /room for 6 VFs/,
      /6 or fewer/,
    ],
    ["no rights", NUMVFS, "EPERM", {}, /may not write .*sriov_numvfs/, /root shell/],
    [
      "not capable",
      NUMVFS,
      "EOPNOTSUPP",
      { log: "ice: This device is not capable of SR-IOV" },
      /not capable/,
      /firmware/,
    ],
    [
      "safe mode",
      NUMVFS,
      "EOPNOTSUPP",
      { log: "ice: SR-IOV cannot be configured - Device is in Safe Mode" },
      /safe mode/,
      /DDP package/,
    ],
    [
      "most supported",
      NUMVFS,
      "EOPNOTSUPP",
      { log: "ice: Can't enable 8 VFs, max VFs supported is 5" },
      /supports 5 VFs/,
      /5 or fewer/,
    ],
    ["not a number", NUMVFS, "EINVAL", {}, /no number of VFs/, /Refresh/],
    [
      "success without VFs",
      NUMVFS,
      "EVERIFY",
      {
        facts: { driver: "bnxt_en", children: [{ kind: "net", name: "eth0", state: "down", address: null }] },
        unmet: counts(8, "0 VFs"),
      },
      /bnxt_en made no VFs.*is down/,
      /ip link set eth0 up/,
    ],
    ["fewer than asked", NUMVFS, "EVERIFY", { unmet: counts(8, "5 VFs") }, /took 8 and made 5 VFs/, /fewer/],
    [
      "VFs that stay",
      { ...NUMVFS, value: 0 },
      "EVERIFY",
      { unmet: counts(0, "2 VFs") },
      /2 VFs .* still there/,
      /Shut down/,
    ],
    ["VFs that were taken", NUMVFS, "EVERIFY", { unmet: wants(null, "mlx5_core") }, /driver took VFs/, /udev/],
    ["no rights to the attribute", NUMVFS, "EACCES", {}, /may not write/, /root/],
    ["autoprobe of an old kernel", AUTOPROBE, "ENOENT", {}, /before 4\.12/, /afterwards/],
    [
      "no IOMMU",
      PROBE,
      "EVERIFY",
      {
        facts: { driver: null, driverOverride: "vfio-pci", iommuGroup: null },
        iommus: [],
        unmet: wants("vfio-pci", "no driver"),
      },
      /No IOMMU is at work/,
      /intel_iommu=on/,
    ],
    [
      "no IOMMU, as an errno",
      PROBE,
      "EINVAL",
      { facts: { driver: null, driverOverride: "vfio-pci", iommuGroup: null }, iommus: [] },
      /No IOMMU is at work/,
      /BIOS/,
    ],
    [
      "no group",
      PROBE,
      "EVERIFY",
      { facts: { driver: null, iommuGroup: null }, unmet: wants("vfio-pci", "no driver") },
      /in no IOMMU group/,
      /behind the IOMMU/,
    ],
    [
      "PF with VFs to vfio-pci",
      PROBE,
      "EVERIFY",
      {
        log: "vfio-pci 0000:01:00.0: Cannot bind to PF with SR-IOV enabled",
        facts: { driver: null },
        unmet: wants("vfio-pci", "no driver"),
      },
      /while SR-IOV is on/,
      /0 VFs first/,
    ],
    [
      "denylist",
      PROBE,
      "EINVAL",
      { log: "vfio-pci 0000:01:00.0: 8086:37c8 exists in vfio-pci device denylist, driver probing disallowed." },
      /unsafe to give away/,
      /disable_denylist/,
    ],
    [
      "RMRR",
      PROBE,
      "EVERIFY",
      {
        log: "Device is ineligible for IOMMU domain attach due to platform RMRR requirement. Contact your platform vendor.",
      },
      /RMRR/,
      /BIOS/,
    ],
    ["group held by a guest", PROBE, "EBUSY", {}, /IOMMU group 20 is in use by a guest/, /whole group/],
    [
      "probe failed with an error",
      PROBE,
      "EVERIFY",
      {
        log: "nvme 0000:01:00.0: probe with driver nvme failed with error -19",
        facts: { driver: null },
        unmet: wants("any", "no driver"),
      },
      /nvme tried .* error -19/,
      /log/,
    ],
    [
      "another driver was faster",
      PROBE,
      "EVERIFY",
      { unmet: wants("vfio-pci", "mlx5_core") },
      /mlx5_core has .*, not vfio-pci/,
      /driverctl/,
    ],
    [
      "vfio-pci took it again",
      PROBE,
      "EVERIFY",
      { facts: ON_VFIO, unmet: wants("any", "vfio-pci") },
      /vfio-pci has .*, not a driver of the host/,
      /new_id/,
    ],
    [
      "nothing bound",
      PROBE,
      "EVERIFY",
      { facts: { driver: null, modules: ["ice"] }, unmet: wants("any", "no driver") },
      /No driver took/,
      /Load ice/,
    ],
    [
      "vfio-pci did not bind",
      PROBE,
      "EVERIFY",
      { facts: { driver: null }, unmet: wants("vfio-pci", "no driver") },
      /vfio-pci did not take/,
      /log/,
    ],
    ["nothing to unbind", UNBIND, "ENODEV", { facts: { driver: null } }, /has no driver any more/, /Refresh/],
    ["unbound from the wrong one", UNBIND, "ENODEV", {}, /it is on mlx5_core now/, /plan again/],
    ["still bound", UNBIND, "EVERIFY", { unmet: wants(null, "mlx5_core") }, /did not let go/, /Shut down/],
    ["override too long", OVERRIDE, "EINVAL", {}, /no driver name/, /4095/],
    [
      "override changed back",
      OVERRIDE,
      "EVERIFY",
      { unmet: [{ expected: { that: "override", target: { bdf: PF }, driver: "vfio-pci" }, found: "no override" }] },
      /Another program/,
      /driverctl/,
    ],
    ["no module", MODULE, "ENOENT", {}, /No module vfio-pci is installed/, /kernel update/],
    ["module refused", MODULE, "EPERM", {}, /does not let vfio-pci be loaded/, /Secure Boot/],
    ["gone", PROBE, "ENODEV", { facts: null }, /not there any more/, /Refresh/],
    ["a file", NUMVFS, "EROFS", {}, /opened from a file/, /on the machine itself/],
    [
      "connection lost",
      MODULE,
      "EHOST",
      { log: "the connection was closed" },
      /did not answer: the connection was closed/,
      /Connect again/,
    ],
    [
      "journal full",
      NUMVFS,
      "EJOURNAL",
      { log: "ENOSPC: no space left on device" },
      /journal could not be written: ENOSPC/,
      /free space/,
    ],
  ])("%s", (_, step, code, circumstances, cause, remedy) => {
    const explanation = explain(failed(step, code, circumstances));
    expect(explanation.cause).toMatch(cause);
    expect(explanation.remedy).toMatch(remedy);
  });

  it("shows what was written where, what was expected, and the kernel's own lines", () => {
    const { evidence } = explain(
      failed(NUMVFS, "EVERIFY", { log: "8 VFs requested; only 5 enabled", unmet: counts(8, "5 VFs") }),
    );
    expect(evidence).toEqual([
      'Writing "8" to /sys/bus/pci/devices/0000:01:00.0/sriov_numvfs went through.',
      "Expected: 0000:01:00.0 has 8 VFs; found: 5 VFs.",
      "mlx5_core 0000:01:00.0: something before",
      "8 VFs requested; only 5 enabled",
    ]);
  });

  it("is never empty: whatever the errno, it names the code, the file and the value", () => {
    const steps = [NUMVFS, PROBE, UNBIND, OVERRIDE, { ...OVERRIDE, driver: null }, AUTOPROBE, MODULE];
    const codes = [
      "EPERM",
      "ENOENT",
      "EIO",
      "EAGAIN",
      "ENOMEM",
      "EACCES",
      "EBUSY",
      "EEXIST",
      "ENODEV",
      "EINVAL",
      "ENOSPC",
      "ERANGE",
      "ENOSYS",
      "EOPNOTSUPP",
      "ETIMEDOUT",
      "EVERIFY",
      "EHOST",
      "EXYZ",
    ];
    const facts = fc.constantFrom(null, {}, { driver: null }, ON_VFIO);
    fc.assert(
      fc.property(
        fc.constantFrom(...steps),
        fc.constantFrom(...codes),
        fc.option(fc.string(), { nil: undefined }),
        facts,
        (step, code, log, about) => {
          const circumstances = { facts: about, ...(log === undefined ? {} : { log }) };
          const { cause, evidence, remedy } = explain(failed(step, code, circumstances));
          expect(cause.length).toBeGreaterThan(10);
          expect(remedy.length).toBeGreaterThan(10);
          expect(`${cause} ${remedy}`).not.toMatch(/undefined|null|NaN|\[object/);
          expect(evidence[0]).toContain(writeOf(step).where);
          if (code !== "EVERIFY") expect(evidence[0]).toContain(code);
        },
      ),
      { numRuns: 1000 },
    );
    expect(explain(failed(OVERRIDE, "EXYZ")).cause).toBe("The kernel answered EXYZ.");
    expect(explain(failed(UNBIND, "EIO")).cause).toBe("The kernel answered EIO (input or output error).");
  });

  it("has a name for each rule, once", () => {
    const names = EXPLANATION_RULES.map((rule) => rule.id);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("explainStall", () => {
  it("tells who is waited for when functions are taken away", () => {
    const said = explainStall({ ...NUMVFS, value: 0 }, 12_400, fn("01:00.0", PLAIN));
    expect(said.cause).toContain("still holds a function");
    expect(said.evidence).toEqual(["The write has been running for 12 s.", "driver of 0000:01:00.0 is mlx5_core"]);
    expect(explainStall(PROBE, 12_400, null).cause).toContain("the driver is still busy");
  });
});
