/** The Chinese man page: what it says besides the commands. */
import type { ManualWords } from "./manual-words.ts";

export const CHINESE: ManualWords = {
  headings: {
    name: "名称",
    synopsis: "概要",
    description: "描述",
    options: "选项",
    commands: "命令",
    exitStatus: "退出状态",
    files: "文件",
    environment: "环境变量",
    examples: "示例",
    seeAlso: "另请参阅",
  },
  section: "用户命令",
  placeholders: { options: "选项", command: "命令" },
  choices: "可选值：NAMES。",
  usual: "默认：VALUE。",
  gap: "",
  stop: "。",
  comma: "、",
  colon: "：",
  name: "浏览 PCIe Function、开启 SR-IOV、直通 VF、导出报告",
  description: [
    "不带命令时，**sriov-inspector** 打开本机的窗口：以树形显示 PCI Function（含 PF 和 VF），按名称显示每个寄存器，并可生成变更计划，" +
      "用于开启或关闭 SR-IOV、将 Function 绑定到 **vfio-pci** 或归还给宿主机驱动。每次更改前先生成变更计划，列出检查项、步骤、将丢失的内容以及撤销方式。",
    "使用 **--browser** 时不打开窗口，改为在本机浏览器中提供同一界面，仅监听回环地址。此模式不需要图形显示，也可由 root 启动。" +
      "页面通过一次性链接打开：在终端中直接显示链接，否则链接保存在仅该用户可读的文件中，运行 **--link** 可显示。",
    "**show**、**compare** 和 **capabilities** 输出文本，不做任何更改。",
    "窗口从不以 root 身份运行。以普通用户运行时，只显示内核允许普通用户读取的内容，直到通过 polkit 或 sudo 解锁；" +
      "此后以 root 身份运行的只有一个 shell 脚本，其可执行的更改是固定的。其他机器通过 **ssh**(1) 连接，对方无需安装任何软件。演示机器不需要硬件。",
  ],
  options: "以下选项用于窗口和浏览器模式。",
  commands: "每个命令都另有 **--help**。",
  exitStatus: [
    "窗口和浏览器模式：0 由用户结束；1 无法启动，以 root 身份、无图形显示或未安装软件包时启动窗口，或 **--link** 找不到正在运行的浏览器模式；2 选项有误。",
    "**capabilities**：0。",
  ],
  files: [
    ["~/.config/sriov-inspector/", "设置；其中 *window* 为 Chromium 保存的内容。"],
    ["~/.local/state/sriov-inspector/journal.jsonl", "操作记录：对哪台机器做了什么，以及如何撤销。仅该用户可读。"],
    ["~/.local/state/sriov-inspector/inspector.log", "日志。达到 1 MiB 时更名为 *inspector.log.1*，并开始新日志。"],
    ["/run/user/*/sriov-inspector/, /run/sriov-inspector/", "正在运行的浏览器模式的链接，分别属于普通用户和 root。"],
    ["/usr/lib/sriov-inspector/host-helper.sh", "解锁后以 root 身份运行的脚本。通过 ssh 连接其他机器时原样发送。"],
    ["/usr/share/polkit-1/actions/org.sriov-inspector.policy", "解锁前 polkit 询问的内容和对象。"],
    [
      "/usr/share/misc/pci.ids, /usr/share/hwdata/pci.ids",
      "厂商和设备名称，比程序自带的新时使用。同时查找 */usr/local/share* 和 */var/lib/pciutils*，以及 *pci.ids.gz*。",
    ],
  ],
  environment: [
    [
      "LANGUAGE, LC_ALL, LC_MESSAGES, LANG",
      "未用 **--lang** 指定、也未在窗口中选择语言时，窗口和终端所用的语言：**zh** 为中文，其余为英文。以第一个已设置的变量为准；" +
        "**LANGUAGE** 可列出多种语言，仅在 locale 不是 **C** 时有效。",
    ],
    ["SRIOV_INSPECTOR_LOG", "日志级别：**error**、**warn**、**info**（默认）或 **debug**。"],
    ["XDG_CONFIG_HOME", "设置所在目录，代替 *~/.config*。以 root 身份运行时，仅当只有 root 可写该目录时有效。"],
    ["XDG_STATE_HOME", "操作记录和日志所在目录，代替 *~/.local/state*。对 root 的限制同上。"],
    ["XDG_RUNTIME_DIR", "浏览器模式链接的保存位置；root 使用 */run*。"],
    ["HOME", "上文中 *~* 所代表的目录。"],
    ["TMPDIR", "没有其他私有目录时用于保存浏览器模式的链接；ssh 提问期间也会使用。"],
    ["PATH", "先于系统目录查找 **ssh**、**sudo** 等程序的位置；忽略相对路径。以 root 身份运行时只使用系统目录。"],
    ["SSH_CONNECTION", "由 **sshd**(8) 设置：承载此连接的网络接口在本机的所有变更计划中都受保护。"],
    ["DISPLAY, WAYLAND_DISPLAY", "窗口需要其中之一。"],
  ],
  examples: [
    ["sriov-inspector", "打开本机的窗口："],
    ["sriov-inspector --demo p22-048-018", "打开一台演示机器，其网卡有 16 个 VF："],
    ["sudo sriov-inspector --browser", "在浏览器中查看没有图形显示的服务器，可读取全部寄存器："],
    ["sriov-inspector show --host ssh:root@lab1 --format lspci", "输出另一台机器的 lspci -vvv 文本："],
    ["sriov-inspector show --from dump.txt", "从 dump 显示树："],
    ["sriov-inspector show --host local --format json --out before.json", "保存报告，供以后打开和比较："],
    ["sriov-inspector compare before.json local", "查看此后的变化："],
  ],
};
