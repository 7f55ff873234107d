/** The installed window on a display of its own: its first row, its sandbox, its files, and its name for the desktop. */
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Check, mustHold } from "./check.ts";
import { DevtoolsPage } from "./devtools.ts";
import { HOME, PROGRAM } from "./packages.ts";
import { must, Running, run, USER, until } from "./program.ts";
import { DEMO } from "./terminal.ts";

export const DESKTOP_ENTRY = "/usr/share/applications/sriov-inspector.desktop";
const SANDBOX = join(HOME, "window/chrome-sandbox");

/** What a kernel filters system calls by. */
const SECCOMP_FILTER = "2";

let display: Promise<string> | null = null;

/** One for all windows. @returns what DISPLAY is */
function displayName(): Promise<string> {
  display ??= (async () => {
    mkdirSync("/tmp/.X11-unix", { recursive: true });
    chmodSync("/tmp/.X11-unix", 0o1777);
    const server = new Running(
      ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-noreset", "-nolisten", "tcp"],
      { as: USER },
    );
    return `:${(await server.says(/^(\d+)\n/m))[1]}`;
  })();
  return display;
}

/** A user's environment with a screen. */
export async function onScreen(): Promise<Record<string, string>> {
  return { DISPLAY: await displayName() };
}

export interface OpenWindow {
  readonly program: Running;
  readonly page: DevtoolsPage;
  end(): Promise<void>;
}

/** Starts it as a desktop does, with a debugging port besides. @param inFront what starts it, as chroot does */
export async function openWindow(words: readonly string[], inFront: readonly string[] = []): Promise<OpenWindow> {
  const as = inFront.length > 0 ? {} : { as: USER };
  const env = { ...(await onScreen()), HOME: USER.home };
  const program = new Running([...inFront, PROGRAM, "--remote-debugging-port=0", ...words], { ...as, env });
  try {
    const [, port] = await program.says(/DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//);
    const page = await DevtoolsPage.of(Number(port));
    return {
      program,
      page,
      async end() {
        page.close();
        await program.end();
      },
    };
  } catch (error) {
    await program.end("SIGKILL");
    throw error;
  }
}

/** Opens it, looks, and ends it whatever is seen. */
async function withWindow(
  words: readonly string[],
  look: (window: OpenWindow) => Promise<void>,
  inFront: readonly string[] = [],
): Promise<void> {
  const window = await openWindow(words, inFront);
  try {
    await look(window);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${reason}\nthe program said:\n${window.program.said}`);
  } finally {
    await window.end();
  }
}

interface Process {
  readonly pid: number;
  readonly words: readonly string[];
}

/** All of this machine, which has none but ours. */
export function processes(): readonly Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // Chromium writes its processes' names over their words, with blanks between.
        const words = readFileSync(`/proc/${name}/cmdline`, "utf8").split(/[\0 ]+/);
        return [{ pid: Number(name), words }];
      } catch {
        return [];
      }
    });
}

function namespaceOf(pid: number, kind: string): string {
  return readlinkSync(`/proc/${pid}/ns/${kind}`);
}

/** May an ordinary user make user namespaces? Where the kernel wants a profile for that, chrome-sandbox is used. */
async function makesNamespaces(): Promise<boolean> {
  return (await run(["unshare", "--user", "--map-root-user", "true"], { as: USER })).status === 0;
}

/** Of the page's process. @param apart namespaces that it must have of its own, and no others of these */
function checkSandbox(window: OpenWindow, apart: readonly string[]): void {
  const all = processes();
  const unguarded = all.filter(({ words }) => words.includes("--no-sandbox"));
  mustHold(unguarded.length === 0, "no process may run without the sandbox", JSON.stringify(unguarded));
  const pages = all.filter(({ words }) => words.includes("--type=renderer"));
  mustHold(pages.length > 0, "there must be a process of the page", JSON.stringify(all));
  for (const { pid } of pages) {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const filter = /^Seccomp:\s*(\d)$/m.exec(status)?.[1];
    mustHold(filter === SECCOMP_FILTER, `the page's system calls must be filtered: Seccomp is ${filter}`);
    const own = ["pid", "net", "user"].filter(
      (kind) => namespaceOf(pid, kind) !== namespaceOf(window.program.pid, kind),
    );
    mustHold(
      own.join() === apart.join(),
      `the page's process must have its own ${apart.join(", ")}, and has ${own.join(", ")}`,
    );
  }
}

/** A listing of one function that no machine here has. @returns its path */
function writeListing(name: string, bdf: string): string {
  const path = join(USER.home, name);
  const first = "86 80 72 15 06 04 10 00 01 00 00 02 10 00 80 00";
  const rest = ["10", "20", "30"].map((at) => `${at}:${" 00".repeat(16)}`);
  writeFileSync(
    path,
    `${[`${bdf} Ethernet controller: a listing for the check`, `00: ${first}`, ...rest].join("\n")}\n`,
  );
  chownSync(path, USER.uid, USER.gid);
  return path;
}

/** Changes the root, whereupon the kernel refuses user namespaces: only the set-user-ID helper is left. */
async function withoutUserNamespaces<T>(work: (inFront: readonly string[]) => Promise<T>): Promise<T> {
  const folder = "/.changed-root";
  mkdirSync(folder, { recursive: true });
  await must(["mount", "--rbind", "/", folder]);
  try {
    return await work(["chroot", `--userspec=${USER.uid}:${USER.gid}`, folder]);
  } finally {
    await must(["umount", "-R", "-l", folder]);
  }
}

async function checkName(): Promise<void> {
  const entry = readFileSync(DESKTOP_ENTRY, "utf8");
  const wanted = /^StartupWMClass=(.*)$/m.exec(entry)?.[1] ?? "";
  const env = await onScreen();
  const tree = await must(["xwininfo", "-root", "-tree"], { as: USER, env });
  const ids = tree.match(/0x[0-9a-f]+(?= ".*SR-IOV Inspector": )/g) ?? [];
  const told = await Promise.all(ids.map((id) => must(["xprop", "-id", id, "WM_CLASS"], { as: USER, env })));
  const isSame = told.some((line) => line.trim().endsWith(`"${wanted}"`));
  mustHold(isSame, `a window's class must be "${wanted}", as the desktop entry has it`, `${told.join("")}${tree}`);
}

export const WINDOW_CHECKS: readonly Check[] = [
  {
    name: "window",
    about: "until its first row, in Chromium's sandbox; its class for the desktop; a second start hands over a file",
    work: () =>
      withWindow(["--demo", DEMO.name], async (window) => {
        await window.page.firstRow();
        checkSandbox(window, (await makesNamespaces()) ? ["pid", "net", "user"] : ["pid", "net"]);
        await checkName();
        const path = writeListing("second.txt", "7e:00.0");
        const second = await run([PROGRAM, "second.txt"], { as: USER, env: await onScreen() });
        mustHold(
          second.status === 0 && /already running.*second\.txt/.test(second.out),
          "a second start must say that the first opens the file",
          `status ${second.status}\n${second.out}${second.err}`,
        );
        await window.page.shows(/7e:00\.0/);
        mustHold(!/could not be opened/.test(await window.page.text()), `${path} must be opened`);
      }),
  },
  {
    name: "window, file",
    about: "a listing that is named at the start is shown",
    async work() {
      const path = writeListing("first.txt", "7d:00.0");
      await withWindow([path], async ({ page }) => {
        await page.shows(/7d:00\.0/);
      });
    },
  },
  {
    name: "window, helper",
    about: "without user namespaces the page is kept apart by chrome-sandbox",
    work: () =>
      withoutUserNamespaces((inFront) =>
        withWindow(
          ["--demo", DEMO.name],
          async (window) => {
            await window.page.firstRow();
            checkSandbox(window, ["pid", "net"]);
          },
          inFront,
        ),
      ),
  },
  {
    name: "window, bare",
    about: "without user namespaces and chrome-sandbox's rights the window is refused with a sentence",
    work: () =>
      withoutUserNamespaces(async (inFront) => {
        chmodSync(SANDBOX, 0o755);
        try {
          const env = { ...(await onScreen()), HOME: USER.home };
          const { status, out, err } = await run([...inFront, PROGRAM, "--demo", DEMO.name], { env });
          const isSentence = /^[^\n]*sandbox[^\n]*\.$/.test(`${out}${err}`.trim());
          mustHold(
            status === 1 && isSentence,
            "it must be refused with a sentence on the sandbox",
            `status ${status}\n${out}${err}`,
          );
        } finally {
          chmodSync(SANDBOX, 0o4755);
        }
      }),
  },
];

/** Waits until no process of the user is left. */
export async function untilAllEnded(): Promise<void> {
  await until(
    () => !processes().some(({ words }) => words.some((word) => word.startsWith(`${HOME}/window`))),
    () => "processes of the window go on after it was closed",
  );
}
