import { expect, test } from "vitest";
import { buildMachine } from "./machine.ts";
import { functionMatches, parseQuery } from "./search.ts";
import { functionInfo, snapshot, sriov } from "./testing/sample-machine.ts";
import { NOT_ASKED } from "./used-by.ts";

const fn = functionInfo("01:00.0", {
  iommuGroup: "41",
  numaNode: 1,
  slot: "3",
  driver: null,
  sriov: sriov({ numVfs: 0 }),
});
const finds = (text: string) =>
  functionMatches({ machine: buildMachine(snapshot([fn])), usedBy: NOT_ASKED }, fn, parseQuery(text));

test.each([
  ["iommu group 41", "IOMMU 组 41"],
  ["group 41", "组 41"],
  ["numa node 1", "NUMA 节点 1"],
  ["slot 3", "插槽 3"],
  ["no driver", "未绑定驱动"],
  ["physical function", "物理功能"],
])("%s is found as %s too", (en, zh) => {
  expect(finds(en)).toBe(true);
  expect(finds(zh)).toBe(true);
});

test("汉字 are found without the spaces beside them, and another number is not", () => {
  expect(finds("组41")).toBe(true);
  expect(finds("IOMMU组41")).toBe(true);
  expect(finds("组 42")).toBe(false);
  expect(finds("插槽 1")).toBe(false);
});
