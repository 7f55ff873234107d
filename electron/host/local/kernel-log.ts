/** The kernel's log lines since a moment, by /dev/kmsg (Documentation/ABI/testing/dev-kmsg): one record per read. */
import { closeSync, constants, openSync, readSync } from "node:fs";
import { keptLog } from "../../../shared/operations/kernel-crash.ts";
import { errorCode } from "./errors.ts";

/** A record never is longer (PRINTK_MESSAGE_MAX and its prefix fit well). */
const RECORD = 8192;

export interface KernelLogMark {
  /** The lines since the mark, oldest first; of a log that was flooded its end, and what tells of a crash. Ends it. */
  since(): readonly string[];
}

const NOTHING: KernelLogMark = { since: () => [] };

/**
 * Remembers where the log ends now.
 * @param path null = there is no log to read. Where reading it is not permitted (kernel.dmesg_restrict) there are no lines.
 */
export function markKernelLog(path: string | null): KernelLogMark {
  if (path === null) return NOTHING;
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return NOTHING;
  }
  const buffer = Buffer.allocUnsafe(RECORD);
  let ended = false;
  // Reading on is the only way to the end: node:fs cannot seek.
  drain(fd, buffer, () => {});
  return {
    since() {
      const lines: string[] = [];
      if (ended) return lines;
      ended = true;
      drain(fd, buffer, (text) => lines.push(...recordLines(text)));
      closeSync(fd);
      return keptLog(lines);
    },
  };
}

function drain(fd: number, buffer: Buffer, take: (text: string) => void): void {
  for (;;) {
    try {
      const length = readSync(fd, buffer, 0, buffer.length, null);
      if (length === 0) return;
      take(buffer.toString("utf8", 0, length));
    } catch (error) {
      // EPIPE: records were overwritten before we came; the next read goes on with the oldest there is.
      if (errorCode(error) !== "EPIPE") return;
    }
  }
}

/** The message of `priority,sequence,microseconds,flags;message`; lines of ` KEY=value` after it belong to no reader. */
function recordLines(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.split("\n")) {
    const match = /^\d+,\d+,\d+,[^;]*;(.*)$/.exec(line);
    if (match) lines.push(printable(match[1] ?? ""));
  }
  return lines;
}

/** Bytes that are not printable come as `\x1b`. */
function printable(text: string): string {
  return text.replace(/\\x([0-9a-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
