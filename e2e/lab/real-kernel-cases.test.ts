import { expect, it } from "vitest";
import { compareCases } from "./real-kernel-cases.ts";

it("names what is listed and did not pass, and what passed and is not listed", () => {
  expect(compareCases(["a", "b"], ["b", "c"])).toEqual({ lost: ["a"], unlisted: ["c"] });
  expect(compareCases(["a"], ["a"])).toEqual({ lost: [], unlisted: [] });
});
