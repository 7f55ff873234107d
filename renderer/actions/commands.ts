/** Every action of the application as data: the palette lists them, shortcuts and the window's menu run them. */

import { sourceWords } from "../../shared/machine/age.ts";
import { isFile } from "../../shared/machine/file-name.ts";
import { FILTERS } from "../../shared/machine/filters.ts";
import { undoRefusal } from "../../shared/operations/plan/undo-offered.ts";
import { LANGUAGE_CHOICES, LANGUAGE_NAMES, type LanguageChoice } from "../../shared/words/choice.ts";
import type { Words } from "../../shared/words/message.ts";
import { PLAN_TITLE_WORDS } from "../../shared/words/texts/plan.ts";
import { connectRefusal, refusal } from "../model/rights.ts";
import { lock, unlock, useAccess } from "../stores/access.ts";
import { showDialog } from "../stores/app-dialog.ts";
import { openComparison } from "../stores/comparison.ts";
import { useConnection } from "../stores/connection.ts";
import { chooseFile, closeFile } from "../stores/files.ts";
import { useJournal } from "../stores/journal.ts";
import { useMachine } from "../stores/machine.ts";
import { useRuns } from "../stores/operation-run.ts";
import { ask, requestPlan } from "../stores/operations.ts";
import { disconnect, isRemote, remoteName } from "../stores/remotes.ts";
import { GROUPINGS, type Grouping, remember, TAB_TITLES, TABS, THEMES, type Theme, useView } from "../stores/view.ts";
import { COMMAND_WORDS } from "../words/commands.ts";
import { SELECTION_WORDS } from "../words/tree-selection.ts";
import { VIEW_WORDS } from "../words/view.ts";
import { functionActions } from "./function-actions.ts";
import { chooseLanguage } from "./language.ts";
import { openLog } from "./log.ts";
import { focusRegion } from "./regions.ts";
import { setTheme, toggleTheme } from "./theme.ts";
import { clearNarrowing, isNarrowed, setAllRowsOpen, setGrouping, toggleChip } from "./tree-view.ts";

export type Section = "selection" | "machine" | "view" | "help";

export const SECTION_TITLES: Readonly<Record<Section, Words>> = {
  selection: COMMAND_WORDS.sectionSelection,
  machine: COMMAND_WORDS.sectionMachine,
  view: COMMAND_WORDS.sectionView,
  help: COMMAND_WORDS.sectionHelp,
};

const GROUP_BY: Readonly<Record<Grouping, Words>> = {
  topology: VIEW_WORDS.byTopology,
  "pf-vf": VIEW_WORDS.byPfVf,
  "iommu-group": VIEW_WORDS.byIommuGroup,
  driver: VIEW_WORDS.byDriver,
  numa: VIEW_WORDS.byNuma,
};

const THEME_TITLES: Readonly<Record<Theme, Words>> = {
  system: COMMAND_WORDS.themeSystem,
  dark: COMMAND_WORDS.themeDark,
  light: COMMAND_WORDS.themeLight,
};

const LANGUAGE_TITLES: Readonly<Record<LanguageChoice, Words>> = {
  system: COMMAND_WORDS.languageSystem,
  en: COMMAND_WORDS.language({ name: LANGUAGE_NAMES.en }),
  zh: COMMAND_WORDS.language({ name: LANGUAGE_NAMES.zh }),
};

export interface Command {
  readonly id: string;
  readonly title: Words;
  readonly section: Section;
  /** `Ctrl K` */
  readonly keys?: string;
  /** A second line, or why it is what it is. */
  readonly hint?: Words;
  /** Further words by which the palette finds it, of either language. */
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
  const hint = functions.length === 1 ? functions[0]?.bdf : SELECTION_WORDS.functions({ count: functions.length });
  return functionActions(machine, functions)
    .filter((action) => action.disabledBecause === null)
    .map((action) => ({
      id: `function.${action.id}`,
      title: action.label,
      ...(hint === undefined ? {} : { hint }),
      ...(action.words === undefined ? {} : { words: action.words }),
      run: () => action.run(),
    }));
}

/** Takes back the newest change that can be; an undo is taken back in the activity. */
function undoCommands(): Listed[] {
  const { host } = useMachine.getState();
  const { entries } = useJournal.getState();
  if (useRuns.getState().runs[host ?? ""]?.status.state === "running") return [];
  const entry = entries?.find((each) => each.undoOf === null && undoRefusal(each) === null);
  if (entry === undefined) return [];
  return [
    {
      id: "undo",
      title: PLAN_TITLE_WORDS.undo({ title: entry.title }),
      keys: "Ctrl Z",
      words: "back revert last change 撤回 还原",
      run: () => requestPlan({ kind: "undo", entryId: entry.id }),
    },
  ];
}

function accessCommands(): Listed[] {
  const { access } = useAccess.getState();
  if (access === null || access.changing) return [];
  if (access.canLock) {
    return [{ id: "lock", title: COMMAND_WORDS.lock, words: "root sudo rights 权限", run: () => void lock() }];
  }
  const { info } = useConnection.getState();
  if (access.state !== "locked" || access.way === null || info?.changesAllowed === false) return [];
  const words = "root sudo pkexec rights password 权限 密码";
  return [{ id: "unlock", title: COMMAND_WORDS.unlock, hint: access.way, words, run: () => void unlock() }];
}

function machineCommands(): Listed[] {
  const { info } = useConnection.getState();
  const { host, machine, live } = useMachine.getState();
  const hosts: readonly { host: string; name: Words; about: Words }[] = [
    { host: "local", name: "", about: "" },
    ...(info?.demos ?? []).map((demo) => ({ host: demo.host, name: demo.name, about: demo.title })),
    ...useView.getState().remotes.map((remote) => ({ host: remote, name: remoteName(remote), about: "ssh" })),
    ...(info?.files ?? []).map((file) => ({ host: file.host, name: file.name, about: sourceWords(file.source) })),
  ];
  const commands: Listed[] = hosts
    .filter((entry) => entry.host !== host && refusal(info, "host.open", { host: entry.host }) === null)
    .map((entry) => ({
      id: `open.${entry.host}`,
      title: entry.host === "local" ? COMMAND_WORDS.switchToLocal : COMMAND_WORDS.switchTo({ name: entry.name }),
      words: "open machine host 打开 机器",
      ...(entry.about === "" ? {} : { hint: entry.about }),
      run: () => void useMachine.getState().open(entry.host),
    }));
  commands.push({
    id: "file.open",
    title: COMMAND_WORDS.openFile,
    keys: "Ctrl O",
    words: "file lspci json import load 文件 导入 加载",
    run: chooseFile,
  });
  commands.push({
    id: "file.paste",
    title: COMMAND_WORDS.openPasted,
    hint: COMMAND_WORDS.openPastedHint,
    words: "paste text lspci clipboard 剪贴板",
    run: () => showDialog("paste"),
  });
  if (connectRefusal(info) === null) {
    commands.push({
      id: "connect",
      title: COMMAND_WORDS.connect,
      words: "remote server machine host login 远程 服务器 机器 登录",
      run: () => showDialog("connect"),
    });
  }
  for (const file of info?.files ?? []) {
    // A file is closed with all its machines.
    if (file.first !== file.host) continue;
    commands.push({
      id: `file.close.${file.host}`,
      title: COMMAND_WORDS.closeFile({ file: file.file }),
      words: "dump report memory 报告 内存",
      hint: sourceWords(file.source),
      run: () => void closeFile(file.host),
    });
  }
  if (isRemote(host) && refusal(info, "host.disconnect", { host }) === null) {
    commands.push({
      id: "disconnect",
      title: COMMAND_WORDS.disconnect({ name: remoteName(host) }),
      words: "ssh close remote 关闭 远程",
      run: () => void disconnect(host),
    });
  }
  commands.push({
    id: "helper",
    title: COMMAND_WORDS.helper,
    words: "helper script sudo ssh pkexec remote 辅助脚本 远程",
    run: () => showDialog("helper"),
  });
  if (machine === null) return commands;
  commands.push(...accessCommands());
  commands.push({
    id: "compare",
    title: COMMAND_WORDS.compare,
    words: "diff difference machine before after state 差异 对比 机器",
    run: () => openComparison(),
  });
  commands.push({
    id: "export",
    title: COMMAND_WORDS.exportReport,
    keys: "Ctrl E",
    words: "save html markdown json lspci 保存",
    run: exportSelectionOrMachine,
  });
  // A file is a machine of the past: there is nothing to look at again.
  if (isFile(machine.snapshot)) return commands;
  commands.push(...undoCommands(), {
    id: "refresh",
    title: COMMAND_WORDS.refresh,
    keys: "F5",
    words: "rescan reload look again 重新读取",
    run: () => void useMachine.getState().refresh(),
  });
  commands.push({
    id: "rescan",
    title: COMMAND_WORDS.rescan,
    words: "find PCI hot-plug removed function 热插拔 查找",
    run: () => requestPlan({ kind: "bus.rescan" }),
  });
  if (live !== "lost") {
    commands.push({
      id: "live",
      title: live === "paused" ? COMMAND_WORDS.resumeLive : COMMAND_WORDS.pauseLive,
      run: () => void useMachine.getState().setPaused(live !== "paused"),
    });
  }
  return commands;
}

function viewCommands(): Listed[] {
  const view = useView.getState();
  const commands: Listed[] = [
    { id: "search", title: COMMAND_WORDS.search, keys: "/", run: () => void focusRegion("search") },
    {
      id: "fields",
      title: COMMAND_WORDS.searchFields,
      keys: "Ctrl Shift F",
      words: "capability value bit find 值 位 查找",
      run: () => showDialog("fields"),
    },
    { id: "table", title: COMMAND_WORDS.goToTable, run: () => void focusRegion("table") },
  ];
  for (const grouping of GROUPINGS) {
    if (grouping === view.grouping) continue;
    commands.push({ id: `group.${grouping}`, title: GROUP_BY[grouping], run: () => setGrouping(grouping) });
  }
  for (const filter of FILTERS) {
    const on = view.chips.has(filter.id);
    commands.push({
      id: `filter.${filter.id}`,
      title: on ? COMMAND_WORDS.removeFilter({ title: filter.title }) : COMMAND_WORDS.filter({ title: filter.title }),
      hint: filter.help,
      run: () => toggleChip(filter.id),
    });
  }
  if (isNarrowed(view)) {
    commands.push({ id: "clear", title: COMMAND_WORDS.clear, run: clearNarrowing });
  }
  commands.push(
    { id: "expand", title: COMMAND_WORDS.expandAll, words: "open rows 打开", run: () => setAllRowsOpen(true) },
    { id: "collapse", title: COMMAND_WORDS.collapseAll, words: "close rows 折叠", run: () => setAllRowsOpen(false) },
    {
      id: "columns.reset",
      title: COMMAND_WORDS.resetColumns,
      words: "width order 宽度 顺序",
      run: () => remember({ columns: null, columnWidths: {} }),
    },
    {
      id: "activity",
      title: view.activityOpen ? COMMAND_WORDS.hideActivity : COMMAND_WORDS.showActivity,
      keys: "Ctrl J",
      words: "journal undo log 日志 撤销",
      run: toggleActivity,
    },
    {
      id: "theme",
      title: COMMAND_WORDS.toggleTheme,
      keys: "Ctrl Shift L",
      words: "colour appearance 外观",
      run: toggleTheme,
    },
  );
  for (const theme of THEMES) {
    if (theme === view.theme) continue;
    commands.push({ id: `theme.${theme}`, title: THEME_TITLES[theme], run: () => setTheme(theme) });
  }
  for (const language of LANGUAGE_CHOICES) {
    if (language === view.language) continue;
    commands.push({
      id: `language.${language}`,
      title: LANGUAGE_TITLES[language],
      words: "language chinese 语言 中文 英文",
      run: () => chooseLanguage(language),
    });
  }
  return commands;
}

/** The tabs of the details, for the function that is shown. */
function detailCommands(): Listed[] {
  const { focused, tab } = useView.getState();
  if (focused === null) return [];
  return TABS.filter((id) => id !== tab).map((id) => ({
    id: `tab.${id}`,
    title: COMMAND_WORDS.details({ tab: TAB_TITLES[id] }),
    hint: focused,
    run: () => {
      remember({ tab: id });
      focusRegion("detail");
    },
  }));
}

function helpCommands(): Listed[] {
  return [
    { id: "palette", title: COMMAND_WORDS.palette, keys: "Ctrl K", run: () => showDialog("palette") },
    { id: "shortcuts", title: COMMAND_WORDS.shortcuts, keys: "?", run: () => showDialog("shortcuts") },
    { id: "about", title: COMMAND_WORDS.about, words: "version licence 版本 许可证", run: () => showDialog("about") },
    { id: "log", title: COMMAND_WORDS.openLog, words: "debug error fault file 调试 错误", run: () => void openLog() },
  ];
}

const SECTIONS: readonly (readonly [Section, commands: () => Listed[]])[] = [
  ["selection", selectionCommands],
  ["machine", machineCommands],
  ["view", viewCommands],
  ["view", detailCommands],
  ["help", helpCommands],
];

/** The actions that are of use right now; the selection's first. */
export function allCommands(): readonly Command[] {
  return SECTIONS.flatMap(([section, commands]) => commands().map((command) => ({ ...command, section })));
}

/** Runs an action by its id; one that is not offered right now is passed over. */
export function runCommand(id: string): void {
  allCommands()
    .find((command) => command.id === id)
    ?.run();
}
