/** The program behind both shells: holds the machines, answers the contract, tells pages of changes. */
import "../../../shared/words/all.ts";
import { randomUUID } from "node:crypto";
import { release } from "node:os";
import { basename } from "node:path";
import type { HostIdText, Payload, TopicName } from "../../../shared/contract/contract.ts";
import { dispatch } from "../../../shared/contract/dispatch.ts";
import { type Rights, refusalOf } from "../../../shared/contract/rights.ts";
import { type ReplyMessage, WIRE_VERSION } from "../../../shared/contract/wire.ts";
import { errorWords } from "../../../shared/words/errors.ts";
import type { Words } from "../../../shared/words/message.ts";
import { say } from "../../../shared/words/say.ts";
import { PROGRAM_WORDS as T } from "../../../shared/words/texts/program.ts";
import { modifiedAt, readOwnFile } from "../../host/file/read-file.ts";
import { removeLeftovers } from "../../host/places/leftovers.ts";
import { logHelperLines } from "../log/helper-lines.ts";
import { errorDetails, type Log } from "../log/log.ts";
import { HostCatalogue, type OpenedText } from "../machines/host-catalogue.ts";
import { Prompts } from "../machines/prompts.ts";
import type { Connection, ShellConnection } from "./connection.ts";
import { createHandlers } from "./handlers.ts";
import type { LaunchOptions } from "./launch-options.ts";
import { isLeftUnknown, leftStore } from "./left-store.ts";
import { openSettings, type Settings } from "./settings.ts";
import { ShownLanguage } from "./shown-language.ts";

export interface ProgramOptions {
  readonly launch: LaunchOptions;
  readonly version: string;
  /** What it was built from; left out = not known. */
  readonly commit?: string | null;
  /** Of the reader, the preferred one first; left out = pages run elsewhere, and know them. */
  readonly systemLanguages?: readonly string[];
  /** The assets/ folder. */
  readonly assets: string;
  /** null = remember nothing on disk */
  readonly settingsDirectory: string | null;
  readonly journalDirectory: string | null;
  readonly log: Log;
}

export interface Program {
  readonly settings: Settings;
  readonly language: ShownLanguage;
  /** Opens a file of the user's own. @throws Error with one sentence when it cannot be read, or nothing in it can */
  openFile(path: string): Promise<OpenedText>;
  connect(shell: ShellConnection): { request(message: unknown): Promise<ReplyMessage>; close(): void };
  close(): Promise<void>;
}

export async function openProgram(options: ProgramOptions): Promise<Program> {
  const { launch, log } = options;
  const versions = ["electron", "node"].flatMap((id) =>
    process.versions[id] === undefined ? [] : `${id} ${process.versions[id]}`,
  );
  const kernel = `${process.platform} ${release()} ${process.arch}`;
  log.info("program", `SR-IOV Inspector ${options.version} has started: ${versions.join(", ")}, ${kernel}.`);
  const left = removeLeftovers();
  if (left.length > 0) log.info("program", `Removed what programs have left that were killed: ${left.join(", ")}.`);
  const endHelperLines = logHelperLines(log);
  const settings = openSettings(options.settingsDirectory);
  const language = new ShownLanguage(launch.lang, settings, options.systemLanguages ?? []);
  const prompts = new Prompts();
  const hosts = new HostCatalogue({
    assets: options.assets,
    sysfsRoot: launch.sysfsRoot,
    demoKernel: launch.kernel,
    sshConfig: launch.sshConfig,
    journalDirectory: options.journalDirectory,
    log,
    asker: (host) => prompts.asker(host),
    left: leftStore(settings, launch.skip ?? []),
  });
  const notices: Words[] = [];
  const openFile = async (path: string): Promise<OpenedText> => {
    return await hosts.openText(basename(path), readOwnFile(path), { modified: modifiedAt(path) });
  };
  let initial: HostIdText = launch.host;
  if (launch.file !== null) {
    try {
      initial = (await openFile(launch.file)).host;
    } catch (error) {
      notices.push(T.notOpened({ path: launch.file, reason: errorWords(error) }));
    }
  }
  const unkept = (): readonly Words[] => {
    const { problem, isLater } = settings;
    const journal = hosts.journalProblem(initial);
    return [
      ...(problem === null
        ? []
        : [isLater ? T.settingsOfLater({ why: problem }) : T.settingsNotKept({ why: problem })]),
      ...(journal === null ? [] : [T.journalNotKept({ why: journal })]),
    ];
  };
  if (isLeftUnknown(settings)) notices.push(T.leftUnknown);
  for (const notice of [...notices, ...unkept()]) log.warn("program", say("en", notice));
  const handlers = createHandlers({
    hosts,
    prompts,
    settings,
    language,
    systemLanguages: options.systemLanguages ?? null,
    log,
    version: options.version,
    commit: options.commit ?? null,
    places: { settings: options.settingsDirectory, journal: options.journalDirectory },
    initial,
    notices: () => [...notices, ...unkept()],
  });
  const named = launch.host.startsWith("ssh:") ? launch.host : null;

  /** The machine that a call is about: named, or found by the operation or the question that it is about. */
  const machineOf = (input: unknown): HostIdText | null => {
    if (typeof input !== "object" || input === null) return null;
    if ("host" in input && typeof input.host === "string") return input.host;
    if ("operationId" in input) {
      return (
        hosts.opened().find(({ operations }) => operations.runner.status?.operationId === input.operationId)?.id ?? null
      );
    }
    return "id" in input && typeof input.id === "string" ? prompts.hostOf(input.id) : null;
  };

  return {
    settings,
    language,
    openFile,
    connect(shell) {
      const { changes } = shell;
      const rights: Rights = {
        changesAllowed: changes.allowed,
        changesRefusedBecause: changes.allowed ? null : changes.because,
        named,
      };
      const connection: Connection = {
        id: randomUUID(),
        shell,
        rights,
        prompts: {
          mayAnswer: (host) => refusalOf("prompt.answer", "acts", host, rights) === null,
          asked: (question) => connection.send("prompt.asked", question),
          ended: (id) => connection.send("prompt.ended", { id }),
        },
        joined: new Map(),
        send<K extends TopicName>(topic: K, payload: Payload<K>) {
          shell.send({ v: WIRE_VERSION, topic, payload });
        },
      };
      const leavePrompts = prompts.listen(connection.prompts);
      return {
        request: (message) =>
          dispatch(message, {
            handlers,
            context: connection,
            refuse: (method, level, input) => refusalOf(method, level, machineOf(input), rights),
            onInternalError: (method, error) => log.error("program", `${method} failed inside.`, errorDetails(error)),
          }),
        close() {
          leavePrompts();
          for (const watch of connection.joined.values()) watch.leave();
          connection.joined.clear();
        },
      };
    },
    async close() {
      await hosts.close();
      endHelperLines();
      log.info("program", "It has ended in good order.");
    },
  };
}
