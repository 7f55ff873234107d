/** What the man page says besides the commands. `**typed as it stands**`, `*put something in its place*`. */

export interface ManualWords {
  readonly headings: Readonly<
    Record<
      | "name"
      | "synopsis"
      | "description"
      | "options"
      | "commands"
      | "exitStatus"
      | "files"
      | "environment"
      | "examples"
      | "seeAlso",
      string
    >
  >;
  /** What the pages of this section are. */
  readonly section: string;
  /** What may stand in a command line. */
  readonly placeholders: Readonly<Record<"options" | "command", string>>;
  /** Of an option: `NAMES` are what it can be, `VALUE` is what it is unless it is given. */
  readonly choices: string;
  readonly usual: string;
  /** Between sentences. */
  readonly gap: string;
  readonly stop: string;
  readonly comma: string;
  readonly colon: string;
  /** After the program's name. */
  readonly name: string;
  readonly description: readonly string[];
  readonly options: string;
  readonly commands: string;
  readonly exitStatus: readonly string[];
  readonly files: readonly (readonly [path: string, meaning: string])[];
  readonly environment: readonly (readonly [name: string, meaning: string])[];
  readonly examples: readonly (readonly [command: string, meaning: string])[];
}

export const SEE_ALSO: readonly (readonly [name: string, section: number])[] = [
  ["lspci", 8],
  ["setpci", 8],
  ["ssh", 1],
  ["pkexec", 1],
  ["sudo", 8],
  ["virsh", 1],
];

export const ENGLISH: ManualWords = {
  headings: {
    name: "NAME",
    synopsis: "SYNOPSIS",
    description: "DESCRIPTION",
    options: "OPTIONS",
    commands: "COMMANDS",
    exitStatus: "EXIT STATUS",
    files: "FILES",
    environment: "ENVIRONMENT",
    examples: "EXAMPLES",
    seeAlso: "SEE ALSO",
  },
  section: "User Commands",
  placeholders: { options: "options", command: "command" },
  choices: "One of NAMES.",
  usual: "Default: VALUE.",
  gap: " ",
  stop: ".",
  comma: ", ",
  colon: ":",
  name: "browse PCIe functions, enable SR-IOV, pass VFs through and export reports",
  description: [
    "Without a command, **sriov-inspector** opens its window on this machine: the tree of PCI functions with physical and virtual " +
      "functions, every register by name, and plans that enable or disable SR-IOV, bind functions to **vfio-pci** and return " +
      "them to the host driver. Every change is a plan first: its checks, its steps, what is lost, and how to undo it.",
    "With **--browser** it serves the same interface to a browser on this machine instead, on the loopback address only. This " +
      "needs no display and may be started by root. A page is opened by a link that works once. On a terminal the link is " +
      "printed; elsewhere it is in a file that only its user can read, and **--link** prints it.",
    "**show**, **compare** and **capabilities** print text and change nothing.",
    "The window never runs as root. As an ordinary user it shows what the kernel shows to an ordinary user, until it is " +
      "unlocked through polkit or sudo. What then runs as root is one shell script with a closed list of changes. Other " +
      "machines are reached over **ssh**(1); nothing is installed there. Demo machines need no hardware.",
  ],
  options: "These options are for the window and browser mode.",
  commands: "Each command has **--help** as well.",
  exitStatus: [
    "The window and browser mode: 0 when ended by the user; 1 when they could not start, when the window is started as root, " +
      "without a display or without its package, or when **--link** finds no running browser mode; 2 on a bad option.",
    "**capabilities**: 0.",
  ],
  files: [
    ["~/.config/sriov-inspector/", "Settings, and in *window* what Chromium keeps."],
    [
      "~/.local/state/sriov-inspector/journal.jsonl",
      "The journal: what was done to which machine, and how to undo it. Only its user can read it.",
    ],
    [
      "~/.local/state/sriov-inspector/inspector.log",
      "The log. At 1 MiB it becomes *inspector.log.1*, and a new one is started.",
    ],
    ["/run/user/*/sriov-inspector/, /run/sriov-inspector/", "Links of running browser modes, of users and of root."],
    [
      "/usr/lib/sriov-inspector/host-helper.sh",
      "The script that runs as root once unlocked. It is sent unchanged to other machines over ssh.",
    ],
    ["/usr/share/polkit-1/actions/org.sriov-inspector.policy", "What polkit asks before that, and of whom."],
    [
      "/usr/share/misc/pci.ids, /usr/share/hwdata/pci.ids",
      "Names of vendors and devices, where they are newer than the built-in ones. */usr/local/share* and " +
        "*/var/lib/pciutils* are searched too, and *pci.ids.gz* as well.",
    ],
  ],
  environment: [
    [
      "LANGUAGE, LC_ALL, LC_MESSAGES, LANG",
      "The language of window and terminal where **--lang** names none and none was chosen in the window: Chinese for **zh**, " +
        "otherwise English. The first that is set counts; **LANGUAGE** may list several, and needs a locale other than **C**.",
    ],
    ["SRIOV_INSPECTOR_LOG", "How much is logged: **error**, **warn**, **info** (the default) or **debug**."],
    [
      "XDG_CONFIG_HOME",
      "The folder for settings instead of *~/.config*. Root follows it only to where root alone can write.",
    ],
    ["XDG_STATE_HOME", "The folder for journal and log instead of *~/.local/state*. The same holds for root."],
    ["XDG_RUNTIME_DIR", "Where links of browser mode are kept; root uses */run*."],
    ["HOME", "The folder that *~* stands for here."],
    ["TMPDIR", "Used for links of browser mode where no other folder is private, and while ssh asks a question."],
    [
      "PATH",
      "Where **ssh**, **sudo** and other programs are looked for, before the system folders; relative folders are ignored. " +
        "As root only the system folders count.",
    ],
    [
      "SSH_CONNECTION",
      "Set by **sshd**(8): the interface that carries this connection is protected in every plan for this machine.",
    ],
    ["DISPLAY, WAYLAND_DISPLAY", "The window needs one of them."],
  ],
  examples: [
    ["sriov-inspector", "The window on this machine:"],
    ["sriov-inspector --demo p22-048-018", "A demo machine with 16 virtual functions on a network card:"],
    ["sudo sriov-inspector --browser", "A server without a display, with every register, in a browser:"],
    ["sriov-inspector show --host ssh:root@lab1 --format lspci", "The text of lspci -vvv of another machine:"],
    ["sriov-inspector show --from dump.txt", "A tree from a dump:"],
    [
      "sriov-inspector show --host local --format json --out before.json",
      "A report that can be opened and compared later:",
    ],
    ["sriov-inspector compare before.json local", "What has changed since then:"],
  ],
};
