/** `npm start`: builds what is missing and opens the window, or says why not and serves browser mode. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cleanSearchPath } from "../electron/host/places/programs.ts";
import { sayHere } from "../electron/host/places/terminal-language.ts";
import { NO_DEBUGGER, refuseDebuggers } from "../electron/web/ending.ts";
import type { Words } from "../shared/words/message.ts";
import { messages } from "../shared/words/messages.ts";
import { ensureBuilt, ROOT } from "./build.ts";
import { officialElectron } from "./electron-runtime.ts";

// Before anything is started: npm has put folders of others first.
cleanSearchPath();

const START_WORDS = messages("start", {
  noDisplay: {
    en: "There is no display; serving the interface to a browser instead.",
    zh: "没有图形显示，改为在浏览器中提供界面。",
  },
  root: {
    en: "The window does not run as root; serving the interface to a browser instead. For the window, start it as your own user.",
    zh: "窗口不以 root 身份运行，改为在浏览器中提供界面。如需窗口，请以普通用户启动。",
  },
  noElectron: {
    en: "Electron could not be downloaded; serving the interface to a browser instead. For the window, connect to the internet and start again.",
    zh: "无法下载 Electron，改为在浏览器中提供界面。如需窗口，请联网后重新启动。",
  },
});

const args = process.argv.slice(2);
const INFORMING = new Set(["--help", "-h", "--version", "-V", "--link"]);
const informs = args.some((arg) => INFORMING.has(arg));
/** A program that was asked to end has ended before; with the look at npm all is over in five seconds. */
const END_MS = 4_500;
const PARENT_MS = 300;

/** Why there can be no window; null when there can. */
function noWindowBecause(): Words | null {
  if (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return START_WORDS.noDisplay;
  }
  if (process.getuid?.() === 0) {
    return START_WORDS.root;
  }
  return null;
}

/** The parent of a shell; null of anything else, and where there is no /proc. */
function parentOfShell(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const end = stat.lastIndexOf(")");
    return stat.slice(0, end).endsWith("sh") ? Number(stat.slice(end + 2).split(" ")[1]) : null;
  } catch {
    return null;
  }
}

/**
 * npm starts this through a shell, as a rule. It passes some signals on to that shell only, which dies without a word,
 * and dies of others itself: either way somebody wanted an end.
 */
function endWithNpm(end: () => void): void {
  const parent = process.ppid;
  const npm = parentOfShell(parent);
  const looking = setInterval(() => {
    if (process.ppid === parent && parentOfShell(parent) === npm) return;
    clearInterval(looking);
    end();
  }, PARENT_MS);
  looking.unref();
}

/** @param channel the program understands that its end is the end of this one */
function become(program: string, programArgs: readonly string[], channel: "ipc" | "ignore"): void {
  const child = spawn(program, programArgs, { cwd: ROOT, stdio: ["inherit", "inherit", "inherit", channel] });
  const end = (signal: NodeJS.Signals): void => {
    child.kill(signal);
    setTimeout(() => child.kill("SIGKILL"), END_MS).unref();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
  if (process.env.npm_lifecycle_event !== undefined) endWithNpm(() => end("SIGTERM"));
  child.on("error", (error) => {
    console.error(`${program} could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.on("exit", (status, signal) => {
    process.exitCode = status ?? (signal === null ? 1 : 0);
  });
}

function serveBrowser(): void {
  become(process.execPath, [...NO_DEBUGGER, join(ROOT, "dist/app/web.js"), ...args], "ipc");
}

refuseDebuggers();
await ensureBuilt();
if (informs || args.includes("--browser")) {
  serveBrowser();
} else {
  const reason = noWindowBecause();
  const electron = reason === null ? await officialElectron() : null;
  if (electron !== null) {
    become(electron.path, [ROOT, ...args], "ignore");
  } else {
    console.error(sayHere(reason ?? START_WORDS.noElectron));
    serveBrowser();
  }
}
