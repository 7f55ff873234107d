/** What the man page says besides the commands. `**typed as it stands**`, `*put something in its place*`. */

interface ManualWords {
  /** After the program's name. */
  readonly name: string;
  readonly description: readonly string[];
  readonly options: string;
  readonly commands: string;
  readonly exitStatus: readonly string[];
  readonly files: readonly (readonly [path: string, meaning: string])[];
  readonly environment: readonly (readonly [name: string, meaning: string])[];
  readonly examples: readonly (readonly [command: string, meaning: string])[];
  readonly seeAlso: readonly (readonly [name: string, section: number])[];
}

export const words: ManualWords = {
  name: "see, toggle, assign and report PCIe SR-IOV functions",
  description: [
    "Without a command **sriov-inspector** opens its window on this machine: the tree of PCI functions with physical and virtual " +
      "functions, every register by name, and plans that turn virtual functions on and off, hand them to **vfio-pci** and take " +
      "them back. Every change is a plan first, which says what it checks, what it does, what is lost and how it is taken back.",
    "With **--browser** it serves the same interface to a browser on this machine instead, on the loopback address only. That " +
      "needs no display, and may be started by root. A page is opened by a link that works once. On a terminal the link is " +
      "printed; elsewhere it stands in a file that only its user can read, and **--link** prints it.",
    "**show**, **compare** and **capabilities** print text, and change nothing.",
    "The window never runs as root. As an ordinary user it shows what the kernel shows to an ordinary user, until it is " +
      "unlocked through polkit or sudo; what runs as root then is one shell script with a closed list of changes. Other " +
      "machines are reached by **ssh**(1), and nothing is installed there. Demo machines need no hardware.",
  ],
  options: "Of the window and of browser mode.",
  commands: "Each has **--help** as well.",
  exitStatus: [
    "The window and browser mode: 0 when they were ended; 1 when they could not start, and when the window is asked for as " +
      "root, without a display or where its package is not installed, or **--link** finds none that runs; 2 on a bad option.",
    "**capabilities**: 0.",
  ],
  files: [
    ["~/.config/sriov-inspector/", "Settings, and in *window* what Chromium keeps."],
    [
      "~/.local/state/sriov-inspector/journal.jsonl",
      "The journal: what was done to which machine, and what undoes it. Only its user can read it.",
    ],
    [
      "~/.local/state/sriov-inspector/inspector.log",
      "The log. At 1 MiB it becomes *inspector.log.1*, and a new one is begun.",
    ],
    [
      "/run/user/*/sriov-inspector/, /run/sriov-inspector/",
      "Links of browser mode while it runs, of users and of root.",
    ],
    [
      "/usr/lib/sriov-inspector/host-helper.sh",
      "The script that root runs when the lock is opened. It is sent to other machines through ssh as it stands.",
    ],
    ["/usr/share/polkit-1/actions/org.sriov-inspector.policy", "What polkit asks before that, and whom."],
    [
      "/usr/share/misc/pci.ids, /usr/share/hwdata/pci.ids",
      "Names of vendors and devices, where they are newer than those of the program. */usr/local/share* and " +
        "*/var/lib/pciutils* are looked at as well, and *pci.ids.gz* too.",
    ],
  ],
  environment: [
    [
      "LC_ALL, LC_MESSAGES, LANG",
      "The language of what is printed where **--lang** names none: Chinese for **zh**, else English. The first that is set counts.",
    ],
    ["SRIOV_INSPECTOR_LOG", "How much the log tells: **error**, **warn**, **info** (the usual one) or **debug**."],
    [
      "XDG_CONFIG_HOME",
      "The folder for settings, in place of *~/.config*. Root follows it only to where root alone can write.",
    ],
    ["XDG_STATE_HOME", "The folder for journal and log, in place of *~/.local/state*. The same holds for root."],
    ["XDG_RUNTIME_DIR", "Where links of browser mode stand; root uses */run*."],
    ["HOME", "The folder that *~* stands for here."],
    ["TMPDIR", "Used for links of browser mode where no other folder is private, and while ssh asks a question."],
    [
      "PATH",
      "Where **ssh**, **sudo** and other programs are looked for, before the system's folders; relative folders are left out. " +
        "As root only the system's folders count.",
    ],
    [
      "SSH_CONNECTION",
      "Set by **sshd**(8): the interface that carries this connection is protected in every plan for this machine.",
    ],
    ["DISPLAY, WAYLAND_DISPLAY", "One of them is needed for the window."],
  ],
  examples: [
    ["sriov-inspector", "The window on this machine:"],
    ["sriov-inspector --demo p22-048-018", "A demo machine with 16 virtual functions on a network card:"],
    ["sudo sriov-inspector --browser", "A server without a display, with every register, in a browser:"],
    ["sriov-inspector show --host ssh:root@lab1 --format lspci", "The text of lspci -vvv, of another machine:"],
    ["sriov-inspector show --from dump.txt", "A tree of what somebody sent:"],
    [
      "sriov-inspector show --host local --format json --out before.json",
      "A report that can be opened and compared later:",
    ],
    ["sriov-inspector compare before.json local", "What has changed since then:"],
  ],
  seeAlso: [
    ["lspci", 8],
    ["setpci", 8],
    ["ssh", 1],
    ["pkexec", 1],
    ["sudo", 8],
    ["virsh", 1],
  ],
};
