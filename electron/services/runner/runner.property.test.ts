import fc from "fast-check";
import { expect, it } from "vitest";
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import { english } from "../../../shared/words/testing/english.ts";
import { p22 } from "../../host/simulated/machines/p22-048-018.ts";
import { at } from "../../host/simulated/machines/parts/function.ts";
import type { StepFault } from "../../host/simulated/simulated-host.ts";
import { openLab, stateOf } from "../testing/runner-lab.ts";

const PF = at("01:00.0");
const VFS = [at("01:00.2"), at("01:00.5"), at("01:01.1")];

const anyRequest: fc.Arbitrary<OperationRequest> = fc.oneof(
  fc.record({
    kind: fc.constant("vfs.set" as const),
    pf: fc.constantFrom(PF, at("01:00.1")),
    count: fc.integer({ min: 0, max: 3 }),
    purpose: fc.constantFrom("host" as const, "vfio-pci" as const, "none" as const),
  }),
  fc.record({
    kind: fc.constantFrom("assign" as const, "giveBack" as const),
    bdfs: fc.shuffledSubarray(VFS, { minLength: 1 }),
  }),
);

function unbound(count: number) {
  return { kind: "vfs.set", pf: PF, count, purpose: "none" } as const;
}

const anyFault: fc.Arbitrary<StepFault> = fc.constantFrom<StepFault>(
  { kind: "fail", code: "EIO", kernelLog: [] },
  { kind: "fail", code: "EBUSY", kernelLog: ["busy"] },
  { kind: "ignore" },
);

it("tells the truth whatever goes wrong, on the way there and on the way back", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      anyRequest,
      anyRequest,
      fc.array(fc.tuple(fc.integer({ min: 0, max: 25 }), anyFault), { maxLength: 6 }),
      async (first, second, faults) => {
        const lab = await openLab({ machine: p22() });
        if ((await lab.plan(first)).verdict === "ready") await lab.run(first);
        if ((await lab.plan(second)).verdict !== "ready") return;
        const before = stateOf(lab.session.machine);
        const planned = new Map(faults);
        let n = 0;
        lab.fault = () => planned.get(n++) ?? null;
        const status = await lab.run(second);
        const after = stateOf(lab.session.machine);
        const same = JSON.stringify(after) === JSON.stringify(before);
        const entry = await lab.journal.find(status.entryId);
        expect(entry).toMatchObject({ state: status.state, nowTrue: status.nowTrue, steps: status.steps });
        if (status.state === "done") {
          // A driver that is only hoped for may not have bound: that is said, and no failure.
          const rest = (await lab.plan(second)).steps;
          expect(rest.filter(({ expect: needed }) => needed.length > 0)).toEqual([]);
          expect(status.explanation).toBeNull();
        } else {
          expect(english(status.nowTrue.at(-1))).toMatch(
            same ? /^Everything is back to its previous state\.$/ : /^Not restored: /,
          );
          expect(status.explanation).not.toBeNull();
        }
        // Whatever is left of it, the journal's entry leads back.
        lab.fault = () => null;
        const undo = { kind: "undo", entryId: status.entryId } as const;
        if ((await lab.plan(undo)).verdict === "ready") expect((await lab.run(undo)).state).toBe("done");
        expect(stateOf(lab.session.machine)).toEqual(before);
      },
    ),
    { numRuns: 60, examples: [[unbound(1), { ...unbound(1), purpose: "host" }, [[0, { kind: "ignore" }]]]] },
  );
});
