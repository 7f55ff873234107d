import { beforeEach, expect, test } from "vitest";
import { bdf } from "../testing/machines.ts";
import "../testing/window.ts";
import { useMachine } from "./machine.ts";
import { ask, requestPlan, useOperations } from "./operations.ts";

const PF = bdf("0000:01:00.0");
const EFFECTS = {
  creates: [{ pf: PF, index: 0, bdf: bdf("0000:01:00.2"), driver: "vfio-pci" }],
  destroys: [{ bdf: bdf("0000:01:00.3"), isVf: true, losing: [] }],
};
const { preview, close } = useOperations.getState();
const state = () => useOperations.getState();

beforeEach(() => close());

test("what would come and go is shown while it is looked at, and not longer", () => {
  requestPlan({ kind: "assign", bdfs: [PF] });
  preview(EFFECTS);
  expect(state().ghosts).toEqual(EFFECTS.creates);
  expect([...state().leaving]).toEqual(["0000:01:00.3"]);
  close();
  expect(state()).toMatchObject({ asked: null, ghosts: [] });
  expect(state().leaving.size).toBe(0);
});

test("asking for the same plan twice is two requests", () => {
  const request = { kind: "assign", bdfs: [PF] } as const;
  requestPlan(request);
  const first = state().asked;
  requestPlan(request);
  expect(state().asked).not.toBe(first);
});

test("a number that is to be changed comes back into its dialog", () => {
  ask({ kind: "vfs", pf: PF, draft: { count: 3, purpose: "none" } });
  expect(state().asked).toEqual({ kind: "vfs", pf: PF, draft: { count: 3, purpose: "none" } });
  ask({ kind: "vfs", pf: PF, draft: null });
  expect(state().asked).toEqual({ kind: "vfs", pf: PF, draft: null });
});

test("nothing that was asked for one machine is left open over another", async () => {
  await useMachine.getState().open("demo:lab");
  ask({ kind: "vfs", pf: PF, draft: null });
  preview(EFFECTS);
  await useMachine.getState().open("demo:other");
  expect(state()).toMatchObject({ asked: null, ghosts: [] });
});
