import { describe, expect, it } from "vitest";
import { at, sriov } from "../testing/facts.ts";
import { AUTOPROBE, type Circumstances, counts, failed, NUMVFS, ON_VFIO, wants } from "../testing/failed-step.ts";
import type { Step } from "../verbs/list.ts";
import { explain } from "./explain.ts";
import { SRIOV_RULES } from "./sriov.ts";

const seen = new Set<string | undefined>();

describe("explanations of refused VFs", () => {
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
      /^0000:01:00\.0 has no driver/,
      /pci-pf-stub/,
    ],
    [
      "driver without sriov_configure",
      NUMVFS,
      "ENOENT",
      { log: "ast 0000:01:00.0: driver does not support SR-IOV configuration via sysfs", facts: { driver: "ast" } },
      /ast.*cannot switch VFs/,
      /module option/,
    ],
    [
      "a driver of which it is known how it makes VFs",
      NUMVFS,
      "ENOENT",
      { log: "i915 0000:01:00.0: driver does not support SR-IOV configuration via sysfs", facts: { driver: "i915" } },
      /i915.*cannot switch VFs/,
      /outside the kernel tree/,
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
      "VFs out of reach of a port, in no line of the log",
      NUMVFS,
      "EIO",
      { facts: { ariEnabled: false, parent: at("00:01.0"), sriov: sriov({ totalVfs: 8, offset: 4, stride: 1 }) } },
      /VF 4 of 0000:01:00\.0 is out of reach at 0000:01:01\.0.*device 1/,
      /ARI.*ask for 4 or fewer/,
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
      {
        log: "mlx5_core 0000:01:00.0: 4 VFs already enabled. Disable before enabling 8 VFs",
        facts: { sriov: sriov({ totalVfs: 7, numVfs: 4 }) },
      },
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
        unmet: counts(8, 0),
      },
      /bnxt_en made no VFs.*is down/,
      /ip link set eth0 up/,
    ],
    ["fewer than asked", NUMVFS, "EVERIFY", { unmet: counts(8, 5) }, /took 8 and made 5 VFs/, /fewer/],
    ["VFs that stay", { ...NUMVFS, value: 0 }, "EVERIFY", { unmet: counts(0, 2) }, /2 VFs .* still there/, /Shut down/],
    [
      "all or none",
      NUMVFS,
      "EVERIFY",
      { facts: { sriov: sriov({ totalVfs: 16 }) }, unmet: counts(8, 16) },
      /all 16 VFs .* or none/,
      /Ask for 16/,
    ],
    [
      "a VF that does not answer",
      NUMVFS,
      "EIO",
      { log: "pci 0000:01:00.2: unknown header type 7f, ignoring device" },
      /did not answer at 0000:01:00\.2/,
      /link above/,
    ],
    [
      "a driver that wants an IOMMU",
      NUMVFS,
      "EINVAL",
      { log: "4xxx: IOMMU should be enabled for SR-IOV to work correctly", host: { iommus: [] } },
      /behind none/,
      /BIOS/,
    ],
    ["none at all", NUMVFS, "EVERIFY", { unmet: counts(8, 0) }, /took 8 and made no VFs/, /fewer/],
    ["a PF that left", NUMVFS, "EVERIFY", { unmet: counts(8, "gone") }, /not there any more/, /log/],
    [
      "bnxt_en that made what was asked",
      NUMVFS,
      "EVERIFY",
      { facts: { driver: "bnxt_en" }, unmet: wants(null, "bnxt_en") },
      /driver took VFs/,
      /udev/,
    ],
    ["a driver that did not come", NUMVFS, "EVERIFY", { unmet: wants("any", null) }, /found .* is no driver/, /./],
    ["VFs that were taken", NUMVFS, "EVERIFY", { unmet: wants(null, "mlx5_core") }, /driver took VFs/, /udev/],
    ["another driver's silence", NUMVFS, "ENOENT", {}, /does not offer to switch VFs/, /module option/],
    ["out of space without a word", NUMVFS, "ENOSPC", {}, /not enough of something/, /irdma/],
    [
      "a driver's own limit",
      NUMVFS,
      "EPERM",
      { log: "qede 0000:01:00.0: can start at most 4 VFs" },
      /does not allow 8 VFs/,
      /names the limit/,
    ],
    ["not supported now", NUMVFS, "EOPNOTSUPP", {}, /does not support VFs/, /firmware versions/],
    ["no rights to the attribute", NUMVFS, "EACCES", {}, /may not write/, /root/],
    [
      "autoprobe of an old kernel",
      AUTOPROBE,
      "ENOENT",
      { facts: { sriov: sriov({ driversAutoprobe: null }) } },
      /before 4\.12/,
      /afterwards/,
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
    seen.add(explanation.rule);
    expect(explanation.cause).toMatch(cause);
    expect(explanation.remedy).toMatch(remedy);
  });

  it("have a row above for each rule of the dictionary", () => {
    expect(SRIOV_RULES.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
  });
});
