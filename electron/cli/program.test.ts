import { join } from "node:path";
import { expect, test } from "vitest";
import { COMMANDS } from "../services/program/named-file.ts";
import { readRelease } from "../services/program/release.ts";
import { cliProgram } from "./program.ts";

test("the window knows the names of all commands, and takes none for a file", () => {
  const root = join(import.meta.dirname, "../..");
  const release = readRelease(join(root, "dist"));
  const program = cliProgram({ assets: join(root, "assets"), version: release.version, settings: "/nowhere" }, release);
  const names = program
    .createHelp()
    .visibleCommands(program)
    .map((command) => command.name());
  expect([...COMMANDS].sort()).toEqual(names.sort());
});
