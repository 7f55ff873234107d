import "../../testing/window.ts";
import { act } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useFollowed } from "../../stores/followed.ts";
import { useMachine } from "../../stores/machine.ts";
import { useRuns } from "../../stores/operation-run.ts";
import { useOperations } from "../../stores/operations.ts";
import { sampleOutcome, sampleStatus } from "../../testing/operations.ts";
import { screen, show } from "../../testing/page.tsx";
import { bridge } from "../../testing/window.ts";
import { Say } from "../../words/Say.tsx";
import { RunPill } from "./RunPill.tsx";
import { useRunInTitle, useRunNotification } from "./use-run-out-of-sight.ts";

const HOST = "demo:lab";
const sent: FakeNotification[] = [];

class FakeNotification {
  static permission = "granted";
  onclick: (() => void) | null = null;
  readonly title: string;
  readonly body: string;
  constructor(title: string, { body }: { body: string }) {
    this.title = title;
    this.body = body;
    sent.push(this);
  }
  close(): void {
    this.onclick = null;
  }
}

function Window() {
  useRunNotification();
  return <Say of={useRunInTitle()} />;
}

beforeEach(() => {
  sent.length = 0;
  useRuns.setState({ runs: {} });
  useFollowed.setState({ names: new Map() });
  useOperations.getState().close();
  useMachine.setState({ host: HOST });
  vi.stubGlobal("Notification", FakeNotification);
});
afterEach(() => vi.unstubAllGlobals());

const isOf = (input: unknown): boolean => (input as { readonly host?: string }).host === HOST;

const tell = (state: "running" | "done", wayBack?: "asking") =>
  act(() =>
    bridge.send("operation.progress", {
      host: HOST,
      status: sampleStatus([sampleOutcome("1", { state: "done" })], {
        state,
        ...(wayBack && { wayBack: { state: wayBack, seconds: 60, until: "2026-11-29T10:00:00Z", leftMs: 60_000 } }),
      }),
    }),
  );

test("what ends out of sight is told once, with the machine's name, and a click shows it", async () => {
  vi.spyOn(document, "hasFocus").mockReturnValue(false);
  await act(() => useMachine.getState().open(HOST));
  const { text } = show(<Window />);
  tell("done");
  tell("done");
  expect(sent.map(({ title, body }) => [title, body])).toEqual([["lab: Set 0000:01:00.0 to 2 VFs", "Done"]]);
  expect(text()).toBe("Done");
  sent[0]?.onclick?.();
  expect(useOperations.getState().asked).toEqual({ kind: "run" });
});

test("what is in sight is told by the window alone", () => {
  vi.spyOn(document, "hasFocus").mockReturnValue(true);
  show(<Window />);
  tell("done");
  expect(sent).toEqual([]);
});

test("without leave nothing is sent", () => {
  vi.spyOn(document, "hasFocus").mockReturnValue(false);
  vi.stubGlobal("Notification", Object.assign(class extends FakeNotification {}, { permission: "denied" }));
  show(<Window />);
  tell("done");
  expect(sent).toEqual([]);
});

test("of a machine that was left it is told with its name, and a click shows that machine", async () => {
  vi.spyOn(document, "hasFocus").mockReturnValue(false);
  await act(() => useMachine.getState().open(HOST));
  const { text } = show(
    <>
      <Window />
      <RunPill />
    </>,
  );
  tell("running");
  await act(() => useMachine.getState().open("demo:other"));
  tell("running", "asking");
  await expect.poll(text).toMatch(/^lab: Rolls back in /);
  expect(sent.map(({ title }) => title)).toEqual(["lab: Set 0000:01:00.0 to 2 VFs"]);
  expect(screen.getByRole("button", { name: "Keep changes" })).not.toBeNull();
  expect(screen.getByRole("button", { name: "Show lab" })).not.toBeNull();
  const closings = () => bridge.calls.filter(({ method, input }) => method === "host.close" && isOf(input)).length;
  const before = closings();
  tell("done");
  // The program need not tell of it any more, and its end is still to be seen.
  expect(closings()).toBe(before + 1);
  expect(sent.map(({ body }) => body)).toContain("Done");
  await act(async () => sent.at(-1)?.onclick?.());
  await expect.poll(() => useMachine.getState().host).toBe(HOST);
  expect(useFollowed.getState().names.size).toBe(0);
});
