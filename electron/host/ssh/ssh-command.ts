/** How ssh is started, and what its words at the end mean. */
import type { SshTarget } from "../../../shared/machine/ssh-target.ts";
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
  /** Why, for a person and without a full stop. */
  readonly reason: string;
  /** Trying again is of no use: somebody has to do something first. */
  readonly needsPerson: boolean;
}

/** Trying again is of no use. */
const NEEDS_PERSON: readonly (readonly [words: RegExp, reason: string])[] = [
  [
    /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    "its host key is not the one that is known for it: the machine was reinstalled, or something else answers in its place. " +
      "Make sure which, then remove the old key with ssh-keygen -R",
  ],
  [/Host key verification failed/, "its host key was not accepted"],
  [/Too many authentication failures/, "it refused after too many attempts to log in"],
  [/Permission denied|No more authentication methods/, "it does not let you log in"],
];
const MAY_PASS: typeof NEEDS_PERSON = [
  [/Could not resolve hostname|Name or service not known/, "no machine of that name is known"],
  [/Connection refused/, "nothing listens for ssh there"],
  [/No route to host|Network is unreachable/, "there is no way to it in the network"],
  [/Timeout, server .* not responding/, "it does not answer any more"],
  [/[Tt]imed out/, "it does not answer"],
  [/Connection (reset|closed)|closed by remote host|Broken pipe|lost connection/, "the connection was cut"],
  [
    /Bad configuration option|terminating, .* bad configuration|Bad owner or permissions/,
    "the ssh configuration has an error",
  ],
];
/** ssh's own status; any other is that of the far side. */
const SSH_FAILED = 255;

export function sshEnd({ status, signal, said, notStarted }: ProcessEnd): SshEnd {
  const passes = (reason: string): SshEnd => ({ reason, needsPerson: false });
  if (notStarted !== null) {
    return passes(
      notStarted === "ENOENT" ? "ssh is not installed on this computer" : `ssh cannot be started: ${notStarted}`,
    );
  }
  const words = lastWords(said);
  if (signal !== null) return passes("the connection was ended");
  if (status === SSH_FAILED) {
    const known = [...NEEDS_PERSON, ...MAY_PASS].find(([pattern]) => pattern.test(said));
    if (known === undefined) return passes(words === "" ? "the connection was cut" : `ssh ended: ${words}`);
    const reason = words === "" ? known[1] : `${known[1]} (${words})`;
    return { reason, needsPerson: NEEDS_PERSON.includes(known) };
  }
  if (status === 127 || status === 126) return passes(`the helper cannot run there (${words || "no shell"})`);
  return passes(words === "" ? "the helper there ended" : `the helper there ended: ${words}`);
}

/** The last line that ssh wrote; the helper's own lines are none of its. */
function lastWords(said: string): string {
  const lines = said.split("\n").map((line) => line.replace(/[^\x20-\x7e]/g, "").trim());
  const last = lines.filter((line) => line !== "" && !line.startsWith("host-helper:")).at(-1) ?? "";
  return last.replace(/\.$/, "").slice(0, 300);
}
