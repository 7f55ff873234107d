/**
 * A machine as its sysfs tells of it: all that is read, and nothing that changes it. Loads quickly, for the command line
 * needs no more; the window's `LocalHost` adds the rest.
 */
import { existsSync } from "node:fs";
import { release } from "node:os";
import { resolve } from "node:path";
import type {
  ConfigReading,
  FunctionDetail,
  FunctionFacts,
  HostIdentity,
  ScanResult,
  VpdReading,
} from "../../../shared/machine/facts.ts";
import { configSpaceOf } from "../../../shared/machine/kernel-view.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { ConfigSpace } from "../../../shared/pci/config-space.ts";
import type { OnPart } from "../access.ts";
import { type LeftUnread, unreadConfig } from "../left-unread.ts";
import { ownUid, ROOT_UID } from "../places/owners.ts";
import { vpdProblem } from "../vpd-problem.ts";
import { AttributeReader } from "./attribute-reader.ts";
import { CONFIG_TIMEOUT, ConfigReader, readSpaceNow, WHOLE } from "./config-reading.ts";
import { readDetail } from "./detail.ts";
import { EVERYTHING, type ScanContext, type Wanted } from "./function-facts.ts";
import { readIdentity } from "./identity.ts";
import { LockedReads } from "./locked-reads.ts";
import { type ModuleTables, readModuleTables } from "./modules.ts";
import { readNvmeVfs, systemNvme } from "./nvme-vfs.ts";
import { listFunctions, readEach, scan } from "./scan.ts";
import { powerState } from "./values.ts";
import { VpdReader } from "./vpd-reader.ts";

const REAL_ROOT = "/sys";

export interface SysfsOptions {
  /** Where sysfs is; `/sys` by default. `ROOT/bus/pci` is what `lspci -O sysfs.path=` takes. */
  readonly root?: string;
  /** Folder with modules.alias; by default the running kernel's, null = none. */
  readonly modulesDir?: string | null;
  /** Which facts a scan reads; everything by default. */
  readonly wanted?: Wanted;
  /** Functions of which nothing is read that goes to their registers. */
  readonly left?: LeftUnread;
  /** How long an attribute may take that is read under the device's lock. */
  readonly lockTimeoutMs?: number;
  /** How long the whole of the product data may take. */
  readonly vpdTimeoutMs?: number;
}

/** The bytes of a function, null where there are none to be had, or `gone` when it has left. */
export type SpaceAnswer = ConfigSpace | null | "gone";

export class SysfsReader {
  readonly root: string;
  /** The kernel's own sysfs, not a tree of files that looks like it. */
  readonly isReal: boolean;
  readonly reader = new AttributeReader();
  readonly locked: LockedReads;
  private readonly options: SysfsOptions;
  private readonly configs = new ConfigReader(CONFIG_TIMEOUT);
  private readonly vpds: VpdReader;
  private readonly busNumbers: ScanContext["busNumbers"] = new Map();
  private readonly bytes = new Uint8Array(WHOLE);
  private tables: Promise<ModuleTables> | null = null;

  constructor(options: SysfsOptions) {
    this.root = resolve(options.root ?? REAL_ROOT);
    this.isReal = this.root === REAL_ROOT;
    this.options = options;
    this.locked = new LockedReads(options.lockTimeoutMs);
    this.vpds = new VpdReader(options.vpdTimeoutMs);
  }

  async identity(): Promise<HostIdentity> {
    return readIdentity(this.reader, this.root, this.isReal);
  }

  /** The addresses of all functions, sorted, and what is wrong with the others. */
  list(): ReturnType<typeof listFunctions> {
    return listFunctions(this.reader, this.root);
  }

  /** @see HostAccess.scan */
  async scan(only?: readonly Bdf[], onPart?: OnPart): Promise<ScanResult> {
    return await scan({ ...(await this.tools()), locked: this.locked }, only, onPart);
  }

  /** Each function is read when it is asked for, and one that has left is passed over. */
  async functions(bdfs: readonly Bdf[]): Promise<Iterable<FunctionFacts>> {
    return readEach(await this.tools(), bdfs);
  }

  private isLeft(bdf: Bdf): boolean {
    return this.options.left?.has(bdf) === true;
  }

  private async tools() {
    const { root, reader, busNumbers } = this;
    const { wanted = EVERYTHING } = this.options;
    // Of a tree alone no modules are shown, and their tables are large.
    this.tables ??= readModuleTables(wanted.lspci || wanted.rest ? this.modulesDir() : null);
    const isLeft = (bdf: Bdf) => this.isLeft(bdf);
    return { root, reader, busNumbers, wanted, isLeft, modules: await this.tables };
  }

  /** @see HostAccess.config */
  async config(bdf: Bdf, options: { readonly wake: boolean }): Promise<ConfigReading> {
    if (this.isLeft(bdf)) return unreadConfig();
    const dir = this.folder(bdf);
    if (!options.wake && this.power(dir) === "D3cold") return { state: "asleep" };
    const reading = await this.configs.read(`${dir}/config`);
    const left = reading.state === "unreadable" && reading.problem.code === "ENOENT" && !existsSync(dir);
    return left ? { state: "gone" } : reading;
  }

  /**
   * The same as bytes for a program that does nothing else meanwhile: at once, and a promise only for a function that may
   * have to wake up. The next call writes over the bytes.
   */
  spaceOf(
    { bdf, powerState }: Pick<FunctionFacts, "bdf" | "powerState">,
    options: { readonly wake: boolean },
  ): SpaceAnswer | Promise<SpaceAnswer> {
    if (this.isLeft(bdf)) return null;
    if (powerState !== null && powerState !== "D0") return this.spaceOfSleeper(bdf, options);
    const dir = this.folder(bdf);
    return readSpaceNow(`${dir}/config`, this.bytes) ?? (existsSync(dir) ? null : "gone");
  }

  private async spaceOfSleeper(bdf: Bdf, options: { readonly wake: boolean }): Promise<SpaceAnswer> {
    const reading = await this.config(bdf, options);
    return reading.state === "gone" ? "gone" : configSpaceOf(reading);
  }

  /** @see HostAccess.detail. What VFs are set to is not in sysfs; controllers of NVMe VFs are not either, and asked for. */
  async detail(bdf: Bdf): Promise<FunctionDetail> {
    const { root, reader, locked } = this;
    const detail = await readDetail({ root, reader, locked }, bdf, this.folder(bdf));
    // A tree of files has no controller behind it.
    if (!this.isReal || !this.isPf(bdf)) return detail;
    const nvmeVfs = await readNvmeVfs(root, bdf, { nvme: systemNvme(), isRoot: ownUid() === ROOT_UID });
    return nvmeVfs === null ? detail : { ...detail, nvmeVfs };
  }

  /** @see HostAccess.vpd */
  async vpd(bdf: Bdf, { signal }: { readonly signal?: AbortSignal } = {}): Promise<VpdReading> {
    const dir = this.folder(bdf);
    if (!existsSync(dir)) return vpdProblem("ENODEV");
    if (!existsSync(`${dir}/vpd`)) return { state: "absent" };
    if (this.power(dir) === "D3cold") return { state: "asleep" };
    return await this.vpds.read(`${dir}/vpd`, signal);
  }

  /** Whether the kernel can switch VFs of it on. */
  isPf(bdf: Bdf): boolean {
    return existsSync(`${this.folder(bdf)}/sriov_totalvfs`);
  }

  /** Whether VFs are on, as a look at the first one tells. */
  hasVfs(bdf: Bdf): boolean {
    return existsSync(`${this.folder(bdf)}/virtfn0`);
  }

  async close(): Promise<void> {
    this.locked.close();
    this.vpds.close();
  }

  private power(dir: string): ReturnType<typeof powerState> {
    return powerState(this.reader.text(`${dir}/power_state`) ?? "");
  }

  private folder(bdf: Bdf): string {
    return `${this.root}/bus/pci/devices/${bdf}`;
  }

  private modulesDir(): string | null {
    const { modulesDir } = this.options;
    return modulesDir === undefined ? `/lib/modules/${release()}` : modulesDir;
  }
}
