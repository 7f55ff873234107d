import { describe, expect, it } from "vitest";
import { p22 } from "../../host/simulated/machines/p22-048-018.ts";
import { IDLE_PF } from "../testing/requests.ts";
import { openLab } from "../testing/runner-lab.ts";

const HOUR_MS = 3_600_000;

describe.each([
  ["forward", HOUR_MS],
  ["back", -2 * 24 * HOUR_MS],
])("a machine's clock that is set %s while an operation waits", (_, stepMs) => {
  it("neither shortens nor lengthens the waiting, and no step took less than nothing", async () => {
    let setClock = (): void => undefined;
    const lab = await openLab({
      machine: p22(),
      wrap: (host) => ({
        scan: (only) => {
          setClock();
          return host.scan(only);
        },
      }),
    });
    setClock = () => lab.clock.step(stepMs);
    lab.fault = (n) => (n === 0 ? { kind: "ignore" } : null);
    const status = await lab.run({ kind: "vfs.set", pf: IDLE_PF, count: 3, purpose: "host" });
    const failed = status.steps.find(({ state }) => state === "failed");
    // VFs have ten seconds to appear.
    expect(failed).toMatchObject({ failure: { code: "EVERIFY" }, tookMs: 10_000 });
    expect(status.steps.every(({ tookMs }) => tookMs === null || tookMs >= 0)).toBe(true);
  });
});
