/** Browser mode's program: serves the interface to a browser on this machine, or through an ssh tunnel. */

import { join } from "node:path";
import { visibleText } from "../../shared/pci/visible-text.ts";
import { errorWords } from "../../shared/words/errors.ts";
import { say } from "../../shared/words/say.ts";
import { PROGRAM_WORDS } from "../../shared/words/texts/program.ts";
import { configDirectory, stateDirectory } from "../host/places/places.ts";
import { cleanSearchPath, refusedToRoot } from "../host/places/programs.ts";
import { sayHere } from "../host/places/terminal-language.ts";
import { demoNames } from "../host/simulated/machines/catalogue.ts";
import { errorDetails, Log } from "../services/log/log.ts";
import { logUncaught } from "../services/log/uncaught.ts";
import type { ShellConnection } from "../services/program/connection.ts";
import type { LaunchOptions } from "../services/program/launch-options.ts";
import { readLaunch } from "../services/program/named-file.ts";
import { openProgram } from "../services/program/program.ts";
import { commitWords, readRelease } from "../services/program/release.ts";
import { endOnSignals, refuseDebuggers, surviveClosedTerminal } from "./ending.ts";
import { LinkPlace, printLinks } from "./link-place.ts";
import { noWindowWords } from "./no-window.ts";
import { PageKeys } from "./page-keys.ts";
import { createPages } from "./pages.ts";
import { RELAY_MARK, startRelayServer } from "./relay.ts";
import { runRelay } from "./relay-child.ts";
import type { RelaySettings } from "./relay-messages.ts";
import { originOf } from "./server.ts";
import { unprivilegedIds } from "./unprivileged-ids.ts";
import { WEB_WORDS } from "./words.ts";

const DIST = join(import.meta.dirname, "..");
const INTERFACE = join(DIST, "renderer");

const release = readRelease(DIST);

function changes(options: LaunchOptions): ShellConnection["changes"] {
  if (options.allowChanges) return { allowed: true };
  return { allowed: false, because: PROGRAM_WORDS.browserReadOnly };
}

async function serve(options: LaunchOptions, log: Log): Promise<void> {
  const opened: { close(): Promise<void> }[] = [];
  endOnSignals({
    async work() {
      await Promise.all(opened.map((part) => part.close()));
    },
    late: sayHere(WEB_WORDS.stillHangs),
  });
  const program = await openProgram({
    launch: options,
    version: release.version,
    commit: commitWords(release),
    assets: join(DIST, "..", "assets"),
    settingsDirectory: configDirectory(),
    journalDirectory: stateDirectory(),
    log,
  });
  opened.push(program);
  const keys = new PageKeys();
  const link = new LinkPlace(keys, options.allowChanges, `${release.start} --link`);
  const server = await startRelayServer({
    port: options.port,
    interfaceDirectory: INTERFACE,
    become: () => (process.getuid?.() === 0 ? unprivilegedIds() : null),
    program: import.meta.filename,
    gateway: createPages({
      keys,
      origin: () => originOf(link.port),
      connect: (send) => program.connect({ shell: "browser", changes: changes(options), send, save: null, show: null }),
      onLinkUsed: () => link.renew(),
    }),
    say(words) {
      console.error(visibleText(sayHere(words)));
      log.warn("relay", say("en", words));
    },
  });
  opened.push(server);
  process.once("exit", () => link.remove());
  link.port = server.port;
  link.announce();
}

// Before anything is started or looked for.
cleanSearchPath();
refuseDebuggers();
const relay = process.env[RELAY_MARK];
const noWindow = noWindowWords();
if (relay !== undefined && process.send !== undefined) {
  await runRelay(JSON.parse(relay) as RelaySettings);
} else {
  surviveClosedTerminal();
  const parsed = readLaunch(process.argv.slice(2), release, demoNames());
  const refusal = refusedToRoot(import.meta.dirname);
  if (refusal !== null) {
    console.error(sayHere(refusal));
    process.exitCode = 1;
  } else if (parsed.kind === "exit") {
    (parsed.status === 0 ? process.stdout : process.stderr).write(parsed.text);
    process.exitCode = parsed.status;
  } else if (noWindow !== null && !parsed.options.browser) {
    console.error(visibleText(sayHere(noWindow)));
    process.exitCode = 1;
  } else if (parsed.options.link) {
    printLinks(`${release.start} --browser`);
  } else {
    const log = new Log({ directory: stateDirectory() });
    logUncaught(log, (words) => console.error(visibleText(sayHere(words))));
    await serve(parsed.options, log).catch((error: unknown) => {
      log.error("program", "It could not start.", errorDetails(error));
      console.error(visibleText(sayHere(PROGRAM_WORDS.notStarted({ reason: errorWords(error) }))));
      process.exit(1);
    });
  }
}
