/** Electron's security checklist as settings (docs/tutorial/security.md): for every session and every webContents. */
import { app, type Session, type WebContents } from "electron";

/** Writing to the clipboard by a person's click is the only permission that the interface has. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(["clipboard-sanitized-write"]);

export function secureSession(session: Session): void {
  // Electron's defaults approve: every answer is given here.
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(ALLOWED_PERMISSIONS.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED_PERMISSIONS.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event) => event.preventDefault());
}

function secureContents(contents: WebContents): void {
  contents.on("will-navigate", (event) => event.preventDefault());
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-frame-navigate", (event) => event.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
}

/** Call before the first window exists. */
export function secureApp(): void {
  app.enableSandbox();
  app.on("web-contents-created", (_event, contents) => secureContents(contents));
}
