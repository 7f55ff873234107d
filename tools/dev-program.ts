/** The program behind `npm run dev`, from its sources: holds the machines, and hears of its pages from dev.ts. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { configDirectory, stateDirectory } from "../electron/host/places/places.ts";
import { cleanSearchPath } from "../electron/host/places/programs.ts";
import { sayHere } from "../electron/host/places/terminal-language.ts";
import { demoNames } from "../electron/host/simulated/machines/catalogue.ts";
import { Log } from "../electron/services/log/log.ts";
import { logUncaught } from "../electron/services/log/uncaught.ts";
import { parseLaunch } from "../electron/services/program/launch-options.ts";
import { openProgram } from "../electron/services/program/program.ts";
import { endOnSignals, surviveClosedTerminal } from "../electron/web/ending.ts";
import type { PageClient } from "../electron/web/pages.ts";
import { WEB_WORDS } from "../electron/web/words.ts";
import type { EventMessage, ReplyMessage } from "../shared/contract/wire.ts";
import { visibleText } from "../shared/pci/visible-text.ts";

/** Pages and requests go by numbers, which dev.ts gives. */
export type ToProgram =
  | { readonly kind: "connect"; readonly page: number }
  | { readonly kind: "request"; readonly page: number; readonly request: number; readonly message: unknown }
  | { readonly kind: "gone"; readonly page: number };

export type FromProgram =
  | { readonly kind: "ready" }
  | { readonly kind: "event"; readonly page: number; readonly event: EventMessage }
  | { readonly kind: "reply"; readonly request: number; readonly reply: ReplyMessage };

const ROOT = join(import.meta.dirname, "..");
const { version } = createRequire(import.meta.url)("../package.json") as { version: string };

function tell(message: FromProgram): void {
  if (process.connected) process.send?.(message);
}

async function serve(): Promise<void> {
  const parsed = parseLaunch(process.argv.slice(2), version, demoNames());
  if (parsed.kind === "exit") throw new Error("dev.ts has not looked at its words");
  const { options } = parsed;
  const program = await openProgram({
    launch: options,
    version,
    assets: join(ROOT, "assets"),
    settingsDirectory: configDirectory(),
    journalDirectory: stateDirectory(),
    log,
  });
  endOnSignals({ work: () => program.close(), late: sayHere(WEB_WORDS.stillHangs) });
  const because = "Changes are off: start npm run dev with --allow-changes.";
  const pages = new Map<number, PageClient>();
  process.on("message", async (said: ToProgram) => {
    switch (said.kind) {
      case "connect": {
        const send = (event: EventMessage) => tell({ kind: "event", page: said.page, event });
        const changes = options.allowChanges ? ({ allowed: true } as const) : ({ allowed: false, because } as const);
        pages.set(said.page, program.connect({ shell: "browser", changes, send, save: null, show: null }));
        break;
      }
      case "request": {
        const reply = await pages.get(said.page)?.request(said.message);
        if (reply !== undefined) tell({ kind: "reply", request: said.request, reply });
        break;
      }
      case "gone":
        pages.get(said.page)?.close();
        pages.delete(said.page);
    }
  });
  tell({ kind: "ready" });
}

cleanSearchPath();
surviveClosedTerminal();
const log = new Log({ directory: stateDirectory() });
logUncaught(log, (words) => console.error(visibleText(sayHere(words))));
await serve();
