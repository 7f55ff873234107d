import { expect, it } from "vitest";
import { inEnglish } from "../../../../shared/words/testing/english.ts";
import { sampleFunction } from "../../../testing/machines.ts";
import { powerFacts as powerFactsInWords } from "./power-facts.ts";

const powerFacts = (...of: Parameters<typeof powerFactsInWords>) => inEnglish(powerFactsInWords(...of));

it.each([
  [true, "yes"],
  [false, "no"],
  [null, null],
])("says whether a function may enter D3cold: %s", (d3coldAllowed, value) => {
  const facts = powerFacts(sampleFunction("0000:01:00.0", { d3coldAllowed }), null, null);
  expect(facts.find(({ id }) => id === "d3cold")).toMatchObject({ value, none: "unknown", source: "d3cold_allowed" });
});
