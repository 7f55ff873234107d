/** The process that listens: it gives up root first, and then only carries frames between sockets and its parent. */
import { errorText } from "../../shared/error-text.ts";
import { loadInterface } from "../services/program/interface-files.ts";
import type { Gateway, PageSocket } from "./gateway.ts";
import type { FromRelay, Ids, RelaySettings, ToRelay } from "./relay-messages.ts";
import { type ListeningSocket, startWebServer } from "./server.ts";

class StillRoot extends Error {}

/** Becomes the first of these that this machine knows, for good. @throws when root could not be given up */
function giveUpRoot(ids: readonly Ids[]): void {
  try {
    process.setgroups?.([]);
  } catch {
    // A user namespace may forbid it: what counts is who it is at the end.
  }
  for (const { uid, gid } of ids) {
    try {
      process.setgid?.(gid);
      process.setuid?.(uid);
      break;
    } catch {
      // A user namespace may not have this number: the next one may do.
    }
  }
  if (process.getuid?.() === 0 || process.geteuid?.() === 0 || process.getgid?.() === 0) {
    throw new StillRoot("root could not be given up");
  }
}

function tell(message: FromRelay, socket?: ListeningSocket): void {
  // A parent that is gone needs nothing more: the end of the channel ends this process.
  if (process.connected) process.send?.(message, socket, { keepOpen: true }, () => undefined);
}

/** Its parent says it to a person. */
function reasonOf(error: unknown, port: number | null): Extract<FromRelay, { kind: "failed" }>["why"] {
  if (error instanceof StillRoot) return "still-root";
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return "port-in-use";
  return code === "EACCES" && port !== null ? "port-reserved" : "other";
}

/** The socket that the process before this one listened on. */
function socketFromParent(): Promise<ListeningSocket> {
  return new Promise((resolve) => {
    process.on("message", (message: ToRelay, socket: ListeningSocket) => {
      if (message.kind === "listen") resolve(socket);
    });
  });
}

/** Serves until the parent is gone. */
export async function runRelay(settings: RelaySettings): Promise<void> {
  process.on("disconnect", () => process.exit(0));
  // Who may signal this process (its own user) must not end it by a signal that asks politely.
  for (const signal of ["SIGUSR2", "SIGHUP", "SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
  const pages = new Map<number, PageSocket>();
  const given = settings.port === null ? socketFromParent() : settings.port;
  process.on("message", (message: ToRelay) => {
    if (message.kind === "listen") return;
    if (message.kind === "alive?") {
      tell({ kind: "alive" });
      return;
    }
    const page = pages.get(message.page);
    if (message.kind === "send") page?.send(message.text);
    else if (message.kind === "admit") page?.admit();
    else page?.end(message.code, message.reason);
  });
  let last = 0;
  const gateway: Gateway = (socket) => {
    last += 1;
    const page = last;
    pages.set(page, socket);
    tell({ kind: "open", page });
    return {
      receive: (text) => tell({ kind: "frame", page, text }),
      close() {
        pages.delete(page);
        tell({ kind: "gone", page });
      },
    };
  };
  try {
    const files = loadInterface(settings.interfaceDirectory);
    if (settings.become !== null) giveUpRoot(settings.become);
    const server = await startWebServer({ on: await given, files, gateway });
    tell({ kind: "listening", port: server.port }, settings.port === null ? undefined : server.socket);
  } catch (error) {
    tell({ kind: "failed", why: reasonOf(error, settings.port), message: errorText(error).slice(0, 1000) });
  }
}
