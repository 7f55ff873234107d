/** What the tests need from the system: installs it on Debian as root, elsewhere names the one command to run. */
import { existsSync, readFileSync } from "node:fs";
import { findProgram, run } from "./run.ts";

interface SystemPackage {
  readonly debian: string;
  /** Proof that it is there. */
  readonly program: string;
  /** It starts a service when it is installed: only in CI, never on a person's own computer. */
  readonly isService?: boolean;
}

const PACKAGES: readonly SystemPackage[] = [
  { debian: "chromium", program: "chromium" },
  { debian: "xvfb", program: "xvfb-run" },
  { debian: "xauth", program: "xauth" },
  { debian: "pciutils", program: "lspci" },
  { debian: "unzip", program: "unzip" },
  { debian: "openssh-client", program: "ssh" },
  { debian: "openssh-server", program: "sshd", isService: true },
  { debian: "sudo", program: "sudo" },
  { debian: "openssl", program: "openssl" },
  { debian: "dbus", program: "dbus-daemon", isService: true },
  { debian: "polkitd", program: "polkitd", isService: true },
  { debian: "pkexec", program: "pkexec" },
  // The shells that the helper must run under, and what finds fault with it.
  { debian: "dash", program: "dash" },
  { debian: "ksh", program: "ksh" },
  { debian: "busybox", program: "busybox" },
  { debian: "shellcheck", program: "shellcheck" },
];

function isDebian(): boolean {
  if (!existsSync("/etc/os-release")) return false;
  return /^(ID|ID_LIKE)=.*debian/m.test(readFileSync("/etc/os-release", "utf8"));
}

export function missingPackages(): readonly SystemPackage[] {
  const places = ["/usr/sbin", "/sbin", "/usr/lib/polkit-1", "/usr/libexec"];
  return PACKAGES.filter(({ program, isService = false }) => {
    return (!isService || process.env.CI === "true") && findProgram(program, places) === null;
  });
}

/** @returns what is still missing afterwards, as Debian package names */
export async function ensureSystemPackages(): Promise<readonly string[]> {
  const missing = missingPackages();
  if (missing.length === 0) return [];
  const names = missing.map(({ debian }) => debian);
  const isRoot = process.getuid?.() === 0;
  if (isDebian() && isRoot) {
    console.log(`installing system packages: ${names.join(" ")}`);
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-qq"], { env });
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...names], { env });
  } else if (isDebian()) {
    console.log(`system packages are missing; install them with: sudo apt-get install ${names.join(" ")}`);
  } else {
    console.log(
      `the tests need these programs: ${missing.map(({ program }) => program).join(" ")}; please install them`,
    );
  }
  return missingPackages().map(({ debian }) => debian);
}
