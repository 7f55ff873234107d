/** The machines that can be opened by name, and those that are open. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { HostIdText, OpenedMachineEntry, Output } from "../../../shared/contract/contract.ts";
import { CallError } from "../../../shared/contract/wire.ts";
import { ACCESS_UNKNOWN, type AccessState } from "../../../shared/machine/access-state.ts";
import type { FunctionFacts, FunctionInfo } from "../../../shared/machine/facts.ts";
import { infoBy } from "../../../shared/machine/function-info.ts";
import { parseSshTarget } from "../../../shared/machine/ssh-target.ts";
import type { JournalEntry } from "../../../shared/operations/record/record.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { PciIds } from "../../../shared/pci/ids.ts";
import { errorWords } from "../../../shared/words/errors.ts";
import type { Words } from "../../../shared/words/message.ts";
import { say } from "../../../shared/words/say.ts";
import { FILE_WORDS } from "../../../shared/words/texts/files.ts";
import { PROGRAM_WORDS as T } from "../../../shared/words/texts/program.ts";
import type { HostAccess, HotplugDemo, Reconnectable, Unlockable } from "../../host/access.ts";
import type { OpenedFile } from "../../host/file/file-host.ts";
import { type OpenOptions, openFile } from "../../host/file/open-file.ts";
import { realRoot, treeScript } from "../../host/helper/placed-script.ts";
import { cardOf, type LeftRule, LeftUnread, leavingUnread } from "../../host/left-unread.ts";
import { LocalHost } from "../../host/local/local-host.ts";
import { loadPciIds } from "../../host/local/pci-ids-file.ts";
import { UnlockableHost } from "../../host/local/unlockable-host.ts";
import type { Claim } from "../../host/places/own-folder.ts";
import { runtimeDirectories } from "../../host/places/places.ts";
import { isLinux, otherSystem } from "../../host/places/system.ts";
import { createDemoHost, DEMO_MACHINES } from "../../host/simulated/machines/catalogue.ts";
import type { AskPerson } from "../../host/ssh/askpass.ts";
import { readingConfig } from "../../host/ssh/ssh-command.ts";
import { type ConfiguredHost, configuredHosts } from "../../host/ssh/ssh-config.ts";
import { SshHost } from "../../host/ssh/ssh-host.ts";
import { hashed } from "../../host/sysfs/machine-key.ts";
import { claimJournal, type Journal, type JournalOptions, journalOf, MemoryJournal } from "../journal/journal.ts";
import type { Log } from "../log/log.ts";
import { MachineOperations } from "../runner/operations.ts";
import { FieldSearch } from "../search/field-search.ts";
import { MachineSession } from "../session/machine-session.ts";
import { MachineUsage } from "../session/machine-usage.ts";
import { logMachine } from "./machine-log.ts";
import { unlockWays } from "./unlock-ways.ts";

export interface OpenMachine {
  readonly id: HostIdText;
  readonly session: MachineSession;
  readonly operations: MachineOperations;
  readonly usage: MachineUsage;
  readonly fields: FieldSearch;
  /** Only a demo machine's. */
  readonly hotplug: HotplugDemo | null;
  /** null where the rights are what they are. */
  readonly lock: Unlockable | null;
  /** Only of a machine on the other side of a connection. */
  readonly connection: Reconnectable | null;
  /** By the user's setting. */
  readonly left: LeftUnread;
}

/** What the lock of a machine says; of one that has none what its identity says. */
export function accessOf({ lock, session }: OpenMachine): AccessState {
  if (lock !== null) return lock.access;
  const { privileged } = session.snapshot.identity;
  const state = privileged === null ? "unknown" : privileged ? "unlocked" : "locked";
  return { ...ACCESS_UNKNOWN, state };
}

/** A host that was made and not yet read. */
interface CreatedHost {
  readonly host: HostAccess;
  readonly journal: MakeJournal;
  readonly hotplug?: HotplugDemo;
  readonly lock?: Unlockable;
  readonly connection?: Reconnectable;
}

type MakeJournal = (options: JournalOptions) => Journal;

const inMemory: MakeJournal = (options) => new MemoryJournal(options);

/** Trees of the same name are not the same machine: each has a journal and a lock of its own. */
function keyOf(root: string): string {
  return hashed(realRoot(root));
}

/**
 * What is kept for looking at is read again when an operation has ended, and who uses what also when it waits for a
 * person's word: no scan tells of all that was written.
 */
function forgetWhenWritten(machine: OpenMachine): void {
  const forget = ({ state }: Pick<JournalEntry, "state">): void => {
    if (state === "running") return;
    machine.usage.forget();
    machine.fields.forget();
  };
  machine.operations.listen({
    progress: (status) => {
      machine.usage.follow(status.state === "running" && status.wayBack?.state !== "asking");
      forget(status);
    },
    journal: forget,
  });
}

interface CatalogueOptions {
  readonly assets: string;
  readonly sysfsRoot: string | null;
  /** Release of the kernel that demo machines have; null = their own. */
  readonly demoKernel: string | null;
  readonly sshConfig: string | null;
  readonly journalDirectory: string | null;
  readonly log: Log;
  /** Answers what ssh asks on the way to a machine. */
  readonly asker: (host: HostIdText) => AskPerson;
  /** Functions that the user leaves unread, of each machine, and where a change of them is kept; left out = it is not. */
  readonly left?: LeftStore;
}

export interface LeftStore {
  of(host: HostIdText): readonly LeftRule[];
  keep(host: HostIdText, rules: readonly LeftRule[]): void;
}

/** The machines of a text that was opened. */
export interface OpenedText {
  readonly host: HostIdText;
  /** Machines or moments in the same text that cannot be the same one. */
  readonly others: HostIdText[];
}

/** A machine of a text that is open. */
interface TextMachine extends OpenedFile {
  /** The file's name. */
  readonly file: string;
  /** The first machine of the same text. */
  readonly first: HostIdText;
}

/** Opened texts and reports that are kept at once, as long as no page looks at more of them. */
export const MAX_FILES = 8;

export class HostCatalogue {
  private readonly options: CatalogueOptions;
  private readonly open_ = new Map<HostIdText, Promise<OpenMachine>>();
  private readonly ready = new Map<HostIdText, OpenMachine>();
  private readonly starting = new Map<HostIdText, MachineSession>();
  /** Machines of opened texts and reports, the one that was opened first before the others. */
  private readonly texts = new Map<HostIdText, TextMachine>();
  private textsOpened = 0;
  /** How many pages look at a machine. */
  private readonly watchers = new Map<HostIdText, number>();
  private names: Promise<PciIds> | null = null;

  constructor(options: CatalogueOptions) {
    this.options = options;
  }

  demos(): Output<"app.info">["demos"] {
    return DEMO_MACHINES.map(({ name, title, about }) => ({ host: `demo:${name}`, name, title, about }));
  }

  files(): Output<"app.info">["files"] {
    return [...this.texts].map(([host, { file, part, first, source }]) => {
      return { host, name: part === null ? file : FILE_WORDS.partOf({ file, part }), file, part, first, source };
    });
  }

  /** The machines that the ssh configuration names. */
  sshHosts(): readonly ConfiguredHost[] {
    return configuredHosts(this.options.sshConfig);
  }

  /** The machines that are open now. */
  opened(): readonly OpenMachine[] {
    return [...this.ready.values()];
  }

  /** Why the journal of this machine, or of one that is open, cannot be kept; null where all are, or none is to be. */
  journalProblem(id: HostIdText): Words | null {
    for (const host of [id, ...this.ready.keys()]) {
      const claim = this.journalClaim(host);
      if (claim !== null && "problem" in claim) return claim.problem;
    }
    return null;
  }

  /**
   * Opens a dump or a report; others get their turns in between. Its bytes are kept until it is closed, or until there are
   * {@link MAX_FILES} and one more is opened: then the first goes that no page looks at. What is made of the bytes, the
   * index of fields for one, is kept while a page looks at it.
   * @throws Error with one sentence when the text is neither a dump nor a report */
  async openText(name: string, input: string | Uint8Array, options: OpenOptions = {}): Promise<OpenedText> {
    const opened = await openFile(name, input, options);
    if (!opened.ok) throw new CallError("BAD_REQUEST", opened.message);
    const kept = new Set([...this.texts.values()].map(({ first }) => first));
    for (const first of kept) {
      if (kept.size < MAX_FILES) break;
      if (this.partsOf(first).some((id) => this.watchers.has(id))) continue;
      await this.disconnect(first);
      kept.delete(first);
    }
    const first = this.nextText();
    const others = opened.machines.slice(1).map(() => this.nextText());
    for (const [index, id] of [first, ...others].entries()) {
      const machine = opened.machines[index];
      if (machine !== undefined) this.texts.set(id, { ...machine, file: name, first });
    }
    return { host: first, others };
  }

  private nextText(): HostIdText {
    this.textsOpened += 1;
    return `file:${this.textsOpened}`;
  }

  /** All machines of the text that this one is of; empty where it is of none. */
  private partsOf(id: HostIdText): HostIdText[] {
    const first = this.texts.get(id)?.first;
    return [...this.texts].flatMap(([other, machine]) => (machine.first === first ? [other] : []));
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

  /**
   * A machine that is looked at already, or one of this computer. Only {@link open} reaches out to another machine, so
   * that whoever may not do that cannot do it by another call.
   * @throws CallError
   */
  async use(id: HostIdText): Promise<OpenMachine> {
    if (id.startsWith("ssh:") && !this.open_.has(id)) {
      throw new CallError("NOT_FOUND", T.notConnected({ name: id.slice("ssh:".length) }));
    }
    return await this.open(id);
  }

  /** {@link use}, once all functions are known: for what speaks of the machine as a whole. @throws CallError */
  async whole(id: HostIdText): Promise<OpenMachine> {
    const machine = await this.use(id);
    const { session } = machine;
    await session.whole().catch(() => {
      const { name } = session.snapshot.identity;
      throw new CallError("IO", T.unfinished({ name }));
    });
    return machine;
  }

  /** What runs as root here, and on the far side of ssh connections. */
  helperText(): string {
    return readFileSync(join(this.options.assets, "host-helper.sh"), "utf8");
  }

  openedEntries(): OpenedMachineEntry[] {
    return this.opened().map(({ id, session }) => {
      const { state, reason } = session.live;
      return { host: id, name: session.snapshot.identity.name, live: state, reason };
    });
  }

  /** A page looks at the machine from now on. @returns ends that; once */
  watch(id: HostIdText): () => void {
    this.watchers.set(id, (this.watchers.get(id) ?? 0) + 1);
    return () => {
      const left = (this.watchers.get(id) ?? 0) - 1;
      if (left > 0) this.watchers.set(id, left);
      else this.watchers.delete(id);
      if (left <= 0 && this.texts.has(id)) void this.end(id).catch(() => undefined);
    };
  }

  /**
   * Ends the connection to a machine, or the attempt to make one; a file is closed, with all its machines. One that is not
   * open is fine.
   */
  async disconnect(id: HostIdText): Promise<void> {
    const parts = this.partsOf(id);
    for (const each of parts.length === 0 ? [id] : parts) {
      await this.starting.get(each)?.host.close();
      this.texts.delete(each);
      await this.end(each);
    }
  }

  /** Lets go of what was made of a machine. One that can be opened can be opened again. */
  private async end(id: HostIdText): Promise<void> {
    const machine = this.ready.get(id);
    if (!machine) return;
    this.ready.delete(id);
    this.open_.delete(id);
    await machine.operations.close();
    await machine.session.close();
    this.options.log.info("machine", `${id} was closed.`);
  }

  async close(): Promise<void> {
    for (const session of this.starting.values()) await session.host.close();
    for (const { session, operations } of this.ready.values()) {
      await operations.close();
      await session.close();
    }
    this.ready.clear();
    this.open_.clear();
  }

  /**
   * Leaves a function of the machine unread from now on, or ends that, and looks at it again.
   * @throws CallError when there is no such function
   */
  async leaveUnread(id: HostIdText, bdf: Bdf, isLeft: boolean): Promise<void> {
    const { left, session, fields } = await this.use(id);
    const fn = session.machine.byBdf.get(bdf);
    if (fn === undefined) throw new CallError("NOT_FOUND", T.noFunction({ bdf }));
    if (isLeft) left.add({ bdf, card: cardOf(fn) });
    else left.remove(bdf);
    this.options.left?.keep(id, left.all);
    fields.forget(bdf);
    await session.refreshOnly([bdf]);
  }

  private async start(id: HostIdText): Promise<OpenMachine> {
    const left = new LeftUnread(this.options.left?.of(id));
    const { host, hotplug = null, lock = null, connection = null, journal } = this.create(id, left);
    const session = new MachineSession(id, leavingUnread(host, left), await this.namer());
    this.starting.set(id, session);
    try {
      await session.start();
    } catch (error) {
      await session.close();
      const reason = errorWords(error);
      this.options.log.warn("machine", `${id} could not be opened: ${say("en", reason)}`);
      if (connection === null) throw new CallError("IO", T.unreadable({ reason }));
      throw new CallError("IO", T.noConnection({ name: id.slice("ssh:".length), reason }));
    } finally {
      this.starting.delete(id);
    }
    const operations = new MachineOperations(session, journal);
    const machine: OpenMachine = {
      id,
      session,
      operations,
      usage: new MachineUsage(session),
      fields: new FieldSearch(session),
      hotplug,
      lock,
      connection,
      left,
    };
    forgetWhenWritten(machine);
    logMachine(machine, this.options.log);
    this.ready.set(id, machine);
    return machine;
  }

  private create(id: HostIdText, left: LeftUnread): CreatedHost {
    if (id === "local") return this.createLocal(left);
    if (id.startsWith("ssh:")) return this.createRemote(id, left);
    const demo = DEMO_MACHINES.find(({ name }) => id === `demo:${name}`);
    if (demo) {
      const host = createDemoHost(demo, this.options.demoKernel);
      return { host, hotplug: host, journal: inMemory };
    }
    const file = this.texts.get(id);
    if (file) return { host: file.host, journal: inMemory };
    if (id.startsWith("file:")) throw new CallError("NOT_FOUND", T.fileClosed);
    throw new CallError("NOT_FOUND", T.noMachine({ id }));
  }

  private createLocal(left: LeftUnread): CreatedHost {
    const { sysfsRoot } = this.options;
    const journal = this.journal("local");
    if (sysfsRoot !== null) {
      return { host: new LocalHost({ root: sysfsRoot, script: this.scriptOf(sysfsRoot), left }), journal };
    }
    const system = otherSystem();
    if (system !== null) {
      throw new CallError("NOT_FOUND", T.otherSystem({ system }));
    }
    const own = new LocalHost({ script: this.helperText(), left });
    if (process.getuid?.() === 0) return { host: own, journal };
    const host = new UnlockableHost(own, { ways: () => unlockWays({ script: this.helperText() }) });
    return { host, lock: host, journal };
  }

  /** The helper's text for a tree of files, whose lock is its user's own; undefined where there is no folder for it. */
  private scriptOf(root: string): string | undefined {
    const [folder] = isLinux() ? runtimeDirectories() : [];
    return folder === undefined ? undefined : treeScript(this.helperText(), root, join(folder, `tree-${keyOf(root)}`));
  }

  private createRemote(id: HostIdText, left: LeftUnread): CreatedHost {
    const name = id.slice("ssh:".length);
    const target = parseSshTarget(name);
    if (target === null) throw new CallError("BAD_REQUEST", T.notAName({ name }));
    const script = readFileSync(join(this.options.assets, "askpass.sh"), "utf8");
    const asking = { script, person: this.options.asker(id) };
    const extra = readingConfig(this.options.sshConfig);
    const host = new SshHost({ target, name, script: this.helperText(), asking, extra, left });
    return { host, lock: host, connection: host, journal: this.journal(id) };
  }

  private journal(id: HostIdText): MakeJournal {
    const claim = this.journalClaim(id);
    return claim === null ? inMemory : (options) => journalOf(claim, options);
  }

  /** Where the journal of a real machine is kept; null where none is to be. */
  private journalClaim(id: HostIdText): Claim | null {
    const { sysfsRoot, journalDirectory } = this.options;
    const isPlayed = id !== "local" && !id.startsWith("ssh:");
    if (journalDirectory === null || isPlayed) return null;
    if (id !== "local" || sysfsRoot === null) return claimJournal(journalDirectory);
    return claimJournal(journalDirectory, "trees", keyOf(sysfsRoot));
  }

  private async namer(): Promise<(facts: FunctionFacts) => FunctionInfo> {
    this.names ??= loadPciIds(join(this.options.assets, "pci.ids")).then(({ ids }) => ids);
    const ids = await this.names;
    return infoBy(ids);
  }
}
