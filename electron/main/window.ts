/** Makes the one window. */
import { join } from "node:path";
import { app, BrowserWindow, dialog, nativeTheme } from "electron";
import { START_URL } from "./app-protocol.ts";
import { readPlace, rememberPlace } from "./window-place.ts";

/** The interface's own background in both themes, so that nothing flashes before it is drawn. */
const BACKGROUND = { light: "#f4f5f7", dark: "#0e1217" } as const;

export function createWindow(preload: string, icon: string, placeDirectory: string): BrowserWindow {
  const { maximized, ...bounds } = readPlace(placeDirectory);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 960,
    minHeight: 600,
    show: false,
    icon,
    title: app.name,
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
  rememberPlace(window, placeDirectory);
  window.once("ready-to-show", () => {
    if (maximized) window.maximize();
    window.show();
  });
  window.webContents.on("render-process-gone", (_event, details) => {
    if (details.reason === "clean-exit") return;
    void offerReload(window, details.reason);
  });
  void window.loadURL(START_URL);
  return window;
}

/** The page's process died; whatever runs on a machine runs on in this one. */
async function offerReload(window: BrowserWindow, reason: string): Promise<void> {
  if (window.isDestroyed()) return;
  const { response } = await dialog.showMessageBox(window, {
    type: "error",
    title: app.name,
    message: "The window's page stopped working.",
    detail: `Reason: ${reason}. Nothing was lost: operations and their journal live outside of it.`,
    buttons: ["Reload", "Quit"],
    defaultId: 0,
    cancelId: 0,
  });
  if (response === 0) window.webContents.reload();
  else app.quit();
}

export function iconPath(resources: string): string {
  return join(resources, "icon.png");
}
