/** The rpm packages, where they were made and the machine has rpm: installed beside dpkg's, verified and removed. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Check, mustHold } from "./check.ts";
import { PACKAGES, PROGRAM } from "./packages.ts";
import { must, run, USER } from "./program.ts";
import { DEMO } from "./terminal.ts";

const NAMES = ["sriov-inspector", "sriov-inspector-cli"];

/** What its rpm says to everybody. */
const DEBIANS_WORDS = /use Alien instead|assuming you know what you are doing/;

export function rpmFiles(): readonly string[] {
  return readdirSync(PACKAGES)
    .filter((name) => name.endsWith(".rpm"))
    .map((name) => join(PACKAGES, name));
}

export const RPM_CHECK: Check = {
  name: "rpm",
  about: "rpm installs both packages, finds them unchanged, and removes all of them",
  async work() {
    // What they require is here as Debian's packages, of which rpm knows nothing.
    await must(["rpm", "-i", "--nodeps", ...rpmFiles()]);
    const verified = await run(["rpm", "-V", "--nodeps", ...NAMES]);
    mustHold(
      verified.status === 0 && verified.out === "",
      "rpm must find nothing changed",
      verified.out + verified.err,
    );
    const paths = (await must(["rpm", "-ql", ...NAMES])).trim().split("\n");
    await must([PROGRAM, "show", "--host", `demo:${DEMO.name}`], { as: USER });
    const removed = await run(["rpm", "-e", "--nodeps", ...NAMES]);
    const complaints = removed.err.split("\n").filter((line) => line !== "" && !DEBIANS_WORDS.test(line));
    mustHold(removed.status === 0 && complaints.length === 0, "rpm must remove them without a complaint", removed.err);
    const left = paths.filter((path) => existsSync(path) && !existsSync(`/.before${path}`));
    mustHold(left.length === 0, "nothing of the packages may be left", left.join("\n"));
  },
};
