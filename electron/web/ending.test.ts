import { afterEach, expect, test, vi } from "vitest";
import { endOnSignals } from "./ending.ts";

afterEach(() => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.removeAllListeners(signal);
  process.removeAllListeners("disconnect");
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test.each(["SIGINT", "SIGTERM", "SIGHUP", "disconnect"] as const)(
  "%s ends the program within five seconds when what it waits for hangs, and says so",
  async (how) => {
    vi.useFakeTimers();
    const exit = vi.spyOn(process, "exit").mockImplementation((): never => undefined as never);
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    endOnSignals({ work: () => new Promise(() => undefined), late: "It hangs." });
    process.emit(how as "SIGINT");
    process.emit(how as "SIGINT");
    expect(exit).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(exit).toHaveBeenCalledExactlyOnceWith(1);
    expect(said).toHaveBeenCalledExactlyOnceWith("It hangs.");
  },
);

test("what ends in good order is not waited for any longer", async () => {
  const exit = vi.spyOn(process, "exit").mockImplementation((): never => undefined as never);
  endOnSignals({ work: async () => undefined, late: "It hangs." });
  process.emit("SIGTERM");
  await expect.poll(() => exit.mock.calls).toEqual([[0]]);
});
