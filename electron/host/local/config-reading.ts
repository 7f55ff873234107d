/** The bytes of a configuration space, read away from the event loop: a device may take its time, above all to wake up. */
import { closeSync, constants, fstatSync, openSync, read } from "node:fs";
import type { ConfigReading } from "../../../shared/machine/facts.ts";
import { errorCode, meansGone, readProblem } from "./errors.ts";

const WHOLE = 4096;
/** Sizes that a read which got everything gives (drivers/pci/pci-sysfs.c, pci_read_config). */
const SIZES: readonly number[] = [256, WHOLE];

/**
 * @param path the `config` file
 * @param timeoutMs after which the device is left to itself
 * @returns what was read: 64 bytes for a person without privilege (128 of a CardBus bridge). Never rejects.
 */
export function readConfig(path: string, timeoutMs: number): Promise<ConfigReading> {
  let fd: number;
  try {
    // Opening asks nothing of the device, so it need not be waited for elsewhere; reading does.
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return Promise.resolve(failed(error));
  }
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(unreadable("ETIMEDOUT")), timeoutMs);
    readWhole(fd, (reading) => {
      clearTimeout(timer);
      closeSync(fd);
      resolve(reading);
    });
  });
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
    const reading = (size: number | null): ConfigReading => ({
      state: "read",
      hex: bytes.toString("hex", 0, length),
      known: [[0, length]],
      size,
    });
    if (SIZES.includes(length)) return done(reading(length));
    const size = fstatSync(fd).size;
    done(reading(size < length ? null : size));
  };
  more(0);
}
