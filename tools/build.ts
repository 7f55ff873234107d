/** Builds the product into dist/: the interface, the programs around it and the preload script. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { sayHere } from "../electron/host/places/terminal-language.ts";
import { CHECKOUT_WORDS, RELEASE_FILE, type Release } from "../electron/services/program/release.ts";
import { messages } from "../shared/words/messages.ts";
import { makeWhole, oneAfterTheOther } from "./build-lock.ts";
import { BUNDLED_FILE, gatherBundled, LICENCE_LIST } from "./package/bundled.ts";

const BUILD_WORDS = messages("build", {
  building: {
    en: "Building SR-IOV Inspector (first start or changed sources)…",
    zh: "正在构建 SR-IOV Inspector（首次启动或源码有变化）…",
  },
  waiting: {
    en: "Another start is building it. Waiting for that…",
    zh: "另一次启动正在构建，等待其完成…",
  },
});

export const ROOT = join(import.meta.dirname, "..");
const DIST = join(ROOT, "dist");
const STAMP = "build-stamp";
const CACHE = join(ROOT, ".cache");
/** What a build is made of. */
const SOURCES = [
  "shared",
  "electron",
  "renderer",
  "assets",
  "tools/build.ts",
  "tools/package/bundled.ts",
  "package.json",
  "package-lock.json",
];
/** Built for the oldest runtimes that run it: the interface in Chrome 130, the programs in Node 20 (Electron 33). */
const BROWSER_TARGET = "chrome130";
const NODE_TARGET = "node20";

function* filesBelow(path: string): Generator<string> {
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.name.startsWith(".")) continue;
    const child = join(path, entry.name);
    if (entry.isDirectory()) yield* filesBelow(child);
    else if (!/\.test\.tsx?$/.test(entry.name)) yield child;
  }
}

/** A fingerprint of all sources by name, size and time of change: equal = nothing to build. */
function sourceFingerprint(): string {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    const path = join(ROOT, source);
    if (!existsSync(path)) continue;
    for (const file of filesBelow(path)) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${file}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest("hex");
}

export function isBuilt(): boolean {
  const stamp = join(DIST, STAMP);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === sourceFingerprint();
}

/** What git says of the project; null where it says nothing. */
export function git(...words: readonly string[]): string | null {
  const { status, stdout } = spawnSync("git", ["-C", ROOT, ...words], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}

/** What is built: git is asked only where the project's folder is a checkout of its own. */
function releaseOfSources(): Release {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  const isCheckout = existsSync(join(ROOT, ".git"));
  const [commit = "", date = ""] = (isCheckout ? git("log", "-1", "--format=%H %cs") : null)?.split(" ") ?? [];
  return {
    version,
    commit: commit.slice(0, 8) || null,
    date: date || null,
    isChanged: commit !== "" && git("status", "--porcelain", "--", ...SOURCES) !== "",
    ...CHECKOUT_WORDS,
  };
}

/** What holds for whatever Vite makes here. */
const COMMON = {
  configFile: false,
  logLevel: "warn",
  // Otherwise a configuration is looked for in the folders above, which may be anybody's.
  css: { postcss: {} },
} as const;

/** Where the interface lies, and how its files name each other. */
export const INTERFACE = { ...COMMON, root: join(ROOT, "renderer"), base: "./" } as const;

/** How it is built. */
export const INTERFACE_BUILD = {
  emptyOutDir: true,
  target: BROWSER_TARGET,
  // Assets stay files of their own: the content security policy allows no data: fonts and no inline script.
  assetsInlineLimit: 0,
  modulePreload: { polyfill: false },
} as const;

/** The texts of the interface are a file of their own, which is read beside that of the code. */
const TEXTS = [
  { name: "texts", test: /[/](?:shared[/]words[/]texts|renderer[/]words)[/](?!language|times)[\w-]+[.]ts$/ },
];

/** Runs Vite three times. Slow parts are loaded only when there is something to build. @param folder one that is there, and empty */
export async function buildInto(folder: string): Promise<void> {
  const before = process.env.NODE_ENV;
  // Vite and React go by it: in a test, or a shell of somebody's, it would be another program that is built.
  process.env.NODE_ENV = "production";
  try {
    await buildAll(folder);
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

async function buildAll(folder: string): Promise<void> {
  const fingerprint = sourceFingerprint();
  const { build: viteBuild } = await import("vite");
  const { default: react } = await import("@vitejs/plugin-react");
  const common = { ...COMMON, root: ROOT } as const;

  await viteBuild({
    ...INTERFACE,
    plugins: [react()],
    build: {
      ...INTERFACE_BUILD,
      license: LICENCE_LIST,
      outDir: join(folder, "renderer"),
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { output: { codeSplitting: { groups: TEXTS } } },
    },
  });

  await viteBuild({
    ...common,
    ssr: { noExternal: true },
    // ws looks for these two in every node_modules above the program, and does as well without them.
    define: { "process.env.WS_NO_BUFFER_UTIL": "true", "process.env.WS_NO_UTF_8_VALIDATE": "true" },
    build: {
      ssr: true,
      license: LICENCE_LIST,
      emptyOutDir: false,
      outDir: join(folder, "app"),
      target: NODE_TARGET,
      minify: false,
      rolldownOptions: {
        external: ["electron"],
        input: {
          main: join(ROOT, "electron/main/main.ts"),
          web: join(ROOT, "electron/web/main.ts"),
          cli: join(ROOT, "electron/cli/main.ts"),
        },
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "chunk-[name]-[hash].js" },
      },
    },
  });

  await viteBuild({
    ...common,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      license: LICENCE_LIST,
      emptyOutDir: false,
      outDir: join(folder, "preload"),
      target: BROWSER_TARGET,
      minify: false,
      rolldownOptions: {
        external: ["electron"],
        input: { preload: join(ROOT, "electron/preload/preload.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  });
  writeFileSync(join(folder, BUNDLED_FILE), `${JSON.stringify(gatherBundled(folder), null, 2)}\n`);
  writeFileSync(join(folder, RELEASE_FILE), `${JSON.stringify(releaseOfSources(), null, 2)}\n`);
  writeFileSync(join(folder, STAMP), fingerprint);
}

/** Where nobody else builds. @param isNeeded asked when it is this one's turn */
function build(isNeeded: () => boolean, say: (line: string) => void): Promise<void> {
  const work = async (): Promise<void> => {
    if (isNeeded()) await makeWhole(DIST, join(CACHE, "dist"), buildInto);
  };
  return oneAfterTheOther(join(CACHE, "build.lock"), work, () => say(sayHere(BUILD_WORDS.waiting)));
}

/** Builds only what is missing or old; says so, since it takes seconds. */
export async function ensureBuilt(say: (line: string) => void = console.error): Promise<void> {
  if (isBuilt()) return;
  say(sayHere(BUILD_WORDS.building));
  await build(() => !isBuilt(), say);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await build(() => true, console.error);
