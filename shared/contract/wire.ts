/** The envelopes that both transports carry. JSON-safe, so structured clone and JSON give the same value. */
import { z } from "zod";
import { WordsError } from "../words/errors.ts";
import type { Words } from "../words/message.ts";

export const WIRE_VERSION = 1;

/** Closed list. Errors are data: Electron keeps only the message of a thrown error, a WebSocket keeps nothing. */
export const ERROR_CODES = [
  /** The call or its input is not of the contract. */
  "BAD_REQUEST",
  /** No such method, machine, function, plan or entry. */
  "NOT_FOUND",
  /** This connection may not do that. */
  "REFUSED",
  /** Something else is being done to this machine. */
  "BUSY",
  /** The machine is no longer what the plan was made for. */
  "CONFLICT",
  /** A file or the machine could not be read or written. */
  "IO",
  /** A mistake of ours. */
  "INTERNAL",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export const RequestEnvelope = z.strictObject({
  v: z.literal(WIRE_VERSION),
  id: z.int().min(0),
  method: z.string().max(64),
  input: z.unknown(),
});
export type RequestMessage = z.infer<typeof RequestEnvelope>;

export type ReplyMessage =
  | { readonly v: 1; readonly id: number; readonly ok: true; readonly output: unknown }
  | { readonly v: 1; readonly id: number; readonly ok: false; readonly error: WireError };

export interface WireError {
  readonly code: ErrorCode;
  /** One sentence for a person: what, where, what to do. */
  readonly message: Words;
}

export interface EventMessage {
  readonly v: 1;
  readonly topic: string;
  readonly payload: unknown;
}

/** Thrown by handlers to answer with a code; anything else that is thrown becomes INTERNAL. */
export class CallError extends WordsError {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, words: Words) {
    super(words);
    this.name = "CallError";
    this.code = code;
  }
}
