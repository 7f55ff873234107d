/** Which answers mean "later": by a driver and its words, never by the number of the error alone. */
import { describe, expect, it } from "vitest";
import { sriov } from "../testing/facts.ts";
import { failed, NUMVFS, PF, PROBE, wants } from "../testing/failed-step.ts";
import { explained } from "../testing/said.ts";
import type { Step } from "../verbs/list.ts";
import { meansLater } from "./explain.ts";

const MLX5 = (status: string) =>
  `mlx5_core 0000:01:00.0: mlx5_cmd_out_err:803:(pid 900): MODIFY_NIC_VPORT(0x755) op_mod(0x0) failed, status ${status}, syndrome (0x5add95), err(-16)`;

function vfs(driver: string, code: string, words?: string) {
  const facts = { driver, sriov: sriov({ totalVfs: 8 }) };
  return failed(NUMVFS, code, words === undefined ? { facts } : { facts, log: words });
}

describe("a number of VFs", () => {
  it.each([
    ["i40e", "EAGAIN", undefined, /i40e is still busy with another operation/],
    ["i40e", "EAGAIN", "i40e 0000:01:00.0: Unable to configure VFs, other operation is pending.", /“i40e .*pending\.”/],
    ["qlcnic", "EBUSY", undefined, /qlcnic is still busy/],
    ["ionic", "EBUSY", undefined, /ionic is still busy/],
    ["hinic", "EPERM", "hinic 0000:01:00.0: SR-IOV enable in process, please wait, num_vfs 8", /hinic is still busy/],
    ["mlx5_core", "EBUSY", MLX5("resource busy(0x6)"), /MODIFY_NIC_VPORT failed, resource busy/],
    ["mlx5_core", "EAGAIN", MLX5("FW not ready(0xa)"), /failed, FW not ready/],
  ])("is asked for again: %s, %s, %s", (driver, code, words, cause) => {
    const step = vfs(driver, code, words);
    expect(meansLater(step)).toBe(true);
    expect(explained(step).cause).toMatch(cause);
    expect(explained(step).action).toEqual({ kind: "retry", label: "Plan again" });
  });

  it.each([
    ["ice", "EAGAIN", "ice 0000:01:00.0: Failed to start VF(s)", /ice could not start the VFs it created/],
    ["ice", "EAGAIN", "ice 0000:01:00.0: Failed to start 8 VFs, err -12", /ice could not start the VFs it created/],
    ["ice", "EAGAIN", undefined, /^ice refused to create 8 VFs .*EAGAIN \(temporarily unavailable\)\.$/],
    ["igb", "EAGAIN", "igb 0000:01:00.0: mailbox is not ready", /^igb refused .*mailbox is not ready”\.$/],
    ["i40e", "EBUSY", undefined, /i40e reports that 0000:01:00\.0 is busy/],
    ["mlx5_core", "EAGAIN", MLX5("no resources(0xf)"), /failed, no resources/],
    ["mlx5_core", "EBUSY", undefined, /mlx5_core reports that 0000:01:00\.0 is busy/],
  ])("is not, where the driver has given up or does not say why: %s, %s, %s", (driver, code, words, cause) => {
    const step = vfs(driver, code, words);
    expect(meansLater(step)).toBe(false);
    expect(explained(step).cause).toMatch(cause);
  });
});

it("a setting of a VF is made again whatever the driver writes: to set it twice changes nothing", () => {
  const step: Step = { verb: "vf.network", bdf: PF, vf: 0, settings: [{ set: "vlan", vlan: 7, qos: 0 }] };
  for (const code of ["EAGAIN", "EBUSY"]) expect(meansLater(failed(step, code))).toBe(true);
  expect(meansLater(failed(step, "EBUSY", { log: MLX5("resource busy(0x6)") }))).toBe(true);
  expect(meansLater(failed(step, "EAGAIN", { log: MLX5("no resources(0xf)") }))).toBe(false);
});

it("a function that did not come back from a reset has no driver for that reason, whoever asked for the reset", () => {
  for (const after of ["bus reset", "FLR", "PM D3hot->D0"]) {
    const { rule, cause } = explained(
      failed(PROBE, "EVERIFY", {
        facts: { driver: null, modules: ["nvidia"], sriov: null },
        log: `nvidia 0000:01:00.0: not ready 60000ms after ${after}; giving up`,
        unmet: wants("nvidia", null),
      }),
    );
    expect(rule).toBe("reset-not-ready");
    expect(cause).toBe(`0000:01:00.0 did not come back within 60000 ms of ${after}.`);
  }
});
