/** The command line of the window and of browser mode: one parser, so that both understand the same words. */
import { resolve } from "node:path";
import { Command, CommanderError } from "commander";
import { isSimulated } from "../../../shared/machine/kernel-release.ts";
import { parseSshTarget } from "../../../shared/machine/ssh-target.ts";
import { type Bdf, parseBdf } from "../../../shared/pci/bdf.ts";
import { visibleLine, visibleText } from "../../../shared/pci/visible-text.ts";
import { names } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import { type Language, say } from "../../../shared/words/say.ts";
import { refusedValue, withLanguage, withOwnHelp } from "./help.ts";
import { CHECKOUT_WORDS, type Release } from "./release.ts";
import { COMMAND_LINE_WORDS, OPTION_WORDS } from "./words.ts";

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
  /** The language of this start; null = the one that is remembered. */
  readonly lang: Language | null;
}

type Names = "kernel" | "file" | "sysfsRoot" | "sshConfig" | "lang";
/** As the parser gives them: what was not given is not there. */
type Given = Omit<LaunchOptions, Names> & { readonly [K in Exclude<Names, "lang"> | "demo"]?: string } & {
  readonly lang?: Language;
};

export type ParsedLaunch =
  | { readonly kind: "run"; readonly options: LaunchOptions }
  /** Text to print and the status to end with: help, version, or one sentence on what is wrong. */
  | { readonly kind: "exit"; readonly text: string; readonly status: number };

/** What starts the program, for its help. */
type StartWords = Pick<Release, "start" | "cli">;

/** How values are read that an option takes; what is wrong with one is said in the language. */
function readers(language: Language) {
  const refused = (words: Words) => refusedValue(language, words);
  return {
    port(text: string): number {
      const port = Number(text);
      if (!/^\d{1,5}$/.test(text) || port > 65535) throw refused(COMMAND_LINE_WORDS.portNumber);
      return port;
    },
    host(text: string): string {
      if (text === "local" || /^demo:[a-z0-9-]{1,64}$/.test(text)) return text;
      if (text.startsWith("ssh:") && parseSshTarget(text.slice(4)) !== null) return text;
      throw refused(COMMAND_LINE_WORDS.hostName);
    },
    kernel(text: string): string {
      if (isSimulated(text)) return text;
      throw refused(COMMAND_LINE_WORDS.simulatedRelease);
    },
    functions(text: string, before: readonly Bdf[] = []): readonly Bdf[] {
      const bdf = parseBdf(text);
      if (bdf === null) throw refused(COMMAND_LINE_WORDS.functionAddress);
      return [...before, bdf];
    },
  };
}

/** The command of the window and of browser mode, without what it does. @param demos names of the demo machines */
export function launchCommand(
  { start, cli }: StartWords,
  version: string,
  demos: readonly string[],
  language: Language = "en",
): Command {
  const is = (words: Words) => say(language, words);
  const read = readers(language);
  const command = withOwnHelp(new Command(start), language)
    .description(is(COMMAND_LINE_WORDS.about))
    .argument("[file]", is(OPTION_WORDS.file))
    .option("--host <host>", is(OPTION_WORDS.host), read.host, "local")
    .option("--demo <name>", is(OPTION_WORDS.demo({ demos: names(demos) })))
    .option("--kernel <release>", is(OPTION_WORDS.kernels), read.kernel)
    .option("--file <path>", is(OPTION_WORDS.sameAsFile))
    .option("--sysfs-root <dir>", is(OPTION_WORDS.sysfsRoot))
    .option("--ssh-config <file>", is(OPTION_WORDS.sshConfig))
    .option("--browser", is(OPTION_WORDS.browser), false)
    .option("--port <number>", is(OPTION_WORDS.port), read.port, 0)
    .option("--allow-changes", is(OPTION_WORDS.allowChanges), false)
    .option("--skip <bdf>", is(OPTION_WORDS.skip), read.functions)
    .option("--link", is(OPTION_WORDS.link), false);
  return withLanguage(command, language)
    .version(version, "-V, --version", is(OPTION_WORDS.version))
    .addHelpText("after", `\n${is(COMMAND_LINE_WORDS.asText({ cli }))}`)
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
  language: Language = "en",
): ParsedLaunch {
  let printed = "";
  const command = launchCommand(words, version, demos, language)
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
  const {
    demo: asDemo,
    kernel = null,
    sysfsRoot = null,
    sshConfig,
    file: asOption,
    lang = null,
    ...values
  } = command.opts<Given>();
  const file = asOption ?? command.args[0] ?? null;
  const host = asDemo === undefined ? values.host : `demo:${asDemo}`;
  const demo = host.startsWith("demo:") ? host.slice(5) : null;
  if (demo !== null && !demos.includes(demo)) {
    return refusedLaunch(COMMAND_LINE_WORDS.noDemo({ demo, demos: names(demos) }), language);
  }
  if (kernel !== null && demo === null) return refusedLaunch(COMMAND_LINE_WORDS.kernelNeedsDemo, language);
  const config = sshConfig === undefined ? null : resolve(sshConfig);
  return { kind: "run", options: { ...values, host, kernel, file, sysfsRoot, sshConfig: config, lang } };
}

/** A start that ends at once, with what is wrong. */
export function refusedLaunch(words: Words, language: Language): ParsedLaunch {
  const text = visibleLine(say(language, COMMAND_LINE_WORDS.error({ text: words })));
  return { kind: "exit", text: `${text}\n`, status: 2 };
}
