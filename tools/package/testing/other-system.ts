/**
 * Loaded before a program of ours, it makes this Linux look like another system: what only Linux has is not there. Which
 * one is said in its own address: `other-system.ts?win32`. Paths, and what the kernel does, stay Linux's.
 */
import { once } from "node:events";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { createServer } from "node:net";

const system = new URL(import.meta.url).search.slice(1);
Object.defineProperty(process, "platform", { value: system });

const LINUX_ONLY = /^\/(?:proc|sys|run|etc\/machine-id)(?:\/|$)/;

function gone(path: unknown): void {
  if (!LINUX_ONLY.test(String(path))) return;
  throw Object.assign(new Error(`ENOENT: no such file or directory, '${path}'`), { code: "ENOENT", errno: -2 });
}

/** Functions whose first argument is a path. */
const READERS = [
  "accessSync",
  "lstatSync",
  "mkdirSync",
  "mkdtempSync",
  "openSync",
  "readdirSync",
  "readFileSync",
  "readlinkSync",
  "realpathSync",
  "statSync",
  "watch",
] as const;
for (const name of READERS) {
  const real = fs[name] as (...args: unknown[]) => unknown;
  const replaced = (path: unknown, ...more: unknown[]): unknown => {
    gone(path);
    return real(path, ...more);
  };
  Object.assign(fs, { [name]: Object.assign(replaced, real) });
}
const { existsSync } = fs;
fs.existsSync = (path) => !LINUX_ONLY.test(String(path)) && existsSync(path);

if (system === "win32") {
  for (const name of [
    "getuid",
    "geteuid",
    "getgid",
    "getegid",
    "getgroups",
    "setuid",
    "setgid",
    "setgroups",
    "umask",
  ]) {
    Object.defineProperty(process, name, { value: undefined });
  }
  // Node hands sockets to other processes otherwise there, by a function that is there only.
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { _handle } = server as unknown as { readonly _handle: object };
  Object.assign(Object.getPrototypeOf(_handle), { setSimultaneousAccepts: () => 0 });
  server.close();
  const { kill } = process;
  process.kill = (pid, signal) => {
    if (pid <= 0) throw Object.assign(new Error("kill ESRCH"), { code: "ESRCH" });
    return kill.call(process, pid, signal);
  };
  // A directory is not opened there.
  const { openSync } = fs;
  fs.openSync = (path, ...more) => {
    if (existsSync(path) && fs.statSync(path).isDirectory()) {
      throw Object.assign(new Error(`EISDIR: illegal operation on a directory, open '${path}'`), { code: "EISDIR" });
    }
    return openSync(path, ...more);
  };
}
syncBuiltinESMExports();
