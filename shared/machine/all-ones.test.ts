import { expect, it } from "vitest";
import { allOnesCause } from "./all-ones.ts";
import type { FunctionFacts } from "./facts.ts";
import { bdf, functionInfo } from "./testing/sample-machine.ts";

it.each<[cause: RegExp, Partial<FunctionFacts>]>([
  [/did not wake/, { powerState: "D3cold" }],
  [/lost touch/, { powerState: "error" }],
  [/link is down/, { powerState: "D0", link: { speed: null, width: 0, maxSpeed: 16, maxWidth: 16 } }],
  [/VF is not there/, { powerState: "D0", physfn: bdf("01:00.1") }],
  [
    /removed, its link is down, it failed/,
    { powerState: "D0", link: { speed: 8, width: 4, maxSpeed: 16, maxWidth: 16 } },
  ],
  [/removed, its link is down, it failed/, { powerState: null }],
])("%s", (cause, facts) => {
  const told = allOnesCause(functionInfo("01:00.0", facts));
  expect(told.cause).toMatch(cause);
  expect(told.evidence).toContain("0000:01:00.0");
});
