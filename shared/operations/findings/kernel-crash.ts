/** What a crash of the kernel looks like in its log, and in the end of a process that wrote. Pure. */
import type { HostFacts } from "../../machine/facts.ts";
import type { StepFailure } from "../verbs/performed.ts";

/** Of a {@link StepFailure}: a signal ended the process that wrote, as it is ended by a kernel that crashes under it. */
export const KILLED = "EKILLED";

/** What stands before the message in some logs: priority, time, processor; not the function of a driver, as qed writes it. */
const STAMP = /^(?:<\d+>)?(?:\[[^\](]*\]\s*)*/;

/**
 * The first line of each kind of crash, on x86, arm64, RISC-V, POWER and s390 (die() and its callers below arch/, and
 * kernel/panic.c). `Call Trace` and `RIP` stand below warnings as well, so they are no sign of one.
 */
const CRASHES: readonly RegExp[] = [
  /^BUG: /,
  /^Oops\b/,
  /^kernel BUG at /,
  /^general protection fault\b/,
  /^Unable to handle kernel /,
  /^kernel NULL pointer dereference/,
  /^Internal error: /,
  /^Kernel panic - not syncing/,
  /^Fixing recursive fault but reboot is needed/,
  // `invalid opcode: 0000 [#1]`, `divide error: 0000 [#1]`: the counter of die().
  /: [0-9a-f]{4,16} \[#\d+\]/,
];

/** Begin like a crash, and the kernel goes on after them; the last two are about programs, which choose their names. */
const NO_CRASHES: readonly RegExp[] = [
  /^BUG: (?:soft lockup|workqueue lockup|sleeping function|scheduling while atomic|using \w+\(\) in preemptible|KCSAN)/,
  /\]: segfault at /,
  /^traps: /,
];

/** Lines of a crash that say where it happened. */
const PLACES: readonly RegExp[] = [/^(?:RIP|pc|NIP|epc|Krnl PSW) ?:/, /^Call Trace:/, /^note: .* exited with /];

/** A line of the kernel's log without what stands before the message in some logs. */
export function logMessage(line: string): string {
  return line.replace(STAMP, "");
}

function isCrashLine(line: string): boolean {
  const message = logMessage(line);
  return CRASHES.some((sign) => sign.test(message)) && !NO_CRASHES.some((sign) => sign.test(message));
}

function isPlaceLine(line: string): boolean {
  const message = logMessage(line);
  return PLACES.some((sign) => sign.test(message));
}

/** The first line of the log that tells of a crash; null = none does. */
export function crashLine(kernelLog: readonly string[]): string | null {
  const line = kernelLog.find(isCrashLine);
  return line === undefined ? null : logMessage(line);
}

/** What is known after a write that failed. */
interface Aftermath {
  readonly failure: StepFailure;
  /** As it was found afterwards; null = it could not be read. */
  readonly host: Pick<HostFacts, "crashed"> | null;
  /** The kernel was well when the operation began, and is not any more. */
  readonly crashedSince?: boolean | undefined;
}

/**
 * Did the kernel crash under the write? Its own flag decides: programs of any user can have lines written to its log. Where
 * the flag stood before, or could not be read, the log says so, or that the process that wrote was killed.
 */
export function crashedUnder({ failure, host, crashedSince }: Aftermath): boolean {
  if (crashedSince) return true;
  if (host?.crashed === false) return false;
  return failure.code === KILLED || crashLine(failure.kernelLog) !== null;
}

/** Characters of the kernel's log that are kept with a step. */
const MAX_KEPT = 16_000;
const MAX_CRASH_LINES = 40;
const LONGEST_LINE = 1_000;

/** The end of what a driver wrote that floods the log; lines that name a crash, and its place, are always kept. */
export function keptLog(lines: readonly string[]): string[] {
  const short = lines.map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line));
  const named = short.flatMap((line, index) => (isCrashLine(line) || isPlaceLine(line) ? [index] : []));
  const kept = new Set(named.slice(0, MAX_CRASH_LINES));
  let room = MAX_KEPT;
  for (let index = short.length - 1; index >= 0 && room > 0; index--) {
    kept.add(index);
    room -= short[index]?.length ?? 0;
  }
  return short.filter((_, index) => kept.has(index));
}
