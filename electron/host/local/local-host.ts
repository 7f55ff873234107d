/** The machine that we run on, through sysfs; or a tree of files that looks like it. */
import { existsSync } from "node:fs";
import { release } from "node:os";
import { resolve } from "node:path";
import type {
  ConfigReading,
  FunctionDetail,
  HostIdentity,
  ScanResult,
  VpdReading,
} from "../../../shared/machine/facts.ts";
import { type UsageFacts, unreadUsage } from "../../../shared/machine/usage-facts.ts";
import type { StallFacts } from "../../../shared/operations/explain/stall.ts";
import type { Step, StepTemplate } from "../../../shared/operations/verbs/list.ts";
import type { PerformResult } from "../../../shared/operations/verbs/performed.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { HostAccess, HostEvent, OnPart, PerformOptions, TakeAnswer, WayBack } from "../access.ts";
import { HelperChanges } from "../helper/helper-changes.ts";
import { failed } from "../helper/helper-perform.ts";
import { NOTHING_SEEN } from "../helper/helper-stall.ts";
import { armThrough } from "../helper/helper-way-back.ts";
import { AttributeReader } from "../sysfs/attribute-reader.ts";
import { CONFIG_TIMEOUT, ConfigReader } from "../sysfs/config-reading.ts";
import { readDetail } from "../sysfs/detail.ts";
import type { ScanContext } from "../sysfs/function-facts.ts";
import { readIdentity } from "../sysfs/identity.ts";
import { LockedReads } from "../sysfs/locked-reads.ts";
import { type ModuleTables, readModuleTables } from "../sysfs/modules.ts";
import { scan } from "../sysfs/scan.ts";
import { powerState } from "../sysfs/values.ts";
import { noIp, type RunIp, readVfSettings, systemIp } from "../sysfs/vf-network.ts";
import { VpdReader } from "../sysfs/vpd-reader.ts";
import { usageThrough } from "../usage/usage-text.ts";
import { vpdProblem } from "../vpd-problem.ts";
import { Companion } from "./companion.ts";
import { watchBus } from "./watch.ts";

const REAL_ROOT = "/sys";
const NO_SCRIPT = "there is nothing here that could change it";

export interface LocalHostOptions {
  /** Where sysfs is; `/sys` by default. `ROOT/bus/pci` is what `lspci -O sysfs.path=` takes. */
  readonly root?: string;
  /** Folder with modules.alias; by default the running kernel's, null = none. */
  readonly modulesDir?: string | null;
  readonly pollMs?: number;
  readonly gatherMs?: number;
  /** How long an attribute may take that is read under the device's lock. */
  readonly lockTimeoutMs?: number;
  /** How long the whole of the product data may take. */
  readonly vpdTimeoutMs?: number;
  /**
   * The helper's text for this root, which writes, and reads who uses the machine; left out = nothing is changed, and
   * who uses it is not known.
   */
  readonly script?: string | undefined;
  /** By which it is read what VFs are set to: iproute2 by default on the real root, nothing elsewhere. */
  readonly ip?: RunIp;
}

export class LocalHost implements HostAccess {
  private readonly root: string;
  private readonly isReal: boolean;
  private readonly options: LocalHostOptions;
  private readonly reader = new AttributeReader();
  private readonly locked: LockedReads;
  private readonly configs = new ConfigReader(CONFIG_TIMEOUT);
  private readonly vpds: VpdReader;
  private readonly busNumbers: ScanContext["busNumbers"] = new Map();
  private readonly companion: Companion | null;
  private readonly changes: HelperChanges | null;
  private readonly watches = new Set<() => void>();
  private tables: Promise<ModuleTables> | null = null;

  constructor(options: LocalHostOptions = {}) {
    this.root = resolve(options.root ?? REAL_ROOT);
    this.isReal = this.root === REAL_ROOT;
    this.options = options;
    const { script } = options;
    const companion = script === undefined ? null : new Companion(script, () => this.changes?.forget());
    this.companion = companion;
    this.changes = companion && new HelperChanges(() => companion.connected(), true);
    this.locked = new LockedReads(options.lockTimeoutMs);
    this.vpds = new VpdReader(options.vpdTimeoutMs);
  }

  async identity(): Promise<HostIdentity> {
    return readIdentity(this.reader, this.root, this.isReal);
  }

  async scan(only?: readonly Bdf[], onPart?: OnPart): Promise<ScanResult> {
    const { root, reader, locked, busNumbers } = this;
    return await scan({ root, reader, locked, busNumbers, modules: await this.moduleTables() }, only, onPart);
  }

  async config(bdf: Bdf, options: { readonly wake: boolean }): Promise<ConfigReading> {
    const dir = this.folder(bdf);
    if (!options.wake) {
      const power = powerState(this.reader.text(`${dir}/power_state`) ?? "");
      if (power === "D3cold") return { state: "asleep" };
    }
    const reading = await this.configs.read(`${dir}/config`);
    const left = reading.state === "unreadable" && reading.problem.code === "ENOENT" && !existsSync(dir);
    return left ? { state: "gone" } : reading;
  }

  async detail(bdf: Bdf): Promise<FunctionDetail> {
    const { root, reader, locked } = this;
    const dir = this.folder(bdf);
    const detail = await readDetail({ root, reader, locked }, bdf, dir);
    if (!existsSync(`${dir}/virtfn0`)) return detail;
    const vfSettings = await readVfSettings(this.ip, root, bdf);
    return vfSettings === null ? detail : { ...detail, vfSettings };
  }

  async vpd(bdf: Bdf, { signal }: { readonly signal?: AbortSignal } = {}): Promise<VpdReading> {
    const dir = this.folder(bdf);
    if (!existsSync(dir)) return vpdProblem("ENODEV");
    if (!existsSync(`${dir}/vpd`)) return { state: "absent" };
    if (powerState(this.reader.text(`${dir}/power_state`) ?? "") === "D3cold") return { state: "asleep" };
    return await this.vpds.read(`${dir}/vpd`, signal);
  }

  async usage(): Promise<UsageFacts> {
    const { companion } = this;
    if (companion === null || !this.isReal) return unreadUsage("a tree of files does not tell it");
    const session = await companion.session().catch(() => null);
    return await usageThrough((...words) => companion.request(...words), { session, isRemote: false });
  }

  /** @throws ChannelClosed when the script ends meanwhile: then it is not known whether the step was carried out */
  async perform(step: Step, options?: PerformOptions): Promise<PerformResult> {
    const { changes } = this;
    if (changes === null) return failed(step, "EROFS", []);
    return await this.locked.during("bdf" in step ? step.bdf : null, () => changes.perform(step, options));
  }

  async lookAtStall(step: Step): Promise<StallFacts> {
    return this.isReal ? ((await this.changes?.lookAtStall(step)) ?? NOTHING_SEEN) : NOTHING_SEEN;
  }

  /** @throws Error when it could not be asked, or nothing keeps others out: then nothing may be changed */
  async take(purpose: string): Promise<TakeAnswer> {
    if (this.changes === null) throw new Error(NO_SCRIPT);
    return await this.changes.take(purpose);
  }

  /** @throws Error when it could not be armed: then nothing may be changed */
  async armWayBack(seconds: number, steps: readonly StepTemplate[]): Promise<WayBack> {
    const { companion } = this;
    if (companion === null) throw new Error(NO_SCRIPT);
    return await armThrough((...words) => companion.request(...words), seconds, steps);
  }

  /** While another hand changes this function nothing is read that stands behind its lock. */
  during<T>(bdf: Bdf, work: () => Promise<T>): Promise<T> {
    return this.locked.during(bdf, work);
  }

  events(listener: (event: HostEvent) => void): () => void {
    const { root, reader, options } = this;
    const end = watchBus(
      { root, reader, pollMs: options.pollMs ?? 1000, gatherMs: options.gatherMs ?? 100, udev: this.isReal },
      listener,
    );
    this.watches.add(end);
    return () => {
      this.watches.delete(end);
      end();
    };
  }

  async close(): Promise<void> {
    for (const end of this.watches) end();
    this.watches.clear();
    this.locked.close();
    this.vpds.close();
    this.companion?.close();
  }

  private get ip(): RunIp {
    return this.options.ip ?? (this.isReal ? systemIp : noIp);
  }

  private folder(bdf: Bdf): string {
    return `${this.root}/bus/pci/devices/${bdf}`;
  }

  private moduleTables(): Promise<ModuleTables> {
    this.tables ??= readModuleTables(this.modulesDir());
    return this.tables;
  }

  private modulesDir(): string | null {
    const { modulesDir } = this.options;
    return modulesDir === undefined ? `/lib/modules/${release()}` : modulesDir;
  }
}
