/** `npm start`: builds what is missing and opens the window, or says why not and serves browser mode. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureBuilt, ROOT } from "./build.ts";
import { officialElectron } from "./electron-runtime.ts";

const args = process.argv.slice(2);
const informs = args.some((arg) => arg === "--help" || arg === "-h" || arg === "--version" || arg === "-V");

/** Why there can be no window; null when there can. */
function noWindowBecause(): string | null {
  if (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return "There is no display here: serving the interface to a browser instead.";
  }
  if (process.getuid?.() === 0) {
    return "The window does not run as root (start it as your own user for one): serving the interface to a browser instead.";
  }
  return null;
}

function become(program: string, programArgs: readonly string[]): void {
  const child = spawn(program, programArgs, { cwd: ROOT, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    console.error(`${program} could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.on("exit", (status, signal) => {
    process.exitCode = status ?? (signal === null ? 1 : 0);
  });
}

await ensureBuilt();
const web = [join(ROOT, "dist/app/web.js"), ...args];
if (informs || args.includes("--browser")) {
  become(process.execPath, web);
} else {
  const reason = noWindowBecause();
  const electron = reason === null ? officialElectron() : null;
  if (electron !== null) {
    become(electron.path, [ROOT, ...args]);
  } else {
    console.error(
      reason ??
        "Electron's program could not be downloaded (is there a way to the internet?): serving the interface to a browser instead.",
    );
    become(process.execPath, web);
  }
}
