/** One handler for each call of the contract. */

import type { HostIdText, Live } from "../../../shared/contract/contract.ts";
import type { Handlers } from "../../../shared/contract/dispatch.ts";
import { CallError } from "../../../shared/contract/wire.ts";
import { errorWords } from "../../../shared/words/errors.ts";
import { ended } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import { PROGRAM_WORDS as T } from "../../../shared/words/texts/program.ts";
import { systemReason } from "../../host/errors.ts";
import { LEFT_KEY } from "../../host/left-unread.ts";
import { systemProgram } from "../../host/places/programs.ts";
import type { Log } from "../log/log.ts";
import { accessOf, type HostCatalogue, type OpenMachine } from "../machines/host-catalogue.ts";
import type { Prompts } from "../machines/prompts.ts";
import { compareMachines } from "./comparisons.ts";
import type { Connection } from "./connection.ts";
import { Feed } from "./feed.ts";
import { PageFailures } from "./page-failures.ts";
import { createReport } from "./reports.ts";
import type { Settings } from "./settings.ts";
import type { ShownLanguage } from "./shown-language.ts";
import { entryView, planView } from "./views.ts";

interface HandlerOptions {
  readonly hosts: HostCatalogue;
  readonly prompts: Prompts;
  readonly settings: Settings;
  readonly language: Pick<ShownLanguage, "ofStart">;
  readonly systemLanguages: readonly string[] | null;
  readonly log: Log;
  readonly version: string;
  readonly commit: string | null;
  /** Where it keeps what it remembers; null = nowhere. */
  readonly places: Readonly<Record<"settings" | "journal", string | null>>;
  readonly initial: HostIdText;
  /** What a page is told first. */
  readonly notices: () => readonly Words[];
}

function liveOf(machine: OpenMachine): Live {
  return { host: machine.id, ...machine.session.live };
}

/** Lets a page hear of a machine; once, however often it opens it. @returns what brings it the functions */
function join(hosts: HostCatalogue, machine: OpenMachine, connection: Connection): Feed {
  const watched = connection.joined.get(machine.id);
  if (watched?.machine === machine) return watched.feed;
  // Another page has ended what this one heard of: it was opened again since.
  watched?.leave();
  const host = machine.id;
  const leaveHost = hosts.watch(host);
  const feed = new Feed((patch) => connection.send("machine.changed", { host, patch }));
  const leaveSession = machine.session.listen({
    changed: (patch) => feed.add(patch),
    live: (status) => connection.send("live.changed", { host, ...status }),
  });
  const leaveOperations = machine.operations.listen({
    progress: (status) => connection.send("operation.progress", { host, status }),
    journal: (entry) => connection.send("journal.changed", { host, entry: entryView(entry) }),
  });
  const leaveAccess = machine.lock?.onAccess((access) => connection.send("access.changed", { host, access }));
  connection.joined.set(host, {
    machine,
    feed,
    leave() {
      leaveSession();
      leaveAccess?.();
      leaveOperations();
      leaveHost();
      feed.end();
    },
  });
  return feed;
}

/** The page asks for something newer: ends what it asked for before. */
function takeOver(running: WeakMap<Connection, AbortController>, connection: Connection): AbortSignal {
  running.get(connection)?.abort(new CallError("BAD_REQUEST", T.superseded));
  const controller = new AbortController();
  running.set(connection, controller);
  return controller.signal;
}

/** A connection that was lost is made again first, with questions where ssh has some; a look that failed is taken again. */
async function openMachine(hosts: HostCatalogue, host: HostIdText): Promise<OpenMachine> {
  const machine = await hosts.open(host);
  const isPart = machine.session.snapshot.partOf !== undefined;
  if (machine.session.live.state === "lost" && (isPart || machine.connection !== null)) {
    try {
      await machine.connection?.reconnect();
      await machine.session.refresh();
    } catch {
      // Its live state says why; what was seen last is shown.
    }
  }
  return machine;
}

/** @throws CallError with the reason when the machine does not answer */
async function refresh({ session }: OpenMachine): Promise<void> {
  try {
    await session.refresh();
  } catch (error) {
    const { name } = session.snapshot.identity;
    throw new CallError("IO", T.noResponse({ name, reason: errorWords(error) }));
  }
}

/** Those whose version says something about a fault. */
const PARTS = { electron: "Electron", chrome: "Chromium", node: "Node.js" } as const;

function partsOfProgram(commit: string | null) {
  const runtimes = Object.entries(PARTS).flatMap(([id, name]) => {
    const version = process.versions[id];
    return version === undefined ? [] : [{ name, version }];
  });
  return commit === null ? runtimes : [{ name: "Commit", version: commit }, ...runtimes];
}

export function createHandlers(options: HandlerOptions): Handlers<Connection> {
  const searches = new WeakMap<Connection, AbortController>();
  const comparisons = new WeakMap<Connection, AbortController>();
  const texts = new WeakMap<Connection, AbortController>();
  const vpdReads = new WeakMap<Connection, AbortController>();
  const { hosts, settings, log, places } = options;
  const failures = new PageFailures(log);
  return {
    async "app.info"(_input, { shell, rights, prompts }) {
      // The first that a page asks, also one that a window has loaded again over the same connection.
      options.prompts.tell(prompts);
      return {
        version: options.version,
        shell: shell.shell,
        platform: process.platform,
        initial: options.initial,
        ...rights,
        demos: hosts.demos(),
        files: hosts.files(),
        language: options.language.ofStart,
        systemLanguages: options.systemLanguages === null ? null : [...options.systemLanguages],
        notices: [...options.notices()],
      };
    },
    "app.about": async () => ({ parts: partsOfProgram(options.commit), ...places, log: log.path }),
    "log.read": async () => ({ text: log.tail() }),
    async "log.open"(_input, { shell }) {
      if (shell.show === null) throw new CallError("REFUSED", T.browserCannotOpen);
      if (log.path === null) throw new CallError("NOT_FOUND", T.noLog);
      try {
        await shell.show(log.path);
      } catch (error) {
        throw new CallError("IO", T.notOpened({ path: log.path, reason: ended(errorWords(error)) }));
      }
      return {};
    },
    async "page.failed"(failure) {
      failures.take(failure);
      return {};
    },
    async "host.open"({ host }, connection) {
      const machine = await openMachine(hosts, host);
      const feed = join(hosts, machine, connection);
      connection.send("access.changed", { host, access: accessOf(machine) });
      // A page that was loaded again has heard nothing of it yet, and it may wait for a person's word.
      const { status } = machine.operations.runner;
      if (status?.state === "running") connection.send("operation.progress", { host, status });
      return { snapshot: feed.begin(machine.session.snapshot), live: liveOf(machine) };
    },
    async "host.close"({ host }, connection) {
      connection.joined.get(host)?.leave();
      connection.joined.delete(host);
      return {};
    },
    "host.opened": async () => ({ machines: hosts.openedEntries() }),
    async "host.disconnect"({ host }, connection) {
      connection.joined.get(host)?.leave();
      connection.joined.delete(host);
      await hosts.disconnect(host);
      return {};
    },
    async "host.unlock"({ host }) {
      await (await hosts.use(host)).lock?.unlock();
      return {};
    },
    async "host.lock"({ host }) {
      await (await hosts.use(host)).lock?.lock();
      return {};
    },
    async "ssh.hosts"() {
      const named = hosts.sshHosts().map(({ name, hostName }) => ({ host: `ssh:${name}`, name, about: hostName }));
      return {
        hosts: named,
        problem: systemProgram("ssh") !== null ? null : T.noSsh,
      };
    },
    "helper.text": async () => ({ text: hosts.helperText() }),
    async "prompt.answer"({ id, answer }) {
      if (!options.prompts.end(id, answer)) throw new CallError("NOT_FOUND", T.promptOver);
      return {};
    },
    async "prompt.cancel"({ id }) {
      options.prompts.end(id, null);
      return {};
    },
    async "host.openText"(opened, connection) {
      const input = "text" in opened ? opened.text : Buffer.from(opened.bytes, "base64");
      const signal = takeOver(texts, connection);
      const onPart = (part: number) => connection.send("text.progress", { part });
      const modified = "bytes" in opened ? opened.modified : null;
      return await hosts.openText(opened.name, input, { signal, onPart, modified });
    },
    async "text.cancel"(_input, connection) {
      texts.get(connection)?.abort(new CallError("BAD_REQUEST", T.cancelled));
      return {};
    },
    async "live.set"({ host, paused }) {
      const machine = await hosts.use(host);
      await machine.session.setPaused(paused);
      return liveOf(machine);
    },
    async "machine.refresh"({ host }) {
      const machine = await hosts.use(host);
      machine.fields.forget();
      machine.session.host.askAgain?.();
      await refresh(machine);
      return {};
    },
    async "config.read"({ host, bdf, wake }) {
      const { session, fields } = await hosts.use(host);
      fields.forget(bdf);
      return session.host.config(bdf, { wake });
    },
    async "vpd.read"({ host, bdf }, connection) {
      const { session } = await hosts.use(host);
      return session.host.vpd(bdf, { signal: takeOver(vpdReads, connection) });
    },
    async "vpd.cancel"(_input, connection) {
      vpdReads.get(connection)?.abort();
      return {};
    },
    async "fields.search"({ host, ...query }, connection) {
      const signal = takeOver(searches, connection);
      const { fields } = await hosts.whole(host);
      return fields.search(query, signal, (done, total) => connection.send("fields.progress", { host, done, total }));
    },
    async "fields.forget"({ host }) {
      (await hosts.use(host)).fields.forget();
      return {};
    },
    async "function.leave"({ host, bdf, isLeft }) {
      await hosts.leaveUnread(host, bdf, isLeft);
      return {};
    },
    "function.detail": async ({ host, bdf }) => (await hosts.use(host)).session.host.detail(bdf),
    "machine.usage": async ({ host }) => (await hosts.whole(host)).usage.now(),
    async "machine.compare"({ host, with: other }, connection) {
      const signal = takeOver(comparisons, connection);
      const onPart = (part: number) => connection.send("compare.progress", { part });
      return await compareMachines(hosts, host, other, { signal, onPart });
    },
    async "compare.cancel"(_input, connection) {
      comparisons.get(connection)?.abort(new CallError("BAD_REQUEST", T.cancelled));
      return {};
    },
    "operation.plan": async ({ host, request }) => planView(await (await hosts.whole(host)).operations.plan(request)),
    "operation.run": async ({ host, planId, confirm, wayBackSeconds }) =>
      (await hosts.whole(host)).operations.run(planId, { confirm: confirm ?? null, wayBackSeconds }),
    async "operation.confirm"({ operationId, keep }) {
      for (const machine of hosts.opened()) if (machine.operations.runner.confirm(operationId, keep)) return {};
      throw new CallError("NOT_FOUND", T.confirmOver);
    },
    async "journal.settle"({ host, entryId }) {
      await (await hosts.use(host)).operations.settle(entryId);
      return {};
    },
    async "operation.cancel"({ operationId }) {
      for (const machine of hosts.opened()) if (machine.operations.runner.cancel(operationId)) return {};
      throw new CallError("NOT_FOUND", T.notRunning);
    },
    async "journal.list"({ host }) {
      const { operations } = await hosts.whole(host);
      const entries = await operations.entries();
      return { entries: entries.map(entryView), unread: operations.unread };
    },
    "report.create": async (request) => createReport(await hosts.whole(request.host), request, options.version),
    async "report.save"(request, { shell }) {
      if (shell.save === null) throw new CallError("REFUSED", T.cannotSave);
      const report = await createReport(await hosts.whole(request.host), request, options.version);
      try {
        return { saved: await shell.save(report.fileName, report.text) };
      } catch (error) {
        throw new CallError("IO", T.notWritten({ reason: systemReason(error) }));
      }
    },
    "settings.get": async () => settings.get(),
    async "settings.set"({ [LEFT_KEY]: _, ...changes }) {
      // What is left unread is no page's own: `function.leave` alone changes it.
      settings.set(changes);
      return {};
    },
    async "demo.hotplug"({ host, bdf, action }) {
      const { hotplug } = await hosts.use(host);
      if (hotplug === null) throw new CallError("REFUSED", T.demoOnly);
      if (!hotplug[action](bdf)) {
        throw new CallError("NOT_FOUND", action === "plug" ? T.isPresent({ bdf }) : T.isAbsent({ bdf }));
      }
      return { unplugged: [...hotplug.unplugged()] };
    },
  };
}
