import "../../testing/window.ts";
import { act } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useMachine } from "../../stores/machine.ts";
import { useRuns } from "../../stores/operation-run.ts";
import { useOperations } from "../../stores/operations.ts";
import { sampleOutcome, sampleStatus } from "../../testing/operations.ts";
import { show } from "../../testing/page.tsx";
import { bridge } from "../../testing/window.ts";
import { Say } from "../../words/Say.tsx";
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
  useOperations.getState().close();
  useMachine.setState({ host: HOST });
  vi.stubGlobal("Notification", FakeNotification);
});
afterEach(() => vi.unstubAllGlobals());

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

test("what ends out of sight is told once, and a click shows it", () => {
  vi.spyOn(document, "hasFocus").mockReturnValue(false);
  const { text } = show(<Window />);
  tell("done");
  tell("done");
  expect(sent.map(({ title, body }) => [title, body])).toEqual([["Set 0000:01:00.0 to 2 VFs", "Done"]]);
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
