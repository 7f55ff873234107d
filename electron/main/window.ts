/** Makes the one window, and puts it back where it was, as long as a screen still shows that place. */
import { join } from "node:path";
import { app, BrowserWindow, dialog, nativeTheme, type Rectangle, screen } from "electron";
import { z } from "zod";
import { type Language, say } from "../../shared/words/say.ts";
import { readOwnFile, replaceOwnFile } from "../host/places/own-file.ts";
import { claimFolder } from "../host/places/own-folder.ts";
import type { Log } from "../services/log/log.ts";
import { FILE_VERSION, isLater, LATER } from "../services/program/file-version.ts";
import { START_URL } from "./app-protocol.ts";
import { MAIN_WORDS, MENU_WORDS } from "./words.ts";

/** What people read; the program's own name is for the desktop. */
export const PRODUCT = "SR-IOV Inspector";

/** The interface's own background in both themes, so that nothing flashes before it is drawn. */
const BACKGROUND = { light: "#f4f5f7", dark: "#0e1217" } as const;

/** @param language of the moment in which something is shown */
export function createWindow(
  preload: string,
  icon: string,
  placeDirectory: string,
  log: Log,
  language: () => Language,
): BrowserWindow {
  const { maximized, ...bounds } = readPlace(placeDirectory);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 960,
    minHeight: 600,
    show: false,
    icon,
    title: PRODUCT,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  rememberPlace(window, placeDirectory, log);
  window.once("ready-to-show", () => {
    if (maximized) window.maximize();
    window.show();
  });
  window.webContents.on("render-process-gone", (_event, details) => {
    if (details.reason === "clean-exit") return;
    log.error("window", `The process of the page has ended: ${details.reason}, status ${details.exitCode}.`);
    void offerReload(window, details.reason, language());
  });
  void window.loadURL(START_URL);
  return window;
}

/** The page's process died; whatever runs on a machine runs on in this one. */
async function offerReload(window: BrowserWindow, reason: string, language: Language): Promise<void> {
  if (window.isDestroyed()) return;
  const { response } = await dialog.showMessageBox(window, {
    type: "error",
    title: PRODUCT,
    message: say(language, MAIN_WORDS.pageEnded),
    detail: say(language, MAIN_WORDS.pageEndedWhy({ reason })),
    buttons: [say(language, MAIN_WORDS.reload), say(language, MENU_WORDS.quit)],
    defaultId: 0,
    cancelId: 0,
  });
  if (response === 0) window.webContents.reload();
  else app.quit();
}

export function iconPath(resources: string): string {
  return join(resources, "icon.png");
}

const FILE_NAME = "window.json";

const Place = z.object({
  x: z.int().exactOptional(),
  y: z.int().exactOptional(),
  width: z.int().min(400).max(16384),
  height: z.int().min(300).max(16384),
  maximized: z.boolean(),
});
type WindowPlace = z.infer<typeof Place>;

const DEFAULT: WindowPlace = { width: 1440, height: 900, maximized: false };

function isVisible(place: WindowPlace): boolean {
  const { x, y, width, height } = place;
  if (x === undefined || y === undefined) return true;
  const rectangle: Rectangle = { x, y, width, height };
  const area = screen.getDisplayMatching(rectangle).workArea;
  const overlapX = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  const overlapY = Math.min(y + height, area.y + area.height) - Math.max(y, area.y);
  return overlapX >= 100 && overlapY >= 100;
}

/** null at the first start, and where it is no file of ours, or no JSON. */
function storedPlace(directory: string): unknown {
  try {
    return JSON.parse(readOwnFile(directory, FILE_NAME));
  } catch {
    return null;
  }
}

function readPlace(directory: string): WindowPlace {
  const stored = storedPlace(directory);
  const place = Place.safeParse(stored);
  return place.success && !isLater(stored) && isVisible(place.data) ? place.data : DEFAULT;
}

/** Writes the place when the window closes. */
function rememberPlace(window: BrowserWindow, directory: string, log: Log): void {
  window.on("close", () => {
    const claim = claimFolder(directory);
    if ("problem" in claim) return;
    if (isLater(storedPlace(claim.path))) {
      log.warn("window", `The window's place is not kept: ${join(claim.path, FILE_NAME)} ${LATER}.`);
      return;
    }
    const place: WindowPlace = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    try {
      replaceOwnFile(claim.path, FILE_NAME, JSON.stringify({ version: FILE_VERSION, ...place }));
    } catch {
      // A place that is forgotten must not keep a window from closing.
    }
  });
}
