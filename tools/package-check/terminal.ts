/** The installed command in a terminal: what it prints, as whom, and what it refuses with a sentence. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Release } from "../../electron/services/program/release.ts";
import { type Check, mustHold } from "./check.ts";
import { HOME, PROGRAM, strangersAtHome } from "./packages.ts";
import { type Ended, must, run, SUPERUSER, USER, type Who } from "./program.ts";

/** A demo machine with PFs and VFs, and one of its functions. */
export const DEMO = { name: "p22-048-018", function: "01:00.0" } as const;
/** Of a checkout, where nothing is installed. */
const CHECKOUT = /\bnpm\b|\bnode\b.*\.js/;

/** What must be in the packages, by the build that they were made of. */
export function installedRelease(): Release {
  return JSON.parse(readFileSync(join(HOME, "app/dist/release.json"), "utf8")) as Release;
}

/** One sentence, for people, of the installed program. */
function mustRefuse({ status, out, err }: Ended, wanted: RegExp, what: string): void {
  const said = `${out}${err}`.trim();
  const isSentence = /^[^\n]+\.$/.test(said) && !CHECKOUT.test(said);
  mustHold(
    status === 1 && wanted.test(said) && isSentence,
    `${what} must be refused with one sentence, ${wanted}`,
    `status ${status}\n${said}`,
  );
}

async function asWho(as: Who): Promise<void> {
  const { version, commit, date } = installedRelease();
  const told = await must([PROGRAM, "--version"], { as });
  mustHold(
    told.includes(version) && told.includes(`commit ${commit}`) && told.includes(`${date}`),
    "--version must tell the version, commit and day",
    told,
  );
  const own = await must([PROGRAM, "show"], { as });
  mustHold(/^.*: \d+ functions?$/m.test(own), "show must print the functions of this machine", own);
  const demo = await must([PROGRAM, "show", "--host", `demo:${DEMO.name}`], { as });
  mustHold(demo.includes(`${DEMO.function} `), `show must print ${DEMO.function} of the demo machine`, demo);
  const same = await run([PROGRAM, "compare", `demo:${DEMO.name}`, `demo:${DEMO.name}`], { as });
  mustHold(same.status === 0, "a machine must not differ from itself", `status ${same.status}\n${same.out}${same.err}`);
  for (const words of [["--no-such-option"], ["--browser", "--port", "x"], ["show", "--no-such-option"], ["compare"]]) {
    const { status, out, err } = await run([PROGRAM, ...words], { as });
    mustHold(
      status === 2 && out === "" && /^error: /m.test(err),
      `\`${words.join(" ")}\` must end with status 2 and say why`,
      `status ${status}\n${out}${err}`,
    );
    mustHold(!CHECKOUT.test(out + err), `\`${words.join(" ")}\` must not speak of a checkout`, out + err);
  }
  for (const words of [[], ["show"], ["compare"], ["capabilities"]]) {
    const help = await must([PROGRAM, ...words, "--help"], { as });
    const usage = ["Usage: sriov-inspector", ...words].join(" ");
    mustHold(help.startsWith(`${usage} `) && !CHECKOUT.test(help), `its help must begin with "${usage}"`, help);
  }
  const left = await strangersAtHome();
  mustHold(left.length === 0, `nothing but the packages' files may lie in ${HOME}`, left.join("\n"));
}

export const TERMINAL_CHECKS: readonly Check[] = [
  {
    name: "terminal, user",
    about: "version with commit, show, compare, help and wrong options, as an ordinary user",
    work: () => asWho(USER),
  },
  {
    name: "terminal, root",
    about: "the same as root, and no file is left behind",
    work: () => asWho(SUPERUSER),
  },
  {
    name: "refusals",
    about: "root's window and a window without a display are refused with a sentence",
    async work() {
      mustRefuse(await run([PROGRAM], { env: { DISPLAY: ":7" } }), /root.*sriov-inspector --browser/, "root's window");
      mustRefuse(
        await run([PROGRAM], { as: USER }),
        /display.*sriov-inspector --browser/,
        "a window without a display",
      );
      const gone = await run([PROGRAM], { as: USER, env: { DISPLAY: ":7" } });
      mustRefuse(gone, /:7 is not there.*--browser/, "a window on a display that has gone");
    },
  },
];

/** After the window's package was removed. */
export const WITHOUT_WINDOW: Check = {
  name: "without window",
  about: "without the window's package a sentence names it, and the command line goes on",
  async work() {
    await must(["dpkg", "-r", "sriov-inspector"]);
    mustRefuse(
      await run([PROGRAM], { as: USER, env: { DISPLAY: ":7" } }),
      /\bsriov-inspector\b.*(install|package)|(install|package).*\bsriov-inspector\b/,
      "a window that is not installed",
    );
    await must([PROGRAM, "show"], { as: USER });
  },
};
