import fc from "fast-check";
import { expect, it } from "vitest";
import { planOperation } from "../plan/plan.ts";
import { at, fn, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { anyCase } from "../testing/random-kernel.ts";
import { firstOf, remark } from "./check.ts";
import { CHECKS } from "./checks.ts";

const WORDS = { about: "How many there are", source: "scan", noCase: "no kernel is asked" } as const;

const few = remark({
  ...WORDS,
  id: "few",
  says: (count: number) => (count > 3 ? [] : { level: "fact", title: `${count} is few.`, evidence: `${count}` }),
});
const odd = remark({
  ...WORDS,
  id: "odd",
  says: (count: number) =>
    [1, 3, 5].filter((each) => each === count).map((each) => ({ level: "warning", title: `${each}`, evidence: "e" })),
});

it("a declaration makes the check: with its id, of no function and without advice where it names none", () => {
  expect(few.run(2)).toEqual([
    { id: "few", level: "fact", subject: null, title: "2 is few.", evidence: "2", remedy: null },
  ]);
  expect(few.run(4)).toEqual([]);
  expect(odd.run(5).map(({ id, title }) => [id, title])).toEqual([["odd", "5"]]);
});

it("of several checks the first that has something to say is told alone", () => {
  const told = (count: number) => firstOf([few, odd], count).map(({ id }) => id);
  expect([told(3), told(5), told(8)]).toEqual([["few"], ["odd"], []]);
});

it("no plan says what is not declared", () => {
  const declared = new Set(CHECKS.map(({ id }) => id));
  fc.assert(
    fc.property(anyCase, ({ fresh, request }) => {
      const { checks } = planOperation({ machine: fresh().machine(), request, newId: ids() });
      expect(checks.filter(({ id }) => !declared.has(id))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

it("a check of one function names it as its subject, one of several or of the machine none", () => {
  const asleep = [fn("03:00.0", { powerState: "D3cold" }), fn("03:00.1", { powerState: "D3cold" })];
  const subjectsOf = (machine: ReturnType<typeof machineOf>, request: Parameters<typeof planOperation>[0]["request"]) =>
    planOperation({ machine, request, newId: ids() }).checks.map(({ id, subject }) => [id, subject]);
  const bdfs = asleep.map(({ bdf }) => bdf);
  expect(subjectsOf(machineOf(asleep), { kind: "assign", bdfs })).toEqual(
    expect.arrayContaining([
      ["asleep", at("03:00.0")],
      ["asleep", at("03:00.1")],
      ["iommu", null],
    ]),
  );
  const driverless = machineOf(pfWithVfs({ pf: { driver: null } }));
  expect(subjectsOf(driverless, { kind: "vfs.set", pf: at("01:00.0"), count: 2, purpose: "host" })).toEqual([
    ["has-driver", at("01:00.0")],
  ]);
});
