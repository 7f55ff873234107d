/** What the readers of usage read: files of a machine, with the paths that they have there, and what its programs said. */
import type { UnreadSource, UsageSource } from "../../../shared/machine/usage-facts.ts";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import type { Words } from "../../../shared/words/message.ts";
import type { SentFiles } from "./sent-files.ts";

export interface UsagePlaces {
  readonly files: SentFiles;
  /** What programs there said, line by line, by the name of their part of the answer. */
  readonly said: ReadonlyMap<string, readonly string[]>;
  /** SSH_CONNECTION: client address and port, server address and port; null = none, or not known. */
  readonly session: string | null;
  /** It is reached by ssh, whatever is known of the connection. */
  readonly isRemote: boolean;
}

/** What one source gave. */
export interface Part<T> {
  readonly found: T;
  /** Why it is not the whole; empty = it is. */
  readonly unread: readonly UnreadSource[];
}

export function unreadPart(source: UsageSource, code: string, reason: Words): UnreadSource {
  return { source, code, reason };
}

/** The last function in a device's path: `…/0000:00:01.0/0000:01:00.0/net/eth0` gives 0000:01:00.0. */
export function functionOf(path: string | null): Bdf | null {
  return path?.split("/").findLast(isBdf) ?? null;
}

/** A switch of a module: Y or N, 1 or 0; null when it cannot be read. */
export function switchAt(files: SentFiles, path: string): boolean | null {
  const text = files.text(path);
  return text === null ? null : text === "Y" || text === "1";
}
