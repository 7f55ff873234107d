/** What the helper says of itself and its machine, first of all and again whenever it changed its rights. */

import { machineKey } from "../../../shared/machine/machine-key.ts";
import { COMMON } from "../../../shared/words/texts/common.ts";
import { HELPER_WORDS } from "../../../shared/words/texts/helper.ts";
import { KEY_DIGITS } from "../sysfs/machine-key.ts";
import { ProtocolError } from "./frames.ts";

export interface Hello {
  readonly isRoot: boolean;
  /** Root, and sysfs can be written. */
  readonly mayChange: boolean;
  readonly hostName: string;
  readonly kernel: string | null;
  readonly bootId: string | null;
  readonly machineKey: string | null;
  /** Tools of a POSIX userland that are not there. */
  readonly lacks: readonly string[];
  /** How `od -tx8` prints: with the last byte first, as most machines have it. */
  readonly lastByteFirst: boolean;
  /** SSH_CONNECTION of the shell that the helper runs in; null = none, as behind sudo. */
  readonly session: string | null;
}

/** The version of the protocol that this program speaks. */
const VERSION = 3;
const LAST_FIRST = "0000000000000001";
const FIRST_FIRST = "0100000000000000";

/** @throws ProtocolError for another version, and for what is no greeting */
export function parseHello(text: string): Hello {
  const values = new Map<string, string>();
  for (const line of text.split("\n")) {
    const space = line.indexOf(" ");
    if (space > 0) values.set(line.slice(0, space), line.slice(space + 1).trim());
  }
  const version = values.get("version") ?? "";
  if (version !== String(VERSION)) {
    const theirs = /^[0-9]{1,9}$/.test(version) ? version : COMMON.unknown;
    throw new ProtocolError(HELPER_WORDS.otherVersion({ theirs, ours: VERSION }));
  }
  const order = values.get("order");
  if (order !== LAST_FIRST && order !== FIRST_FIRST) throw new ProtocolError(HELPER_WORDS.byteOrder);
  const [hostName = "", kernel = ""] = (values.get("host") ?? "").split(" ");
  const uid = values.get("uid");
  return {
    isRoot: uid === "0",
    mayChange: uid === "0" && values.get("change") === "yes",
    hostName: plain(hostName) || "unknown",
    kernel: plain(kernel) || null,
    bootId: plain(values.get("boot") ?? "") || null,
    machineKey: keyOf(values.get("key") ?? ""),
    lacks: (values.get("lack") ?? "").split(" ").filter((word) => /^[a-z]{1,16}$/.test(word)),
    lastByteFirst: order === LAST_FIRST,
    session: /^[0-9a-fA-F.:%\w ]{1,200}$/.exec(values.get("session") ?? "")?.[0] ?? null,
  };
}

/** `id:HASH dmi:HASH`, as far as it could be read. */
function keyOf(text: string): string | null {
  const part = (name: string) =>
    new RegExp(`(?:^| )${name}:([0-9a-f]{64})(?: |$)`).exec(text)?.[1]?.slice(0, KEY_DIGITS);
  const [id, dmi] = [part("id"), part("dmi")];
  return machineKey({ ...(id === undefined ? {} : { id }), ...(dmi === undefined ? {} : { dmi }) });
}

/** Names of machines and kernels have no other characters; a peer that sends some gets them taken away. */
function plain(text: string): string {
  return text.replace(/[^\w.+~:-]/g, "").slice(0, 255);
}
