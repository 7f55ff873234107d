import { expect, test } from "vitest";
import { pressed } from "./shortcuts.ts";

const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

test("modifiers must be exactly those that are written", () => {
  expect(pressed({ ...none, key: "k", ctrlKey: true }, "Ctrl K")).toBe(true);
  expect(pressed({ ...none, key: "k" }, "Ctrl K")).toBe(false);
  expect(pressed({ ...none, key: "K", ctrlKey: true, shiftKey: true }, "Ctrl K")).toBe(false);
  expect(pressed({ ...none, key: "L", ctrlKey: true, shiftKey: true }, "Ctrl Shift L")).toBe(true);
  expect(pressed({ ...none, key: "k", ctrlKey: true, altKey: true }, "Ctrl K")).toBe(false);
});

test("a character counts as it is typed, with Shift or without", () => {
  expect(pressed({ ...none, key: "?", shiftKey: true }, "?")).toBe(true);
  expect(pressed({ ...none, key: "/" }, "/")).toBe(true);
  expect(pressed({ ...none, key: "/", shiftKey: true }, "/")).toBe(true);
  expect(pressed({ ...none, key: "F5" }, "F5")).toBe(true);
});
