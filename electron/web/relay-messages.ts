/**
 * What the process that listens and the one that holds the machines say to each other. The one that listens is not
 * trusted: what it says is checked here, and what its pages send is checked against the contract like any other.
 */
import { z } from "zod";
import { MAX_MESSAGE } from "./server.ts";

const page = z.int().min(1);
const line = z.string().max(1000);

export const FromRelay = z.discriminatedUnion("kind", [
  /** The first one hands its listening socket over with this. */
  z.strictObject({ kind: z.literal("listening"), port: z.int().min(1).max(65535) }),
  /** It cannot listen: why as far as it is known, and the system's words. */
  z.strictObject({
    kind: z.literal("failed"),
    why: z.enum(["port-in-use", "port-reserved", "still-root", "other"]),
    message: line,
  }),
  z.strictObject({ kind: z.literal("open"), page }),
  z.strictObject({ kind: z.literal("frame"), page, text: z.string().max(MAX_MESSAGE) }),
  z.strictObject({ kind: z.literal("gone"), page }),
  z.strictObject({ kind: z.literal("alive") }),
]);
export type FromRelay = z.infer<typeof FromRelay>;

export type ToRelay =
  | { readonly kind: "send"; readonly page: number; readonly text: string }
  | { readonly kind: "admit"; readonly page: number }
  | { readonly kind: "end"; readonly page: number; readonly code: number; readonly reason: string }
  | { readonly kind: "alive?" }
  /** With the listening socket of the one before. */
  | { readonly kind: "listen" };

/** What the process that listens is started with. */
export interface RelaySettings {
  /** 0 = any free port; null = the socket comes with a message */
  readonly port: number | null;
  readonly interfaceDirectory: string;
  /** Whom it becomes before it listens; null where the program has no rights to give up. */
  readonly become: readonly Ids[] | null;
}

export interface Ids {
  readonly uid: number;
  readonly gid: number;
}
