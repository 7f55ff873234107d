// The page comes first: the stores look for the program as they are loaded.
import "../testing/window.ts";
import { beforeAll, describe, expect, test } from "vitest";
import type { MenuCommandName } from "../../shared/contract/contract.ts";
import { english } from "../../shared/words/testing/english.ts";
import { useAppDialog } from "../stores/app-dialog.ts";
import { loadInfo } from "../stores/connection.ts";
import { useJournal } from "../stores/journal.ts";
import { useMachine } from "../stores/machine.ts";
import { useOperations } from "../stores/operations.ts";
import { useView } from "../stores/view.ts";
import { sampleEntry } from "../testing/operations.ts";
import { screen, show } from "../testing/page.tsx";
import { bridge } from "../testing/window.ts";
import { allCommands, runCommand } from "./commands.ts";
import { REGIONS } from "./regions.ts";
import { followTheme } from "./theme.ts";
import { listenToWindow } from "./window-events.ts";

beforeAll(async () => {
  await loadInfo();
  await useMachine.getState().open("demo:lab");
});

test("no two commands share an id or a shortcut", () => {
  const ids = allCommands().map((command) => command.id);
  expect(new Set(ids).size).toBe(ids.length);
  const keys = allCommands().flatMap((command) => command.keys ?? []);
  expect(new Set(keys).size).toBe(keys.length);
});

test("other machines are offered, the one on screen is not", () => {
  const ids = allCommands().map((command) => command.id);
  expect(ids).toContain("open.local");
  expect(ids).toContain("open.demo:other");
  expect(ids).not.toContain("open.demo:lab");
});

test("a report covers several selected functions, else the machine", () => {
  runCommand("export");
  expect(useOperations.getState().asked).toMatchObject({ scope: { kind: "machine" } });
  const bdfs = (useMachine.getState().machine?.functions ?? []).slice(0, 2).map((fn) => fn.bdf);
  useView.setState({ selected: new Set(bdfs) });
  runCommand("export");
  expect(useOperations.getState().asked).toMatchObject({ scope: { kind: "functions", bdfs } });
});

test("the newest change that can be undone is offered by its title, and planned", () => {
  const found = () => allCommands().find(({ keys }) => keys === "Ctrl Z");
  expect(found()).toBeUndefined();
  const before = sampleEntry("1", { title: "Set 0000:01:00.0 to 8 VFs" });
  const undone = sampleEntry("2", { undoneBy: "3" });
  useJournal.setState({ entries: [sampleEntry("3", { undoOf: "2" }), undone, before] });
  expect(english(found()?.title ?? "")).toBe("Undo: Set 0000:01:00.0 to 8 VFs");
  runCommand("undo");
  expect(useOperations.getState().asked).toEqual({ kind: "plan", request: { kind: "undo", entryId: "1" } });
  useJournal.setState({ entries: [] });
});

describe("the window's menu", () => {
  /** What is seen when an entry was chosen; something else before. */
  const SEEN: Readonly<Record<MenuCommandName, () => unknown>> = {
    palette: () => useAppDialog.getState().open === "palette",
    shortcuts: () => useAppDialog.getState().open === "shortcuts",
    about: () => useAppDialog.getState().open === "about",
    export: () => useOperations.getState().asked?.kind === "export",
    refresh: () => bridge.calls.some(({ method }) => method === "machine.refresh"),
    theme: () => document.documentElement.dataset.theme === "dark",
    search: () => document.activeElement === screen.getByRole("searchbox"),
  };

  beforeAll(() => {
    listenToWindow();
    followTheme();
    useOperations.setState({ asked: null });
  });

  test.each(Object.keys(SEEN) as MenuCommandName[])("does something at %s", (command) => {
    const isSeen = SEEN[command];
    show(<input type="search" id={REGIONS.search} />);
    expect(isSeen()).toBe(false);
    bridge.send("menu.command", { command });
    expect(isSeen()).toBe(true);
  });
});
