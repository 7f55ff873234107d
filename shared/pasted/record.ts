/** What a pasted text holds, before any meaning. */
import type { Bdf } from "../pci/bdf.ts";
import type { ConfigSpace } from "../pci/config-space.ts";
import type { Message } from "../words/message.ts";
import type { TextFacts } from "./text-facts.ts";

export interface PastedFunction {
  readonly bdf: Bdf;
  /** The line that it begins on. */
  readonly line: number;
  /** Bytes that the text does not give are unknown, and are ff in it, which is how `lspci -F` takes them. */
  readonly space: ConfigSpace;
  /** What the text says in words. */
  readonly text: Partial<TextFacts>;
}

/** Functions that a text has in one go, as one command printed them. */
export interface Capture {
  /** Name of the machine, where the text says it. */
  readonly host: string | null;
  readonly functions: ReadonlyMap<Bdf, PastedFunction>;
}

/** One machine at one moment: all that the text says of it. */
export interface PastedMachine {
  /** Name of the machine, where the text says it. */
  readonly host: string | null;
  /** The line on which the first function of it begins. */
  readonly line: number;
  readonly functions: readonly PastedFunction[];
}

/** Bytes or a function of the text that could not be made use of. */
export interface NotUnderstood {
  readonly line: number;
  /** A clause of `pasted-line`. */
  readonly why: Message;
  /** It holds no bytes, but what may be a function. */
  readonly isFunction?: true;
}

export type Pasted =
  | {
      readonly ok: true;
      /** At least one. */
      readonly machines: readonly [PastedMachine, ...PastedMachine[]];
      /** In the order of the text. */
      readonly notUnderstood: readonly NotUnderstood[];
    }
  /** What is missing, and what to paste. */
  | { readonly ok: false; readonly message: Message };
