import { expect, it } from "vitest";
import { at } from "../host/simulated/machines/parts/function.ts";
import { vmhost } from "../host/simulated/machines/vmhost-07.ts";
import { openLab } from "./testing/runner-lab.ts";

const PF = at("41:00.0");

it("a write that waits for guests names them, and what they hold, while it waits; other operations are refused", async () => {
  const lab = await openLab({ machine: vmhost(), wrap: (host) => ({ lookAtStall: (step) => host.lookAtStall(step) }) });
  const plan = await lab.plan({ kind: "vfs.set", pf: PF, count: 0, purpose: "host" });
  const started = await lab.runner.start(plan, { confirm: plan.stop?.bdf ?? null });
  if (!started.ok) throw new Error(started.message);
  while (!lab.runner.status?.explanation?.cause.includes("guest")) await lab.clock.wait(1000);
  const { state, explanation } = lab.runner.status;
  expect(state).toBe("running");
  expect(explanation?.cause).toMatch(/guest build-7 \(qemu-system-x86, process \d+\) and guest db-2 .* still has/);
  expect(explanation?.evidence).toContain(`0000:41:00.2 is open in process 4711.`);
  expect(explanation?.evidence.at(-1)).toContain("blocked until released by user");
  const other = await lab.plan({ kind: "autoprobe.set", pf: at("41:00.1"), value: false });
  expect(await lab.runner.run(other)).toMatchObject({ ok: false, code: "BUSY" });
  await lab.host.close();
  await started.finished;
});
