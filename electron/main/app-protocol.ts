/** Electron's security checklist as settings (docs/tutorial/security.md), for every session and every webContents; app://inspector/ serves the built interface out of memory, with the headers of browser mode, and nothing else. */
import { app, protocol, type Session, type WebContents } from "electron";
import { SECURITY_HEADERS } from "../../shared/contract/content-security-policy.ts";
import type { InterfaceFiles } from "../services/program/interface-files.ts";

export const SCHEME = "app";
export const HOST = "inspector";
export const START_URL = `${SCHEME}://${HOST}/index.html`;

/** Call before Electron is ready. */
export function declareAppProtocol(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

export function serveAppProtocol(session: Session, files: InterfaceFiles): void {
  session.protocol.handle(SCHEME, (request) => {
    const url = new URL(request.url);
    const file = url.host === HOST ? files.get(url.pathname) : undefined;
    if (request.method !== "GET" || !file) return new Response(null, { status: 404 });
    return new Response(file.body, { headers: { ...SECURITY_HEADERS, "Content-Type": file.mediaType } });
  });
}

/** All that the interface may: write to the clipboard by a person's click, and tell the desktop how a run ended. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(["clipboard-sanitized-write", "notifications"]);

export function secureSession(session: Session): void {
  // Electron's defaults approve: every answer is given here.
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(ALLOWED_PERMISSIONS.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED_PERMISSIONS.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event) => event.preventDefault());
}

/** The page may load itself again, for one that has failed, and goes nowhere else. */
function stayHere(event: { readonly url: string; readonly isMainFrame: boolean; preventDefault(): void }): void {
  if (!event.isMainFrame || event.url !== START_URL) event.preventDefault();
}

function secureContents(contents: WebContents): void {
  contents.on("will-navigate", stayHere);
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-frame-navigate", stayHere);
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
}

/** Call before the first window exists. */
export function secureApp(): void {
  app.enableSandbox();
  app.on("web-contents-created", (_event, contents) => secureContents(contents));
}
