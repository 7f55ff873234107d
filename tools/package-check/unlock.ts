/** Unlock in the installed program: a real polkitd, a real agent with a password, and the helper where it is installed. */
import { mkdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openedPage } from "../../electron/web/testing/page.ts";
import { serve } from "./browser.ts";
import { type Check, mustHold } from "./check.ts";
import { HOME } from "./packages.ts";
import { must, PASSWORD, Running, run, SUPERUSER, USER, until } from "./program.ts";
import { changeTree, makeTree, type Tree } from "./tree.ts";
import { openWindow, processes } from "./window.ts";

const RULE = "/etc/polkit-1/rules.d/00-check.rules";
const HELPER = join(HOME, "host-helper.sh");
const ACTION = "org.sriov-inspector.helper";

let bus: Promise<unknown> | null = null;

/** Starts the system's bus once, and polkit with this answer for our action. It knows no arrow functions. */
async function startPolkit(answer: "YES" | "AUTH_ADMIN"): Promise<Running> {
  bus ??= (async () => {
    mkdirSync("/run/dbus", { recursive: true });
    await must(["dbus-daemon", "--system", "--fork"]);
  })();
  await bus;
  mkdirSync(dirname(RULE), { recursive: true });
  writeFileSync(
    RULE,
    `polkit.addRule(function (action, subject) { if (action.id === "${ACTION}") return polkit.Result.${answer}; });
polkit.addAdminRule(function () { return ["unix-user:${USER.name}"]; });\n`,
    { mode: 0o644 },
  );
  const script =
    "for daemon in /usr/lib/polkit-1/polkitd /usr/libexec/polkitd; do [ ! -x $daemon ] || exec $daemon --no-debug; done";
  const daemon = new Running(["sh", "-c", script]);
  const names = [
    "dbus-send",
    "--system",
    "--print-reply",
    "--dest=org.freedesktop.DBus",
    "/",
    "org.freedesktop.DBus.ListNames",
  ];
  await until(
    async () => (await run(names)).out.includes("PolicyKit1"),
    () => `polkitd does not answer\n${daemon.said}`,
  );
  return daemon;
}

/** The helper that runs as root, as the installed file and not as text in a shell. */
function helpers(): readonly number[] {
  return processes()
    .filter(({ words }) => words.includes(HELPER) && !words[0]?.endsWith("pkexec"))
    .map(({ pid }) => pid);
}

/** A machine where something can be changed, of files that root alone can write. */
async function onTree(work: (tree: Tree) => Promise<void>): Promise<void> {
  const tree = await makeTree("/tmp/machine-of-files", SUPERUSER);
  await must(["mount", "--bind", tree.folder, "/sys"]);
  try {
    await work(tree);
  } finally {
    await must(["umount", "-l", "/sys"]);
    rmSync(tree.folder, { recursive: true });
    rmSync(RULE, { force: true });
  }
}

/** It throws away what is typed before it has switched the echo off. */
async function isAsking(): Promise<boolean> {
  const agent = processes().find(({ words }) => words[0] === "pkttyagent");
  if (agent === undefined) return false;
  const { out } = await run(["stty", "-F", readlinkSync(`/proc/${agent.pid}/fd/0`), "-a"]);
  return / -echo\b/.test(out);
}

async function byPassword(tree: Tree): Promise<void> {
  const polkit = await startPolkit("AUTH_ADMIN");
  const window = await openWindow(["--host", "local"]);
  // `script` gives the agent the terminal that it asks on.
  const agent = new Running(["script", "-qfec", `pkttyagent --process ${window.program.pid}`, "/dev/null"], {
    as: USER,
  });
  try {
    await window.page.firstRow();
    await window.page.click("Access: Locked");
    await window.page.shows(
      /Polkit asks for a password and starts the helper as root\.(?! The helper is not installed)/,
    );
    // An agent that does not serve yet is told to the user, who presses again.
    await window.page.click("Unlock");
    await agent.says(new RegExp(`AUTHENTICATING FOR ${ACTION}[\\s\\S]*Password:`));
    mustHold(
      agent.said.includes("Authentication is required to read and change the PCI functions of this machine"),
      "the agent must show the action's own sentence",
      agent.said,
    );
    await until(isAsking, () => `the agent does not wait for a password\n${agent.said}`);
    agent.child.stdin?.write(`${PASSWORD}\n`);
    await agent.says(/AUTHENTICATION COMPLETE/);
    let seen = "";
    await until(
      async () => {
        seen = await window.page.text();
        return /^Lock now$/m.test(seen);
      },
      () => `the window does not become unlocked; it shows:\n${seen}\nthe agent said:\n${agent.said}`,
    );
    mustHold(helpers().length > 0, `${HELPER} must run`, JSON.stringify(processes()));
    await changeTree(window.page, tree);
  } finally {
    await agent.end("SIGKILL");
    await window.end();
    await polkit.end();
  }
  await until(
    () => helpers().length === 0,
    () => "the helper goes on after the window was closed",
  );
}

interface Message {
  readonly id?: number;
  readonly ok?: boolean;
  readonly topic?: string;
}

async function byRule(): Promise<void> {
  const polkit = await startPolkit("YES");
  const { program, port, secret } = await serve(USER, ["--host", "local", "--allow-changes"]);
  try {
    const page = await openedPage({ port, secret });
    page.socket.send(JSON.stringify({ v: 1, id: 1, method: "host.unlock", input: { host: "local" } }));
    let heard = "";
    for (let answer: Message = {}; answer.id !== 1; ) {
      const text = await page.next();
      heard += `${text.slice(0, 500)}\n`;
      answer = JSON.parse(text) as Message;
      mustHold(answer.id !== 1 || answer.ok === true, "Unlock must be allowed", heard);
    }
    await until(
      () => helpers().length > 0,
      () => `${HELPER} does not run; the page heard:\n${heard}`,
    );
    page.socket.terminate();
  } finally {
    await program.end();
    await polkit.end();
  }
  await until(
    () => helpers().length === 0,
    () => "the helper goes on after browser mode has ended",
  );
}

export const UNLOCK_CHECKS: readonly Check[] = [
  {
    name: "unlock, password",
    about: "the window's Unlock: polkit's agent shows our sentence, takes the password, and the installed helper runs",
    work: () => onTree(byPassword),
  },
  {
    name: "unlock, rule",
    about: "Unlock in browser mode by a rule of polkit's, with the installed helper",
    work: () => onTree(byRule),
  },
];
