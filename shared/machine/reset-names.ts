/** What a sentence calls the kernel's ways to reset a function. */
import type { Message } from "../words/message.ts";
import { RESET_NAME_WORDS as T } from "../words/texts/check-reset.ts";

const NAMES: ReadonlyMap<string, Message> = new Map([
  ["device_specific", T.deviceSpecific],
  ["acpi", T.acpi],
  ["flr", T.flr],
  ["af_flr", T.afFlr],
  ["pm", T.pm],
  ["bus", T.bus],
  ["cxl_bus", T.cxlBus],
]);

/** @param method as reset_method has it; one that is unknown here stays as it is */
export function resetName(method: string): Message | string {
  return NAMES.get(method) ?? method;
}
