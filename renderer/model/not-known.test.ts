import { expect, test } from "vitest";
import type { UnreadSource } from "../../shared/machine/usage-facts.ts";
import { inEnglish } from "../../shared/words/testing/english.ts";
import { notKnownOf as notKnownOfInWords } from "./not-known.ts";

const notKnownOf = (...of: Parameters<typeof notKnownOfInWords>) => inEnglish(notKnownOfInWords(...of));
const onlyRoot = (source: UnreadSource["source"], what: string): UnreadSource => ({
  source,
  code: "EACCES",
  reason: `only root sees ${what}`,
});

test("what is not known is one line, which says whether root would know", () => {
  expect(notKnownOf([])).toBeNull();
  const holders = onlyRoot("holders", "what programs have open");
  expect(notKnownOf([holders])).toEqual({
    summary: "Could not fully read devices opened by programs: only root sees what programs have open.",
    sentences: [],
  });
  const both = [holders, onlyRoot("namespaces", "other namespaces")];
  expect(notKnownOf(both)).toMatchObject({
    summary: "Usage of this machine is only partly known: 2 sources need root.",
    sentences: [expect.stringContaining("opened by programs"), expect.stringContaining("other network namespaces")],
  });
  const late: UnreadSource = { source: "mounts", code: "ETIME", reason: "reading it took longer than 5 seconds" };
  expect(notKnownOf([...both, late])?.summary).toBe(
    "Usage of this machine is only partly known: 3 sources could not be read, 2 of them without root.",
  );
});
