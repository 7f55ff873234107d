import { expect, it } from "vitest";
import { sampleFunction } from "../../../testing/machines.ts";
import { powerFacts } from "./power-facts.ts";

it.each([
  [true, "yes"],
  [false, "no"],
  [null, null],
])("says whether a function may enter D3cold: %s", (d3coldAllowed, value) => {
  const facts = powerFacts(sampleFunction("0000:01:00.0", { d3coldAllowed }), null, null);
  expect(facts.find(({ id }) => id === "d3cold")).toMatchObject({ value, none: "not known", source: "d3cold_allowed" });
});
