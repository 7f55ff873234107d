/** What holds for every verb, by one sample of each. */

import { describe, expect, it } from "vitest";
import { SAMPLES } from "../testing/sample-steps.ts";
import { KINDS, VERBS } from "./list.ts";
import { commandOf, isSound, stepAt, verbOf, writeOf } from "./table.ts";

const SCRIPT = /^[A-Za-z0-9_.:-]+$/;

describe.each(Object.values(SAMPLES))("$verb", (template) => {
  const step = stepAt(template, null);
  const verb = verbOf(step);

  it("is one verb with sound values, and refuses any value beside them", () => {
    expect(VERBS[step.verb]).toBe(verb);
    expect(isSound(step)).toBe(true);
    expect(verb.schema.safeParse({ ...step, path: "/etc/passwd" }).success).toBe(false);
    expect(verb.schema.safeParse({ ...step, bdf: "../../block/sda" }).success).toBe(false);
  });

  it("says what it writes where, in words that the script takes", () => {
    const { where, wrote } = writeOf(step);
    expect(where).not.toBe("");
    expect(wrote).not.toBe("");
    expect(verb.helper(step).filter((word) => !SCRIPT.test(word))).toEqual([]);
    if (verb.tool === undefined) expect(where).toMatch(/^\/sys\/(bus\/pci|devices)\//);
  });

  it("has a command for a root shell with no hole in it", () => {
    expect(commandOf(template)).not.toMatch(/undefined|NaN|\[object/);
  });

  it("is shown by a kind of expectation that there is", () => {
    if (verb.shownBy !== undefined) expect(Object.keys(KINDS)).toContain(verb.shownBy);
  });

  it("reaches somebody if it takes something away", () => {
    const takes = verb.takes?.(step, 1) ?? null;
    if (takes !== null) expect([verb.reaches, verb.about]).not.toEqual([undefined, "nobody"]);
  });
});
