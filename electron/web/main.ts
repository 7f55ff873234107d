/** Browser mode's program: serves the interface to a browser on this machine, or through an ssh tunnel. */

import { readFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { errorText } from "../../shared/error-text.ts";
import { demoNames } from "../host/simulated/machines/catalogue.ts";
import { loadInterface } from "../services/interface-files.ts";
import { type LaunchOptions, parseLaunch } from "../services/launch-options.ts";
import { openProgram, type ShellConnection } from "../services/program.ts";
import { configDirectory, stateDirectory } from "../services/user-paths.ts";
import type { Gateway } from "./gateway.ts";
import { RELAY_MARK, type RelaySettings, runRelay, startRelayServer, unprivilegedIds } from "./relay.ts";
import { startWebServer } from "./server.ts";

const DIST = join(import.meta.dirname, "..");
const INTERFACE = join(DIST, "renderer");

function version(): string {
  const manifest = JSON.parse(readFileSync(join(DIST, "..", "package.json"), "utf8")) as { version: string };
  return manifest.version;
}

function changes(options: LaunchOptions): ShellConnection["changes"] {
  if (options.allowChanges) return { allowed: true };
  const because =
    "In browser mode changes to this machine are off: start it again with --allow-changes, or copy the commands and run them yourself.";
  return { allowed: false, because };
}

function announce(link: string, port: number): void {
  console.log(`SR-IOV Inspector is at ${link}`);
  console.log(
    `  from elsewhere: ssh -L ${port}:127.0.0.1:${port} ${userInfo().username}@${hostname()}  then open the same link there`,
  );
  console.log("  The link opens one tab; a fresh one is printed after it was used. Ctrl+C ends it.");
}

async function serve(options: LaunchOptions): Promise<void> {
  const program = await openProgram({
    launch: options,
    version: version(),
    assets: join(DIST, "..", "assets"),
    settingsDirectory: configDirectory(),
    journalDirectory: stateDirectory(),
  });
  const gateway: Gateway = (send) => program.connect({ shell: "browser", changes: changes(options), send, save: null });
  const onLink = (link: string): void => console.log(`For another tab: ${link}`);
  const isRoot = process.getuid?.() === 0;
  const server = isRoot
    ? await startRelayServer(
        { port: options.port, interfaceDirectory: INTERFACE, ...unprivilegedIds(process.env) },
        gateway,
        onLink,
        import.meta.filename,
      )
    : await startWebServer({ port: options.port, files: loadInterface(INTERFACE), gateway, onLink });
  announce(server.link, server.port);
  const stop = (): void => {
    void server
      .close()
      .then(() => program.close())
      .finally(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

const relay = process.env[RELAY_MARK];
if (relay !== undefined && process.send !== undefined) {
  await runRelay(JSON.parse(relay) as RelaySettings);
} else {
  const parsed = parseLaunch(process.argv.slice(2), version(), demoNames());
  if (parsed.kind === "exit") {
    (parsed.status === 0 ? process.stdout : process.stderr).write(parsed.text);
    process.exitCode = parsed.status;
  } else {
    await serve(parsed.options).catch((error: unknown) => {
      console.error(`SR-IOV Inspector could not start: ${errorText(error)}`);
      process.exitCode = 1;
    });
  }
}
