/** The only importer of ipcMain: lets calls of our own main frame through to the contract, refuses and logs all others. */
import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from "electron";
import type { EventMessage, ReplyMessage } from "../../shared/contract/wire.ts";
import type { Log } from "../services/log/log.ts";
import { HOST, SCHEME } from "./app-protocol.ts";

const REQUEST = "inspector:request";
const EVENT = "inspector:event";

function isOurFrame(event: IpcMainInvokeEvent, window: BrowserWindow): boolean {
  const frame = event.senderFrame;
  if (frame === null || frame !== window.webContents.mainFrame) return false;
  try {
    const url = new URL(frame.url);
    return url.protocol === `${SCHEME}:` && url.host === HOST;
  } catch {
    return false;
  }
}

export interface WindowConnection {
  request(message: unknown): Promise<ReplyMessage>;
}

/** Serves one window. Events wait until its page has asked for something: before that nobody listens. */
export class IpcGate {
  private readonly window: BrowserWindow;
  private readonly log: Log;
  private waiting: EventMessage[] | null = [];

  constructor(window: BrowserWindow, log: Log) {
    this.window = window;
    this.log = log;
    window.webContents.on("did-start-loading", () => {
      this.waiting = [];
    });
  }

  serve(connection: WindowConnection): void {
    ipcMain.handle(REQUEST, (event, message: unknown) => {
      if (!isOurFrame(event, this.window)) {
        this.log.error("window", `A call was refused from ${event.senderFrame?.url ?? "a frame that is gone"}.`);
        throw new Error("refused");
      }
      this.flush();
      return connection.request(message);
    });
  }

  send(message: EventMessage): void {
    if (this.waiting !== null) this.waiting.push(message);
    else if (!this.window.isDestroyed()) this.window.webContents.send(EVENT, message);
  }

  close(): void {
    ipcMain.removeHandler(REQUEST);
  }

  private flush(): void {
    const waiting = this.waiting;
    this.waiting = null;
    for (const message of waiting ?? []) this.send(message);
  }
}
