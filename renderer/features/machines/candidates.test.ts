import "../../testing/window.ts";
import { expect, test } from "vitest";
import { english } from "../../../shared/words/testing/english.ts";
import { candidates } from "./candidates.ts";

const configured = [
  { host: "ssh:lab1", name: "lab1", about: "10.0.0.1" },
  { host: "ssh:gate", name: "gate", about: null },
];

test("machines of before come first, and none is offered twice", () => {
  const found = candidates("", ["ssh:root@old", "ssh:lab1"], configured, english);
  expect(found.map(({ name }) => name)).toEqual(["root@old", "lab1", "gate"]);
  expect(found.map(({ about }) => english(about))).toEqual(["used before", "10.0.0.1", "ssh configuration"]);
});

test("what is written narrows them by name and by address", () => {
  expect(candidates("LAB", [], configured, english).map(({ name }) => name)).toEqual(["lab1"]);
  expect(candidates("10.0", [], configured, english).map(({ name }) => name)).toEqual(["lab1"]);
});
