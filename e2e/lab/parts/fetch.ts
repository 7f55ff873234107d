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
import { BACKPORTS, PACKAGES, RELEASE } from "./recipe.ts";
import { machineArchives } from "./sources.ts";

export interface LabParts {
  /** Unpacked packages of {@link PACKAGES}.emulator: a tree like `/`. */
  readonly emulator: string;
  readonly guest: string;
  readonly kernelImage: string;
  /** `…/modules/RELEASE` */
  readonly modules: string;
  readonly kernelRelease: string;
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

async function fillFrom(archive: string, folder: string): Promise<void> {
  const work = join(folder, "apt");
  const apt = new OwnApt(work, archive, [RELEASE, BACKPORTS]);
  await apt.update();
  const emulator = await apt.downloadClosure("emulator", BACKPORTS, PACKAGES.emulator);
  const guest = await apt.downloadClosure("guest", RELEASE, PACKAGES.guest);
  const kernel = await apt.downloadDependency(PACKAGES.kernel);
  const names = [
    ...(await unpack(emulator, join(folder, "emulator"))),
    ...(await unpack(guest, join(folder, "guest"))),
  ];
  await unpack(kernel, join(folder, "kernel"));
  rmSync(work, { recursive: true });
  const [kernelRelease] = readdirSync(join(folder, "kernel/usr/lib/modules"));
  const about = `QEMU ${versionIn(names, "qemu-system-x86")}, Linux ${kernelRelease}, lspci ${versionIn(names, "pciutils")}`;
  writeFileSync(join(folder, STAMP), JSON.stringify({ kernelRelease, about }));
}

async function fill(folder: string): Promise<void> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new NoLab("The lab needs Linux on x86-64.");
  }
  const archives = machineArchives();
  if (archives.length === 0) {
    throw new NoLab(
      `The lab takes QEMU and a kernel from a Debian archive, and none is among this machine's apt sources (run it on Debian, or in a Debian container).`,
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
  throw new NoLab(`The lab's packages (Debian ${RELEASE}) cannot be fetched: ${failures.join("; ")}`);
}

/** @throws NoLab when there is no way to them here */
export async function fetchParts(say: (line: string) => void = console.error): Promise<LabParts> {
  const cache = testCacheFolder();
  const folder = join(cache, folderName());
  if (!existsSync(join(folder, STAMP))) {
    say(`Fetching QEMU, a kernel and the guest's programs (Debian ${RELEASE}, about 150 MB) …`);
    mkdirSync(cache, { recursive: true });
    const work = mkdtempSync(join(cache, "lab-new-"));
    try {
      await fill(work);
      // Somebody else may have been as quick.
      if (!existsSync(join(folder, STAMP))) renameSync(work, folder);
      pruneParts(cache, basename(folder));
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  const { kernelRelease, about } = JSON.parse(readFileSync(join(folder, STAMP), "utf8")) as Record<string, string>;
  if (kernelRelease === undefined || about === undefined) throw new NoLab(`${folder} is damaged: delete it.`);
  return {
    emulator: join(folder, "emulator"),
    guest: join(folder, "guest"),
    kernelImage: join(folder, `kernel/boot/vmlinuz-${kernelRelease}`),
    modules: join(folder, `kernel/usr/lib/modules/${kernelRelease}`),
    kernelRelease,
    about,
  };
}
