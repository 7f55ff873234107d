/** Compares two open machines: gathers their configuration spaces and leaves others their turns. */

import { type ComparedMachine, compareInParts } from "../../../shared/compare/compare.ts";
import type { Comparison } from "../../../shared/compare/comparison.ts";
import type { HostIdText } from "../../../shared/contract/contract.ts";
import { within } from "../../../shared/pci/parts.ts";
import { inSlices, type SliceOptions } from "../../host/sysfs/slices.ts";
import type { HostCatalogue } from "../machines/host-catalogue.ts";
import { readConfigs } from "./reports.ts";

/** What a window shows at once, and a message carries. */
const LIMITS = { functions: 500, each: 100 };
/** The part of the work that reading is. */
const READING = 0.5;

/** @throws CallError when one of them is not open and cannot be opened without reaching out, or was not read to its end */
export async function compareMachines(
  hosts: HostCatalogue,
  host: HostIdText,
  other: HostIdText,
  { signal, onPart }: SliceOptions,
): Promise<Comparison> {
  // A file that no page looks at is closed again.
  const leave = [host, other].map((id) => hosts.watch(id));
  try {
    const here = await comparedMachine(hosts, host, signal);
    onPart?.(READING / 2);
    const there = await comparedMachine(hosts, other, signal);
    onPart?.(READING);
    const parts = within(READING, 1, compareInParts(here, there, LIMITS));
    return await inSlices(parts, { ...(signal && { signal }), ...(onPart && { onPart }) });
  } finally {
    for (const each of leave) each();
  }
}

async function comparedMachine(
  hosts: HostCatalogue,
  id: HostIdText,
  signal: AbortSignal | undefined,
): Promise<ComparedMachine> {
  const { session } = await hosts.whole(id);
  const { machine } = session;
  const configs = await readConfigs(
    session,
    machine.functions.map(({ bdf }) => bdf),
    signal,
  );
  return { name: machine.snapshot.identity.name, machine, configOf: (bdf) => configs.get(bdf) };
}
