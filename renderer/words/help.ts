/** About, log and the sheet of keyboard shortcuts. */
import { messages } from "../../shared/words/messages.ts";

export const HELP_WORDS = messages("window.help", {
  shortcuts: { en: "Keyboard shortcuts", zh: "快捷键" },
  actions: { en: "Actions", zh: "操作" },
  description: {
    en: "Inspect, configure, pass through and report PCIe SR-IOV functions on Linux, safely.",
    zh: "在 Linux 上安全地查看、配置、直通 PCIe SR-IOV Function，并导出报告。",
  },
  version: { en: "Version", zh: "版本" },
  runsIn: { en: "Runs in", zh: "运行方式" },
  window: { en: "desktop window", zh: "桌面窗口" },
  browser: { en: "browser", zh: "浏览器" },
  platform: { en: "Platform", zh: "平台" },
  machine: { en: "Machine", zh: "机器" },
  connection: { en: "Connection", zh: "连接方式" },
  kernel: { en: "Kernel", zh: "内核" },
  bootId: { en: "Boot ID", zh: "启动 ID（boot_id）" },
  access: { en: "Access", zh: "权限" },
  asRoot: { en: "root", zh: "root 用户" },
  asUser: { en: "ordinary user", zh: "普通用户" },
  openLog: { en: "Open log", zh: "打开日志" },
  files: { en: "Files", zh: "文件" },
  settings: { en: "Settings", zh: "设置" },
  journal: { en: "Journal", zh: "操作记录" },
  log: { en: "Log", zh: "日志" },
  notKept: { en: "not kept", zh: "不保存" },
  licence: {
    en: "SR-IOV Inspector is free software under the MIT licence.",
    zh: "SR-IOV Inspector 是自由软件，采用 MIT 许可证。",
  },
  pciIds: {
    en: "Vendor and device names come from the PCI ID database by its authors, used under the 3-clause BSD licence.",
    zh: "厂商和设备名称来自 PCI ID 数据库，版权归其作者所有，依 BSD 三条款许可证使用。",
  },
  logDescription: {
    en: "The last lines of the program’s log. It contains no serial numbers, MAC addresses or secrets, but names of machines and folders.",
    zh: "程序日志的最后部分。不含序列号、MAC 地址和机密信息，但含机器名和目录名。",
  },
  logEmpty: { en: "The log is empty.", zh: "日志为空。" },
  logLines: { en: "Last lines of the log", zh: "日志的最后部分" },
  copyLines: { en: "Copy lines", zh: "复制日志" },
});
