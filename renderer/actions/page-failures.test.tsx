import { expect, it, vi } from "vitest";
import { bridge } from "../testing/window.ts";

const { drawingFailed, tellFailures } = await import("./page-failures.ts");

const told = () => bridge.calls.filter(({ method }) => method === "page.failed").map(({ input }) => input);
const since = (before: number) => told().slice(before);

bridge.answer("page.failed", () => ({}));
tellFailures();

it("what goes wrong in the page is told to the program: errors, promises, what the policy forbids, what cannot be drawn", () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const error = new Error("no shape");
  window.dispatchEvent(new ErrorEvent("error", { error, message: "Uncaught Error: no shape" }));
  window.dispatchEvent(Object.assign(new Event("unhandledrejection"), { reason: "only words" }));
  document.dispatchEvent(
    Object.assign(new Event("securitypolicyviolation"), {
      violatedDirective: "script-src-elem",
      blockedURI: "inline",
      sourceFile: "index.html",
      lineNumber: 7,
    }),
  );
  drawingFailed(error, { componentStack: "\n    at Row" });
  expect(told()).toEqual([
    { kind: "error", text: "Uncaught Error: no shape", details: error.stack },
    { kind: "rejection", text: "only words", details: "" },
    { kind: "policy", text: "script-src-elem forbids inline", details: "index.html:7" },
    {
      kind: "boundary",
      text: "no shape",
      details: expect.stringMatching(/no shape[\s\S]*in the components:\n +at Row$/),
    },
  ]);
  expect(said).toHaveBeenCalledExactlyOnceWith(error);
  said.mockRestore();
});

it("a page that fails without end tells only so much, cut to what the program takes", () => {
  const before = told().length;
  for (let at = 0; at < 200; at++) window.dispatchEvent(new ErrorEvent("error", { message: "x".repeat(10_000) }));
  expect(since(before).length).toBe(50 - before);
  expect(since(before)[0]).toEqual({ kind: "error", text: "x".repeat(500), details: "" });
});
