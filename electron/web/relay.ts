/**
 * Browser mode started by root: the sockets live in a child that gave up root before it listened, and hands each
 * message over a pipe to its parent, which checks it against the contract like any other. Nothing privileged listens.
 */
import { type ChildProcess, fork } from "node:child_process";
import type { EventMessage, ReplyMessage } from "../../shared/contract/wire.ts";
import { errorText } from "../../shared/error-text.ts";
import { loadInterface } from "../services/interface-files.ts";
import type { Gateway, GatewayClient } from "./gateway.ts";
import { startWebServer } from "./server.ts";

/** Set for the child only. */
export const RELAY_MARK = "SRIOV_INSPECTOR_RELAY";
/** nobody, on every Linux distribution */
const NOBODY = 65534;

export interface RelaySettings {
  readonly port: number;
  readonly interfaceDirectory: string;
  readonly uid: number;
  readonly gid: number;
}

type ToParent =
  | { readonly kind: "listening"; readonly port: number; readonly link: string }
  | { readonly kind: "link"; readonly link: string }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "open" | "close"; readonly page: number }
  | { readonly kind: "request"; readonly page: number; readonly seq: number; readonly message: unknown };
type ToChild =
  | { readonly kind: "event"; readonly page: number; readonly message: EventMessage }
  | { readonly kind: "reply"; readonly page: number; readonly seq: number; readonly message: ReplyMessage };

/** Whom the child becomes: the person behind sudo, else nobody. */
export function unprivilegedIds(env: NodeJS.ProcessEnv): { uid: number; gid: number } {
  const uid = Number(env.SUDO_UID ?? "");
  const gid = Number(env.SUDO_GID ?? "");
  if (Number.isInteger(uid) && uid > 0 && Number.isInteger(gid) && gid > 0) return { uid, gid };
  return { uid: NOBODY, gid: NOBODY };
}

/** Runs in the child, as root for its first lines only. */
export async function runRelay(settings: RelaySettings): Promise<void> {
  const tell = (message: ToParent): void => {
    process.send?.(message);
  };
  try {
    const files = loadInterface(settings.interfaceDirectory);
    process.setgroups?.([]);
    process.setgid?.(settings.gid);
    process.setuid?.(settings.uid);
    if (process.getuid?.() === 0) throw new Error("root could not be given up");
    const pages = new Map<
      number,
      { event: (message: EventMessage) => void; waiting: Map<number, (reply: ReplyMessage) => void> }
    >();
    let lastPage = 0;
    process.on("message", (message: ToChild) => {
      const page = pages.get(message.page);
      if (message.kind === "event") page?.event(message.message);
      else {
        page?.waiting.get(message.seq)?.(message.message);
        page?.waiting.delete(message.seq);
      }
    });
    process.on("disconnect", () => process.exit(0));
    const gateway: Gateway = (onEvent): GatewayClient => {
      lastPage += 1;
      const page = lastPage;
      const waiting = new Map<number, (reply: ReplyMessage) => void>();
      let seq = 0;
      pages.set(page, { event: onEvent, waiting });
      tell({ kind: "open", page });
      return {
        request: (message) =>
          new Promise((resolve) => {
            seq += 1;
            waiting.set(seq, resolve);
            tell({ kind: "request", page, seq, message });
          }),
        close: () => {
          pages.delete(page);
          tell({ kind: "close", page });
        },
      };
    };
    const server = await startWebServer({
      port: settings.port,
      files,
      gateway,
      onLink: (link) => tell({ kind: "link", link }),
    });
    tell({ kind: "listening", port: server.port, link: server.link });
  } catch (error) {
    tell({ kind: "failed", message: errorText(error) });
    process.exitCode = 1;
    process.disconnect?.();
  }
}

export interface RelayServer {
  readonly port: number;
  readonly link: string;
  close(): Promise<void>;
}

/** Runs in the parent: starts the child and serves its pages through `gateway`. @throws when the child cannot listen */
export async function startRelayServer(
  settings: RelaySettings,
  gateway: Gateway,
  onLink: (link: string) => void,
  program: string,
): Promise<RelayServer> {
  const child: ChildProcess = fork(program, [], {
    env: { PATH: process.env.PATH ?? "", [RELAY_MARK]: JSON.stringify(settings) },
    execArgv: [],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const tell = (message: ToChild): void => {
    if (child.connected) child.send(message);
  };
  const pages = new Map<number, GatewayClient>();
  const started = await new Promise<{ port: number; link: string }>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the server process ended with status ${code}`)));
    child.on("message", (message: ToParent) => {
      switch (message.kind) {
        case "listening":
          resolve(message);
          return;
        case "failed":
          reject(new Error(message.message));
          return;
        case "link":
          onLink(message.link);
          return;
        case "open": {
          const { page } = message;
          pages.set(
            page,
            gateway((event) => tell({ kind: "event", page, message: event })),
          );
          return;
        }
        case "close":
          pages.get(message.page)?.close();
          pages.delete(message.page);
          return;
        case "request": {
          const { page, seq } = message;
          void pages
            .get(page)
            ?.request(message.message)
            .then((reply) => tell({ kind: "reply", page, seq, message: reply }));
        }
      }
    });
  });
  return {
    ...started,
    close: () =>
      new Promise((resolve) => {
        for (const page of pages.values()) page.close();
        if (child.exitCode !== null) return resolve();
        child.once("exit", () => resolve());
        child.disconnect();
      }),
  };
}
