/** A clean Debian in a folder, out of its archive: the packages are installed by apt, with what they depend on. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { packagesToTryWith } from "../system-packages.ts";

/** Where the packages lie while apt installs them. */
const PLACE = "/tmp/packages";
const APT = "apt-get install -y -qq --no-install-recommends";

/** Libraries of our programs that nothing has installed; then what they were is said, and it fails. */
const LIBRARIES = `home=/usr/lib/sriov-inspector
lost=$(LD_LIBRARY_PATH=$home/window ldd $home/node $home/window/sriov-inspector | grep "not found" | sort -u)
[ -z "$lost" ] || { echo "the packages do not depend on: $lost"; exit 1; }`;

/** What is done in the new system, step by step. */
function steps(more: readonly string[]): readonly string[] {
  return [
    // Alone, so that what is missing here is missing in what they depend on.
    `${APT} ${PLACE}/*.deb`,
    LIBRARIES,
    "dpkg -V sriov-inspector-cli sriov-inspector",
    // The table begins where nothing of ours is installed; what they depend on stays.
    "dpkg -P sriov-inspector sriov-inspector-cli",
    `rm -r ${PLACE}`,
    `${APT} ${more.join(" ")}`,
  ];
}

/** @param folder is made @throws Error with the end of what was said */
export async function makeCleanRoot(suite: string, folder: string, packages: string): Promise<void> {
  const debs = readdirSync(packages).filter((name) => name.endsWith(".deb"));
  const hooks = [
    `mkdir "$1${PLACE}" && cp ${debs.map((name) => `'${join(packages, name)}'`).join(" ")} "$1${PLACE}"`,
    ...steps([...packagesToTryWith("all"), "rpm", "zstd"]).map(
      (step) => `DEBIAN_FRONTEND=noninteractive chroot "$1" sh -ec '${step}'`,
    ),
  ];
  const args = ["--mode=root", "--variant=minbase", "--include=ca-certificates"];
  const child = spawn("mmdebstrap", [...args, ...hooks.map((hook) => `--customize-hook=${hook}`), suite, folder], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const stop = (): boolean => child.kill();
  process.once("exit", stop);
  const [status] = (await once(child, "close")) as [number | null];
  process.off("exit", stop);
  if (status === 0) return;
  const end = said.trimEnd().split("\n").slice(-25).join("\n");
  throw new Error(`a clean ${suite} with the packages could not be made:\n${end}`);
}
