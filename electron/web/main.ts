/** Browser mode's program: serves the interface to a browser on this machine, or through an ssh tunnel. */

import { join } from "node:path";
import { errorText } from "../../shared/error-text.ts";
import { visibleText } from "../../shared/pci/visible-text.ts";
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
import { PageKeys } from "./page-keys.ts";
import { createPages } from "./pages.ts";
import { RELAY_MARK, startRelayServer } from "./relay.ts";
import { runRelay } from "./relay-child.ts";
import type { RelaySettings } from "./relay-messages.ts";
import { originOf } from "./server.ts";
import { unprivilegedIds } from "./unprivileged-ids.ts";

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
    late: "Something still hangs: the next start says what became of it.",
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
      onLinkUsed: () => link.renew("For another tab:"),
    }),
    say(line) {
      console.error(visibleText(line));
      log.warn("relay", line);
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
/** Why the launcher of the packages opens no window, in a sentence. */
const noWindow = process.env.SRIOV_INSPECTOR_NO_WINDOW;
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
  } else if (noWindow !== undefined && !parsed.options.browser) {
    console.error(visibleText(noWindow));
    process.exitCode = 1;
  } else if (parsed.options.link) {
    printLinks(`${release.start} --browser`);
  } else {
    const log = new Log({ directory: stateDirectory() });
    logUncaught(log, (sentence) => console.error(visibleText(sentence)));
    await serve(parsed.options, log).catch((error: unknown) => {
      log.error("program", "It could not start.", errorDetails(error));
      console.error(`SR-IOV Inspector could not start: ${visibleText(errorText(error))}.`);
      process.exit(1);
    });
  }
}
