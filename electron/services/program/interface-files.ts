/** The built interface, read into memory once: nothing is read from disk for a request, so no path can escape. */
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, posix } from "node:path";

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

export interface InterfaceFile {
  readonly body: Buffer<ArrayBuffer>;
  readonly mediaType: string;
}

/** URL path (`/index.html`) → file. `/` is the same as `/index.html`. */
export type InterfaceFiles = ReadonlyMap<string, InterfaceFile>;

/** @throws when the directory cannot be read: the interface was not built */
export function loadInterface(directory: string): InterfaceFiles {
  const files = new Map<string, InterfaceFile>();
  const walk = (folder: string, url: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const child = join(folder, entry.name);
      const childUrl = posix.join(url, entry.name);
      if (entry.isDirectory()) walk(child, childUrl);
      else {
        const mediaType = MEDIA_TYPES[extname(entry.name)] ?? "application/octet-stream";
        files.set(childUrl, { body: Buffer.from(readFileSync(child)), mediaType });
      }
    }
  };
  walk(directory, "/");
  const index = files.get("/index.html");
  if (!index) throw new Error(`no index.html in ${directory}`);
  files.set("/", index);
  return files;
}
