import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { english } from "../../shared/words/testing/english.ts";
import { noWindowWords } from "./no-window.ts";

test("each reason that the launcher names is a sentence of its own", () => {
  const launcher = readFileSync(join(import.meta.dirname, "../../packaging/launcher.sh"), "utf8");
  const reasons = [...launcher.matchAll(/^ +refuse (\S+) "\$@"$/gm)].map(([, reason = ""]) => reason);
  const said = reasons.map((reason) => english(noWindowWords({ SRIOV_INSPECTOR_NO_WINDOW: reason, DISPLAY: ":7" })));
  expect(new Set(said).size).toBe(5);
  for (const sentence of said) expect(sentence).toMatch(/^[A-Z].*sriov-inspector --browser.*\.$/);
  expect(said.filter((sentence) => sentence?.includes(":7"))).toHaveLength(1);
});

test("without a reason there is none", () => {
  expect(noWindowWords({ DISPLAY: ":7" })).toBeNull();
});
