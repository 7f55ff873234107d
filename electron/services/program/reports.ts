/** Makes reports of an open machine: gathers the configuration spaces that the scope needs. */
import type { Output, ReportRequestInput } from "../../../shared/contract/contract.ts";
import { CallError } from "../../../shared/contract/wire.ts";
import type { ConfigReading, FunctionDetail } from "../../../shared/machine/facts.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { createReport as composeReport, hasDetails } from "../../../shared/report/create-report.ts";
import type { MachineSession } from "../session/machine-session.ts";

/** Reads at once: each is one request to the disk or the far side. */
const READERS = 8;

/** The configuration spaces of these functions; sleeping ones are left asleep. @throws the signal's reason when it is aborted */
export async function readConfigs(
  session: MachineSession,
  bdfs: readonly Bdf[],
  signal?: AbortSignal,
): Promise<Map<Bdf, ConfigReading>> {
  const configs = new Map<Bdf, ConfigReading>();
  let next = 0;
  const reader = async (): Promise<void> => {
    while (next < bdfs.length) {
      const bdf = bdfs[next];
      next += 1;
      signal?.throwIfAborted();
      if (bdf !== undefined) configs.set(bdf, await session.host.config(bdf, { wake: false }));
    }
  };
  await Promise.all(Array.from({ length: READERS }, reader));
  return configs;
}

/** What only a driver tells, of those of these functions that have some. */
async function readDetails(
  { host, machine }: MachineSession,
  bdfs: readonly Bdf[],
): Promise<ReadonlyMap<Bdf, FunctionDetail>> {
  const details = new Map<Bdf, FunctionDetail>();
  for (const bdf of bdfs) if (hasDetails(machine, bdf)) details.set(bdf, await host.detail(bdf));
  return details;
}

export async function createReport(
  session: MachineSession,
  request: Omit<ReportRequestInput, "host">,
  version: string,
): Promise<Output<"report.create">> {
  const { machine } = session;
  const { scope } = request;
  const bdfs = scope.kind === "machine" ? machine.functions.map((fn) => fn.bdf) : scope.bdfs;
  for (const bdf of bdfs) {
    if (!machine.byBdf.has(bdf)) throw new CallError("NOT_FOUND", `${bdf} is not on this machine any more.`);
  }
  const configs = await readConfigs(session, bdfs);
  const details = await readDetails(session, bdfs);
  return composeReport({
    machine,
    configs,
    details,
    scope,
    format: request.format,
    hex: request.hex,
    redact: request.redact,
    createdAt: new Date().toISOString(),
    version,
  });
}
