/** The archive of the command line, where it was made: unpacked by an ordinary user, it runs from any folder. */
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type Check, mustHold } from "./check.ts";
import { PACKAGES } from "./packages.ts";
import { must, run, USER } from "./program.ts";
import { DEMO } from "./terminal.ts";

export function archives(): readonly string[] {
  return readdirSync(PACKAGES)
    .filter((name) => name.endsWith(".tar.zst"))
    .map((name) => join(PACKAGES, name));
}

export const ARCHIVE_CHECK: Check = {
  name: "archive",
  about: "the command line's archive runs from a user's folder, also by a link, and says how there is a window",
  async work() {
    const folder = join(USER.home, "my programs");
    mkdirSync(folder, { mode: 0o777 });
    await must(["chown", USER.name, folder]);
    const [archive = ""] = archives();
    await must(["tar", "-I", "zstd", "-xf", archive, "-C", folder], { as: USER });
    const [top = ""] = readdirSync(folder);
    const program = join(folder, top, "sriov-inspector");
    const link = join(folder, "inspect");
    symlinkSync(program, link);
    for (const command of [program, link]) {
      const shown = await must([command, "show", "--host", `demo:${DEMO.name}`], { as: USER });
      mustHold(shown.includes(`${DEMO.function} `), `${command} must show ${DEMO.function} of the demo machine`, shown);
    }
    const { status, out, err } = await run([program], { as: USER, env: { DISPLAY: ":7" } });
    const isSentence = /^[^\n]*sriov-inspector[^\n]*\.$/.test(`${out}${err}`.trim());
    mustHold(
      status === 1 && isSentence,
      "a window must be refused with one sentence",
      `status ${status}\n${out}${err}`,
    );
  },
};
