/** VFs of an NVMe PF whose controllers are online when the VFs go. */

import { expect, it } from "vitest";
import type { NvmeVfs } from "../../machine/facts.ts";
import { usageFacts } from "../../machine/testing/usage.ts";
import { inEnglish } from "../../words/testing/english.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { planOperation } from "./plan.ts";

const PF = at("01:00.0");
const controller = (vf: number, online: boolean) => ({ vf, controller: vf + 1, online, queues: 3, interrupts: 1 });

function told(count: number, known: NvmeVfs | null) {
  return goOffline({ kind: "vfs.set", pf: PF, count, purpose: "host" }, known);
}

function goOffline(request: OperationRequest, known: NvmeVfs | null) {
  const nvme = { driver: "nvme", classCode: 0x010802, modules: ["nvme"] };
  const { checks } = planOperation({
    machine: machineOf(pfWithVfs({ pf: nvme, vfs: [nvme, nvme] })),
    request,
    newId: ids(),
    knowledge: { usage: usageFacts(), nvmeVfs: () => known },
  });
  return inEnglish(checks).find(({ id }) => id === "nvme-go-offline");
}

const read = (vfs: readonly ReturnType<typeof controller>[]): NvmeVfs => ({
  state: "read",
  vfs,
  queues: null,
  interrupts: null,
});

it("says that controllers stay offline, what they have now, and what to do where their VFs are made again", () => {
  const one = read([controller(0, true), controller(1, false)]);
  expect(told(4, one)).toMatchObject({
    level: "warning",
    title: expect.stringMatching(/^The NVMe controller of VF 0 of 0000:01:00\.0 will go offline,/),
    evidence: "nvme list-secondary: VF 0 has 3 queues and 1 interrupt",
    remedy: expect.stringMatching(/bring them online again/),
  });
  expect(told(0, read([controller(0, true), controller(1, true)]))).toMatchObject({
    title: expect.stringMatching(/^The NVMe controllers of VFs 0 and 1 of 0000:01:00\.0 will go offline/),
    remedy: null,
  });
});

it("says nothing where none is online, and where nobody knows", () => {
  expect(told(4, read([controller(0, false)]))).toBeUndefined();
  expect(told(4, { state: "unread", lacks: "program" })).toBeUndefined();
  expect(told(4, null)).toBeUndefined();
  // The VFs stay, and their controllers with them.
  expect(told(2, read([controller(0, true)]))).toBeUndefined();
});

it("says so of a reset of the PF, whose VFs stay, and not of one of a VF", () => {
  const known = read([controller(0, true), controller(1, false)]);
  expect(goOffline({ kind: "device.reset", bdfs: [PF], method: null }, known)).toMatchObject({
    title: expect.stringMatching(/^The NVMe controller of VF 0 of 0000:01:00\.0 will go offline/),
    remedy: expect.stringMatching(/bring them online again/),
  });
  expect(goOffline({ kind: "device.reset", bdfs: [at("01:00.1")], method: null }, known)).toBeUndefined();
});
