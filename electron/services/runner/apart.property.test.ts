import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import { p22 } from "../../host/simulated/machines/p22-048-018.ts";
import { MemoryJournal } from "../journal/journal.ts";
import { IDLE_PF, PF, VF0, VF1 } from "../testing/requests.ts";
import { openLab } from "../testing/runner-lab.ts";

const anyRequest: fc.Arbitrary<OperationRequest> = fc.constantFrom<OperationRequest>(
  { kind: "vfs.set", pf: PF, count: 4, purpose: "vfio-pci" },
  { kind: "vfs.set", pf: IDLE_PF, count: 3, purpose: "host" },
  { kind: "vfs.set", pf: PF, count: 0, purpose: "host" },
  { kind: "assign", bdfs: [VF0, VF1] },
);

/** Two programs, interleaved at everything that they ask of the machine. @returns who wrote, in order */
async function runBoth(
  scheduler: fc.Scheduler,
  requests: readonly [OperationRequest, OperationRequest],
  isOneJournal: boolean,
) {
  const wrote: { readonly who: string; readonly isUnderWay: boolean }[] = [];
  const first = await openLab({ machine: p22() });
  const journal = new MemoryJournal();
  const programs = await Promise.all(
    (["a", "b"] as const).map(async (who, index) => {
      const lab = await openLab({
        machine: p22(),
        host: first.host,
        journal: isOneJournal ? journal : new MemoryJournal(),
        wrap: (host) => ({
          take: (purpose) => scheduler.schedule(Promise.resolve(), `${who} takes`).then(() => host.take(purpose)),
          scan: (only) => scheduler.schedule(Promise.resolve(), `${who} scans`).then(() => host.scan(only)),
          usage: () => scheduler.schedule(Promise.resolve(), `${who} looks`).then(() => host.usage()),
          async perform(step: Step) {
            wrote.push({ who, isUnderWay: true });
            await scheduler.schedule(Promise.resolve(), `${who} writes`);
            const result = await host.perform(step);
            wrote.push({ who, isUnderWay: false });
            return result;
          },
        }),
      });
      return { lab, plan: await lab.plan(requests[index] ?? requests[0]) };
    }),
  );
  return { wrote, programs };
}

describe.each([
  ["one journal", true],
  ["two journals", false],
])("two programs on one machine and %s", (_, isOneJournal) => {
  it("never both change it, however they come in between each other", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), anyRequest, anyRequest, async (scheduler, one, other) => {
        const opening = runBoth(scheduler, [one, other], isOneJournal);
        await scheduler.waitFor(opening);
        const { wrote, programs } = await opening;
        const running = Promise.all(programs.map(({ lab, plan }) => lab.runner.run(plan)));
        await scheduler.waitFor(running);
        const results = await running;
        // One after the other may both run; in between each other they may not.
        const turns = wrote.map(({ who }) => who).filter((who, index, all) => who !== all[index - 1]);
        expect(turns.length).toBeLessThanOrEqual(2);
        for (const result of results) {
          if (result.ok) expect(result.status.state).toBe("done");
          else expect(["BUSY", "CONFLICT"]).toContain(result.code);
        }
        expect(results.some(({ ok }) => ok)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
