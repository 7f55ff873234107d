/** How ssh is started, and what its words at the end mean. */

import type { SshTarget } from "../../../shared/machine/ssh-target.ts";
import type { Message, Words } from "../../../shared/words/message.ts";
import { SSH_WORDS as T } from "../../../shared/words/texts/ssh.ts";
import { type ProcessCommand, type ProcessEnd, readScript } from "../helper/helper-process.ts";
import { programPath } from "../places/programs.ts";

interface SshCommandOptions {
  /** The helper's text: sent to the far side's shell, nothing is stored there. */
  readonly script: string;
  /**
   * How it may ask: through our own program, on the terminal that we were started from, or not at all, so that a
   * connection that is made again unasked never surprises anybody with a question.
   */
  readonly asking: { readonly env: NodeJS.ProcessEnv } | "terminal" | "never";
  /** Further options: {@link readingConfig}, and of a test a port or a key. */
  readonly extra?: readonly string[];
}

/** Options to read this configuration instead of the user's own and the system's; null = those. */
export function readingConfig(file: string | null): readonly string[] {
  return file === null ? [] : ["-F", file];
}

/** A connection whose other end is gone is noticed after as many times these seconds. */
const ALIVE_SECONDS = 2;
const ALIVE_TIMES = 3;
const CONNECT_SECONDS = 20;

/** Over what the configuration says: what would break the connection for its one purpose, or open more than it. */
const OPTIONS: readonly string[] = [
  "RequestTTY=no",
  "RemoteCommand=none",
  "ClearAllForwardings=yes",
  "ForwardAgent=no",
  "ForwardX11=no",
  // A connection that is there already may be used; none is left behind.
  "ControlMaster=no",
  `ServerAliveInterval=${ALIVE_SECONDS}`,
  `ServerAliveCountMax=${ALIVE_TIMES}`,
  `ConnectTimeout=${CONNECT_SECONDS}`,
  "LogLevel=ERROR",
];

export function sshCommand(target: SshTarget, options: SshCommandOptions): ProcessCommand {
  const { script, asking, extra = [] } = options;
  const args = [...extra, "-T", "-x", "-a"];
  for (const option of OPTIONS) args.push("-o", option);
  if (asking === "never") args.push("-o", "BatchMode=yes");
  if (target.user !== null) args.push("-l", target.user);
  if (target.port !== null) args.push("-p", String(target.port));
  // Whatever shell the user has there takes this line; the rest is read by the one that it starts.
  args.push("--", target.host, `exec sh -c '${readScript(Buffer.byteLength(script))}' host-helper`);
  const env = typeof asking === "object" ? { ...process.env, ...asking.env } : process.env;
  return {
    program: programPath("ssh"),
    args,
    env: { ...env, LC_ALL: "C" },
    first: script,
    detached: asking !== "terminal",
  };
}

/** How a connection ended. */
interface SshEnd {
  /** Why, as a clause without a full stop. */
  readonly reason: Words;
  /** Trying again is of no use: a person has to do something first. */
  readonly needsPerson: boolean;
}

interface Known {
  readonly said: RegExp;
  readonly reason: Message;
  readonly needsPerson: boolean;
}

/** The first that ssh's words are of counts. */
const KNOWN: readonly Known[] = [
  { said: /REMOTE HOST IDENTIFICATION HAS CHANGED/, reason: T.hostKeyChanged, needsPerson: true },
  { said: /Host key verification failed/, reason: T.hostKeyRefused, needsPerson: true },
  { said: /Too many authentication failures/, reason: T.tooManyAttempts, needsPerson: true },
  { said: /Permission denied|No more authentication methods/, reason: T.loginDenied, needsPerson: true },
  { said: /Could not resolve hostname|Name or service not known/, reason: T.unknownName, needsPerson: false },
  { said: /Connection refused/, reason: T.refused, needsPerson: false },
  { said: /No route to host|Network is unreachable/, reason: T.noRoute, needsPerson: false },
  { said: /Timeout, server .* not responding/, reason: T.stopped, needsPerson: false },
  { said: /[Tt]imed out/, reason: T.silent, needsPerson: false },
  {
    said: /Connection (reset|closed)|closed by remote host|Broken pipe|lost connection/,
    reason: T.cut,
    needsPerson: false,
  },
  {
    said: /Bad configuration option|terminating, .* bad configuration|Bad owner or permissions/,
    reason: T.badConfig,
    needsPerson: false,
  },
];
/** ssh's own status; any other is that of the far side. */
const SSH_FAILED = 255;

export function sshEnd({ status, signal, said, notStarted }: ProcessEnd): SshEnd {
  const passes = (reason: Words): SshEnd => ({ reason, needsPerson: false });
  if (notStarted !== null) return passes(notStarted === "ENOENT" ? T.notInstalled : T.notStarted({ code: notStarted }));
  const words = lastWords(said);
  if (signal !== null) return passes(T.ended);
  if (status === SSH_FAILED) {
    const known = KNOWN.find((each) => each.said.test(said));
    if (known === undefined) return passes(words === "" ? T.cut : T.endedWith({ words }));
    const { reason, needsPerson } = known;
    return { reason: words === "" ? reason : T.withWords({ reason, words }), needsPerson };
  }
  if (status === 127 || status === 126) return passes(T.helperCannotRun({ words: words || T.noShell }));
  return passes(words === "" ? T.helperEnded : T.helperEndedWith({ words }));
}

/** The last line that ssh wrote; the helper's own lines are none of its. */
function lastWords(said: string): string {
  const lines = said.split("\n").map((line) => line.replace(/[^\x20-\x7e]/g, "").trim());
  const last = lines.filter((line) => line !== "" && !line.startsWith("host-helper:")).at(-1) ?? "";
  return last.replace(/\.$/, "").slice(0, 300);
}
