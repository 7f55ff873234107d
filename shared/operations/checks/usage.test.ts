/** What is advised against what uses a function: it can be followed, and does not contradict the rest. */

import { expect, it } from "vitest";
import { block, usageFacts } from "../../machine/testing/usage.ts";
import { inEnglish } from "../../words/testing/english.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, fn, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { planInEnglish } from "../testing/plan-in-english.ts";

const DISK = at("02:00.0");
const USAGE = usageFacts({
  blocks: [block("nvme0n1", { bdfs: ["02:00.0"] })],
  mounts: [{ kind: "mount", where: "/", type: "ext4", devices: ["nvme0n1"] }],
});

function checks(request: OperationRequest, privileged = true) {
  const disk = fn("02:00.0", { driver: "nvme", iommuGroup: "7", resetMethods: ["flr"] });
  const machine = machineOf([...pfWithVfs(), disk], { identity: { privileged } });
  return planInEnglish({ machine, request, newId: ids(), knowledge: { usage: USAGE } }).checks;
}

it("a mounted disk is to be unmounted, and what else it may take with it is told only where it is taken away", () => {
  const remedy = (request: OperationRequest) => checks(request).find(({ id }) => id === "protected")?.remedy;
  const stops = "Unmount it first. Removing a disk that the system runs from stops the system.";
  expect(remedy({ kind: "device.remove", bdfs: [DISK] })).toBe(stops);
  expect(remedy({ kind: "assign", bdfs: [DISK] })).toBe(stops);
  expect(remedy({ kind: "device.reset", bdfs: [DISK], method: null })).toBe("Unmount it first.");
});

it("the one function of a plan is not to be left out of it", () => {
  const iommu = fn("00:03.0", { vendor: 0x1af4, device: 0x1057 });
  const machine = machineOf([iommu]);
  const request: OperationRequest = { kind: "device.remove", bdfs: [iommu.bdf] };
  const { checks: found } = planInEnglish({ machine, request, newId: ids(), knowledge: { usage: usageFacts() } });
  expect(found.find(({ id }) => id === "iommu-function")?.remedy).toBe("Leave it alone.");
});

it("nobody is told to start the program as root, which the window refuses", () => {
  const [first] = inEnglish(checks({ kind: "device.remove", bdfs: [DISK] }, false));
  expect(first).toMatchObject({ id: "privilege", remedy: expect.stringMatching(/^Unlock the machine in the top bar/) });
  expect(first?.remedy).not.toMatch(/as root/);
});
