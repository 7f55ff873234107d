/** How ssh is started, and what its words at the end mean. */
import type { SshTarget } from "../../../shared/machine/ssh-target.ts";
import { type ProcessCommand, type ProcessEnd, readScript } from "../helper/helper-process.ts";
import { programPath } from "../places/programs.ts";

export interface SshCommandOptions {
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
export interface SshEnd {
  /** Why, for a person and without a full stop. */
  readonly reason: string;
  /** Trying again is of no use: somebody has to do something first. */
  readonly needsPerson: boolean;
}

interface KnownReason {
  readonly words: RegExp;
  readonly reason: string;
  readonly needsPerson?: true;
}

const REASONS: readonly KnownReason[] = [
  {
    words: /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    reason:
      "its host key is not the one that is known for it: the machine was reinstalled, or something else answers in its place. " +
      "Make sure which, then remove the old key with ssh-keygen -R",
    needsPerson: true,
  },
  { words: /Host key verification failed/, reason: "its host key was not accepted", needsPerson: true },
  {
    words: /Too many authentication failures/,
    reason: "it refused after too many attempts to log in",
    needsPerson: true,
  },
  {
    words: /Permission denied|No more authentication methods/,
    reason: "it does not let you log in",
    needsPerson: true,
  },
  { words: /Could not resolve hostname|Name or service not known/, reason: "no machine of that name is known" },
  { words: /Connection refused/, reason: "nothing listens for ssh there" },
  { words: /No route to host|Network is unreachable/, reason: "there is no way to it in the network" },
  { words: /Timeout, server .* not responding/, reason: "it does not answer any more" },
  { words: /[Tt]imed out/, reason: "it does not answer" },
  {
    words: /Connection (reset|closed)|closed by remote host|Broken pipe|lost connection/,
    reason: "the connection was cut",
  },
  {
    words: /Bad configuration option|terminating, .* bad configuration|Bad owner or permissions/,
    reason: "the ssh configuration has an error",
  },
];
/** ssh's own status; any other is that of the far side. */
const SSH_FAILED = 255;

export function sshEnd(end: ProcessEnd): SshEnd {
  const words = lastWords(end.said);
  const isOwn = end.notStarted === null && end.signal === null && end.status === SSH_FAILED;
  const known = isOwn ? REASONS.find((each) => each.words.test(end.said)) : undefined;
  if (known === undefined) return { reason: otherReason(end, words), needsPerson: false };
  const reason = words === "" ? known.reason : `${known.reason} (${words})`;
  return { reason, needsPerson: known.needsPerson ?? false };
}

function otherReason({ status, signal, notStarted }: ProcessEnd, words: string): string {
  if (notStarted !== null) {
    return notStarted === "ENOENT" ? "ssh is not installed on this computer" : `ssh cannot be started: ${notStarted}`;
  }
  if (signal !== null) return "the connection was ended";
  if (status === SSH_FAILED) return words === "" ? "the connection was cut" : `ssh ended: ${words}`;
  if (status === 127 || status === 126) return `the helper cannot run there (${words || "no shell"})`;
  return words === "" ? "the helper there ended" : `the helper there ended: ${words}`;
}

/** The last line that ssh wrote; the helper's own lines are none of its. */
function lastWords(said: string): string {
  const lines = said.split("\n").map((line) => line.replace(/[^\x20-\x7e]/g, "").trim());
  const last = lines.filter((line) => line !== "" && !line.startsWith("host-helper:")).at(-1) ?? "";
  return last.replace(/\.$/, "").slice(0, 300);
}
