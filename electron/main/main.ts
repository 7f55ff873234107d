/** The window's program: checks where it runs, opens the machines, shows one window. */
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { app, type BrowserWindow, dialog, Menu, nativeTheme, session, shell } from "electron";
import { visibleLine } from "../../shared/pci/visible-text.ts";
import { errorWords } from "../../shared/words/errors.ts";
import type { Words } from "../../shared/words/message.ts";
import { type Language, say } from "../../shared/words/say.ts";
import { PROGRAM_WORDS } from "../../shared/words/texts/program.ts";
import { configDirectory, stateDirectory } from "../host/places/places.ts";
import { cleanSearchPath } from "../host/places/programs.ts";
import { sayHere, systemLanguages, terminalLanguage } from "../host/places/terminal-language.ts";
import { demoNames } from "../host/simulated/machines/catalogue.ts";
import { errorDetails, Log } from "../services/log/log.ts";
import { logUncaught } from "../services/log/uncaught.ts";
import { loadInterface } from "../services/program/interface-files.ts";
import type { LaunchOptions } from "../services/program/launch-options.ts";
import { readLaunch } from "../services/program/named-file.ts";
import { openProgram, type Program } from "../services/program/program.ts";
import { commitWords, readRelease } from "../services/program/release.ts";
import { declareAppProtocol, secureApp, secureSession, serveAppProtocol } from "./app-protocol.ts";
import { IpcGate } from "./ipc.ts";
import { buildMenu, type MenuActions } from "./menu.ts";
import { type Handed, secondStart, secondStartWords } from "./second-start.ts";
import { createWindow, iconPath, PRODUCT } from "./window.ts";
import { unwritable, windowFolder } from "./window-folder.ts";
import { MAIN_WORDS } from "./words.ts";

/** dist/, beside which assets/ lies. */
const DIST = join(import.meta.dirname, "..");
const ASSETS = join(DIST, "..", "assets");
/** Its file in the packages. */
const DESKTOP_ENTRY = "sriov-inspector.desktop";

const release = readRelease(DIST);

/** What follows the program itself (and, unpackaged, its folder); Chromium's own switches come before or are dropped. */
function ownArguments(argv: readonly string[]): string[] {
  if (app.isPackaged) return argv.slice(1).filter((text) => !/^--(ozone|inspect|remote-debugging)/.test(text));
  const folder = argv.findIndex((text, index) => index > 0 && !text.startsWith("-"));
  return folder < 0 ? [] : argv.slice(folder + 1);
}

function end(text: string, status: number): void {
  (status === 0 ? process.stdout : process.stderr).write(text.endsWith("\n") ? text : `${text}\n`);
  app.exit(status);
}

type Offer = (host: string, name: string) => void;

async function chooseFile(window: BrowserWindow, program: Program, offer: Offer): Promise<void> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: say(language(), MAIN_WORDS.openFile),
    properties: ["openFile", "multiSelections"],
  });
  for (const path of filePaths) await openFile(path, window, program, offer);
}

async function openFile(path: string, window: BrowserWindow, program: Program, offer: Offer): Promise<void> {
  const name = basename(path);
  try {
    offer((await program.openFile(path)).host, name);
  } catch (error) {
    await dialog.showMessageBox(window, {
      type: "error",
      message: visibleLine(say(language(), MAIN_WORDS.notOpened({ name }))),
      detail: visibleLine(say(language(), errorWords(error))),
    });
  }
}

let isShown = false;

/** Of boxes; that of the terminal until the settings are read. */
let language: () => Language = terminalLanguage;

/** Asks for nothing, so nothing waits for it; while one is read, others are only in the log. */
function showOne(words: Words): void {
  console.error(visibleLine(sayHere(words)));
  if (isShown || !app.isReady()) return;
  isShown = true;
  const options = { type: "error", title: PRODUCT, message: visibleLine(say(language(), words)) } as const;
  void dialog.showMessageBox(options).finally(() => {
    isShown = false;
  });
}

async function run(launch: LaunchOptions, log: Log): Promise<void> {
  await app.whenReady();
  const program = await openProgram({
    launch,
    version: release.version,
    commit: commitWords(release),
    // Elsewhere the system says it in ways of its own; here Chromium asks the same variables.
    systemLanguages: process.platform === "linux" ? systemLanguages() : app.getPreferredSystemLanguages(),
    assets: ASSETS,
    settingsDirectory: configDirectory(),
    journalDirectory: stateDirectory(),
    log,
  });
  secureSession(session.defaultSession);
  serveAppProtocol(session.defaultSession, loadInterface(join(DIST, "renderer")));

  language = () => program.language.now();
  const window = createWindow(join(DIST, "preload", "preload.cjs"), iconPath(ASSETS), configDirectory(), log, () =>
    language(),
  );
  const gate = new IpcGate(window, log);
  const connection = program.connect({
    shell: "electron",
    changes: { allowed: true },
    send: (message) => gate.send(message),
    async save(fileName, text) {
      const { filePath } = await dialog.showSaveDialog(window, {
        title: say(language(), MAIN_WORDS.saveReport),
        defaultPath: fileName,
      });
      if (!filePath) return null;
      writeFileSync(filePath, text);
      return filePath;
    },
    async show(path) {
      const problem = await shell.openPath(path);
      if (problem !== "") throw new Error(problem);
    },
  });
  gate.serve(connection);
  const offer: Offer = (host, name) => gate.send({ v: 1, topic: "host.offered", payload: { host, name } });
  const actions: MenuActions = {
    command: (command) => gate.send({ v: 1, topic: "menu.command", payload: { command } }),
    openFile: () => void chooseFile(window, program, offer),
    developerTools: !app.isPackaged,
  };
  let shown = language();
  Menu.setApplicationMenu(buildMenu(actions, shown));
  program.settings.onChange(() => {
    if (language() === shown) return;
    shown = language();
    Menu.setApplicationMenu(buildMenu(actions, shown));
  });
  const theme = program.settings.get().theme;
  if (theme === "light" || theme === "dark") nativeTheme.themeSource = theme;

  app.on("second-instance", (_event, _argv, _folder, handed) => {
    const request = secondStart(handed, release.version, demoNames());
    if (request === null) return;
    if (window.isMinimized()) window.restore();
    window.focus();
    if (request.kind === "machine") offer(request.host, request.host);
    if (request.kind === "file") void openFile(request.path, window, program, offer);
  });
  app.on("window-all-closed", () => app.quit());
  app.on("will-quit", (event) => {
    // An operation that is running is brought to its end, and no helper process is left behind.
    event.preventDefault();
    gate.close();
    connection.close();
    // A quit that was held back does not quit again: exit.
    void program.close().finally(() => app.exit(0));
  });
}

/**
 * The desktop finds the entry of a window, and with it the icon, by this name: Wayland's application id, and X11's class
 * as well since Electron 41, which took the program's name before.
 */
function nameForDesktop(): void {
  if (process.platform !== "linux") return;
  app.setDesktopName(DESKTOP_ENTRY);
  app.setName(basename(DESKTOP_ENTRY, ".desktop"));
}

/** Before there is anything in Electron's own place. @returns what became of one that an earlier version had there */
function takeFolder(): { readonly problem: Words | null; readonly notes: readonly string[] } {
  const { path, notes } = windowFolder(configDirectory(), join(app.getPath("appData"), PRODUCT));
  // Chromium's own is not asked for: where it cannot be made, the question ends the program.
  const folder = path ?? join(app.getPath("appData"), app.getName());
  const problem = unwritable(folder);
  if (problem === null) app.setPath("userData", folder);
  return { problem, notes };
}

/** Checks the command line, then becomes the program or hands it to the one that runs already. */
function begin(): void {
  const args = ownArguments(process.argv);
  const parsed = readLaunch(args, release, demoNames());
  if (parsed.kind === "exit") {
    end(parsed.text, parsed.status);
    return;
  }
  nameForDesktop();
  const { problem, notes } = takeFolder();
  if (problem !== null) {
    end(visibleLine(sayHere(problem)), 1);
    return;
  }
  const handed: Handed = { args, folder: process.cwd() };
  if (!app.requestSingleInstanceLock(handed)) {
    const { text, status } = secondStartWords(handed, parsed.options);
    end(visibleLine(sayHere(text)), status);
    return;
  }
  declareAppProtocol();
  secureApp();
  const log = new Log({ directory: stateDirectory() });
  logUncaught(log, showOne);
  for (const note of notes) log.info("window", note);
  run(parsed.options, log).catch((error: unknown) => {
    log.error("program", "It could not start.", errorDetails(error));
    end(visibleLine(sayHere(PROGRAM_WORDS.notStarted({ reason: errorWords(error) }))), 1);
  });
}

cleanSearchPath();
if (process.getuid?.() === 0) {
  end(sayHere(MAIN_WORDS.notAsRoot({ command: `${release.start} --browser` })), 1);
} else {
  begin();
}
