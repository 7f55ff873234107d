/** Product data of functions, read when a person asks for it and not before: a device can take seconds to give it. */
import { create } from "zustand";
import type { FunctionInfo, VpdReading } from "../../shared/machine/facts.ts";
import { errorWords } from "../../shared/words/errors.ts";
import type { Words } from "../../shared/words/message.ts";
import { withNewest } from "../model/newest.ts";
import { client } from "./connection.ts";
import { useMachine } from "./machine.ts";

type VpdView =
  | { readonly state: "reading" }
  | { readonly state: "answered"; readonly reading: VpdReading }
  | { readonly state: "failed"; readonly message: Words };

export const useVpd = create<{ readonly byFunction: ReadonlyMap<string, VpdView> }>(() => ({ byFunction: new Map() }));

export function vpdKey(host: string | null, fn: FunctionInfo): string {
  // Another card in the same slot has product data of its own.
  return `${host ?? ""} ${fn.bdf} ${fn.vendor ?? ""} ${fn.device ?? ""}`;
}

function put(key: string, view: VpdView | null): void {
  useVpd.setState(({ byFunction }) => ({ byFunction: withNewest(byFunction, key, view) }));
}

/** Reads it of the shown machine's function. One at a time: a newer one ends the one before. */
export async function readVpd(fn: FunctionInfo): Promise<void> {
  const { host } = useMachine.getState();
  if (host === null) return;
  const key = vpdKey(host, fn);
  const reading: VpdView = { state: "reading" };
  put(key, reading);
  let view: VpdView;
  try {
    view = { state: "answered", reading: await client.call("vpd.read", { host, bdf: fn.bdf }) };
  } catch (error) {
    view = { state: "failed", message: errorWords(error) };
  }
  // Given up, or asked for again meanwhile.
  if (useVpd.getState().byFunction.get(key) === reading) put(key, view);
}

export function cancelVpd(fn: FunctionInfo): void {
  put(vpdKey(useMachine.getState().host, fn), null);
  void client.call("vpd.cancel", {}).catch(() => undefined);
}
