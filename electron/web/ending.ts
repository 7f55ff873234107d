/** How the program ends: whatever asks for it, everything is over within five seconds, whatever hangs. */
/** Ctrl+C, `kill`, a terminal that was closed. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const LIMIT_MS = 4_000;

export interface Ending {
  /** Ends it in good order. */
  readonly work: () => Promise<void>;
  /** Said when the limit is reached first. */
  readonly late: string;
}

/** From now on these signals end the program, as does the end of who started it, where there is a channel to it. */
export function endOnSignals({ work, late }: Ending): void {
  let ending = false;
  const end = (): void => {
    // One Ctrl+C may arrive several times: from the terminal, and passed on by whoever started it.
    if (ending) return;
    ending = true;
    setTimeout(() => {
      console.error(late);
      process.exit(1);
    }, LIMIT_MS);
    work().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of SIGNALS) process.on(signal, end);
  process.on("disconnect", end);
}

/** What is printed for nobody is no fault: a terminal that is closed must not end an operation in the middle. */
export function surviveClosedTerminal(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
}

/** Options for a Node program that is started, with which it is like {@link refuseDebuggers} from its first moment. */
export const NO_DEBUGGER = ["--disable-sigusr1"].filter((option) => process.allowedNodeEnvironmentFlags.has(option));

/** SIGUSR1 makes Node listen for debuggers, which any user of the machine can connect to. */
export function refuseDebuggers(): void {
  process.on("SIGUSR1", () => undefined);
}
