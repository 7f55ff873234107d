/** What only the window says: its menu, the system's dialogs, and what it prints as it ends. */
import { messages } from "../../shared/words/messages.ts";

export const MENU_WORDS = messages("menu", {
  file: { en: "File", zh: "文件" },
  open: { en: "Open dump or report…", zh: "打开 dump 或报告…" },
  export: { en: "Export report…", zh: "导出报告…" },
  quit: { en: "Quit", zh: "退出" },

  edit: { en: "Edit", zh: "编辑" },
  undo: { en: "Undo", zh: "撤销" },
  redo: { en: "Redo", zh: "重做" },
  cut: { en: "Cut", zh: "剪切" },
  copy: { en: "Copy", zh: "复制" },
  paste: { en: "Paste", zh: "粘贴" },
  delete: { en: "Delete", zh: "删除" },
  selectAll: { en: "Select all", zh: "全选" },

  view: { en: "View", zh: "视图" },
  palette: { en: "Command palette…", zh: "命令面板…" },
  search: { en: "Search", zh: "搜索" },
  refresh: { en: "Refresh", zh: "刷新" },
  theme: { en: "Toggle light and dark theme", zh: "切换浅色与深色主题" },
  actualSize: { en: "Actual size", zh: "实际大小" },
  zoomIn: { en: "Zoom in", zh: "放大" },
  zoomOut: { en: "Zoom out", zh: "缩小" },
  fullScreen: { en: "Full screen", zh: "全屏" },
  developerTools: { en: "Developer tools", zh: "开发者工具" },

  help: { en: "Help", zh: "帮助" },
  shortcuts: { en: "Keyboard shortcuts", zh: "快捷键" },
  about: { en: "About SR-IOV Inspector", zh: "关于 SR-IOV Inspector" },
});

export const MAIN_WORDS = messages("main", {
  openFile: { en: "Open a dump, log, archive or JSON report", zh: "打开 dump、日志、压缩包或 JSON 报告" },
  notOpened: { en: "{name} could not be opened.", zh: "无法打开 {name}。" },
  saveReport: { en: "Save report", zh: "保存报告" },

  pageEnded: { en: "The window’s page stopped working.", zh: "窗口页面已停止工作。" },
  pageEndedWhy: {
    en: "Reason: {reason}. Nothing was lost: operations and the journal run outside the page.",
    zh: "原因：{reason}。未丢失任何内容：操作和操作记录不在页面中运行。",
  },
  reload: { en: "Reload", zh: "重新加载" },

  toFront: {
    en: "SR-IOV Inspector is already running. Its window comes to the front.",
    zh: "SR-IOV Inspector 已在运行，其窗口将显示到最前。",
  },
  opensThere: {
    en: "SR-IOV Inspector is already running. Its window opens {what}.",
    zh: "SR-IOV Inspector 已在运行，将在其窗口中打开 {what}。",
  },
  onlyAtStart: {
    en: "SR-IOV Inspector is already running, and {option} takes effect only at startup. Close its window first.",
    zh: "SR-IOV Inspector 已在运行，而 {option} 只在启动时生效。请先关闭其窗口。",
  },
  notAsRoot: {
    en: "SR-IOV Inspector’s window does not run as root: start it as your own user, or use `{command}`.",
    zh: "SR-IOV Inspector 的窗口不以 root 身份运行：请以普通用户启动，或使用 `{command}`。",
  },
  folderNotWritable: {
    en: "The window can’t write to {folder} ({code}): set XDG_CONFIG_HOME to a directory of yours, or use --browser.",
    zh: "窗口无法写入 {folder}（{code}）：请将 XDG_CONFIG_HOME 设为自己的目录，或使用 --browser。",
  },
});
