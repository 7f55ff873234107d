import { expect, test } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { NOT_ASKED, type UsedBy } from "../../../shared/machine/used-by.ts";
import type { ImpactEntry } from "../../../shared/operations/impact/impact.ts";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { bdf, labMachine } from "../../testing/machines.ts";
import { samplePlan } from "../../testing/operations.ts";
import { impactRows, liftsStop, stopLabel, takesFromSomebody, typedWrong } from "./impact-view.ts";

const PF = bdf("0000:41:00.0");

function held(address: string, guest: string): ImpactEntry {
  const text = `is held by guest ${guest}`;
  const evidence = `process 1 has /dev/vfio/${address.slice(-1)} open`;
  return {
    bdf: bdf(address),
    how: "removed",
    cause: PF,
    reasons: [{ kind: "guest", text, short: "guest a", evidence, level: "protected" }],
  };
}

test("functions that one guest holds are one row, with what to do", () => {
  const impact = [held("0000:41:00.2", "build-7"), held("0000:41:00.3", "build-7"), held("0000:41:00.4", "db-2")];
  const check = {
    id: "protected",
    level: "guard",
    subject: bdf("0000:41:00.2"),
    title: "One guest holds it",
    evidence: "e",
    remedy: "Shut it down.",
  } as const;
  const rows = impactRows(samplePlan({ impact, checks: [check] }));
  expect(rows.map(({ bdfs, how }) => [bdfs.length, english(how)])).toEqual([
    [2, "removed"],
    [1, "removed"],
  ]);
  expect(inEnglish(rows[0])).toMatchObject({
    isProtected: true,
    reasons: [
      {
        text: "is held by guest build-7.",
        evidence: "process 1 has /dev/vfio/2 open and process 1 has /dev/vfio/3 open",
      },
    ],
    remedy: "Shut it down.",
  });
});

test("a plan takes from somebody where it reaches who uses a function, or takes away what may be somebody's", () => {
  const machine = buildMachine(labMachine());
  const [vf] = machine.vfsOf(bdf("0000:01:00.0"));
  if (vf === undefined) throw new Error("no VF");
  const effects = { creates: [], destroys: [{ bdf: vf.bdf, isVf: true, losing: [] }], rebinds: [] };
  const takes = (facts: Parameters<typeof samplePlan>[0], state: UsedBy["state"] = "nobody") =>
    takesFromSomebody(samplePlan(facts), machine, { ...NOT_ASKED, of: () => ({ users: [], state }) });
  expect(takes({ effects })).toBe(false);
  expect(takes({ effects }, "unknown")).toBe(true);
  const entry = held("0000:01:00.2", "build-7");
  expect(takes({ impact: [{ ...entry, how: "unbound" }] })).toBe(true);
  expect(takes({ impact: [{ ...entry, how: "reconfigured" }] })).toBe(false);
  expect(takes({ stop: { bdf: PF, protects: [] } })).toBe(true);
});

test("only the address of the stop lifts it, in full or short", () => {
  const plan = samplePlan({ stop: { bdf: PF, protects: [PF] } });
  const typed = ["0000:41:00.0", " 41:00.0 ", "41:00.1", "", "0001:41:00.0", "yes"];
  expect(typed.map((text) => liftsStop(plan, text))).toEqual([true, true, false, false, false, false]);
  expect(liftsStop(samplePlan(), "")).toBe(false);
});

test("a wrong address is named once it is as long as one, and not while it is typed", () => {
  const stop = bdf("0000:41:00.0");
  const wrongOf = (typed: string) => typedWrong(stop, typed);
  for (const typed of ["", "0000:4", "0000:41:00.", "41:00.", "0000:41:00.0", "41:00.0"]) {
    expect(wrongOf(typed)).toBeNull();
  }
  for (const typed of ["0000:41:00.2", "41:00.2", "0000-41-00-0", "yes, I am sure"]) {
    expect(english(wrongOf(typed))).toBe("This is not 0000:41:00.0.");
  }
});

test("where the VF is protected and the PF is to be typed, it is called the PF", () => {
  const machine = buildMachine(labMachine());
  const labelOf = (text: string, protects: readonly string[]) =>
    english(stopLabel(machine, { bdf: bdf(text), protects: protects.map(bdf) }));
  expect(labelOf("0000:01:00.0", ["0000:01:00.5"])).toBe("Type 0000:01:00.0 (the PF) to run anyway");
  expect(labelOf("0000:01:00.0", ["0000:01:00.0", "0000:01:00.5"])).toBe("Type 0000:01:00.0 to run anyway");
  expect(labelOf("0000:01:00.0", [])).toBe("Type 0000:01:00.0 to run anyway");
});
