import { describe, expect, it } from "vitest";
import { fn, sriov } from "../testing/facts.ts";
import {
  type Circumstances,
  failed,
  MODULE,
  NUMVFS,
  ON_VFIO,
  OVERRIDE,
  PF,
  PROBE,
  UNBIND,
  wants,
} from "../testing/failed-step.ts";
import { explained } from "../testing/said.ts";
import type { Step } from "../verbs/list.ts";
import { BINDING_RULES } from "./binding.ts";

const NOT_LOADED: Circumstances = { host: { vfioPci: "absent" } };

const seen = new Set<string | undefined>();

const RESERVED = { that: "override", target: { bdf: PF }, driver: "vfio-pci" } as const;

describe("explanations of drivers that do not bind", () => {
  it.each<[string, Step, string, Circumstances, RegExp, RegExp]>([
    [
      "no IOMMU",
      PROBE,
      "EVERIFY",
      {
        facts: { driver: null, driverOverride: "vfio-pci", iommuGroup: null },
        host: { iommus: [] },
        unmet: wants("vfio-pci", null),
      },
      /No IOMMU is active/,
      /intel_iommu=on/,
    ],
    [
      "no IOMMU, as an errno",
      PROBE,
      "EINVAL",
      { facts: { driver: null, driverOverride: "vfio-pci", iommuGroup: null }, host: { iommus: [] } },
      /No IOMMU is active/,
      /BIOS/,
    ],
    [
      "no group, where the IOMMUs could not be listed",
      PROBE,
      "EINVAL",
      {
        facts: { driver: null, driverOverride: "vfio-pci", iommuGroup: null },
        host: { iommus: [] },
        iommusUnknown: true,
      },
      /in no IOMMU group/,
      /behind an IOMMU/,
    ],
    [
      "no group",
      PROBE,
      "EVERIFY",
      { facts: { driver: null, iommuGroup: null }, unmet: wants("vfio-pci", null) },
      /in no IOMMU group/,
      /behind an IOMMU/,
    ],
    [
      "a host driver, on a machine without an IOMMU",
      PROBE,
      "EVERIFY",
      { facts: { driver: null, iommuGroup: null }, host: { iommus: [] }, unmet: wants("igb", null) },
      /^igb did not bind to 0000:01:00\.0/,
      /a probe loads no module/,
    ],
    [
      "a host driver for a function without a group",
      PROBE,
      "EVERIFY",
      { facts: { driver: null, iommuGroup: null }, unmet: wants("igb", null) },
      /^igb did not bind/,
      /a probe loads no module/,
    ],
    [
      "vfio-pci without an IOMMU, in a group all the same",
      PROBE,
      "EVERIFY",
      { facts: { driver: null }, host: { iommus: [] }, unmet: wants("vfio-pci", null) },
      /^vfio-pci did not bind/,
      /log/,
    ],
    [
      "vfio-pci, and nobody can say what is there now",
      PROBE,
      "EVERIFY",
      { facts: null, unmet: wants("vfio-pci", "gone") },
      /^vfio-pci did not bind/,
      /log/,
    ],
    [
      "another driver than the one that was named",
      PROBE,
      "EVERIFY",
      { facts: { driver: "nouveau" }, unmet: wants("nvidia", "nouveau") },
      /^0000:01:00\.0 is bound to nouveau, not to nvidia\.$/,
      /something else binds/i,
    ],
    [
      "PF with VFs to vfio-pci",
      PROBE,
      "EVERIFY",
      {
        log: "vfio-pci 0000:01:00.0: Cannot bind to PF with SR-IOV enabled",
        facts: { driver: null, sriov: sriov({ numVfs: 4 }) },
        unmet: wants("vfio-pci", null),
      },
      /while SR-IOV is enabled/,
      /0 VFs first/,
    ],
    [
      "denylist",
      PROBE,
      "EINVAL",
      { log: "vfio-pci 0000:01:00.0: 8086:37c8 exists in vfio-pci device denylist, driver probing disallowed." },
      /unsafe to pass through/,
      /disable_denylist/,
    ],
    [
      "RMRR",
      PROBE,
      "EVERIFY",
      {
        log: "Device is ineligible for IOMMU domain attach due to platform RMRR requirement. Contact your platform vendor.",
      },
      /reserves memory for 0000:[0-9a-f:.]+ /,
      /BIOS/,
    ],
    ["group held by a guest", PROBE, "EBUSY", {}, /holds IOMMU group 20 through another function/, /whole group/],
    [
      "group held by a guest, as drivers_probe says it",
      PROBE,
      "EINVAL",
      { facts: { driver: null }, groupMates: [fn("01:00.1", ON_VFIO), fn("00:01.0", { driver: "pcieport" })] },
      /holds IOMMU group 20 through 0000:01:00\.1 \(bound to vfio-pci\), so host drivers can’t bind to 0000:01:00\.0\.$/,
      /^Shut down the guest or program that holds it, then return the whole group .* together\.$/,
    ],
    [
      "group held through a VF that its own driver hands out",
      PROBE,
      "EINVAL",
      {
        facts: { driver: null },
        groupMates: [
          fn("01:00.1", { driver: "nvidia", children: [{ kind: "vfio", name: "vfio4", state: null, address: null }] }),
        ],
      },
      /holds IOMMU group 20 through 0000:01:00\.1 \(bound to nvidia\)/,
      /whole group/,
    ],
    [
      "a bridge for vfio-pci",
      PROBE,
      "EINVAL",
      { facts: { driver: null, driverOverride: "vfio-pci", sriov: null, classCode: 0x060400 } },
      /0000:01:00\.0 is a bridge/,
      /Leave it alone/,
    ],
    [
      "vfio-pci in a group of which another member is given away already",
      PROBE,
      "EINVAL",
      { facts: { driver: null, driverOverride: "vfio-pci" }, groupMates: [fn("01:00.1", ON_VFIO)] },
      /the driver refused it/,
      /^The driver’s kernel log lines say why\.$/,
    ],
    [
      "refused without a word, with nobody near who holds the group",
      PROBE,
      "EINVAL",
      { facts: { driver: null }, groupMates: [fn("00:01.0", { driver: "pcieport" })] },
      /the driver refused it/,
      /^The driver’s kernel log lines say why\.$/,
    ],
    [
      "probe failed with an error",
      PROBE,
      "EVERIFY",
      {
        log: "nvme 0000:01:00.0: probe with driver nvme failed with error -19",
        facts: { driver: null },
        unmet: wants("any", null),
      },
      /nvme probed .* error -19/,
      /log/,
    ],
    [
      "another driver was faster",
      PROBE,
      "EVERIFY",
      { unmet: wants("vfio-pci", "mlx5_core") },
      /bound to mlx5_core, not to vfio-pci/,
      /driverctl/,
    ],
    [
      "vfio-pci took it again",
      PROBE,
      "EVERIFY",
      { facts: ON_VFIO, unmet: wants("any", "vfio-pci") },
      /bound to vfio-pci, not to a host driver/,
      /new_id/,
    ],
    [
      "nothing bound",
      PROBE,
      "EVERIFY",
      { facts: { driver: null, modules: ["ice"] }, unmet: wants("any", null) },
      /No driver bound/,
      /Load ice/,
    ],
    [
      "vfio-pci did not bind",
      PROBE,
      "EVERIFY",
      { facts: { driver: null }, unmet: wants("vfio-pci", null) },
      /vfio-pci did not bind/,
      /log/,
    ],
    ["nothing to unbind", UNBIND, "ENODEV", { facts: { driver: null } }, /no longer has a driver/, /Refresh/],
    [
      "unbound from the wrong one",
      { verb: "driver.unbind", bdf: PF, from: "igb" },
      "ENODEV",
      {},
      /bound to another driver in the meantime: mlx5_core/,
      /plan again/,
    ],
    ["still bound", UNBIND, "EVERIFY", { unmet: wants(null, "mlx5_core") }, /did not release/, /Shut down/],
    ["override too long", OVERRIDE, "EINVAL", {}, /as a driver name/, /4095/],
    [
      "override changed back",
      OVERRIDE,
      "EVERIFY",
      { unmet: [{ expected: RESERVED, found: { ...RESERVED, driver: null } }] },
      /Another program/,
      /driverctl/,
    ],
    ["refused without a word", PROBE, "EINVAL", {}, /refused/, /IOMMU group could not be read: a guest/],
    ["no memory for a name", OVERRIDE, "ENOMEM", {}, /no memory left/, /Free memory/],
    ["module fails", MODULE, "EINVAL", NOT_LOADED, /could not be loaded/, /blacklist/],
    ["no module", MODULE, "ENOENT", NOT_LOADED, /No module vfio-pci is installed/, /kernel update/],
    ["module refused", MODULE, "EPERM", NOT_LOADED, /does not allow vfio-pci to be loaded/, /Secure Boot/],
    ["gone", PROBE, "ENODEV", { facts: null }, /no longer present/, /Refresh/],
    ["a file", NUMVFS, "EROFS", {}, /opened from a file/, /on the machine itself/],
    [
      "connection lost",
      MODULE,
      "EHOST",
      { log: "the connection was closed" },
      /did not respond: the connection was closed/,
      /Connect again/,
    ],
  ])("%s", (_, step, code, circumstances, cause, remedy) => {
    const explanation = explained(failed(step, code, circumstances));
    seen.add(explanation.rule);
    expect(explanation.cause).toMatch(cause);
    expect(explanation.remedy).toMatch(remedy);
  });

  it("have a row above for each rule of the dictionary", () => {
    expect(BINDING_RULES.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
  });
});
