/** What the tests need from the system: installs it on Debian as root, elsewhere names the one command to run. */
import { existsSync, readFileSync } from "node:fs";
import { findProgram, run } from "./run.ts";

interface SystemPackage {
  readonly debian: string;
  /** Proof that it is there. */
  readonly program: string;
}

const PACKAGES: readonly SystemPackage[] = [
  { debian: "chromium", program: "chromium" },
  { debian: "xvfb", program: "xvfb-run" },
  { debian: "xauth", program: "xauth" },
  { debian: "pciutils", program: "lspci" },
  { debian: "unzip", program: "unzip" },
  { debian: "openssh-client", program: "ssh" },
];

function isDebian(): boolean {
  if (!existsSync("/etc/os-release")) return false;
  return /^(ID|ID_LIKE)=.*debian/m.test(readFileSync("/etc/os-release", "utf8"));
}

export function missingPackages(): readonly SystemPackage[] {
  return PACKAGES.filter(({ program }) => findProgram(program) === null);
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
    await run("apt-get", ["update", "-qq"], env);
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...names], env);
  } else if (isDebian()) {
    console.log(`system packages are missing; install them with: sudo apt-get install ${names.join(" ")}`);
  } else {
    console.log(
      `the tests need these programs: ${missing.map(({ program }) => program).join(" ")}; please install them`,
    );
  }
  return missingPackages().map(({ debian }) => debian);
}
