import { expect, test } from "vitest";
import type { FunctionInfo } from "../../shared/machine/facts.ts";
import type { UsedByIndex } from "../../shared/machine/used-by.ts";
import { english } from "../../shared/words/testing/english.ts";
import { sampleFamily, sampleFunction, samplePort } from "../testing/machines.ts";
import { bindable } from "./bindable.ts";

const DISK = sampleFunction("0000:05:00.0", { classCode: 0x010802, driver: "nvme" });
const ROOT = sampleFunction("0000:00:00.0", { classCode: 0x060000 });
const TIMER = sampleFunction("0000:00:04.0", { classCode: 0x080200 });
const DSA = sampleFunction("0000:6a:01.0", { classCode: 0x088000, driver: "idxd" });
const PORT = samplePort("0000:00:01.0", 1);
const [PF, VF, OTHER] = sampleFamily("0000:01:00.0", 2) as [FunctionInfo, FunctionInfo, FunctionInfo];
const BOUND = { ...OTHER, driver: "vfio-pci" };

const user = { kind: "disk", text: "/", clause: "carries /", isProtected: true, isMaybe: false } as const;
const usedBy: UsedByIndex = {
  of: (fn) => (fn === DISK ? { users: [user], state: "used" } : { users: [], state: "unknown" }),
  vfsOf: () => ({ used: 0, free: 0, unknown: 0 }),
};

test("of several, those that can be are counted, and of the others it is said why not", () => {
  const { able, leftOut } = bindable([ROOT, TIMER, DSA, PORT, PF, VF, BOUND, DISK], usedBy);
  expect(able).toEqual([DSA, VF]);
  expect(english(leftOut ?? "")).toBe(
    "Not included: 1 PF with VFs, 1 protected, 3 bridges or system functions and 1 already bound.",
  );
  expect(bindable([VF, DSA], usedBy)).toEqual({ able: [VF, DSA], leftOut: null, isRefused: false });
});

test("where none can be, it is worth a word only of those that one could think of", () => {
  expect(bindable([PF, DISK], usedBy)).toMatchObject({ able: [], isRefused: true });
  expect(bindable([ROOT, PORT, BOUND], usedBy)).toMatchObject({ able: [], isRefused: false });
});

test("of one alone the plan tells why it cannot be, and the way out", () => {
  expect(bindable([PF], usedBy).able).toEqual([PF]);
  expect(bindable([DISK], usedBy).able).toEqual([DISK]);
  expect(bindable([ROOT], usedBy).able).toEqual([]);
});
