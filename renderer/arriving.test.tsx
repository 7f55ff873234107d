// The page comes first: the stores look for the program as they are loaded.
import "./testing/window.ts";
import { expect, test } from "vitest";
import { snapshotParts } from "../shared/machine/parts.ts";
import { DetailPane } from "./features/detail/DetailPane.tsx";
import { FunctionTable } from "./features/tree/FunctionTable.tsx";
import { useMachine } from "./stores/machine.ts";
import { useView } from "./stores/view.ts";
import { bdf, labMachine } from "./testing/machines.ts";
import { show } from "./testing/page.tsx";
import { bridge } from "./testing/window.ts";

function Panes() {
  const machine = useMachine((state) => state.machine);
  return (
    <>
      {machine === null ? null : <FunctionTable machine={machine} />}
      <DetailPane />
    </>
  );
}

test("functions that were not read are not said to be on their way", async () => {
  const host = "demo:part";
  const { first } = snapshotParts(labMachine({ name: host }), 2);
  bridge.answer("host.open", () => ({ snapshot: first, live: { host, state: "live", reason: null } }));
  await useMachine.getState().open(host);
  useView.setState({ focused: bdf("0000:7f:00.0"), query: "qqqq" });
  const { text } = show(<Panes />);
  await expect.poll(text).toContain("0000:7f:00.0 is not listed yet");
  expect(text().match(/Other functions are still being read/g)).toHaveLength(2);
  bridge.send("live.changed", { host, state: "lost", reason: "It went away." });
  await expect.poll(text).not.toContain("still being read");
  expect(text().match(/Other functions were not read/g)).toHaveLength(2);
});
