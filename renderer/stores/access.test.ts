import { beforeEach, expect, test } from "vitest";
import { ACCESS_UNKNOWN } from "../../shared/machine/access-state.ts";
import { labMachine } from "../testing/machines.ts";
import { bridge } from "../testing/window.ts";
import { lock, useAccess } from "./access.ts";
import { useConnection } from "./connection.ts";
import { useMachine } from "./machine.ts";

const UNLOCKED = { ...ACCESS_UNKNOWN, state: "unlocked", canLock: true } as const;
const LOCKED = { ...ACCESS_UNKNOWN, state: "locked", note: "Locked again because the helper has ended." } as const;
const access = () => useAccess.getState().access;

beforeEach(async () => {
  bridge.answer("host.open", ({ host }) => {
    const snapshot = labMachine({ name: host, kind: "ssh" });
    bridge.send("access.changed", { host, access: UNLOCKED });
    return { snapshot, live: { host, state: "live", reason: null } };
  });
  await useMachine.getState().open("ssh:lab1");
});

test("an answer to Lock now that comes late does not stand against what has changed since", async () => {
  bridge.answer("host.lock", async () => {
    bridge.send("access.changed", { host: "ssh:lab1", access: LOCKED });
    return {};
  });
  await lock();
  expect(access()).toEqual(LOCKED);
});

test("what another machine's lock says is not said of this one, and this one's is known as soon as it is shown", async () => {
  bridge.send("access.changed", { host: "ssh:lab2", access: LOCKED });
  expect(access()).toEqual(UNLOCKED);
  bridge.send("access.changed", { host: "ssh:lab1", access: LOCKED });
  // Opened again, as after a connection that was lost, it tells what is so now.
  await useMachine.getState().open("ssh:lab1");
  expect(access()).toEqual(UNLOCKED);
});

test("without a connection it is not known what may be done, whatever could be done before", () => {
  useConnection.setState({ socket: "lost" });
  expect(access()).toBeNull();
  useConnection.setState({ socket: "open" });
});
