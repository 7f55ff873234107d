/** apt with a configuration of its own: the machine's sources, lists and packages stay as they are. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { output } from "../process.ts";

const KEYRINGS = ["/usr/share/keyrings/debian-archive-keyring.gpg", "/usr/share/keyrings/debian-archive-keyring.pgp"];
/** `linux-image-6.12.41+deb13-amd64`; `linux-base` without a release is what boot loaders want. */
const KERNEL_PACKAGE = /^linux-(?:image|base|binary|modules)-\d\S*$/;

export class OwnApt {
  private readonly folder: string;
  private readonly options: readonly string[];

  /** @param folder everything that apt remembers goes here */
  constructor(folder: string, archive: string, releases: readonly string[]) {
    this.folder = folder;
    for (const name of ["lists/partial", "cache"]) mkdirSync(join(folder, name), { recursive: true });
    const keyring = KEYRINGS.find((path) => existsSync(path));
    const trust = keyring === undefined ? "" : `[signed-by=${keyring}] `;
    const lines = releases.map((release) => `deb ${trust}${archive} ${release} main\n`);
    writeFileSync(join(folder, "sources.list"), lines.join(""));
    // As if nothing were installed: then a package's closure is complete.
    writeFileSync(join(folder, "status"), "");
    const settings = {
      "Dir::Etc::sourcelist": join(folder, "sources.list"),
      "Dir::Etc::sourceparts": "/dev/null",
      "Dir::Etc::preferences": "/dev/null",
      "Dir::Etc::preferencesparts": "/dev/null",
      "Dir::State": folder,
      "Dir::State::Lists": join(folder, "lists"),
      "Dir::State::status": join(folder, "status"),
      "Dir::Cache": join(folder, "cache"),
      "APT::Architecture": "amd64",
      "APT::Install-Recommends": "false",
      "APT::Sandbox::User": "",
      "Acquire::Languages": "none",
      "Acquire::Retries": "2",
      "Debug::NoLocking": "1",
    };
    this.options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  }

  /** @throws Error when the archive cannot be reached, is not trusted, or has no such release */
  async update(): Promise<void> {
    await output("apt-get", [...this.options, "-qq", "-o", "APT::Update::Error-Mode=any", "update"]);
  }

  /** Downloads the packages of `release` and all that they depend on. @returns the folder with the .deb files */
  async downloadClosure(name: string, release: string, packages: readonly string[]): Promise<string> {
    const archives = join(this.folder, name);
    mkdirSync(join(archives, "partial"), { recursive: true });
    const own = ["-o", `Dir::Cache::archives=${archives}`, "-t", release];
    await output("apt-get", [...this.options, ...own, "-qq", "-y", "--download-only", "install", ...packages]);
    return archives;
  }

  /**
   * Downloads the packages that a kernel is made of, without what is to make it boot: one until Linux 7.1, of its image and
   * its modules, and three since.
   * @returns the folder with the .deb files
   */
  async downloadKernel(metapackage: string): Promise<string> {
    const text = await output("apt-cache", [...this.options, "depends", "--recurse", "--important", metapackage]);
    const names = text.split("\n").filter((line) => KERNEL_PACKAGE.test(line));
    if (names.length === 0) throw new Error(`the package ${metapackage} depends on no kernel`);
    const archives = join(this.folder, metapackage);
    mkdirSync(archives, { recursive: true });
    await output("apt-get", [...this.options, "-qq", "download", ...names], { cwd: archives });
    return archives;
  }
}
