/** Fresh looks at a machine while an operation runs: what is there now, and has it become what was expected. */
import type { FunctionFacts, NvmeVf, NvmeVfs, VfSettings } from "../../../shared/machine/facts.ts";
import { areIommusUnknown } from "../../../shared/machine/known.ts";
import { msixSizeOf } from "../../../shared/operations/findings/limits-config.ts";
import type { CloserLook } from "../../../shared/operations/plan/fingerprint.ts";
import { closerNeeded } from "../../../shared/operations/plan/state-before.ts";
import type { Plan } from "../../../shared/operations/plan/types.ts";
import { type Look, lookOf } from "../../../shared/operations/verbs/expectation.ts";
import { anchorsOf, type Unmet, unmetOf } from "../../../shared/operations/verbs/expectations.ts";
import type { Expectation } from "../../../shared/operations/verbs/list.ts";
import { addressOf } from "../../../shared/operations/verbs/target.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { HostAccess } from "../../host/access.ts";
import type { RunnerClock } from "./clock.ts";

/** How long VFs and drivers may take to appear after the write came back. */
export const EXPECT_MS = 10_000;
/** How long is waited for what is only hoped for. */
export const SOFT_MS = 3_000;

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Looks at the functions that the expectations speak of, and at the VFs of `vfsOf`. Two scans at the most: a VF's
 * address is only known from its PF.
 * @throws what the host throws
 */
export async function lookAt(
  host: HostAccess,
  expectations: readonly Expectation[],
  vfsOf: readonly Bdf[] = [],
): Promise<Look> {
  const first = lookOf(await host.scan([...new Set([...anchorsOf(expectations), ...vfsOf])]));
  const more = new Set<Bdf>(vfsOf.flatMap((pf) => first.functions.get(pf)?.virtfns.map((vf) => vf.bdf) ?? []));
  for (const expectation of expectations) {
    const address = "target" in expectation ? addressOf(expectation.target, first) : null;
    if (address !== null) more.add(address);
  }
  const missing = [...more].filter((bdf) => !first.functions.has(bdf));
  const second = missing.length === 0 ? first : lookOf(await host.scan(missing));
  const look = { host: second.host, functions: new Map([...first.functions, ...second.functions]) };
  return { ...look, ...(await closerLook(host, expectations, look)) };
}

/** What no scan tells: settings of VFs, sizes of MSI-X tables and secondary controllers, of those that are asked for. */
async function closerLook(host: HostAccess, expectations: readonly Expectation[], look: Look): Promise<CloserLook> {
  const pfs = expectations.flatMap((each) => (each.that === "vfSetting" ? [each.pf] : []));
  const vfs = expectations.flatMap((each) => {
    const bdf = each.that === "msix" ? addressOf(each.target, look) : null;
    return bdf === null ? [] : [bdf];
  });
  const disks = expectations.flatMap((each) =>
    each.that === "nvmeState" || each.that === "nvmeResources" ? [each.pf] : [],
  );
  return {
    ...(pfs.length === 0 ? {} : { settings: await settingsOf(host, pfs) }),
    ...(vfs.length === 0 ? {} : { msix: await msixOf(host, vfs) }),
    ...(disks.length === 0 ? {} : { nvme: controllersIn(await nvmeOf(host, disks)) }),
  };
}

/** Settings of the VFs of these PFs; a PF whose driver tells none is left out. */
export async function settingsOf(host: HostAccess, pfs: readonly Bdf[]): Promise<Map<Bdf, readonly VfSettings[]>> {
  const found = new Map<Bdf, readonly VfSettings[]>();
  for (const pf of new Set(pfs)) {
    const { vfSettings } = await host.detail(pf);
    if (vfSettings) found.set(pf, vfSettings);
  }
  return found;
}

/** What the plan changes and no scan tells, as it is now. */
export async function closerTo(host: HostAccess, plan: Pick<Plan, "steps">): Promise<CloserLook> {
  const needed = closerNeeded(plan);
  return {
    settings: await settingsOf(host, needed.settings),
    msix: await msixOf(host, needed.msix),
    nvme: controllersIn(await nvmeOf(host, needed.nvme)),
  };
}

/** What these PFs tell of the controllers of their VFs; one that is no NVMe PF is left out. */
export async function nvmeOf(host: HostAccess, pfs: readonly Bdf[]): Promise<Map<Bdf, NvmeVfs>> {
  const found = new Map<Bdf, NvmeVfs>();
  for (const pf of new Set(pfs)) {
    const { nvmeVfs } = await host.detail(pf);
    if (nvmeVfs) found.set(pf, nvmeVfs);
  }
  return found;
}

/** Of those that were read. */
export function controllersIn(told: ReadonlyMap<Bdf, NvmeVfs>): Map<Bdf, readonly NvmeVf[]> {
  return new Map([...told].flatMap(([pf, each]) => (each.state === "read" ? [[pf, each.vfs] as const] : [])));
}

/** Sizes of MSI-X tables; null = the function's registers could not be read. */
export async function msixOf(host: HostAccess, bdfs: readonly Bdf[]): Promise<Map<Bdf, number | null>> {
  const found = new Map<Bdf, number | null>();
  for (const bdf of new Set(bdfs)) found.set(bdf, msixSizeOf(await host.config(bdf, { wake: false })));
  return found;
}

interface Glance {
  readonly fn: FunctionFacts | null;
  readonly look: Look | null;
  /** Is it not known which IOMMUs are at work? */
  readonly iommusUnknown: boolean;
}

/** One function now; null when it is not there, or the host does not answer. */
export async function glance(host: HostAccess, bdf: Bdf): Promise<Glance> {
  try {
    const scan = await host.scan([bdf]);
    const look = lookOf(scan);
    return { fn: look.functions.get(bdf) ?? null, look, iommusUnknown: areIommusUnknown(scan) };
  } catch {
    return { fn: null, look: null, iommusUnknown: true };
  }
}

/**
 * Looks again and again until all is as expected or the time is over.
 * @throws what the host throws
 */
export async function waitFor(
  host: HostAccess,
  clock: RunnerClock,
  expectations: readonly Expectation[],
  limitMs: number,
): Promise<{ readonly look: Look; readonly unmet: readonly Unmet[] }> {
  const end = clock.monotonic() + limitMs;
  let pause = FIRST_PAUSE_MS;
  for (;;) {
    const look = await lookAt(host, expectations);
    const unmet = unmetOf(expectations, look);
    if (unmet.length === 0 || clock.monotonic() >= end) return { look, unmet };
    await clock.wait(Math.min(pause, end - clock.monotonic()));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}
