import { expect, it } from "vitest";
import { withTries } from "./tries.ts";

/** Fails as often as told, and then gives how often it was asked. */
function failing(times: number): () => Promise<number> {
  let asked = 0;
  return async () => {
    asked += 1;
    if (asked <= times) throw new Error(`no ${asked}`);
    return asked;
  };
}

it("tries again within its limit, and says so each time", async () => {
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  expect(await withTries("it", { most: 3, say }, failing(2))).toBe(3);
  expect(said).toEqual([
    "lab: it: try 1 of 3 failed, trying again: no 1",
    "lab: it: try 2 of 3 failed, trying again: no 2",
  ]);
  await expect(withTries("it", { most: 3, say }, failing(3))).rejects.toThrow("no 3");
});

it("does not try again what no further try can mend", async () => {
  await expect(withTries("it", { most: 3, isPassing: () => false }, failing(1))).rejects.toThrow("no 1");
});
