/** The two packages: what they are called, what they say, need and hold. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../build.ts";
import type { About } from "./about.ts";
import { type Entry, file, filesBelow, PROGRAM, text } from "./entries.ts";
import { wrapped } from "./release-notes.ts";

export interface Package {
  readonly name: string;
  readonly summary: string;
  /** Paragraphs, each in lines that fit a terminal. */
  readonly description: readonly string[];
  readonly debian: {
    readonly depends: readonly string[];
    readonly recommends: readonly string[];
    readonly suggests: readonly string[];
  };
  readonly rpm: {
    readonly requires: readonly string[];
    readonly recommends: readonly string[];
    /** By the libraries that its programs name: those of its own are left out by this expression. */
    readonly findsRequirements: boolean;
    readonly excluded: string;
  };
  /** Run by root when it is installed and removed; each understands dpkg's words and rpm's numbers. */
  readonly scripts: Readonly<Partial<Record<"postinst" | "postrm", string>>>;
  /** The folder that is its own. */
  readonly folder: string;
  readonly entries: readonly Entry[];
}

/** Where packages are made. */
export interface Places {
  /** For what is thrown away. */
  readonly work: string;
  readonly out: string;
  /** Packed quickly, for a try. */
  readonly isFast: boolean;
}

export const HOME = "/usr/lib/sriov-inspector";
const WINDOW = `${HOME}/window`;
const SET_USER_ID = 0o4755;
const PACKAGING = join(ROOT, "packaging");
/** The Node of the project's own package. */
const NODE = join(ROOT, "node_modules/node/bin/node");
const SUMMARY = "Browse PCIe functions, enable SR-IOV, pass VFs through";
const ABOUT_PRODUCT =
  "SR-IOV Inspector shows a machine's PCI tree with its physical and virtual functions, decodes every capability " +
  "register by name, enables and disables SR-IOV, binds functions to vfio-pci and returns them to the host driver, and " +
  "exports reports. Every change is a plan first.";

/** The libraries that Electron's programs name, by Debian's packages; what `objdump -p` says is held against it. */
const WINDOW_LIBRARIES = [
  ...["libasound2", "libatk-bridge2.0-0", "libatk1.0-0", "libatspi2.0-0", "libc6 (>= 2.28)", "libcairo2", "libcups2"],
  ...[
    "libdbus-1-3",
    "libdrm2",
    "libexpat1",
    "libgbm1",
    "libgcc-s1",
    "libglib2.0-0",
    "libgtk-3-0 (>= 3.24)",
    "libnspr4",
  ],
  ...["libnss3", "libpango-1.0-0", "libudev1", "libx11-6", "libxcb1", "libxcomposite1", "libxdamage1", "libxext6"],
  ...["libxfixes3", "libxkbcommon0", "libxrandr2"],
];

/** A paragraph in lines of no more than 80 characters with the blank before them, as Debian's policy has it. */
const inLines = (paragraph: string): string => wrapped(paragraph, "", 79);

function packaging(name: string): string {
  return readFileSync(join(PACKAGING, name), "utf8");
}

/** Command line and browser mode, with their own Node. @param app the folder of {@link writeAppFolder} */
export function cliPackage(app: string, texts: readonly Entry[]): Package {
  return {
    name: "sriov-inspector-cli",
    summary: `${SUMMARY} (command line)`,
    description: [
      inLines(ABOUT_PRODUCT),
      inLines(
        "This package has the command line and browser mode, which serves the interface to a browser on loopback only. " +
          "It needs no display. The window is in the package sriov-inspector.",
      ),
    ],
    debian: {
      depends: ["libc6 (>= 2.28)", "libgcc-s1", "libstdc++6"],
      recommends: ["pkexec | sudo", "openssh-client"],
      suggests: ["pciutils"],
    },
    rpm: {
      requires: ["libc.so.6(GLIBC_2.28)(64bit)", "libstdc++.so.6(GLIBCXX_3.4.21)(64bit)"],
      recommends: ["polkit", "openssh-clients"],
      findsRequirements: false,
      excluded: "^$",
    },
    scripts: { postrm: packaging("cli.postrm") },
    folder: HOME,
    entries: [
      text("/usr/bin/sriov-inspector", packaging("launcher.sh"), PROGRAM),
      file(`${HOME}/node`, NODE, PROGRAM),
      file(`${HOME}/host-helper.sh`, join(ROOT, "assets/host-helper.sh"), PROGRAM),
      ...filesBelow(app, `${HOME}/app`),
      file("/usr/share/polkit-1/actions/org.sriov-inspector.policy", join(ROOT, "assets/org.sriov-inspector.policy")),
      ...texts,
    ],
  };
}

/** Programs and libraries keep their right to be run. */
function windowMode(path: string): number {
  if (path === "chrome-sandbox") return SET_USER_ID;
  return path === "sriov-inspector" || path === "chrome_crashpad_handler" ? PROGRAM : 0o644;
}

/** The icons of packaging/icons, by the size in their names, and the drawing itself. */
function icons(): Entry[] {
  const folder = "/usr/share/icons/hicolor";
  const sizes = readdirSync(join(PACKAGING, "icons"))
    .filter((name) => name.endsWith(".png"))
    .sort();
  return [
    file(`${folder}/scalable/apps/sriov-inspector.svg`, join(ROOT, "assets/icon.svg")),
    file(`${folder}/512x512/apps/sriov-inspector.png`, join(ROOT, "assets/icon.png")),
    ...sizes.map((name) => {
      const size = name.replace(/\.png$/, "");
      return file(`${folder}/${size}x${size}/apps/sriov-inspector.png`, join(PACKAGING, "icons", name));
    }),
  ];
}

/** The window. @param electron the folder with Electron and the product's archive */
export function windowPackage(electron: string, about: About, texts: readonly Entry[]): Package {
  return {
    name: "sriov-inspector",
    summary: SUMMARY,
    description: [inLines(ABOUT_PRODUCT), "This package has the window."],
    debian: {
      depends: [`sriov-inspector-cli (= ${about.version})`, ...WINDOW_LIBRARIES, "hicolor-icon-theme"],
      recommends: [],
      suggests: [],
    },
    rpm: {
      requires: [`sriov-inspector-cli = ${about.version}`, "hicolor-icon-theme"],
      recommends: [],
      findsRequirements: true,
      excluded: "^lib(ffmpeg|EGL|GLESv2|vk_swiftshader|vulkan)\\\\.so.*$",
    },
    scripts: { postinst: packaging("window.postinst"), postrm: packaging("window.postrm") },
    folder: WINDOW,
    entries: [
      ...filesBelow(electron, WINDOW, windowMode),
      file(`${WINDOW}/apparmor-profile`, join(PACKAGING, "apparmor-profile")),
      file("/usr/share/applications/sriov-inspector.desktop", join(PACKAGING, "sriov-inspector.desktop")),
      file("/usr/share/mime/packages/sriov-inspector.xml", join(PACKAGING, "sriov-inspector.xml")),
      ...icons(),
      ...texts,
    ],
  };
}
