/** The machines that can be opened by name, and those that are open. */
import { join } from "node:path";
import type { HostIdText, Output } from "../../shared/contract/contract.ts";
import { CallError } from "../../shared/contract/wire.ts";
import { functionNames, type PciIds } from "../../shared/pci/ids.ts";
import type { HostAccess, HotplugDemo } from "../host/access.ts";
import { FileHost } from "../host/file/file-host.ts";
import { LocalHost } from "../host/local/local-host.ts";
import { loadPciIds } from "../host/local/pci-ids-file.ts";
import { createDemoHost, DEMO_MACHINES } from "../host/simulated/machines/catalogue.ts";
import { type Journal, type JournalOptions, MemoryJournal, openJournal } from "./journal.ts";
import { MachineSession, type NameLookup } from "./machine-session.ts";
import { MachineOperations } from "./operations.ts";
import { privateDirectory } from "./user-paths.ts";

export interface OpenMachine {
  readonly id: HostIdText;
  readonly session: MachineSession;
  readonly operations: MachineOperations;
  /** Only a demo machine's. */
  readonly hotplug: HotplugDemo | null;
}

type MakeJournal = (options: JournalOptions) => Journal;

const inMemory: MakeJournal = (options) => new MemoryJournal(options);

/** On disk where there is a place for it; in memory otherwise, which still undoes until the program ends. */
function journalIn(directory: string | null): MakeJournal {
  const folder = directory === null ? null : privateDirectory(directory);
  return folder === null ? inMemory : (options) => openJournal(folder, options);
}

interface CatalogueOptions {
  readonly assets: string;
  readonly sysfsRoot: string | null;
  readonly journalDirectory: string | null;
}

export class HostCatalogue {
  private readonly options: CatalogueOptions;
  private readonly open_ = new Map<HostIdText, Promise<OpenMachine>>();
  private readonly ready = new Map<HostIdText, OpenMachine>();
  private readonly texts = new Map<HostIdText, { readonly name: string; readonly host: FileHost }>();
  private names: Promise<PciIds> | null = null;

  constructor(options: CatalogueOptions) {
    this.options = options;
  }

  demos(): Output<"app.info">["demos"] {
    return DEMO_MACHINES.map(({ name, title, about }) => ({ host: `demo:${name}`, name, title, about }));
  }

  files(): Output<"app.info">["files"] {
    return [...this.texts].map(([host, { name }]) => ({ host, name }));
  }

  /** The machines that are open now. */
  opened(): readonly OpenMachine[] {
    return [...this.ready.values()];
  }

  /** True when a call's input names a machine that is no demo and no file. */
  isReal(input: unknown): boolean {
    if (typeof input !== "object" || input === null || !("host" in input)) return false;
    return typeof input.host === "string" && !/^(demo|file):/.test(input.host);
  }

  /** @throws Error with one sentence when the text is neither a dump nor a report */
  openText(name: string, text: string): HostIdText {
    const opened = FileHost.open(name, text);
    if (!opened.ok) throw new CallError("BAD_REQUEST", opened.message);
    const id = `file:${this.texts.size + 1}`;
    this.texts.set(id, { name, host: opened.host });
    return id;
  }

  /** Opens the machine, or joins it where it is open already. @throws CallError when it is unknown or cannot be read */
  open(id: HostIdText): Promise<OpenMachine> {
    const there = this.open_.get(id);
    if (there) return there;
    const opening = this.start(id);
    this.open_.set(id, opening);
    // One that could not be opened may be tried again.
    opening.catch(() => this.open_.delete(id));
    return opening;
  }

  async close(): Promise<void> {
    for (const { session, operations } of this.ready.values()) {
      await operations.close();
      await session.close();
    }
    this.ready.clear();
    this.open_.clear();
  }

  private async start(id: HostIdText): Promise<OpenMachine> {
    const { host, hotplug, journal } = this.create(id);
    const session = new MachineSession(id, host, await this.nameLookup());
    try {
      await session.start();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new CallError("IO", `The machine could not be read: ${reason}`);
    }
    const machine: OpenMachine = { id, session, operations: new MachineOperations(session, journal), hotplug };
    this.ready.set(id, machine);
    return machine;
  }

  private create(id: HostIdText): { host: HostAccess; hotplug: HotplugDemo | null; journal: MakeJournal } {
    const { sysfsRoot, journalDirectory } = this.options;
    if (id === "local") {
      if (sysfsRoot !== null) return { host: new LocalHost({ root: sysfsRoot }), hotplug: null, journal: inMemory };
      return { host: new LocalHost(), hotplug: null, journal: journalIn(journalDirectory) };
    }
    const demo = DEMO_MACHINES.find(({ name }) => id === `demo:${name}`);
    if (demo) {
      const host = createDemoHost(demo);
      return { host, hotplug: host, journal: inMemory };
    }
    const file = this.texts.get(id);
    if (file) return { host: file.host, hotplug: null, journal: inMemory };
    throw new CallError("NOT_FOUND", `There is no machine ${id}.`);
  }

  private async nameLookup(): Promise<NameLookup> {
    this.names ??= loadPciIds(join(this.options.assets, "pci.ids")).then(({ ids }) => ids);
    const ids = await this.names;
    return (facts) => functionNames(ids, facts);
  }
}
