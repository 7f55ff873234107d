/** What the tests need from the system: installs it on Debian as root, elsewhere names the one command to run. */
import { existsSync, readFileSync } from "node:fs";
import { findProgram, run } from "./run.ts";

interface SystemPackage {
  readonly debian: string;
  /** Proof that it is there: a program, or the path of a file. */
  readonly program: string;
  /** What the packages are tried with. */
  readonly isForPackages?: true;
  /** Only in CI, never on a person's own computer: it starts a service, or can be done without. */
  readonly isCiOnly?: boolean;
  /** Nothing is missing without it. */
  readonly isOptional?: boolean;
}

const FOR_PACKAGES = { isForPackages: true } as const;

const PACKAGES: readonly SystemPackage[] = [
  { debian: "chromium", program: "chromium" },
  // The same without a window, which takes a third less of the processor.
  { debian: "chromium-headless-shell", program: "chromium-headless-shell", isCiOnly: true, isOptional: true },
  { debian: "xvfb", program: "xvfb-run", ...FOR_PACKAGES },
  { debian: "xauth", program: "xauth" },
  { debian: "pciutils", program: "lspci" },
  { debian: "unzip", program: "unzip" },
  { debian: "squashfs-tools", program: "mksquashfs" },
  { debian: "openssh-client", program: "ssh" },
  { debian: "openssh-server", program: "sshd", isCiOnly: true },
  { debian: "sudo", program: "sudo" },
  { debian: "openssl", program: "openssl" },
  { debian: "dbus", program: "dbus-daemon", isCiOnly: true, ...FOR_PACKAGES },
  { debian: "polkitd", program: "polkitd", isCiOnly: true, ...FOR_PACKAGES },
  { debian: "pkexec", program: "pkexec", ...FOR_PACKAGES },
  // The shells that the helper must run under, and what finds fault with it.
  { debian: "dash", program: "dash" },
  { debian: "ksh", program: "ksh" },
  { debian: "busybox", program: "busybox" },
  { debian: "shellcheck", program: "shellcheck" },
  // What says whether libvirt would take what is copied for it.
  { debian: "libvirt-clients", program: "virt-xml-validate" },
  { debian: "libxml2-utils", program: "xmllint" },
  { debian: "x11-utils", program: "xprop", ...FOR_PACKAGES },
  { debian: "man-db", program: "man", ...FOR_PACKAGES },
  { debian: "bash-completion", program: "/usr/share/bash-completion/bash_completion", ...FOR_PACKAGES },
  { debian: "desktop-file-utils", program: "desktop-file-validate", ...FOR_PACKAGES },
  { debian: "shared-mime-info", program: "update-mime-database", ...FOR_PACKAGES },
  { debian: "appstream", program: "appstreamcli", ...FOR_PACKAGES },
  // What sets the man page, and the shells that complete the command.
  { debian: "groff-base", program: "groff", isCiOnly: true },
  { debian: "zsh", program: "zsh", isCiOnly: true },
  { debian: "fish", program: "fish", isCiOnly: true },
];

function isDebian(): boolean {
  if (!existsSync("/etc/os-release")) return false;
  return /^(ID|ID_LIKE)=.*debian/m.test(readFileSync("/etc/os-release", "utf8"));
}

const PLACES = ["/usr/sbin", "/sbin", "/usr/lib/polkit-1", "/usr/libexec"];

function isThere({ program }: SystemPackage): boolean {
  return program.startsWith("/") ? existsSync(program) : findProgram(program, PLACES) !== null;
}

export function missingPackages(): readonly SystemPackage[] {
  return PACKAGES.filter((one) => (one.isCiOnly !== true || process.env.CI === "true") && !isThere(one));
}

/** Debian's packages that ours are tried with. @param state all of them, or those that are not here */
export function packagesToTryWith(state: "all" | "missing"): readonly string[] {
  return PACKAGES.filter((one) => one.isForPackages && (state === "all" || !isThere(one))).map(({ debian }) => debian);
}

function required(packages: readonly SystemPackage[]): readonly SystemPackage[] {
  return packages.filter(({ isOptional = false }) => !isOptional);
}

/** An archive without an optional one still has the others. */
async function installable(packages: readonly SystemPackage[]): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { debian, isOptional = false } of packages) {
    const isThere = !isOptional || (await run("apt-cache", ["show", debian], { isQuiet: true })).status === 0;
    if (isThere) names.push(debian);
  }
  return names;
}

/** @returns what is still missing afterwards, as Debian package names */
export async function ensureSystemPackages(): Promise<readonly string[]> {
  const missing = missingPackages();
  if (missing.length === 0) return [];
  const isRoot = process.getuid?.() === 0;
  if (isDebian() && isRoot) {
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-qq"], { env });
    const names = await installable(missing);
    console.log(`installing system packages: ${names.join(" ")}`);
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...names], { env });
  } else if (isDebian()) {
    const names = required(missing).map(({ debian }) => debian);
    console.log(`system packages are missing; install them with: sudo apt-get install ${names.join(" ")}`);
  } else {
    console.log(
      `the tests need these programs: ${required(missing)
        .map(({ program }) => program)
        .join(" ")}; please install them`,
    );
  }
  return required(missingPackages()).map(({ debian }) => debian);
}
