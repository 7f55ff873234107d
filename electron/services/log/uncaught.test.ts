import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { english } from "../../../shared/words/testing/english.ts";
import { tempFolder } from "../../host/local/testing/temp-folder.ts";
import { Log } from "./log.ts";
import { logUncaught } from "./uncaught.ts";

test("what nobody caught is in the log with its stack, and is said in one sentence with where to look", () => {
  const log = new Log({ directory: tempFolder() });
  const said: string[] = [];
  // The real process's errors are the test runner's.
  const on = vi.spyOn(process, "on").mockReturnThis();
  logUncaught(log, (words) => said.push(english(words)));
  const takers = on.mock.calls.map(([event, take]) => ({ event: String(event), take }));
  on.mockRestore();
  expect(takers.map(({ event }) => event)).toEqual(["uncaughtException", "unhandledRejection"]);
  for (const { take } of takers) Reflect.apply(take, process, [new Error("boom")]);
  expect(said).toEqual(
    Array(2).fill(`Something went wrong inside SR-IOV Inspector: boom. Details are in ${log.path}.`),
  );
  expect(readFileSync(join(log.path ?? ""), "utf8")).toMatch(
    /^(\S+ \d+ error program: Something went wrong inside, and was not caught\. \| Error: boom \| at .*uncaught\.test\.ts.*\n){2}$/,
  );
});
