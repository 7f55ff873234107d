/** Validate → allow → handle → validate: the only path of a call, whatever carried it here. */

import type { z } from "zod";
import { visibleLine } from "../pci/visible-text.ts";
import { mapWords, type Words } from "../words/message.ts";
import { say } from "../words/say.ts";
import { COMMON } from "../words/texts/common.ts";
import { CONTRACT_WORDS as T } from "../words/texts/contract.ts";
import { type AccessLevel, type CallName, contract, type Input, type Output } from "./contract.ts";
import { levelOf } from "./rights.ts";
import { CallError, type ErrorCode, type ReplyMessage, RequestEnvelope, WIRE_VERSION } from "./wire.ts";

/** One handler for each call of the contract: a missing one is a compile error. */
export type Handlers<Ctx> = { readonly [K in CallName]: (input: Input<K>, ctx: Ctx) => Promise<Output<K>> };

export interface DispatchOptions<Ctx> {
  readonly handlers: Handlers<Ctx>;
  readonly context: Ctx;
  /** The reason why this connection may not make the call; null when it may. */
  readonly refuse: (method: CallName, level: AccessLevel, input: unknown) => Words | null;
  /** Called with what went wrong inside; the caller gets one sentence only. */
  readonly onInternalError: (method: string, error: unknown) => void;
}

function problemOf(error: z.ZodError): Words {
  const [issue] = error.issues;
  if (!issue) return T.malformed;
  const where = issue.path.join(".");
  return where === "" ? issue.message : COMMON.labelled({ label: where, text: issue.message });
}

function isCall(method: string): method is CallName {
  return Object.hasOwn(contract, method) && contract[method as keyof typeof contract].kind === "call";
}

/** Answers one raw request. Never rejects and never lets a stack trace out. */
export async function dispatch<Ctx>(raw: unknown, options: DispatchOptions<Ctx>): Promise<ReplyMessage> {
  const envelope = RequestEnvelope.safeParse(raw);
  if (!envelope.success) return failure(0, "BAD_REQUEST", T.notARequest({ problem: problemOf(envelope.error) }));
  const { id, method } = envelope.data;
  if (!isCall(method)) return failure(id, "NOT_FOUND", T.noCall({ method }));
  const entry = contract[method];
  const input = entry.input.safeParse(envelope.data.input);
  if (!input.success) return failure(id, "BAD_REQUEST", T.badInput({ method, problem: problemOf(input.error) }));
  const level = levelOf(method, input.data as Input<typeof method>);
  const refusal = options.refuse(method, level, input.data);
  if (refusal !== null) return failure(id, "REFUSED", refusal);
  try {
    const handler = options.handlers[method] as (input: unknown, ctx: Ctx) => Promise<unknown>;
    const output = entry.output.safeParse(await handler(input.data, options.context));
    if (!output.success)
      throw new Error(`answer of ${method} is not of the contract: ${say("en", problemOf(output.error))}`);
    return { v: WIRE_VERSION, id, ok: true, output: output.data };
  } catch (error) {
    if (error instanceof CallError) return failure(id, error.code, error.words);
    options.onInternalError(method, error);
    return failure(id, "INTERNAL", T.internal({ method }));
  }
}

function failure(id: number, code: ErrorCode, message: Words): ReplyMessage {
  return { v: WIRE_VERSION, id, ok: false, error: { code, message: mapWords(message, visibleLine) } };
}
