import { describe, expect, it } from "vitest";
import { makeSpace } from "../../pci/testing/make-space.ts";
import { fn, sriov } from "../testing/facts.ts";
import { type Circumstances, failed, NUMVFS } from "../testing/failed-step.ts";
import { explained } from "../testing/said.ts";

/** What the core reads of the capability is in order. */
const EIGHT_OF_EIGHT = makeSpace(4096, "100: 10 00 01 00", "10c: 08 00 08 00");

function vfs(value: number, code: string, driver: string, circumstances: Circumstances) {
  const facts = { driver, sriov: sriov({ totalVfs: 8 }) };
  return explained(failed({ ...NUMVFS, value }, code, { config: EIGHT_OF_EIGHT, ...circumstances, facts }));
}

describe("an answer", () => {
  it.each(["EINVAL", "ENODEV", "ENOSYS", "ETIMEDOUT"])(
    "is not that of a driver that hands on what it is asked: %s",
    (code) => {
      for (const driver of ["nvme", "ena", "pci-pf-stub"]) {
        const { cause } = vfs(4, code, driver, { groupMates: [fn("01:00.1")] });
        expect(cause).toMatch(new RegExp(`^The kernel returned ${code}`));
      }
    },
  );

  it("is the driver's own where its line names no address", () => {
    const said = (driver: string, log: string) => vfs(4, "EINVAL", driver, { log }).cause;
    for (const [driver, log] of [
      ["bnx2x", "bnx2x: [bnx2x_iov_init_one:1237(ens1f0)]failed to get the ilt"],
      ["qede", "[qed_sriov_enable:4920(ens1f0)]Failed to acquire ptt"],
    ] as const) {
      expect(said(driver, log)).toContain(`${driver} logged: “${log}”.`);
      expect(said("igb", log)).not.toContain(log);
    }
  });

  it("may be missing rights where no line of the driver says no", () => {
    const told = (log: string) => vfs(8, "EPERM", "igb", { log }).cause;
    expect(told("igb 0000:01:00.0: 0 VFs allocated")).toMatch(
      /may not write.*or igb refused it\. EPERM can mean either/,
    );
    expect(told("systemd[1]: Started a timer.")).toMatch(/EPERM can mean either/);
    expect(told("igb 0000:01:00.0: VFs are not allowed now")).toMatch(/^igb does not allow 8 VFs/);
  });
});
