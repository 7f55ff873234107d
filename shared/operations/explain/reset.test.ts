import { describe, expect, it } from "vitest";
import { type Circumstances, failed, PF } from "../testing/failed-step.ts";
import { explained } from "../testing/said.ts";
import type { Step } from "../verbs/list.ts";
import { RESET_RULES } from "./reset.ts";

const RESET: Step = { verb: "device.reset", bdf: PF };
const METHOD: Step = { verb: "reset.method", bdf: PF, methods: ["flr"] };
const REMOVE: Step = { verb: "device.remove", bdf: PF };
const RESCAN: Step = { verb: "bus.rescan" };
const MSIX: Step = { verb: "vf.msix", bdf: PF, count: 32 };
const NETWORK: Step = { verb: "vf.network", bdf: PF, vf: 0, settings: [{ set: "vlan", vlan: 7, qos: 0 }] };

const seen = new Set<string | undefined>();

describe("explanations of resets, removal and settings of VFs", () => {
  it.each<[rule: string, Step, string, Circumstances, RegExp, RegExp]>([
    [
      "reset-not-ready",
      RESET,
      "ENOTTY",
      { log: "vfio-pci 0000:01:00.0: not ready 65535ms after FLR; giving up" },
      /65535 ms of FLR/,
      /rescan/,
    ],
    [
      "wake-failed",
      RESET,
      "EIO",
      { log: "nvme 0000:01:00.0: Unable to change power state from D3cold to D0, device inaccessible" },
      /^0000:01:00\.0 did not wake from D3cold/,
      /slot/,
    ],
    [
      "wake-failed",
      RESET,
      "EIO",
      { log: "nvme 0000:01:00.0: can't change power state from D3cold to D0 (config space inaccessible)" },
      /^0000:01:00\.0 did not wake from D3cold/,
      /slot/,
    ],
    [
      "wake-failed",
      { verb: "driver.probe", bdf: PF },
      "EVERIFY",
      { log: "vfio-pci 0000:01:00.0: Unable to change power state from D3cold to D0, device inaccessible" },
      /did not wake/,
      /slot/,
    ],
    [
      "not-ready-after-resume",
      { verb: "driver.probe", bdf: PF },
      "EVERIFY",
      { log: "pci 0000:01:00.0: not ready 65535ms after resume; giving up" },
      /did not come back from D3cold.*66 s/,
      /d3cold_allowed to 0.*power\/control to on.*port above.*disable_idle_d3=1/,
    ],
    [
      "reset-none",
      RESET,
      "ENOTTY",
      { facts: { resetMethods: ["bus"] } },
      /^0000:01:00\.0 has no reset method that works/,
      /another method/,
    ],
    ["reset-busy", RESET, "EAGAIN", {}, /in use or already being reset/, /Unbind/],
    ["reset-inaccessible", RESET, "EIO", {}, /did not respond/, /ff/],
    ["reset-changed", RESET, "EVERIFY", {}, /differs from before/, /Compare/],
    [
      "reset-method-unsupported",
      METHOD,
      "EINVAL",
      { log: "pci 0000:01:00.0: Unsupported reset method 'bus'" },
      /does not support bus reset/,
      /listed/,
    ],
    ["reset-method-invalid", METHOD, "EINVAL", {}, /does not accept/, /listed/],
    ["reset-method-missing", METHOD, "ENOENT", {}, /no setting for the reset methods/, /5\.15/],
    ["reset-method-asleep", METHOD, "ENXIO", {}, /could not be woken/, /Wake it/],
    ["reset-method-changed", METHOD, "EVERIFY", {}, /not those that were written/, /reset_method/],
    ["remove-stays", REMOVE, "EVERIFY", {}, /still present/, /log/],
    ["remove-stays", RESCAN, "EVERIFY", {}, /did not find/, /log/],
    ["remove-invalid", REMOVE, "EINVAL", {}, /does not accept/, /plan again/],
    ["msix-unsupported", MSIX, "EOPNOTSUPP", {}, /can’t change/, /ice/],
    ["msix-bound", MSIX, "EBUSY", {}, /bound to mlx5_core/, /Unbind/],
    ["msix-invalid", MSIX, "EINVAL", {}, /32 MSI-X vectors/, /fewer/],
    ["msix-missing", MSIX, "ENOENT", {}, /no setting/, /5\.13/],
    ["msix-differs", MSIX, "EVERIFY", {}, /differs from the requested/, /rounds/],
    ["vf-setting-in-reset", NETWORK, "EBUSY", {}, /in reset/, /Try again/],
    ["vf-setting-unsupported", NETWORK, "EOPNOTSUPP", {}, /does not support VLAN 7 for VFs/, /devlink/],
    ["vf-setting-invalid", NETWORK, "EINVAL", {}, /does not accept/, /VLAN/],
    ["vf-setting-which-net", NETWORK, "ENOTUNIQ", {}, /is unknown, so nothing was written/, /phys_port_name/],
    ["vf-setting-no-net", NETWORK, "ENODEV", {}, /no network interface/, /namespace/],
    ["vf-setting-differs", NETWORK, "EVERIFY", {}, /reads back/, /NetworkManager/],
  ])("%s", (rule, step, code, circumstances, cause, remedy) => {
    const explanation = explained(failed(step, code, circumstances));
    seen.add(explanation.rule);
    expect(explanation.rule).toBe(rule);
    expect(explanation.cause).toMatch(cause);
    expect(explanation.remedy).toMatch(remedy);
  });

  it("have a row above for each rule of the dictionary", () => {
    expect(RESET_RULES.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
  });
});
