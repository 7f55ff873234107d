/** Every action of the application as data: the palette lists them, shortcuts and the window's menu run them. */

import { FILTERS } from "../../shared/machine/filters.ts";
import { stillEnglish } from "../../shared/words/say.ts";
import { connectRefusal, refusal } from "../model/rights.ts";
import { lock, unlock, useAccess } from "../stores/access.ts";
import { showDialog } from "../stores/app-dialog.ts";
import { openComparison } from "../stores/comparison.ts";
import { useConnection } from "../stores/connection.ts";
import { chooseFile, closeFile } from "../stores/files.ts";
import { useMachine } from "../stores/machine.ts";
import { ask, requestPlan } from "../stores/operations.ts";
import { disconnect, isRemote, remoteName } from "../stores/remotes.ts";
import { GROUPING_TITLES, GROUPINGS, remember, TAB_TITLES, TABS, THEMES, useView } from "../stores/view.ts";
import { functionActions } from "./function-actions.ts";
import { openLog } from "./log.ts";
import { focusRegion } from "./regions.ts";
import { setTheme, toggleTheme } from "./theme.ts";
import { clearNarrowing, isNarrowed, setAllRowsOpen, setGrouping, toggleChip } from "./tree-view.ts";

type Section = "Selection" | "Machine" | "View" | "Help";

export interface Command {
  readonly id: string;
  readonly title: string;
  readonly section: Section;
  /** `Ctrl K` */
  readonly keys?: string;
  /** A second line, or why it is what it is. */
  readonly hint?: string;
  /** Further words by which the palette finds it. */
  readonly words?: string;
  run(): void;
}

/** A command before its list says in which section it stands. */
type Listed = Omit<Command, "section">;

/** A report of the several functions that are selected, else of the whole machine. */
export function exportSelectionOrMachine(): void {
  const { selected } = useView.getState();
  ask({ kind: "export", scope: selected.size > 1 ? { kind: "functions", bdfs: [...selected] } : { kind: "machine" } });
}

export function toggleActivity(): void {
  remember({ activityOpen: !useView.getState().activityOpen });
}

function selectionCommands(): Listed[] {
  const { machine } = useMachine.getState();
  const { selected } = useView.getState();
  if (machine === null || selected.size === 0) return [];
  const functions = machine.functions.filter((fn) => selected.has(fn.bdf));
  const hint = functions.length === 1 ? functions[0]?.bdf : `${functions.length} functions selected`;
  return functionActions(machine, functions)
    .filter((action) => action.disabledBecause === null)
    .map((action) => ({
      id: `function.${action.id}`,
      title: action.label,
      ...(hint === undefined ? {} : { hint }),
      run: () => action.run(),
    }));
}

function accessCommands(): Listed[] {
  const { access } = useAccess.getState();
  if (access === null || access.changing) return [];
  if (access.canLock) {
    return [{ id: "lock", title: "Lock again", words: "root sudo rights", run: () => void lock() }];
  }
  const { info } = useConnection.getState();
  if (access.state !== "locked" || access.way === null || info?.changesAllowed === false) return [];
  const words = "root sudo pkexec rights password";
  return [{ id: "unlock", title: "Unlock", hint: stillEnglish(access.way), words, run: () => void unlock() }];
}

function machineCommands(): Listed[] {
  const { info } = useConnection.getState();
  const { host, machine, live } = useMachine.getState();
  const hosts = [
    { host: "local", name: "This machine", about: "" },
    ...(info?.demos ?? []).map((demo) => ({ host: demo.host, name: demo.name, about: stillEnglish(demo.title) })),
    ...useView.getState().remotes.map((remote) => ({ host: remote, name: remoteName(remote), about: "ssh" })),
    ...(info?.files ?? []).map((file) => ({ host: file.host, name: file.name, about: "Opened file" })),
  ];
  const commands: Listed[] = hosts
    .filter((entry) => entry.host !== host && refusal(info, "host.open", { host: entry.host }) === null)
    .map((entry) => ({
      id: `open.${entry.host}`,
      title: `Switch to ${entry.host === "local" ? "this machine" : entry.name}`,
      words: "open machine host",
      ...(entry.about === "" ? {} : { hint: entry.about }),
      run: () => void useMachine.getState().open(entry.host),
    }));
  commands.push({
    id: "file.open",
    title: "Open dump or report…",
    keys: "Ctrl O",
    words: "file lspci json import load",
    run: chooseFile,
  });
  commands.push({
    id: "file.paste",
    title: "Open pasted dump…",
    hint: "Ctrl+V opens what was copied",
    words: "paste text lspci clipboard",
    run: () => showDialog("paste"),
  });
  if (connectRefusal(info) === null) {
    commands.push({
      id: "connect",
      title: "Connect by ssh…",
      words: "remote server machine host login",
      run: () => showDialog("connect"),
    });
  }
  for (const file of info?.files ?? []) {
    // A file is closed with all its machines.
    if (file.first !== file.host) continue;
    commands.push({
      id: `file.close.${file.host}`,
      title: `Close ${file.file}`,
      words: "dump report let go memory",
      hint: "Opened file",
      run: () => void closeFile(file.host),
    });
  }
  if (isRemote(host) && refusal(info, "host.disconnect", { host }) === null) {
    commands.push({
      id: "disconnect",
      title: `Disconnect from ${remoteName(host)}`,
      words: "ssh close remote",
      run: () => void disconnect(host),
    });
  }
  commands.push({
    id: "helper",
    title: "Show what runs with root's rights",
    words: "helper script sudo ssh pkexec far side",
    run: () => showDialog("helper"),
  });
  if (machine === null) return commands;
  commands.push(...accessCommands());
  commands.push({
    id: "compare",
    title: "Compare with…",
    words: "diff difference machine before after state",
    run: () => openComparison(),
  });
  commands.push({
    id: "export",
    title: "Export report…",
    keys: "Ctrl E",
    words: "save html markdown json lspci",
    run: exportSelectionOrMachine,
  });
  // A file is a machine of the past: there is nothing to look at again.
  if (machine.snapshot.identity.kind === "file") return commands;
  commands.push({
    id: "refresh",
    title: "Look again now",
    keys: "F5",
    words: "refresh rescan reload",
    run: () => void useMachine.getState().refresh(),
  });
  commands.push({
    id: "rescan",
    title: "Rescan the PCI buses…",
    words: "find hot-plug removed function",
    run: () => requestPlan({ kind: "bus.rescan" }),
  });
  if (live !== "lost") {
    commands.push({
      id: "live",
      title: live === "paused" ? "Resume live changes" : "Pause live changes",
      run: () => void useMachine.getState().setPaused(live !== "paused"),
    });
  }
  return commands;
}

function viewCommands(): Listed[] {
  const view = useView.getState();
  const commands: Listed[] = [
    { id: "search", title: "Search", keys: "/", run: () => void focusRegion("search") },
    {
      id: "fields",
      title: "Search registers and fields…",
      keys: "Ctrl Shift F",
      words: "capability value bit find",
      run: () => showDialog("fields"),
    },
    { id: "table", title: "Go to the table", run: () => void focusRegion("table") },
  ];
  for (const grouping of GROUPINGS) {
    if (grouping === view.grouping) continue;
    const title = `Group by ${grouping === "topology" ? "topology" : GROUPING_TITLES[grouping]}`;
    commands.push({ id: `group.${grouping}`, title, run: () => setGrouping(grouping) });
  }
  for (const filter of FILTERS) {
    const on = view.chips.has(filter.id);
    commands.push({
      id: `filter.${filter.id}`,
      title: `${on ? "Remove filter" : "Filter"}: ${stillEnglish(filter.title)}`,
      hint: stillEnglish(filter.help),
      run: () => toggleChip(filter.id),
    });
  }
  if (isNarrowed(view)) {
    commands.push({ id: "clear", title: "Clear search and filters", run: clearNarrowing });
  }
  commands.push(
    { id: "expand", title: "Expand all", words: "expand", run: () => setAllRowsOpen(true) },
    { id: "collapse", title: "Collapse all", words: "collapse", run: () => setAllRowsOpen(false) },
    {
      id: "columns.reset",
      title: "Reset columns",
      words: "width order",
      run: () => remember({ columns: null, columnWidths: {} }),
    },
    {
      id: "activity",
      title: view.activityOpen ? "Hide activity" : "Show activity",
      keys: "Ctrl J",
      words: "journal undo log",
      run: toggleActivity,
    },
    { id: "theme", title: "Light or dark", keys: "Ctrl Shift L", words: "theme", run: toggleTheme },
  );
  for (const theme of THEMES) {
    if (theme === view.theme) continue;
    const title = theme === "system" ? "Theme as the system has it" : `${theme === "dark" ? "Dark" : "Light"} theme`;
    commands.push({ id: `theme.${theme}`, title, run: () => setTheme(theme) });
  }
  return commands;
}

/** The tabs of the details, for the function that is shown. */
function detailCommands(): Listed[] {
  const { focused, tab } = useView.getState();
  if (focused === null) return [];
  return TABS.filter((id) => id !== tab).map((id) => ({
    id: `tab.${id}`,
    title: `Details: ${TAB_TITLES[id]}`,
    hint: focused,
    run: () => {
      remember({ tab: id });
      focusRegion("detail");
    },
  }));
}

function helpCommands(): Listed[] {
  return [
    { id: "palette", title: "Command palette", keys: "Ctrl K", run: () => showDialog("palette") },
    { id: "shortcuts", title: "Keyboard shortcuts", keys: "?", run: () => showDialog("shortcuts") },
    { id: "about", title: "About SR-IOV Inspector", words: "version licence", run: () => showDialog("about") },
    { id: "log", title: "Open log", words: "debug error fault file", run: () => void openLog() },
  ];
}

const SECTIONS: readonly (readonly [Section, commands: () => Listed[]])[] = [
  ["Selection", selectionCommands],
  ["Machine", machineCommands],
  ["View", viewCommands],
  ["View", detailCommands],
  ["Help", helpCommands],
];

/** The actions that make sense right now; the selection's first. */
export function allCommands(): readonly Command[] {
  return SECTIONS.flatMap(([section, commands]) => commands().map((command) => ({ ...command, section })));
}

/** Runs an action by its id; one that makes no sense right now is passed over. */
export function runCommand(id: string): void {
  allCommands()
    .find((command) => command.id === id)
    ?.run();
}
