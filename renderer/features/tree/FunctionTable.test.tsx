import "../../testing/window.ts";
import { expect, test } from "vitest";
import type { MachineSnapshot } from "../../../shared/machine/facts.ts";
import { type UnreadSource, unreadUsage } from "../../../shared/machine/usage-facts.ts";
import { useMachine } from "../../stores/machine.ts";
import { labMachine } from "../../testing/machines.ts";
import { screen, show } from "../../testing/page.tsx";
import { bridge } from "../../testing/window.ts";
import { FunctionTable } from "./FunctionTable.tsx";

const UNREAD = unreadUsage("a file does not contain it").unread;

/** @param unread sources of who uses the machine that were not read */
async function opened(snapshot: MachineSnapshot, unread: readonly UnreadSource[]) {
  const host = snapshot.identity.name;
  bridge.answer("host.open", () => ({ snapshot, live: { host, state: "live", reason: null } }));
  bridge.answer("machine.usage", () => ({
    revision: snapshot.revision,
    functions: [],
    unread: [...unread],
    wayBack: true,
    refusesInterrupts: false,
  }));
  await useMachine.getState().open(host);
  const { machine } = useMachine.getState();
  if (machine === null) throw new Error("no machine");
  return show(<FunctionTable machine={machine} />);
}
async function chip(name: RegExp): Promise<HTMLElement> {
  await expect.poll(() => screen.queryByRole("button", { name })).not.toBeNull();
  return screen.getByRole("button", { name });
}

test("what no filter could find out is said to be unknown, with the reason, and not counted as none", async () => {
  const lab = labMachine({ name: "unread", kind: "file" });
  const { user, text } = await opened(lab, UNREAD);
  const free = await chip(/^Free VFs unknown$/);
  await user.hover(free);
  await expect
    .poll(() => document.body.textContent)
    .toContain("Unknown for 4 functions. What uses this machine is unknown: a file does not contain it.");
  await user.click(free);
  await expect.poll(text).toContain("“Free VFs” is unknown for 4 functions. What uses this machine is unknown: a file");
  await user.click(free);
});

test("what is known is counted, and none is a number then", async () => {
  const { user, text } = await opened(labMachine({ name: "read" }), []);
  await chip(/^Free VFs 4$/);
  await chip(/^In use 2$/);
  const none = {
    ...labMachine({ name: "none" }),
    functions: labMachine().functions.filter((fn) => fn.physfn === null),
  };
  await opened(none, []);
  const free = await chip(/^Free VFs 0$/);
  await user.click(free);
  await expect.poll(text).not.toContain("unknown for");
});
