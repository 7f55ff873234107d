/**
 * What the program says of itself, for whoever looks for a fault: one line an event, made by {@link Log}. Text of
 * machines and pages cannot make a line of its own, and what identifies hardware or opens a page is taken out.
 */
import { errorText } from "../../../shared/error-text.ts";
import { visibleLine } from "../../../shared/pci/visible-text.ts";
import { SecretStore } from "../../../shared/report/secrets.ts";
import { LogFile } from "./log-file.ts";

/** The most important first. */
const LEVELS = ["error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof LEVELS)[number];

/** The environment variable that says up to which level is written. */
const LEVEL_VARIABLE = "SRIOV_INSPECTOR_LOG";
const USUAL_LEVEL: LogLevel = "info";

/** What of the program an event is about. */
export type LogRoom = "log" | "program" | "machine" | "access" | "operation" | "helper" | "page" | "window" | "relay";

const MAX_TEXT = 500;
const MAX_DETAILS = 4000;
const MAX_TAIL = 64 * 1024;
const REDACTED = "redacted";
/** Secrets of links and tabs, keys and proofs, with some of their digits at least. */
const LONG_HEX = /[0-9a-f]{32,}/gi;
const NAMED_SECRET = /(password|passphrase|passwd|token|secret)(["']?\s*[=:]\s*)\S.*/gi;

/** Knows no number, so it finds those that are written as one: MAC addresses, GUIDs, serial numbers. */
const NUMBERS = new SecretStore();

function withoutSecrets(text: string): string {
  return NUMBERS.clean(text, REDACTED).replace(LONG_HEX, REDACTED).replace(NAMED_SECRET, `$1$2${REDACTED}`);
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}

/** One line, of this length at most, that says nothing it must not. */
function safe(text: string, most: number): string {
  // Cut before as well: what nobody will read need not be looked through.
  const line = withoutSecrets(cut(text, 4 * most)).replace(/\s*\n\s*/g, " | ");
  return cut(visibleLine(line.trim()), most);
}

/**
 * What was thrown, with where it came from and what caused it. Nothing else of it: an error of a program that could not
 * be started carries its whole command line.
 */
export function errorDetails(error: unknown, maxCauses = 5): string {
  if (!(error instanceof Error)) return errorText(error);
  const own = error.stack ?? errorText(error);
  if (error.cause === undefined || maxCauses === 0) return own;
  return `${own}\ncaused by ${errorDetails(error.cause, maxCauses - 1)}`;
}

export interface LogOptions {
  /** Where the file is kept; null = nothing is written. */
  readonly directory: string | null;
  /** As the environment has it, unless a test says otherwise. */
  readonly level?: string | undefined;
}

export class Log {
  readonly level: LogLevel;
  private readonly file: LogFile | null;
  /** Lines that could not be written since the last one that could. */
  private dropped = 0;

  constructor({ directory, level = process.env[LEVEL_VARIABLE] ?? USUAL_LEVEL }: LogOptions) {
    this.file = directory === null ? null : new LogFile(directory);
    const known = LEVELS.find((name) => name === level);
    this.level = known ?? USUAL_LEVEL;
    if (known === undefined) {
      this.warn("log", `${LEVEL_VARIABLE} is none of ${LEVELS.join(", ")}: ${USUAL_LEVEL} is used.`);
    }
  }

  /** The file, whether or not there is one yet; null where nothing is kept. */
  get path(): string | null {
    return this.file?.path ?? null;
  }

  /** The last lines, oldest first. */
  tail(): string {
    return this.file?.tail(MAX_TAIL) ?? "";
  }

  /** A mistake of ours, or what keeps the program from working. One that cannot be kept goes to standard error. */
  error(room: LogRoom, text: string, details = ""): void {
    const line = this.lineOf("error", room, text, details);
    if (!this.keep("error", line)) console.error(line);
  }

  warn(room: LogRoom, text: string, details = ""): void {
    this.keep("warn", this.lineOf("warn", room, text, details));
  }

  info(room: LogRoom, text: string, details = ""): void {
    this.keep("info", this.lineOf("info", room, text, details));
  }

  debug(room: LogRoom, text: string, details = ""): void {
    if (this.isOn("debug")) this.keep("debug", this.lineOf("debug", room, text, details));
  }

  private isOn(level: LogLevel): boolean {
    return LEVELS.indexOf(level) <= LEVELS.indexOf(this.level);
  }

  private lineOf(level: LogLevel, room: LogRoom, text: string, details: string): string {
    const more = details === "" ? "" : ` | ${safe(details, MAX_DETAILS)}`;
    return `${new Date().toISOString()} ${process.pid} ${level} ${room}: ${safe(text, MAX_TEXT)}${more}`;
  }

  /** A disk that is full or read-only breaks nothing. @returns false where the line is lost */
  private keep(level: LogLevel, line: string): boolean {
    if (this.file === null) return false;
    if (!this.isOn(level)) return true;
    try {
      if (this.dropped > 0) {
        this.file.add(this.lineOf("warn", "log", `Lines before this that could not be written: ${this.dropped}.`, ""));
        this.dropped = 0;
      }
      this.file.add(line);
      return true;
    } catch {
      this.dropped += 1;
      return false;
    }
  }
}
