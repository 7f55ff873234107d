import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeChecksums } from "./checksums.ts";

test("the sums are those of sha256sum, in one order, without themselves, their signature and other versions", () => {
  const folder = mkdtempSync(join(tmpdir(), "sums-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of ["sriov-inspector-1.0-b.rpm", "sriov-inspector-0.9-b.rpm", "a.deb", "B.txt", "SHA256SUMS.sig"])
    writeFileSync(join(folder, name), name);
  mkdirSync(join(folder, "work"));
  const path = writeChecksums(folder, "1.0");
  const first = readFileSync(path, "utf8");
  expect(first.match(/\S+$/gm)).toEqual(["B.txt", "a.deb", "sriov-inspector-1.0-b.rpm"]);
  writeChecksums(folder, "1.0");
  expect(readFileSync(path, "utf8")).toBe(first);
  const check = () => execFileSync("sha256sum", ["--check", "--strict", path], { cwd: folder, stdio: "pipe" });
  expect(String(check())).toBe("B.txt: OK\na.deb: OK\nsriov-inspector-1.0-b.rpm: OK\n");
  appendFileSync(join(folder, "a.deb"), "x");
  expect(check).toThrow("did NOT match");
});
