import { describe, expect, it } from "vitest";
import { sriov } from "../testing/facts.ts";
import { counts, failed, NUMVFS } from "../testing/failed-step.ts";
import { explained } from "../testing/said.ts";

/** A write of 8 to a PF of 64 that its driver did not carry out. @param words of the line that it wrote, with its name */
function told(driver: string, code: string, words: string, made: number | null = null) {
  const facts = { driver, sriov: sriov({ totalVfs: 64 }) };
  const unmet = made === null ? [] : counts(8, made);
  return explained(failed({ ...NUMVFS, value: 8 }, code, { facts, log: words, unmet }));
}

describe("what single drivers write", () => {
  it.each([
    ["4xxx", "EBUSY", "Cannot disable SR-IOV, device in use", /0000:01:00\.0 is in use on the host/],
    ["idpf", "EOPNOTSUPP", "SR-IOV is not supported on this device", /does not support SR-IOV/],
  ])("%s: %s, %s", (driver, code, words, cause) => {
    expect(told(driver, code, `${driver} 0000:01:00.0: ${words}`).cause).toMatch(cause);
  });

  it("the most that a driver allows is offered, also where it makes so many and says nothing", () => {
    const bnx2x =
      "bnx2x: [bnx2x_sriov_configure:2428(eth0)]truncating requested number of VFs (8) down to maximum allowed (5)";
    expect(told("bnx2x", "EVERIFY", bnx2x, 5).action).toMatchObject({ request: { count: 5 } });
    const liquidio = "LiquidIO 0000:01:00.0: OCTEON: Max allowed VFs:6 user requested:8";
    expect(told("LiquidIO", "EPERM", liquidio).action).toMatchObject({ request: { count: 6 } });
  });

  it.each([
    ["LiquidIO", "OCTEON: Failed to enable PCI sriov: -5", " (errno 5)"],
    ["be2net", "SRIOV enable failed", ""],
  ])("an error that %s drops is the PCI core's", (driver, words, errno) => {
    expect(told(driver, "EVERIFY", `${driver} 0000:01:00.0: ${words}`, 0).cause).toBe(
      `The PCI core created no VFs of 0000:01:00.0${errno}, but ${driver} reported success.`,
    );
  });

  it.each([
    ["qede", "[qed_sriov_enable:4592(0000:01:00.0)]Failed to enable sriov [-12]"],
    ["cxgb4", "cxgb4: Unable to instantiate 8 VFs"],
  ])("an errno that %s hands on is no reason of its own", (driver, line) => {
    expect(told(driver, "ENOMEM", line).cause).toMatch(/^ENOMEM comes from the PCI core or/);
  });

  it("hinic's own reason is, which has an errno as well", () => {
    const line = "hinic 0000:01:00.0: Failed to init vf in hardware before enable sriov, error -12";
    expect(told("hinic", "ENOMEM", line).cause).toContain(line);
  });
});
