import { expect, it } from "vitest";
import { WordsError } from "../../../shared/words/errors.ts";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { p22 } from "../../host/simulated/machines/p22-048-018.ts";
import { IDLE_PF, PF, VF0 } from "../testing/requests.ts";
import { openLab } from "../testing/runner-lab.ts";

it("a write that waits for a program says which one, and what it holds; until it lets go nothing else is started", async () => {
  const lab = await openLab({
    machine: p22(),
    wrap: (host) => ({ lookAtStall: (step) => host.lookAtStall(step) }),
  });
  expect((await lab.run({ kind: "assign", bdfs: [VF0] })).state).toBe("done");
  const program = lab.host.hold(VF0);
  const started = await lab.runner.start(await lab.plan({ kind: "vfs.set", pf: PF, count: 0, purpose: "host" }));
  if (!started.ok) throw new WordsError(started.message);
  while (!english(lab.runner.status?.explanation?.cause ?? "").includes("qemu")) await lab.clock.wait(1000);
  const { state, explanation } = lab.runner.status ?? {};
  expect(state).toBe("running");
  expect(english(explanation?.cause)).toContain("qemu-system-x86 (process 1000) still holds");
  expect(inEnglish(explanation?.evidence)).toContain(`${VF0} is open in process 1000.`);
  expect(explanation?.evidence.at(-1)).toContain("blocked until released by user");
  const other = await lab.plan({ kind: "autoprobe.set", pf: IDLE_PF, value: false });
  expect(await lab.runner.run(other)).toMatchObject({ ok: false, code: "BUSY" });
  program.letGo();
  expect(await started.finished).toMatchObject({ state: "done", explanation: null });
});
