/** One handler for each call of the contract. */
import type { HostIdText, Live, Payload, TopicName } from "../../shared/contract/contract.ts";
import type { Handlers } from "../../shared/contract/dispatch.ts";
import { CallError } from "../../shared/contract/wire.ts";
import type { HostCatalogue, OpenMachine } from "./host-catalogue.ts";
import type { ShellConnection } from "./program.ts";
import { createReport } from "./reports.ts";
import type { Settings } from "./settings.ts";

/** One connected page. */
export interface Connection {
  readonly id: string;
  readonly shell: ShellConnection;
  /** Machines that it watches, with what ends that. */
  readonly joined: Map<HostIdText, () => void>;
  send<K extends TopicName>(topic: K, payload: Payload<K>): void;
}

interface HandlerOptions {
  readonly hosts: HostCatalogue;
  readonly settings: Settings;
  readonly version: string;
  readonly initial: HostIdText;
  readonly notices: readonly string[];
}

function liveOf(machine: OpenMachine): Live {
  return { host: machine.id, ...machine.session.live };
}

/** Lets a page hear of a machine; once, however often it opens it. */
function join(machine: OpenMachine, connection: Connection): void {
  if (connection.joined.has(machine.id)) return;
  const host = machine.id;
  const leaveSession = machine.session.listen({
    changed: (patch) => connection.send("machine.changed", { host, patch }),
    live: (status) => connection.send("live.changed", { host, ...status }),
  });
  const leaveOperations = machine.operations.listen({
    progress: (status) => connection.send("operation.progress", { host, status }),
    journal: (entry) => connection.send("journal.changed", { host, entry }),
  });
  connection.joined.set(host, () => {
    leaveSession();
    leaveOperations();
  });
}

export function createHandlers(options: HandlerOptions): Handlers<Connection> {
  const { hosts, settings } = options;
  return {
    async "app.info"(_input, { shell }) {
      return {
        version: options.version,
        shell: shell.shell,
        platform: process.platform,
        initial: options.initial,
        changesAllowed: shell.changes.allowed,
        changesRefusedBecause: shell.changes.allowed ? null : shell.changes.because,
        demos: hosts.demos(),
        files: hosts.files(),
        notices: [...options.notices],
      };
    },
    async "host.open"({ host }, connection) {
      const machine = await hosts.open(host);
      join(machine, connection);
      return { snapshot: machine.session.snapshot, live: liveOf(machine) };
    },
    async "host.close"({ host }, connection) {
      connection.joined.get(host)?.();
      connection.joined.delete(host);
      return {};
    },
    async "host.openText"({ name, text }) {
      return { host: hosts.openText(name, text) };
    },
    async "live.set"({ host, paused }) {
      const machine = await hosts.open(host);
      await machine.session.setPaused(paused);
      return liveOf(machine);
    },
    async "machine.refresh"({ host }) {
      return (await hosts.open(host)).session.refresh();
    },
    async "config.read"({ host, bdf, wake }) {
      return (await hosts.open(host)).session.host.config(bdf, { wake });
    },
    async "function.detail"({ host, bdf }) {
      return (await hosts.open(host)).session.host.detail(bdf);
    },
    async "operation.plan"({ host, wish }) {
      return (await hosts.open(host)).operations.plan(wish);
    },
    async "operation.run"({ host, planId }) {
      return (await hosts.open(host)).operations.run(planId);
    },
    async "operation.cancel"({ operationId }) {
      for (const machine of hosts.opened()) if (machine.operations.cancel(operationId)) return {};
      throw new CallError("NOT_FOUND", "This operation is not running any more.");
    },
    async "journal.list"({ host }) {
      return { entries: await (await hosts.open(host)).operations.entries() };
    },
    async "report.create"(request) {
      return createReport((await hosts.open(request.host)).session, request, options.version);
    },
    async "report.save"(request, { shell }) {
      if (shell.save === null) throw new CallError("REFUSED", "This shell cannot ask where to save.");
      const report = await createReport((await hosts.open(request.host)).session, request, options.version);
      try {
        return { saved: await shell.save(report.fileName, report.text) };
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new CallError("IO", `The report could not be written: ${reason}.`);
      }
    },
    async "settings.get"() {
      return settings.get();
    },
    async "settings.set"(changes) {
      settings.set(changes);
      return {};
    },
    async "demo.hotplug"({ host, bdf, action }) {
      const { hotplug } = await hosts.open(host);
      if (hotplug === null) throw new CallError("REFUSED", "Only a demo machine's cards can be pulled out here.");
      if (!hotplug[action](bdf)) {
        const what = action === "plug" ? "is not missing" : "is not there";
        throw new CallError("NOT_FOUND", `${bdf} ${what}.`);
      }
      return { unplugged: [...hotplug.unplugged()] };
    },
  };
}
