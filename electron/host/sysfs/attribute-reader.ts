/**
 * Reads sysfs attributes without waiting for anything: one open, one read into a buffer that is used again, one close.
 * Only for attributes that neither wake a device nor take a lock; the others go through {@link LockedReads}.
 */
import { closeSync, constants, lstatSync, openSync, readdirSync, readlinkSync, readSync } from "node:fs";
import { errorCode } from "../errors.ts";

/** The largest page size of a supported architecture: no attribute is longer than a page. */
const LONGEST = 65_536;
/** In a made-up tree something else may have an attribute's name: not even that is waited for. */
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;

/** What the facts of a machine are read out of: its own sysfs, or what was sent of one. */
export interface TreeReader {
  /** Why the last call answered null. */
  readonly code: string;
  /** An attribute's text without white space around it. */
  text(path: string): string | null;
  /** The last part of a link's target. */
  linkName(path: string): string | null;
  link(path: string): string | null;
  /** Names in a folder in no order. */
  names(path: string): string[] | null;
  /** Is there something of this name, a link that leads nowhere too? Costs less than an error. */
  has(path: string): boolean;
}

export class AttributeReader implements TreeReader {
  /** Why the last call answered null. */
  code = "";
  private readonly buffer = Buffer.allocUnsafeSlow(LONGEST);

  /** The attribute's text without white space around it; null with {@link code} set when it cannot be read. */
  text(path: string): string | null {
    let fd = -1;
    try {
      fd = openSync(path, FLAGS);
      const length = readSync(fd, this.buffer, 0, LONGEST, null);
      let end = length;
      while (end > 0 && isSpace(this.buffer[end - 1])) end--;
      let start = 0;
      while (start < end && isSpace(this.buffer[start])) start++;
      return this.buffer.toString("latin1", start, end);
    } catch (error) {
      this.code = errorCode(error);
      return null;
    } finally {
      if (fd >= 0) closeQuietly(fd);
    }
  }

  /** The last part of a link's target, which is what sysfs links are asked for. */
  linkName(path: string): string | null {
    const target = this.link(path);
    return target === null ? null : lastPart(target);
  }

  link(path: string): string | null {
    try {
      return readlinkSync(path);
    } catch (error) {
      this.code = errorCode(error);
      return null;
    }
  }

  /** Names in a folder in no order; null when it cannot be listed. */
  names(path: string): string[] | null {
    try {
      return readdirSync(path);
    } catch (error) {
      this.code = errorCode(error);
      return null;
    }
  }

  has(path: string): boolean {
    try {
      return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
    } catch {
      return false;
    }
  }
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function isSpace(byte: number | undefined): boolean {
  return byte === 10 || byte === 32 || byte === 13 || byte === 9;
}

function closeQuietly(fd: number): void {
  try {
    closeSync(fd);
  } catch {
    // Nothing was written, so nothing can be lost.
  }
}
