import "../testing/window.ts";
import { expect, test } from "vitest";
import { useConnection } from "../stores/connection.ts";
import { useMachine } from "../stores/machine.ts";
import "./start.ts";

test("a start that was cut off is tried again when the connection is back", async () => {
  useConnection.setState({ socket: "lost", startError: "The connection was lost before it answered." });
  useConnection.setState({ socket: "open" });
  await expect.poll(() => useMachine.getState().machine?.snapshot.identity.name).toBeTruthy();
  expect(useConnection.getState().startError).toBeNull();
});
