/** The command line: its help, and what it says beside what was asked for. */
import { messages } from "../../shared/words/messages.ts";

export const CLI_WORDS = messages("cli", {
  about: { en: "SR-IOV Inspector on the command line.", zh: "SR-IOV Inspector 命令行。" },
  helpOfCommand: { en: "Shows the help of a command.", zh: "显示某个命令的帮助。" },
  show: { en: "Prints a machine’s PCI functions.", zh: "输出一台机器的 PCI Function。" },
  compare: {
    en: "Prints the differences between two machines, or between two moments of one.",
    zh: "输出两台机器之间、或同一台机器在两个时刻之间的差异。",
  },
  capabilities: {
    en: "Lists the capabilities that are decoded, next to what lspci does with them.",
    zh: "列出可解析的 Capability，并与 lspci 对照。",
  },
  hostOption: {
    en: "machine to show: local, demo:NAME or ssh:[USER@]NAME[:PORT]",
    zh: "要显示的机器：local、demo:NAME 或 ssh:[USER@]NAME[:PORT]",
  },
  kernelOption: { en: "demo: kernel release, such as 5.10", zh: "演示机器：内核版本，例如 5.10" },
  sudoOption: {
    en: "ssh: read as root through sudo, where it needs no password",
    zh: "ssh：通过 sudo 以 root 身份读取（须免密码）",
  },
  fromOption: {
    en: "read a text about PCI functions, an archive or a JSON report instead of a machine",
    zh: "不读取机器，改为读取描述 PCI Function 的文本、压缩包或 JSON 报告",
  },
  partOption: {
    en: "which machine or moment of a text that has several, from 1",
    zh: "文本含多台机器或多个时刻时选用第几个，从 1 开始",
  },
  sysfsRootOption: { en: "local: read this directory instead of /sys", zh: "本机：读取该目录，而不是 /sys" },
  sshConfigOption: {
    en: "ssh: read this configuration instead of your own",
    zh: "ssh：使用该配置文件，而不是用户自己的",
  },
  formatOption: { en: "what to print", zh: "输出格式" },
  numericOption: { en: "lspci: numbers instead of names, as lspci -n", zh: "lspci：以数字代替名称，同 lspci -n" },
  slotOption: { en: "only this function", zh: "仅输出该 Function" },
  hexOption: { en: "add a hex dump of each configuration space", zh: "附上每个配置空间的十六进制转储" },
  redactOption: {
    en: "leave out serial numbers, MAC addresses, names of users and the file name",
    zh: "去除序列号、MAC 地址、使用者的名称和文件名",
  },
  skipOption: {
    en: "leave this function’s registers unread, in addition to those you excluded in the window; may be given several times",
    zh: "不读取该 Function 的寄存器（窗口中已排除的仍然排除）；可多次指定",
  },
  wakeOption: {
    en: "also read functions in D3cold, which wakes them",
    zh: "同时读取处于 D3cold 的 Function（会将其唤醒）",
  },
  outOption: { en: "write to this file instead of printing", zh: "写入该文件，而不是输出到终端" },
  aboutTexts: {
    en: "A text is the output of lspci with or without bytes (best: lspci -nnvvvxxxx as root), a hex dump, a log or a list of\nfunctions. Lines that could not be used are listed.",
    zh: "文本可以是带或不带字节的 lspci 输出（最好以 root 执行 lspci -nnvvvxxxx）、十六进制转储、日志或 Function 列表。\n无法使用的行会列出。",
  },
  aboutLspci: {
    en: "Format lspci is the text of lspci 3.14.0 -vvv. On a real machine, whole configuration spaces need root.",
    zh: "lspci 格式即 lspci 3.14.0 -vvv 的文本。在真实机器上，读取完整配置空间需要 root。",
  },
  showStatus: {
    en: "Exit status: 0 printed, 2 bad option or unreadable input.",
    zh: "退出状态：0 已输出，2 选项有误或输入不可读。",
  },
  aboutDifferences: {
    en: "What only one side knows is counted, but is not a difference.",
    zh: "仅一方已知的内容只计数，不视为差异。",
  },
  compareStatus: {
    en: "Exit status: 0 the same in all that both know, 1 different, 2 bad option or unreadable input.",
    zh: "退出状态：0 双方已知内容均相同，1 有差异，2 选项有误或输入不可读。",
  },
  hereArgument: {
    en: "a file as for show --from, FILE#2 for its second machine, or local, demo:NAME, ssh:NAME",
    zh: "文件（同 show --from；FILE#2 表示其中第 2 台机器），或 local、demo:NAME、ssh:NAME",
  },
  thereArgument: { en: "what to compare it with", zh: "与之比较的对象" },
  volatileOption: {
    en: "also volatile fields, which change in everyday use",
    zh: "包括日常使用中会变化的易变字段",
  },
  compareRedactOption: {
    en: "leave out serial numbers, MAC addresses and the file names",
    zh: "去除序列号、MAC 地址和文件名",
  },
  notAPart: { en: "It must be a number, 1 or higher.", zh: "须为从 1 开始的数。" },

  note: { en: "Note: {text}", zh: "提示：{text}" },
  partNeedsText: {
    en: "--part selects a machine of a text: name the text with --from.",
    zh: "--part 用于选择文本中的机器：请用 --from 指定文本。",
  },
  kernelNeedsDemo: {
    en: "--kernel is the kernel of a demo machine: name one with --host demo:NAME.",
    zh: "--kernel 为演示机器的内核版本：请用 --host demo:NAME 指定演示机器。",
  },
  linuxOnly: {
    en: "this computer runs {system}, and PCI functions can be read on Linux only: name a Linux machine (ssh:NAME), a demo machine (demo:NAME) or a file.",
    zh: "本机运行 {system}，而 PCI Function 只能在 Linux 上读取：请指定 Linux 机器（ssh:NAME）、演示机器（demo:NAME）或文件。",
  },
  notWritten: { en: "{path} can’t be written: {reason}.", zh: "无法写入 {path}：{reason}。" },
  noFunction: { en: "there is no function {bdf} on {where}.", zh: "{where} 上没有 Function {bdf}。" },
  noMachine: {
    en: "there is no machine “{host}”. Choose local, ssh:NAME or a demo machine: {demos}.",
    zh: "没有机器“{host}”。可选 local、ssh:NAME 或演示机器：{demos}。",
  },
  noMachineName: {
    en: "“{name}” is not a machine name. It must look like root@lab1 or lab1:2222.",
    zh: "“{name}”不是机器名。格式如 root@lab1 或 lab1:2222。",
  },
  rootRefused: { en: "root privileges could not be obtained there.", zh: "未能在该机器上取得 root 权限。" },
  machines: {
    en: "{count, plural, one {one machine} other {# machines or moments}}",
    zh: "{count, plural, =1 {1 台机器} other {# 台机器或时刻}}",
  },
  noSuchPart: {
    en: "{from} has {machines}: --part must be {count, plural, one {1} other {from 1 to #}}.",
    zh: "{from} 含 {machines}：--part 须为 {count, plural, =1 {1} other {1 到 #}}。",
  },
  noSuchMoment: {
    en: "{path} has {machines}: there is no {path}#{part}.",
    zh: "{path} 含 {machines}：没有 {path}#{part}。",
  },
  firstCompared: {
    en: "{path} has {machines}. The first is compared; add #2 for the second.",
    zh: "{path} 含 {machines}。已比较第 1 个；加上 #2 可比较第 2 个。",
  },
  part: { en: "--part {number} ({name})", zh: "--part {number}（{name}）" },
  partPrinted: {
    en: "Part {part} of {count} is printed. The others: {others}.",
    zh: "已输出第 {part} 部分，共 {count} 部分。其余：{others}。",
  },
  partsMore: {
    en: "Part {part} of {count} is printed. The others: {others} and {rest} more.",
    zh: "已输出第 {part} 部分，共 {count} 部分。其余：{others} 等，另有 {rest} 个。",
  },
  unreadUnknown: {
    en: "{file} could not be read, so it is unknown which functions you excluded from reading: name them with --skip.",
    zh: "无法读取 {file}，因而不知道哪些 Function 已被排除读取：请用 --skip 指定。",
  },
  allOnes: {
    en: "Every byte of {bdf} reads ff: it does not respond, so there is nothing to decode.",
    zh: "{bdf} 的全部字节读为 ff：设备无响应，没有可解析的内容。",
  },
  here: { en: "the first", zh: "前者" },
  there: { en: "the second", zh: "后者" },
});

/** What `capabilities` prints. */
export const COVERAGE_WORDS = messages("coverage", {
  decodes: { en: "decodes", zh: "解析" },
  header: { en: "vendor’s header", zh: "厂商头部" },
  names: { en: "name only", zh: "仅名称" },
  number: { en: "number only", zh: "仅编号" },
  notPublic: { en: "layout not public", zh: "布局未公开" },
  byName: { en: "by name", zh: "按名称" },
  size: {
    en: "{registers, plural, one {# register} other {# registers}}, {fields, plural, one {# field} other {# fields}}",
    zh: "{registers} 个寄存器，{fields} 个字段",
  },
  capability: { en: "capability", zh: "Capability" },
  specified: { en: "specified in", zh: "规范" },
  ours: { en: "this program", zh: "本程序" },
  tables: {
    en: "{tables} tables: {named} with named registers. The layout of {unpublished} is not public, and their bits are shown as numbers.",
    zh: "共 {tables} 张表：{named} 张含命名寄存器；{unpublished} 张的布局未公开，其位以数字显示。",
  },
  lspci: { en: "lspci 3.14.0 decodes {count} of them.", zh: "其中 lspci 3.14.0 可解析 {count} 张。" },
  fields: {
    en: "{fields} fields: access type {access}, explanation {help}; reset value {reset} of the {writable} that can be written.",
    zh: "{fields} 个字段：访问类型 {access}，含义说明 {help}；{writable} 个可写字段中有复位值的占 {reset}。",
  },
});
