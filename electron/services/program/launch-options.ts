/** The command line of the window and of browser mode: one parser, so that both understand the same words. */
import { resolve } from "node:path";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { isSimulated, SIMULATED_RELEASES } from "../../../shared/machine/kernel-release.ts";
import { parseSshTarget } from "../../../shared/machine/ssh-target.ts";
import { type Bdf, parseBdf } from "../../../shared/pci/bdf.ts";
import { visibleText } from "../../../shared/pci/visible-text.ts";
import { VERSION_WORDS, withOwnHelp } from "./help.ts";
import { CHECKOUT_WORDS, type Release } from "./release.ts";

export interface LaunchOptions {
  /** `local`, `demo:NAME` or `ssh:[USER@]NAME[:PORT]` */
  readonly host: string;
  /** Release of the kernel that demo machines have; null = their own. */
  readonly kernel: string | null;
  /** A dump or JSON report to open first. */
  readonly file: string | null;
  /** A directory to read instead of /sys. */
  readonly sysfsRoot: string | null;
  /** A file to read instead of the user's ssh configuration; an absolute path. */
  readonly sshConfig: string | null;
  readonly browser: boolean;
  /** 0 = any free port */
  readonly port: number;
  /** Browser mode: let the page change the real machine. */
  readonly allowChanges: boolean;
  /** Functions of which nothing is read that goes to their registers; left out = none. */
  readonly skip?: readonly Bdf[];
  /** Print the link of the browser mode that runs already, and end. */
  readonly link: boolean;
}

type Names = "kernel" | "file" | "sysfsRoot" | "sshConfig";
/** As the parser gives them: what was not given is not there. */
type Given = Omit<LaunchOptions, Names> & { readonly [K in Names | "demo"]?: string };

export type ParsedLaunch =
  | { readonly kind: "run"; readonly options: LaunchOptions }
  /** Text to print and the status to end with: help, version, or one sentence on what is wrong. */
  | { readonly kind: "exit"; readonly text: string; readonly status: number };

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535) throw new InvalidArgumentError("It must be a number from 0 to 65535.");
  return port;
}

function hostName(text: string): string {
  if (text === "local" || /^demo:[a-z0-9-]{1,64}$/.test(text)) return text;
  if (text.startsWith("ssh:") && parseSshTarget(text.slice(4)) !== null) return text;
  throw new InvalidArgumentError("It must be local, demo:NAME or ssh:[USER@]NAME[:PORT].");
}

function kernelRelease(text: string): string {
  if (isSimulated(text)) return text;
  throw new InvalidArgumentError(SIMULATED_RELEASES);
}

function functionAddress(text: string, before: readonly Bdf[] = []): readonly Bdf[] {
  const bdf = parseBdf(text);
  if (bdf === null) throw new InvalidArgumentError("It must be a function's address like 01:00.0 or 0000:01:00.0.");
  return [...before, bdf];
}

/** What starts the program, for its help. */
type StartWords = Pick<Release, "start" | "cli">;

/** The command of the window and of browser mode, without what it does. @param demos names of the demo machines */
export function launchCommand({ start, cli }: StartWords, version: string, demos: readonly string[]): Command {
  return withOwnHelp(new Command(start))
    .description("SR-IOV Inspector: see, toggle, assign and report PCIe functions.")
    .argument("[file]", "a dump (lspci -xxxx), a log, an archive or a JSON report to open first")
    .option("--host <host>", "machine to open first: local, demo:NAME or ssh:[USER@]NAME[:PORT]", hostName, "local")
    .option("--demo <name>", `demo machine to open first: ${demos.join(", ")}`)
    .option("--kernel <release>", "release of the kernel that demo machines have, like 5.10", kernelRelease)
    .option("--file <path>", "the same as [file]")
    .option("--sysfs-root <dir>", "read this directory instead of /sys")
    .option("--ssh-config <file>", "read this ssh configuration instead of your own")
    .option("--browser", "serve the interface to a browser on this machine instead of opening a window", false)
    .option("--port <number>", "port of browser mode; 0 = any free one", portNumber, 0)
    .option("--allow-changes", "browser mode: let the page change real machines, and ask for root's rights", false)
    .option("--skip <bdf>", "leave this function's registers unread; may be given several times", functionAddress)
    .option("--link", "print the one-time link of the browser mode that runs already", false)
    .version(version, ...VERSION_WORDS)
    .addHelpText("after", `\nAs text, without a window: ${cli} show, compare or capabilities; ${cli} help says more.`)
    .allowExcessArguments(false);
}

/**
 * @param version what `--version` prints
 * @param demos names of the demo machines, for the help and for a clear refusal of others
 */
export function parseLaunch(
  argv: readonly string[],
  version: string,
  demos: readonly string[],
  words: StartWords = CHECKOUT_WORDS,
): ParsedLaunch {
  let printed = "";
  const command = launchCommand(words, version, demos)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        printed += text;
      },
      writeErr: (text) => {
        printed += text;
      },
    });
  try {
    command.parse([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { kind: "exit", text: visibleText(printed), status: error.exitCode === 0 ? 0 : 2 };
  }
  const { demo: asDemo, kernel = null, sysfsRoot = null, sshConfig, file: asOption, ...values } = command.opts<Given>();
  const file = asOption ?? command.args[0] ?? null;
  const host = asDemo === undefined ? values.host : `demo:${asDemo}`;
  const demo = host.startsWith("demo:") ? host.slice(5) : null;
  if (demo !== null && !demos.includes(demo)) {
    const text = visibleText(`error: there is no demo machine "${demo}"; there are ${demos.join(", ")}.\n`);
    return { kind: "exit", text, status: 2 };
  }
  if (kernel !== null && demo === null) {
    return { kind: "exit", text: "error: --kernel is for demo machines: add --demo NAME.\n", status: 2 };
  }
  const config = sshConfig === undefined ? null : resolve(sshConfig);
  return { kind: "run", options: { ...values, host, kernel, file, sysfsRoot, sshConfig: config } };
}
