/** Prompts of shells and consoles, and the commands behind them. Pure. */

export interface Command {
  /** Name of the machine, where the prompt has it. */
  readonly host: string | null;
  /** What was typed; empty for a prompt alone. */
  readonly command: string;
}

/** Prompts that cannot be anything else. */
const SURE: readonly RegExp[] = [
  // [root@host ~]# lspci
  /^\[[\w.+-]+@(?<host>[\w.-]+)[^\]]{0,200}\]\s?[#$%>]+(?:\s+(?<command>.*))?$/,
  // [root@host:~] lspci, of ESXi
  /^\[[\w.+-]+@(?<host>[\w.-]+):[~/][^\]]{0,200}\](?:\s+(?<command>.*))?$/,
  // root@host:~# lspci, user@host ~ % lspci, user@host ~> lspci; (venv) before it
  /^(?:\([^()]{1,40}\)\s)?[\w.+-]+@(?<host>[\w.-]+)(?::\s?|\s)?[^#$%>❯\s]{0,200}(?:\s\([^()]{1,80}\))?\s?[#$%>❯](?:\s+(?<command>.*))?$/,
  // host:~ user$ lspci
  /^(?<host>[A-Za-z][\w.-]*):[^\s:]{1,200} [\w.+-]+[$#](?:\s+(?<command>.*))?$/,
  // PS C:\> lspci, C:\Users> lspci
  /^(?:PS )?[A-Za-z]:\\[^>]{0,200}>\s?(?<command>.*)$/,
];

/** Prompts that headings, quotes and comments look like: what follows must be a command that is known. */
const PERHAPS: readonly RegExp[] = [
  // host # lspci, host:~ # lspci, host# lspci, bash-5.1# lspci
  /^(?<host>[A-Za-z][\w.-]*)(?::\S{0,200})?\s?[#$%>]\s+(?<command>\S.*)$/,
  // $ lspci, # lspci, ~ # lspci, / # lspci, + lspci, => pci, Shell> pci, FS0:\> pci, (gdb) x/16xb, 0: kd> !pci
  /^(?:[~/]\S{0,200}\s)?(?:[#$%>+❯»]|=>|[\w:\\]{1,20}>|\(gdb\)|(?:\d+: )?l?kd>)\s*(?<command>\S.*)$/,
  // No prompt at all.
  /^(?<command>(?:sudo\s+|\/(?:usr\/)?s?bin\/|lspci$|(?:lspci|setpci|hexdump|hd|xxd|od|pciconf)\s+[-/\d<]|cat\s+\/|ip\s+(?:-|link|addr)|dmesg(?:$|\s+[-|])).*)$/,
];

/** Names that say nothing of the machine: of shells, and what every machine is called. */
const NO_HOST =
  /^(?:bash|sh|ksh|zsh|ash|dash)(?:-[\d.]+)?$|^localhost(?:\.localdomain)?$|^(?:none|root|sudo|shell|fs\d+)$/i;

const KNOWN =
  /^(?:sudo\s+(?:-\S+\s+)*)?(?:\/(?:usr\/)?(?:local\/)?s?bin\/)?(?:lspci|setpci|hexdump|hd|xxd|od|cat|head|tail|less|more|grep|egrep|awk|sed|for|while|do|find|ls|ll|tree|echo|printf|sleep|dmesg|journalctl|uname|hostname|hostnamectl|date|ip|ifconfig|ethtool|devlink|mstconfig|mlxconfig|dpdk-devbind(?:\.py)?|driverctl|virsh|qemu\S*|modprobe|rmmod|insmod|lsmod|modinfo|lshw|hwinfo|dmidecode|esxcli|esxcfg-\S+|pciconf|vmkchdev|nvidia-smi|nvidia-bug-report\.sh|sosreport|sos|su|sudo|cd|exit|logout|reboot|tee|make|pci|md|x\/\S+|!pci\S*|d[bwdq]|mm|Get-\S+|pnputil|ssh|docker|kubectl|oc|systemctl|lsblk|lsusb|numactl|lstopo|bash|sh|python3?|perl)(?=\s|$)/;

/** Longer lines are no commands that somebody typed. */
const LONGEST = 1_000;

/** @param text a line @returns null when it is not of a prompt or a command */
export function commandOf(text: string): Command | null {
  if (text.length > LONGEST) return null;
  for (const pattern of SURE) {
    const groups = pattern.exec(text)?.groups;
    if (groups !== undefined) return found(groups);
  }
  for (const pattern of PERHAPS) {
    const groups = pattern.exec(text)?.groups;
    if (groups !== undefined && KNOWN.test(groups.command ?? "")) return found(groups);
  }
  return null;
}

function found({ host, command = "" }: Partial<Record<string, string>>): Command {
  return { host: host === undefined || NO_HOST.test(host) ? null : host, command: command.trim() };
}
