/** Reports of many functions: several are read at once, and never more than a few. */
import { expect, it } from "vitest";
import { at } from "../../shared/operations/testing/facts.ts";
import { readSeveral } from "./several.ts";

const BDFS = Array.from({ length: 10 }, (_, device) => at(`01:0${device}.0`));

it("reads as many at once as it may, each once, and answers in their order", async () => {
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  const done = readSeveral(BDFS, 4, (bdf) => {
    asked.push(bdf);
    return new Promise<string>((resolve) => waiting.push(() => resolve(`facts of ${bdf}`)));
  });
  for (let answered = 0; answered < BDFS.length; answered += 1) {
    await expect.poll(() => waiting.length).toBe(Math.min(4, BDFS.length - answered));
    // The last that was asked for answers first.
    waiting.pop()?.();
  }
  expect([...(await done)]).toEqual(BDFS.map((bdf) => [bdf, `facts of ${bdf}`]));
  expect(asked.toSorted()).toEqual(BDFS);
});

it("ends with what a read throws, and with the reason of whoever gives up", async () => {
  const broken = readSeveral(BDFS, 2, async (bdf) => Promise.reject(new Error(`${bdf} is gone`)));
  await expect(broken).rejects.toThrow("0000:01:00.0 is gone");
  const given = AbortSignal.abort(new Error("somebody closed it"));
  await expect(readSeveral(BDFS, 2, async () => 1, given)).rejects.toThrow("somebody closed it");
});
