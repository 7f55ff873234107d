import { expect, it } from "vitest";
import { english } from "../../shared/words/testing/english.ts";
import { crashNote, machineNotes } from "./machine-notes.ts";
import { snapshot } from "./testing/sample-machine.ts";

const machine = snapshot([]);
const crashed = { ...machine, host: { ...machine.host, crashed: true } };

it("a crash comes first, with what to do, and then what could not be read", () => {
  const problems = [{ attribute: "bus/pci", code: "EIO", message: "The bus could not be read." }];
  expect(machineNotes({ ...crashed, problems }).map((note) => english(note))).toEqual([
    expect.stringMatching(/^The kernel of this machine has crashed .* Save your work and reboot this machine\.$/),
    "The bus could not be read.",
  ]);
});

it("of a file it is told without a remedy, and where nobody knows it is not told", () => {
  const file = { ...crashed, identity: { ...crashed.identity, kind: "file" as const } };
  expect(crashNote(file)?.remedy).toBeNull();
  expect(machineNotes(file).map((note) => english(note))).toEqual([
    expect.stringMatching(/^This machine’s kernel had crashed/),
  ]);
  for (const unknown of [false, null]) {
    expect(machineNotes({ ...machine, host: { ...machine.host, crashed: unknown } })).toEqual([]);
  }
});
