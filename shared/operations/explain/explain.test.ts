import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sriov } from "../testing/facts.ts";
import {
  AUTOPROBE,
  counts,
  failed,
  MODULE,
  NUMVFS,
  ON_VFIO,
  OVERRIDE,
  PROBE,
  UNBIND,
  wants,
} from "../testing/failed-step.ts";
import { explained } from "../testing/said.ts";
import { writeOf } from "../verbs/table.ts";
import { EXPLANATION_RULES } from "./explain.ts";

describe("explain", () => {
  it("shows what was written where, what was expected, and the kernel's own lines", () => {
    const { evidence } = explained(
      failed(NUMVFS, "EVERIFY", { log: "8 VFs requested; only 5 enabled", unmet: counts(8, 5) }),
    );
    expect(evidence).toEqual([
      "Wrote “8” to /sys/bus/pci/devices/0000:01:00.0/sriov_numvfs.",
      "Expected: 0000:01:00.0 has 8 VFs. Found: 5 VFs.",
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
          const { cause, evidence, remedy } = explained(failed(step, code, circumstances));
          expect(cause.length).toBeGreaterThan(10);
          expect(remedy.length).toBeGreaterThan(10);
          expect(`${cause} ${remedy}`).not.toMatch(/undefined|null|NaN|\[object/);
          expect(evidence[0]).toContain(writeOf(step).where);
          if (code !== "EVERIFY") expect(evidence[0]).toContain(code);
        },
      ),
      { numRuns: 1000 },
    );
    expect(explained(failed(OVERRIDE, "EXYZ")).cause).toBe("The kernel returned EXYZ.");
    expect(explained(failed(UNBIND, "EIO")).cause).toBe("The kernel returned EIO (input or output error).");
  });

  it("offers what can be done with one press, and nothing where it cannot be told", () => {
    const action = (...args: Parameters<typeof failed>) => explained(failed(...args)).action;
    expect(action(NUMVFS, "ENOENT", { facts: { driver: null } })).toEqual({
      kind: "plan",
      label: "Bind its own driver…",
      request: { kind: "giveBack", bdfs: ["0000:01:00.0"] },
    });
    expect(
      action(NUMVFS, "EPERM", {
        log: "i40e: Unable to enable 8 VFs. Limited to 6 VFs due to device resource constraints.",
      }),
    ).toMatchObject({
      label: "Choose 6 VFs…",
      request: { kind: "vfs.set", count: 6 },
    });
    const room = (count: string) => ({
      log: `i40e: Unable to enable 8 VFs. Limited to ${count} VFs due to device resource constraints.`,
    });
    expect(action(NUMVFS, "EPERM", room("1"))).toMatchObject({ label: "Choose 1 VF…" });
    expect(action(NUMVFS, "EPERM", room("0"))).toBeUndefined();
    expect(action(NUMVFS, "ERANGE")).toMatchObject({ label: "Choose 7 VFs…", request: { count: 7 } });
    expect(action(NUMVFS, "ERANGE", { facts: { sriov: null } })).toBeUndefined();
    expect(action(NUMVFS, "EAGAIN")).toEqual({ kind: "retry", label: "Plan again" });
    expect(action(NUMVFS, "ENOENT", { facts: ON_VFIO })).toMatchObject({
      kind: "command",
      command: "echo Y > /sys/module/vfio_pci/parameters/enable_sriov",
    });
    const down = (name: string) => ({
      facts: { driver: "bnxt_en", children: [{ kind: "net", name, state: "down", address: null } as const] },
      unmet: counts(8, 0),
    });
    expect(action(NUMVFS, "EVERIFY", down("eth0"))).toMatchObject({ command: "ip link set eth0 up" });
    // A name that a shell would take for something else is not made into a command.
    expect(action(NUMVFS, "EVERIFY", down("eth0; reboot"))).toBeUndefined();
    const { facts, unmet } = down("eth0");
    expect(action(NUMVFS, "EVERIFY", { facts: { ...facts, children: [] }, unmet })).toBeUndefined();
    expect(action(NUMVFS, "EIO")).toBeUndefined();
    const withVfs = {
      facts: { driver: null, sriov: sriov({ numVfs: 4 }) },
      log: "vfio-pci 0000:01:00.0: Cannot bind to PF with SR-IOV enabled",
    };
    expect(action(PROBE, "EVERIFY", withVfs)).toMatchObject({
      label: "Remove its VFs…",
      request: { kind: "vfs.set", pf: "0000:01:00.0", count: 0 },
    });
    const modules = (...names: string[]) => ({
      facts: { driver: null, modules: names },
      unmet: wants("any", null),
    });
    expect(action(PROBE, "EVERIFY", modules("mlx5_vfio_pci", "mlx5_core"))).toMatchObject({
      command: "modprobe mlx5_core",
    });
    expect(action(PROBE, "EVERIFY", modules("a; reboot"))).toBeUndefined();
    expect(action(PROBE, "EVERIFY", modules())).toBeUndefined();
  });

  it("has a name for each rule, once", () => {
    const names = EXPLANATION_RULES.map((rule) => rule.id);
    expect(new Set(names).size).toBe(names.length);
  });
});

it.each([
  "Please enable the IOMMU before VFs are made",
  "SR-IOV needs MSI-X on this function",
  "this firmware requires driver 5.2 for VFs",
])("what a driver asks for is its reason as well: %s", (words) => {
  const log = `mlx5_core 0000:01:00.0: ${words}`;
  expect(explained(failed({ ...NUMVFS, value: 4 }, "EPROTO", { log })).cause).toContain(log);
});
