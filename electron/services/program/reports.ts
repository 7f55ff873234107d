/** Makes reports of an open machine: gathers the configuration spaces that the scope needs. */

import type { Output, ReportRequestInput } from "../../../shared/contract/contract.ts";
import { CallError } from "../../../shared/contract/wire.ts";
import type { ConfigReading } from "../../../shared/machine/facts.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { createReport as composeReport } from "../../../shared/report/create-report.ts";
import { PROGRAM_WORDS } from "../../../shared/words/texts/program.ts";
import { readDetails, readSeveral } from "../../host/several.ts";
import type { MachineSession } from "../session/machine-session.ts";
import type { MachineUsage } from "../session/machine-usage.ts";

/** Each is one request to the disk or the far side, where those of one moment travel together. */
const CONFIGS_AT_ONCE = 8;

/** The configuration spaces of these functions; sleeping ones are left asleep. @throws the signal's reason when it is aborted */
export function readConfigs(
  { host }: MachineSession,
  bdfs: readonly Bdf[],
  signal?: AbortSignal,
): Promise<Map<Bdf, ConfigReading>> {
  return readSeveral(bdfs, CONFIGS_AT_ONCE, (bdf) => host.config(bdf, { wake: false }), signal);
}

export async function createReport(
  { session, usage }: { readonly session: MachineSession; readonly usage: Pick<MachineUsage, "read"> },
  request: Omit<ReportRequestInput, "host">,
  version: string,
): Promise<Output<"report.create">> {
  // Before the machine is taken: what has come since is not in the report. lspci's text has no place for it.
  const read = request.format === "lspci" ? null : await usage.read();
  const { machine } = session;
  const { scope } = request;
  const bdfs = scope.kind === "machine" ? machine.functions.map((fn) => fn.bdf) : scope.bdfs;
  for (const bdf of bdfs) {
    if (!machine.byBdf.has(bdf)) throw new CallError("NOT_FOUND", PROGRAM_WORDS.functionGone({ bdf }));
  }
  const configs = await readConfigs(session, bdfs);
  const details = await readDetails(session.host, machine, bdfs);
  return composeReport({
    machine,
    configs,
    details,
    usage: read,
    scope,
    format: request.format,
    language: request.language,
    hex: request.hex,
    redact: request.redact,
    createdAt: new Date().toISOString(),
    version,
  });
}
