/** What goes over the pipe to the host code in a lab machine: one JSON object per line, either way. */

/** A method of the host under test; `open` makes the host that later calls name. */
export type AgentMethod =
  | "open"
  | "identity"
  | "scan"
  | "config"
  | "detail"
  | "usage"
  | "perform"
  | "listen"
  | "silence"
  | "close";

export interface AgentCall {
  readonly id: number;
  readonly host: number;
  readonly method: AgentMethod;
  readonly args: readonly unknown[];
}

export type AgentMessage =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string }
  /** Something that `listener` of this host was told. */
  | { readonly host: number; readonly listener: number; readonly event: { readonly kind: string } };
