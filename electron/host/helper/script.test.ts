/** The scripts as texts: what a shell checker and every shell's own parser say of them. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { userlands } from "./testing/tree-helper.ts";

const ASSETS = join(import.meta.dirname, "../../../assets");
const SCRIPTS = readdirSync(ASSETS).filter((name) => name.endsWith(".sh"));

function said(program: string, args: readonly string[]): string {
  const { error, status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  return error ? error.message : status === 0 ? "" : `${stdout}${stderr}`;
}

describe.each(SCRIPTS)("%s", (name) => {
  it("has a byte for each character: a shell that is handed it waits for as many", () => {
    expect([...readFileSync(join(ASSETS, name), "utf8")].filter((char) => char > "\x7f")).toEqual([]);
  });

  it("has no fault that shellcheck finds", () => {
    expect(said("shellcheck", ["--shell=sh", join(ASSETS, name)])).toBe("");
  });

  it.each(userlands(""))("is understood by $name", ({ shell: [program = "sh", ...args] }) => {
    expect(said(program, [...args, "-n", join(ASSETS, name)])).toBe("");
  });
});
