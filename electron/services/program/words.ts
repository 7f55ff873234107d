/** The command line of the window and of browser mode: help, options and what is wrong with them. */
import { messages } from "../../../shared/words/messages.ts";

/** Options and arguments, by what they are for; several commands have the same. */
export const OPTION_WORDS = messages("option", {
  help: { en: "show this help", zh: "显示本帮助" },
  version: { en: "print the version, its commit and the commit’s date", zh: "显示版本、对应的提交及提交日期" },
  lang: { en: "language: en or zh (default: the terminal’s)", zh: "语言：en 或 zh（默认取自终端）" },
  host: {
    en: "machine to open first: local, demo:NAME or ssh:[USER@]NAME[:PORT]",
    zh: "首先打开的机器：local、demo:NAME 或 ssh:[USER@]NAME[:PORT]",
  },
  demo: { en: "demo machine to open first: {demos}", zh: "首先打开的演示机器：{demos}" },
  file: {
    en: "a dump (lspci -xxxx), a log, an archive or a JSON report to open first",
    zh: "首先打开的文件：dump（lspci -xxxx）、日志、压缩包或 JSON 报告",
  },
  sameAsFile: { en: "the same as [file]", zh: "与 [file] 相同" },
  kernels: { en: "kernel release of demo machines, such as 5.10", zh: "演示机器的内核版本，例如 5.10" },
  sysfsRoot: { en: "read this directory instead of /sys", zh: "读取该目录，而不是 /sys" },
  sshConfig: { en: "read this ssh configuration instead of your own", zh: "使用该 ssh 配置文件，而不是用户自己的" },
  browser: {
    en: "serve the interface to a browser on this machine instead of opening a window",
    zh: "不打开窗口，改为在本机浏览器中提供界面",
  },
  port: { en: "port for browser mode; 0 = any free port", zh: "浏览器模式的端口；0 表示任选空闲端口" },
  allowChanges: {
    en: "browser mode: allow the page to change real machines and to request root privileges",
    zh: "浏览器模式：允许页面更改真实机器，并可申请 root 权限",
  },
  skip: {
    en: "leave this function’s registers unread; may be given several times",
    zh: "不读取该 Function 的寄存器；可多次指定",
  },
  link: {
    en: "print the one-time link of the browser mode that is already running",
    zh: "显示正在运行的浏览器模式的一次性链接",
  },
  default: { en: "{text} (default: {value})", zh: "{text}（默认：{value}）" },
  choices: { en: "{text} (choices: {values})", zh: "{text}（可选：{values}）" },
});

/** Headings of a help, and what is wrong with a command line. */
export const COMMAND_LINE_WORDS = messages("command-line", {
  usage: { en: "Usage:", zh: "用法" },
  arguments: { en: "Arguments:", zh: "参数：" },
  options: { en: "Options:", zh: "选项：" },
  commands: { en: "Commands:", zh: "命令：" },
  optionsHere: { en: "[options]", zh: "[选项]" },
  commandHere: { en: "[command]", zh: "[命令]" },
  about: {
    en: "SR-IOV Inspector: browse PCIe functions, enable SR-IOV, pass VFs through and export reports.",
    zh: "SR-IOV Inspector：浏览 PCIe Function、开启 SR-IOV、直通 VF、导出报告。",
  },
  asText: {
    en: "As text, without a window: {cli} show, compare or capabilities. {cli} help lists all commands.",
    zh: "不打开窗口、以文本输出：{cli} show、compare 或 capabilities。全部命令见 {cli} help。",
  },
  error: { en: "error: {text}", zh: "错误：{text}" },
  simulatedRelease: {
    en: "It must be release 5.10 or later, such as 6.1 or 6.12.41.",
    zh: "须为 5.10 或更高的内核版本，如 6.1 或 6.12.41。",
  },
  portNumber: { en: "It must be a number from 0 to 65535.", zh: "须为 0 到 65535 之间的数。" },
  hostName: {
    en: "It must be local, demo:NAME or ssh:[USER@]NAME[:PORT].",
    zh: "须为 local、demo:NAME 或 ssh:[USER@]NAME[:PORT]。",
  },
  functionAddress: {
    en: "It must be a function address such as 01:00.0 or 0000:01:00.0.",
    zh: "须为 Function 地址，例如 01:00.0 或 0000:01:00.0。",
  },
  noDemo: { en: "no demo machine “{demo}”. Choose one of {demos}.", zh: "没有演示机器“{demo}”。可选：{demos}。" },
  kernelNeedsDemo: {
    en: "--kernel applies to demo machines only: add --demo NAME.",
    zh: "--kernel 仅用于演示机器：请加上 --demo NAME。",
  },
  noFileNoCommand: {
    en: "no file {path} and no command {word}. For the command {meant}, type {cli} {meant}.",
    zh: "没有文件 {path}，也没有命令 {word}。如需命令 {meant}，请输入 {cli} {meant}。",
  },
  unreadableFile: {
    en: "can’t open {path}: {reason}. Name a file that you can read.",
    zh: "无法打开 {path}：{reason}。请指定一个可读取的文件。",
  },
  unknownOption: { en: "unknown option “{name}”.", zh: "未知选项“{name}”。" },
  unknownCommand: { en: "unknown command “{name}”.", zh: "未知命令“{name}”。" },
  missingArgument: { en: "argument “{name}” is missing.", zh: "缺少参数“{name}”。" },
  missingValue: { en: "option “{name}” needs a value.", zh: "选项“{name}”需要一个值。" },
  invalidValue: {
    en: "“{value}” is not a valid value for “{name}”. {reason}",
    zh: "“{value}”不是“{name}”的有效值。{reason}",
  },
  allowedValues: { en: "Choose one of {values}.", zh: "可选：{values}。" },
  tooManyArguments: { en: "too many arguments: {details}.", zh: "参数过多：{details}。" },
  didYouMean: { en: "Did you mean {names}?", zh: "是否要用 {names}？" },
});
