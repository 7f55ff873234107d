import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { pruneParts } from "./prune.ts";

const cache = mkdtempSync(join(tmpdir(), "prune-"));
afterAll(() => rmSync(cache, { recursive: true }));

const CURRENT = "lab-trixie-0123456789ab";
const KEPT = [CURRENT, "lab-image-0123456789abcdef.cpio", "lab-new-a1", "something-else"];
const DAY = 24 * 3_600_000;

it("keeps the parts in use, those that are being fetched and what is not ours, and nothing else", () => {
  for (const name of [...KEPT, "lab-trixie-ba9876543210", "lab-bookworm-0123456789ab"]) mkdirSync(join(cache, name));
  pruneParts(cache, CURRENT);
  expect(readdirSync(cache).sort()).toEqual([...KEPT].sort());
  pruneParts(cache, CURRENT, Date.now() + 2 * DAY);
  expect(readdirSync(cache)).not.toContain("lab-new-a1");
});
