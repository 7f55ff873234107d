/** Who has what is given away: one answer, by name where it is known. */

import { describe, expect, it } from "vitest";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { holder, usageFacts } from "../../machine/testing/usage.ts";
import { type UsageFacts, unreadUsage } from "../../machine/usage-facts.ts";
import type { Plan } from "../plan/types.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, fn, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { planInEnglish } from "../testing/plan-in-english.ts";
import { losingTogether } from "./in-use.ts";

const PF = at("01:00.0");
const GPU = at("18:00.0");
const NET = { kind: "net", name: "eth0", state: "up", address: null } as const;
const MAY = "a guest may be using it";
const SEEN = [holder("01:00.2"), holder("18:00.0", { vm: null, process: "dpdk-testpmd", pid: 7 })];
const UNREAD = { source: "holders", code: "EACCES", reason: "only root sees them" } as const;

function plan(request: OperationRequest, usage: UsageFacts): Plan {
  const vfs = [{ driver: "vfio-pci" }, { driver: "vfio-pci" }];
  const functions = [...pfWithVfs({ pf: { children: [NET] }, vfs }), fn("18:00.0", { driver: "vfio-pci" })];
  return planInEnglish({ machine: machineOf(functions), request, newId: ids(), knowledge: { usage } });
}

const REMOVE: OperationRequest = { kind: "device.remove", bdfs: [GPU] };
const SET: OperationRequest = { kind: "vfs.set", pf: PF, count: 0, purpose: "host" };
const losing = (made: Plan) => made.effects.destroys.map((each) => each.losing.slice(1));
const guesses = (made: Plan) =>
  made.checks
    .filter(({ title }) => /(?:may be (?:using|inside|in use by)|guest that uses)/.test(english(title)))
    .map(({ title }) => english(title));

describe("what is given away", () => {
  it("is told by who has it, and of the rest nothing where everybody was seen", () => {
    const usage = usageFacts({ holders: SEEN });
    expect(losing(plan(REMOVE, usage))).toEqual([["is held by dpdk-testpmd (pid 7)"]]);
    expect(losing(plan(SET, usage))).toEqual([["is held by guest build-7 (qemu-system-x86, pid 4711)"], []]);
    expect(losing(plan(REMOVE, usageFacts()))).toEqual([[]]);
    for (const request of [REMOVE, SET]) expect(guesses(plan(request, usage))).toEqual([]);
  });

  it("may be with a guest where not everybody was seen, but for what somebody is known to have", () => {
    const usage = usageFacts({ holders: SEEN, unread: [UNREAD] });
    expect(losing(plan(REMOVE, usage))).toEqual([["is held by dpdk-testpmd (pid 7)"]]);
    expect(guesses(plan(REMOVE, usage))).toEqual([]);
    expect(losing(plan(SET, usage))).toEqual([["is held by guest build-7 (qemu-system-x86, pid 4711)"], [MAY]]);
    expect(guesses(plan(SET, usage))).toEqual([
      "1 VF of 0000:01:00.0 is bound to vfio-pci and may be in use by a running guest.",
    ]);
    const nobody = unreadUsage("the machine was not asked");
    expect(losing(plan(REMOVE, nobody))).toEqual([[MAY]]);
    expect(guesses(plan(REMOVE, nobody))).toEqual(["A running guest may be using 0000:18:00.0."]);
  });

  it("notices settings only where somebody has it, or may", () => {
    const request: OperationRequest = { kind: "vf.settings", pf: PF, edits: [{ vfs: [1], settings: { vlan: 7 } }] };
    const says = (usage: UsageFacts) => plan(request, usage).checks.some(({ id }) => id === "vf-setting-guest");
    const held = usageFacts({ holders: [holder("01:00.3")] });
    expect([usageFacts(), held, usageFacts({ unread: [UNREAD] })].map(says)).toEqual([false, true, true]);
  });
});

it("one function is not counted where what it loses is told together", () => {
  const given = fn("18:00.0", { driver: "vfio-pci" });
  expect(inEnglish(losingTogether([given]))).toEqual(["driver vfio-pci"]);
  expect(inEnglish(losingTogether([given, fn("19:00.0")]))).toEqual(["1 bound to vfio-pci"]);
});
