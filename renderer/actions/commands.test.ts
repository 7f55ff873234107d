// The page comes first: the stores look for the program as they are loaded.
import "../testing/window.ts";
import { beforeAll, expect, test } from "vitest";
import { useAppDialog } from "../stores/app-dialog.ts";
import { loadInfo } from "../stores/connection.ts";
import { useMachine } from "../stores/machine.ts";
import { useOperations } from "../stores/operations.ts";
import { useView } from "../stores/view.ts";
import { bridge } from "../testing/window.ts";
import { allCommands, runCommand } from "./commands.ts";
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

test("every entry of the window's menu does something here", () => {
  listenToWindow();
  const ids = new Set(allCommands().map((command) => command.id));
  for (const command of ["palette", "export", "refresh", "about", "theme", "shortcuts", "search"] as const) {
    expect(ids).toContain(command);
  }
  bridge.send("menu.command", { command: "about" });
  expect(useAppDialog.getState().open).toBe("about");
});
