/** Fetches what lab machines are made of, once, into the cache. */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { errorText } from "../../../shared/error-text.ts";
import { output } from "../process.ts";
import { OwnApt } from "./apt.ts";
import { testCacheFolder } from "./cache-folder.ts";
import { pruneParts } from "./prune.ts";
import { BACKPORTS, type LabKernel, PACKAGES, RELEASE, USUAL_KERNEL } from "./recipe.ts";
import { type ArchiveKind, machineArchives } from "./sources.ts";

/** A kernel and its modules. */
interface KernelParts {
  readonly kernelImage: string;
  /** `…/modules/RELEASE` */
  readonly modules: string;
  readonly kernelRelease: string;
}

export interface LabParts extends KernelParts {
  readonly kernel: LabKernel;
  /** Unpacked packages of {@link PACKAGES}.emulator: a tree like `/`. */
  readonly emulator: string;
  readonly guest: string;
  /** Package versions in one line, for people. */
  readonly about: string;
}

/** A lab cannot be had here; the message is one sentence for a person. */
export class NoLab extends Error {}

const STAMP = "complete.json";

function folderName(): string {
  const recipe = createHash("sha256")
    .update(JSON.stringify([RELEASE, BACKPORTS, PACKAGES]))
    .digest("hex")
    .slice(0, 12);
  return `lab-${RELEASE}-${recipe}`;
}

async function unpack(archives: string, target: string): Promise<readonly string[]> {
  mkdirSync(target, { recursive: true });
  const names = readdirSync(archives).filter((name) => name.endsWith(".deb"));
  for (const name of names) await output("dpkg-deb", ["-x", join(archives, name), target]);
  return names;
}

/** `qemu-system-x86_1%3a10.0.13+ds-0+deb13u1_amd64.deb` → `10.0.13+ds-0+deb13u1` */
function versionIn(names: readonly string[], of: string): string {
  const name = names.find((text) => text.startsWith(`${of}_`)) ?? "";
  return decodeURIComponent(name.split("_")[1] ?? "?").replace(/^\d+:/, "");
}

/** Where the packages of a kernel were unpacked. @throws Error when it is in none of them */
function kernelIn(folder: string): KernelParts {
  // Not below usr before Debian 13.
  const trees = ["usr/lib/modules", "lib/modules"].map((name) => join(folder, name)).filter(existsSync);
  const [tree = ""] = trees;
  const [kernelRelease = ""] = trees.length === 0 ? [] : readdirSync(tree);
  const modules = join(tree, kernelRelease);
  // Beside its modules since Linux 7.2.
  const images = [join(folder, `boot/vmlinuz-${kernelRelease}`), join(modules, "vmlinuz")];
  const kernelImage = images.find(existsSync);
  if (kernelImage === undefined) throw new Error(`there is no kernel in ${folder}`);
  return { kernelImage, modules, kernelRelease };
}

async function unpackKernel(archive: string, suite: string, folder: string): Promise<void> {
  const work = join(folder, "apt");
  const apt = new OwnApt(work, archive, [suite]);
  await apt.update();
  await unpack(await apt.downloadKernel(PACKAGES.kernel), join(folder, "kernel"));
  rmSync(work, { recursive: true });
}

async function fillMachine(archive: string, folder: string): Promise<void> {
  const work = join(folder, "apt");
  const apt = new OwnApt(work, archive, [RELEASE, BACKPORTS]);
  await apt.update();
  const emulator = await apt.downloadClosure("emulator", BACKPORTS, PACKAGES.emulator);
  const guest = await apt.downloadClosure("guest", RELEASE, PACKAGES.guest);
  const names = [
    ...(await unpack(emulator, join(folder, "emulator"))),
    ...(await unpack(guest, join(folder, "guest"))),
  ];
  rmSync(work, { recursive: true });
  await unpackKernel(archive, RELEASE, folder);
  const { kernelRelease } = kernelIn(join(folder, "kernel"));
  const about = `QEMU ${versionIn(names, "qemu-system-x86")}, Linux ${kernelRelease}, lspci ${versionIn(names, "pciutils")}`;
  writeFileSync(join(folder, STAMP), JSON.stringify({ kernelRelease, about }));
}

async function fillKernel(archive: string, { suite }: LabKernel, folder: string): Promise<void> {
  await unpackKernel(archive, suite, folder);
  const { kernelRelease } = kernelIn(join(folder, "kernel"));
  writeFileSync(join(folder, STAMP), JSON.stringify({ kernelRelease }));
}

/** A folder of the cache. */
interface Stock {
  readonly name: string;
  readonly kind: ArchiveKind;
  /** What is fetched, for people. */
  readonly what: string;
  readonly fill: (archive: string, folder: string) => Promise<void>;
}

const MACHINE: Stock = {
  name: folderName(),
  kind: "main",
  what: `QEMU, a kernel and the guest's programs (Debian ${RELEASE}, about 150 MB)`,
  fill: fillMachine,
};

function stockOf(kernel: LabKernel): Stock {
  const { archive: kind, suite } = kernel;
  const fill: Stock["fill"] = (archive, folder) => fillKernel(archive, kernel, folder);
  return { name: `lab-kernel-${suite}`, kind, what: `the kernel of ${suite} (about 100 MB)`, fill };
}

async function fill({ kind, what, fill: fillFrom }: Stock, folder: string): Promise<void> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new NoLab("The lab needs Linux on x86-64.");
  }
  const archives = machineArchives(kind);
  if (archives.length === 0) {
    const name = kind === "main" ? "a Debian archive" : "Debian's archive of security updates";
    throw new NoLab(
      `The lab takes ${what} from ${name}, which is not among this machine's apt sources (run it on Debian, or in a Debian container).`,
    );
  }
  const failures: string[] = [];
  for (const archive of archives) {
    try {
      await fillFrom(archive, folder);
      return;
    } catch (error) {
      failures.push(errorText(error));
    }
  }
  throw new NoLab(`The lab cannot fetch ${what}: ${failures.join("; ")}`);
}

/** Fetches it unless it is there. @returns its path @throws NoLab */
async function fetched(stock: Stock, say: (line: string) => void): Promise<string> {
  const cache = testCacheFolder();
  const folder = join(cache, stock.name);
  if (existsSync(join(folder, STAMP))) return folder;
  say(`Fetching ${stock.what} …`);
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, "lab-new-"));
  try {
    await fill(stock, work);
    // Somebody else may have been as quick.
    if (!existsSync(join(folder, STAMP))) renameSync(work, folder);
    if (stock === MACHINE) pruneParts(cache, basename(folder));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}

/** @throws NoLab when there is no way to them here */
export async function fetchParts(
  kernel: LabKernel = USUAL_KERNEL,
  say: (line: string) => void = console.error,
): Promise<LabParts> {
  const machine = await fetched(MACHINE, say);
  const { about, kernelRelease: usual } = JSON.parse(readFileSync(join(machine, STAMP), "utf8")) as Record<
    string,
    string
  >;
  if (usual === undefined || about === undefined) throw new NoLab(`${machine} is damaged: delete it.`);
  const own = kernelIn(join(kernel === USUAL_KERNEL ? machine : await fetched(stockOf(kernel), say), "kernel"));
  return {
    ...own,
    kernel,
    emulator: join(machine, "emulator"),
    guest: join(machine, "guest"),
    about: about.replace(usual, own.kernelRelease),
  };
}
