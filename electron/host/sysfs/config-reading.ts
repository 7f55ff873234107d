/** The bytes of a configuration space, read away from the event loop: a device may take its time, above all to wake up. */
import { closeSync, constants, fstatSync, openSync, read, readSync } from "node:fs";
import type { ConfigReading } from "../../../shared/machine/facts.ts";
import { ConfigSpace } from "../../../shared/pci/config-space.ts";
import { errorCode, meansGone, readProblem } from "../errors.ts";

export const WHOLE = 4096;
/** Milliseconds: waking a device up takes seconds at worst (a D3cold graphics card). */
export const CONFIG_TIMEOUT = 15_000;
/** Not even a made-up tree is waited for. */
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;
/** Sizes that a read which got everything gives (drivers/pci/pci-sysfs.c, pci_read_config). */
const SIZES: readonly number[] = [256, WHOLE];
/**
 * Node reads files with four threads. One is left alone, so that devices that do not answer cannot hold up the rest of
 * the program.
 */
const AT_ONCE = 3;

/** Reads all that an open space gives. */
type ReadSpace = (fd: number, done: (reading: ConfigReading) => void) => void;

interface Waiting {
  readonly path: string;
  readonly resolve: (reading: ConfigReading) => void;
}

export class ConfigReader {
  private readonly timeoutMs: number;
  private readonly readSpace: ReadSpace;
  private readonly queue: Waiting[] = [];
  private running = 0;
  /** Of those running, the ones that were given up on and have not come back. */
  private hanging = 0;

  /** @param timeoutMs after which a device is left to itself */
  constructor(timeoutMs: number, readSpace: ReadSpace = readWhole) {
    this.timeoutMs = timeoutMs;
    this.readSpace = readSpace;
  }

  /**
   * @param path the `config` file
   * @returns what was read: 64 bytes for a person without privilege (128 of a CardBus bridge). Never rejects.
   */
  read(path: string): Promise<ConfigReading> {
    return new Promise((resolve) => {
      this.queue.push({ path, resolve });
      this.next();
    });
  }

  private next(): void {
    while (this.queue.length > 0 && (this.running < AT_ONCE || this.hanging === AT_ONCE)) {
      const waiting = this.queue.shift();
      if (!waiting) return;
      if (this.hanging === AT_ONCE) waiting.resolve(unreadable("ETIMEDOUT"));
      else this.start(waiting);
    }
  }

  private start({ path, resolve }: Waiting): void {
    let fd: number;
    try {
      // Opening asks nothing of the device, so it need not happen elsewhere; reading does.
      fd = openSync(path, FLAGS);
    } catch (error) {
      resolve(failed(error));
      return;
    }
    this.running++;
    let isGivenUp = false;
    const timer = setTimeout(() => {
      isGivenUp = true;
      this.hanging++;
      resolve(unreadable("ETIMEDOUT"));
      this.next();
    }, this.timeoutMs);
    this.readSpace(fd, (reading) => {
      clearTimeout(timer);
      closeSync(fd);
      this.running--;
      if (isGivenUp) this.hanging--;
      else resolve(reading);
      this.next();
    });
  }
}

/**
 * All that the file of a function gives that is awake; null when it gives nothing.
 * @param bytes 4096 of them, in which the space then stands
 */
export function readSpaceNow(path: string, bytes: Uint8Array): ConfigSpace | null {
  let fd = -1;
  try {
    fd = openSync(path, FLAGS);
    let length = 0;
    for (;;) {
      const count = readSync(fd, bytes, length, WHOLE - length, null);
      length += count;
      // The kernel cuts a read only where less than the whole may be seen.
      if (count === 0 || SIZES.includes(length)) break;
    }
    return length === 0 ? null : new ConfigSpace(bytes.subarray(0, length));
  } catch {
    return null;
  } finally {
    if (fd >= 0) closeSync(fd);
  }
}

function unreadable(code: string): ConfigReading {
  return { state: "unreadable", problem: readProblem("config", code) };
}

/** ENOENT may mean that only this file is missing: the caller knows. */
function failed(error: unknown): ConfigReading {
  const code = errorCode(error);
  return meansGone(code) && code !== "ENOENT" ? { state: "gone" } : unreadable(code);
}

function readWhole(fd: number, done: (reading: ConfigReading) => void): void {
  const bytes = Buffer.allocUnsafeSlow(WHOLE);
  const more = (have: number) => {
    read(fd, bytes, have, WHOLE - have, have, (failure, count) => {
      if (failure) return have > 0 ? answer(have) : done(failed(failure));
      const total = have + count;
      if (count === 0 || SIZES.includes(total)) answer(total);
      else more(total);
    });
  };
  const answer = (length: number) => {
    if (length === 0) return done(unreadable("ENODATA"));
    const size = SIZES.includes(length) ? length : fstatSync(fd).size;
    const hex = bytes.toString("hex", 0, length);
    done({ state: "read", hex, known: [[0, length]], size: SIZES.includes(size) ? size : null });
  };
  more(0);
}
