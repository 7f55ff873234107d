import "../../testing/window.ts";
import { expect, test } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import type { Command } from "../../actions/commands.ts";
import { labMachine } from "../../testing/machines.ts";
import { SHELL_WORDS } from "../../words/shell.ts";
import { paletteGroups } from "./results.ts";

const machine = buildMachine(labMachine());
const LIGHT = SHELL_WORDS.lightTheme;
const idle = () => undefined;
const commands: readonly Command[] = [
  { id: "export", title: "Export report…", section: "machine", keys: "Ctrl E", words: "save html", run: idle },
  { id: "group.driver", title: "Group by driver", section: "view", run: idle },
  { id: "theme.dark", title: "Dark theme", section: "view", run: idle },
  { id: "about", title: "About SR-IOV Inspector", section: "help", run: idle },
];

function found(text: string, recent: readonly string[] = []) {
  return paletteGroups(text, commands, machine, recent).map((group) => [
    group.id,
    ...group.items.map((item) => item.id),
  ]);
}

test("without a word everything that can be done is listed, what was used last first and once", () => {
  expect(found("", ["theme.dark", "fn:0000:02:00.0", "gone"])).toEqual([
    ["recent", "theme.dark", "fn:0000:02:00.0"],
    ["machine", "export"],
    ["view", "group.driver"],
    ["help", "about"],
  ]);
});

test("actions are found by their words, the best match first", () => {
  expect(found("html")).toEqual([["actions", "export"]]);
  expect(found("dr")[0]).toEqual(["actions", "group.driver"]);
  expect(found("zzz")).toEqual([]);
});

test("actions are found in either language, the best match of both first", () => {
  const theme: Command = { id: "theme.light", title: LIGHT, section: "view", run: idle };
  const ids = (text: string) => paletteGroups(text, [...commands, theme], null, []).flatMap(({ items }) => items);
  expect(ids("light").map(({ id }) => id)).toEqual(["theme.light"]);
  expect(ids("浅色").map(({ id }) => id)).toEqual(["theme.light"]);
  expect(ids("视图").map(({ id }) => id)).toEqual(["group.driver", "theme.dark", "theme.light"]);
});

test("functions are found by address, name, driver and interface", () => {
  expect(found("1:0.1")).toEqual([["functions", "fn:0000:01:00.1"]]);
  expect(found("01")[0]?.slice(0, 3)).toEqual(["functions", "fn:0000:01:00.0", "fn:0000:01:00.1"]);
  expect(found("geforce")).toEqual([["functions", "fn:0000:02:00.0"]]);
  expect(found("ens01f1np0")).toEqual([["functions", "fn:0000:01:00.1"]]);
  expect(found("vfio-pci")).toEqual([["functions", "fn:0000:01:00.5"]]);
});

test("without a machine only actions are found", () => {
  expect(paletteGroups("01:00.0", commands, null, [])).toEqual([]);
});
