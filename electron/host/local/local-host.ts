/** The machine that we run on, through sysfs; or a tree of files that looks like it. */

import type {
  ConfigReading,
  FunctionDetail,
  HostIdentity,
  ScanResult,
  VfSettings,
  VpdReading,
} from "../../../shared/machine/facts.ts";
import { interfacesOf } from "../../../shared/machine/interfaces.ts";
import { type UsageFacts, unreadUsage } from "../../../shared/machine/usage-facts.ts";
import type { StallFacts } from "../../../shared/operations/explain/stall.ts";
import type { Step, StepTemplate } from "../../../shared/operations/verbs/list.ts";
import type { PerformResult } from "../../../shared/operations/verbs/performed.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { WordsError } from "../../../shared/words/errors.ts";
import { HELPER_WORDS } from "../../../shared/words/texts/helper.ts";
import { USAGE_UNREAD_WORDS } from "../../../shared/words/texts/usage-unread.ts";
import type { HostAccess, HostEvent, OnPart, PerformOptions, TakeAnswer, WayBack } from "../access.ts";
import { HelperChanges } from "../helper/helper-changes.ts";
import { failed } from "../helper/helper-perform.ts";
import { NOTHING_SEEN } from "../helper/helper-stall.ts";
import { armThrough } from "../helper/helper-way-back.ts";
import { type SysfsOptions, SysfsReader } from "../sysfs/sysfs-reader.ts";
import { noIp, type RunIp, readEswitch, readVfSettings, systemDevlink, systemIp } from "../sysfs/vf-network.ts";
import { usageThrough } from "../usage/usage-text.ts";
import { Companion } from "./companion.ts";
import { watchBus } from "./watch.ts";

export interface LocalHostOptions extends SysfsOptions {
  readonly pollMs?: number;
  readonly gatherMs?: number;
  /**
   * The helper's text for this root, which writes, and reads who uses the machine; left out = nothing is changed, and
   * who uses it is not known.
   */
  readonly script?: string | undefined;
  /** By which it is read what VFs are set to: iproute2 by default on the real root, nothing elsewhere. */
  readonly ip?: RunIp;
  /** By which the mode of a PF's switch is read; as above. */
  readonly devlink?: RunIp;
}

export class LocalHost implements HostAccess {
  private readonly options: LocalHostOptions;
  private readonly sysfs: SysfsReader;
  private readonly companion: Companion | null;
  private readonly changes: HelperChanges | null;
  private readonly watches = new Set<() => void>();

  constructor(options: LocalHostOptions = {}) {
    this.options = options;
    this.sysfs = new SysfsReader(options);
    const { script } = options;
    const companion = script === undefined ? null : new Companion(script, () => this.changes?.forget());
    this.companion = companion;
    this.changes = companion && new HelperChanges(() => companion.connected(), true);
  }

  identity(): Promise<HostIdentity> {
    return this.sysfs.identity();
  }

  scan(only?: readonly Bdf[], onPart?: OnPart): Promise<ScanResult> {
    return this.sysfs.scan(only, onPart);
  }

  config(bdf: Bdf, options: { readonly wake: boolean }): Promise<ConfigReading> {
    return this.sysfs.config(bdf, options);
  }

  async detail(bdf: Bdf): Promise<FunctionDetail> {
    const { sysfs } = this;
    const detail = await sysfs.detail(bdf);
    if (!sysfs.isPf(bdf)) return detail;
    const [vfSettings, eswitch] = await Promise.all([this.vfSettings(bdf), readEswitch(this.devlink, sysfs.root, bdf)]);
    return { ...detail, ...(vfSettings === null ? {} : { vfSettings }), ...(eswitch === null ? {} : { eswitch }) };
  }

  vpd(bdf: Bdf, options?: { readonly signal?: AbortSignal }): Promise<VpdReading> {
    return this.sysfs.vpd(bdf, options);
  }

  async usage(): Promise<UsageFacts> {
    const { companion } = this;
    if (companion === null || !this.sysfs.isReal) return unreadUsage(USAGE_UNREAD_WORDS.tree);
    const session = await companion.session().catch(() => null);
    return await usageThrough((...words) => companion.request(...words), { session, isRemote: false });
  }

  /** @throws ChannelClosed when the script ends meanwhile: then it is not known whether the step was carried out */
  async perform(step: Step, options?: PerformOptions): Promise<PerformResult> {
    const { changes } = this;
    if (changes === null) return failed(step, "EROFS", []);
    return await this.sysfs.locked.during("bdf" in step ? step.bdf : null, () => changes.perform(step, options));
  }

  async lookAtStall(step: Step): Promise<StallFacts> {
    return this.sysfs.isReal ? ((await this.changes?.lookAtStall(step)) ?? NOTHING_SEEN) : NOTHING_SEEN;
  }

  /** @throws Error when it could not be asked, or nothing keeps others out: then nothing may be changed */
  async take(purpose: string): Promise<TakeAnswer> {
    if (this.changes === null) throw new WordsError(HELPER_WORDS.noChange);
    return await this.changes.take(purpose);
  }

  /** @throws Error when it could not be armed: then nothing may be changed */
  async armWayBack(seconds: number, steps: readonly StepTemplate[]): Promise<WayBack> {
    const { companion } = this;
    if (companion === null) throw new WordsError(HELPER_WORDS.noChange);
    return await armThrough((...words) => companion.request(...words), seconds, steps);
  }

  /** While another hand changes this function nothing is read that stands behind its lock. */
  during<T>(bdf: Bdf, work: () => Promise<T>): Promise<T> {
    return this.sysfs.locked.during(bdf, work);
  }

  events(listener: (event: HostEvent) => void): () => void {
    const { root, reader, isReal: udev } = this.sysfs;
    const { pollMs = 1000, gatherMs = 100 } = this.options;
    const end = watchBus({ root, reader, pollMs, gatherMs, udev }, listener);
    this.watches.add(end);
    return () => {
      this.watches.delete(end);
      end();
    };
  }

  async close(): Promise<void> {
    for (const end of this.watches) end();
    this.watches.clear();
    await this.sysfs.close();
    this.companion?.close();
  }

  /** What the PF's own interface tells of its VFs; null = nothing, or it cannot be told which interface that is. */
  private async vfSettings(bdf: Bdf): Promise<VfSettings[] | null> {
    if (!this.sysfs.hasVfs(bdf)) return null;
    const [fn] = (await this.sysfs.scan([bdf])).functions;
    const name = fn === undefined ? undefined : interfacesOf(fn).settings?.name;
    return name === undefined ? null : await readVfSettings(this.ip, name);
  }

  private get devlink(): RunIp {
    return this.options.devlink ?? (this.sysfs.isReal ? systemDevlink : noIp);
  }

  private get ip(): RunIp {
    return this.options.ip ?? (this.sysfs.isReal ? systemIp : noIp);
  }
}
