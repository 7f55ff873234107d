/** app://inspector/ serves the built interface out of memory, with the headers of browser mode; nothing else. */
import { protocol, type Session } from "electron";
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
    if (request.method !== "GET" || !file) return new Response("There is no such file.", { status: 404 });
    return new Response(file.body, { headers: { ...SECURITY_HEADERS, "Content-Type": file.mediaType } });
  });
}
