/** Browser mode of the installed program: its link, its page, who listens where, and how it ends. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { openedPage } from "../../electron/web/testing/page.ts";
import { type Check, mustHold } from "./check.ts";
import { PROGRAM } from "./packages.ts";
import { must, Running, SUPERUSER, USER, type Who } from "./program.ts";
import { DEMO } from "./terminal.ts";
import { RUNTIME } from "./user.ts";

/** State of a socket in /proc/net/tcp. */
const LISTENS = "0A";
const LOOPBACK = /^(0100007F|00000000000000000000000001000000):/;

interface Listener {
  readonly address: string;
  readonly uid: number;
}

/** All that listen on this machine, which has a network of its own. */
function listeners(): readonly Listener[] {
  return ["/proc/net/tcp", "/proc/net/tcp6"].filter(existsSync).flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state]) => state === LISTENS)
      .map(([, address = "", , , , , , uid]) => ({ address, uid: Number(uid) })),
  );
}

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => {
    return /sriov/.test(name) && !statSync(`${folder}/${name}`).isDirectory();
  });
}

export interface Served {
  readonly program: Running;
  readonly port: number;
  /** The one-time secret of its link. */
  readonly secret: string;
}

/** Starts it, and asks `--link` as the user does. */
export async function serve(as: Who, words: readonly string[]): Promise<Served> {
  const env: Record<string, string> = as.uid === 0 ? {} : { XDG_RUNTIME_DIR: RUNTIME };
  const program = new Running([PROGRAM, "--browser", ...words], { as, env });
  try {
    await program.says(/ends it\.\n/);
    const link = (await must([PROGRAM, "--link"], { as, env })).trim();
    const [, port, secret = ""] = /^http:\/\/127\.0\.0\.1:(\d+)\/#([0-9a-f]{64})$/.exec(link) ?? [];
    mustHold(port !== undefined, "--link must print the link and nothing else", link);
    return { program, port: Number(port), secret };
  } catch (error) {
    await program.end("SIGKILL");
    throw error;
  }
}

async function browserMode(as: Who): Promise<void> {
  const { program, port, secret } = await serve(as, ["--demo", DEMO.name]);
  try {
    mustHold(!/\bnpm\b/.test(program.said), "an installed program must not speak of a checkout", program.said);
    const page = await fetch(`http://127.0.0.1:${port}/`);
    mustHold(
      page.status === 200 && (await page.text()).includes("<script"),
      `the page must be served, not answered with ${page.status}`,
    );
    const listening = listeners();
    mustHold(
      listening.length === 1 && listening.every(({ address }) => LOOPBACK.test(address)),
      "it alone may listen, on loopback alone",
      JSON.stringify(listening),
    );
    const uid = listening[0]?.uid;
    mustHold(as.uid === 0 ? uid !== 0 : uid === as.uid, `what listens must have no rights of root, and is user ${uid}`);
    const opened = await openedPage({ port, secret });
    opened.socket.terminate();
  } finally {
    await program.end();
  }
  mustHold(
    program.child.exitCode === 0,
    `SIGTERM must end it well, not with status ${program.child.exitCode} (${program.child.signalCode})`,
    program.said,
  );
  const left = [...filesIn("/run"), ...listeners().map(({ address }) => address)];
  mustHold(left.length === 0, "nothing may be left in /run, and nobody listen", left.join("\n"));
}

export const BROWSER_CHECKS: readonly Check[] = [
  {
    name: "browser, user",
    about: "browser mode on loopback alone, --link, a page that opens, and an end without leavings",
    work: () => browserMode(USER),
  },
  {
    name: "browser, root",
    about: "the same started by root, whose listener has no rights",
    work: () => browserMode(SUPERUSER),
  },
];
