/** Everything in a package that is not our own, whatever it is made of: what licences and parts lists are written from. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type BundledPackage, readBundled } from "./bundled.ts";

/** Where in a package it lies. */
export type Place = "renderer" | "app" | "preload" | "assets" | "node" | "window";

interface Digest {
  readonly alg: "SHA-256" | "SHA-512";
  readonly content: string;
}

export interface Part {
  readonly name: string;
  /** null = its authors give it none. */
  readonly version: string | null;
  /** CycloneDX's word for it. */
  readonly type: "library" | "framework" | "platform" | "application" | "data";
  /** SPDX identifier or expression; each identifier stands in {@link LICENCES}. */
  readonly licence: string;
  /** The licence as its authors give it, whole, with the copyright. */
  readonly text: string;
  readonly places: readonly Place[];
  readonly purl?: string;
  /** By which lists of known faults name it, where it is in no registry. */
  readonly cpe?: string;
  /** Digest of what it was taken from or is, in hexadecimal. */
  readonly hash?: Digest;
  /** Something a reader must know of it. */
  readonly note?: string;
  /** What it is made of itself. */
  readonly inside?: readonly Inside[];
}

/** A part of a part, whose licence is in the text of that. */
export interface Inside {
  readonly name: string;
  readonly version: string;
  readonly cpe?: string;
  readonly purl?: string;
}

/** The permission of a licence that is the same for all who give it, after whose copyright it is. */
interface KnownLicence {
  /** In Debian's machine-readable copyright files. */
  readonly debian: string;
}

/**
 * Every licence that something bundled may have: each lets a program under MIT have it in it, as long as its text and
 * copyright go along. What is not here is not bundled.
 */
export const LICENCES: Readonly<Record<string, KnownLicence>> = {
  "0BSD": { debian: "0BSD" },
  "Apache-2.0": { debian: "Apache-2.0" },
  "BSD-2-Clause": { debian: "BSD-2-clause" },
  "BSD-3-Clause": { debian: "BSD-3-clause" },
  ISC: { debian: "ISC" },
  MIT: { debian: "Expat" },
  // Fonts may be bundled with any program; only a font made of them keeps the licence.
  "OFL-1.1": { debian: "OFL-1.1" },
  // Given to everybody without a condition.
  "LicenseRef-public-domain": { debian: "public-domain" },
  // Node and Electron are MIT, and have hundreds of parts whose licences they gather in a text of their own.
  "LicenseRef-Node-parts": { debian: "Node-parts" },
  "LicenseRef-Chromium-parts": { debian: "Chromium-parts" },
};

/** Operators of SPDX expressions that are used here; all of what is joined has to be allowed. */
const JOINED = /\s+AND\s+|[()]/;

/** The identifiers of an expression. */
export function identifiersOf(expression: string): readonly string[] {
  return expression.split(JOINED).filter((word) => word !== "");
}

/** Why this licence cannot be bundled, in words without a full stop; null where it can. */
export function refusedLicence(expression: string | null): string | null {
  if (expression === null || expression.trim() === "") return "says nothing of its licence";
  const unknown = identifiersOf(expression).filter((id) => !Object.hasOwn(LICENCES, id));
  return unknown.length === 0
    ? null
    : `is under ${unknown.join(", ")}, which is not in the table of licences that may be bundled`;
}

const digest = (alg: "sha256" | "sha512", bytes: Uint8Array): string => createHash(alg).update(bytes).digest("hex");

/** `pkg:npm/%40base-ui/react@1.9.0` */
export function npmPurl(name: string, version: string): string {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly integrity?: string }>>;
}

/** SHA-512 of the package in the lock file, in hexadecimal; null where it is not there in this version. */
function lockedHash(lock: Lock, name: string, version: string): Digest | null {
  for (const [path, locked] of Object.entries(lock.packages)) {
    if (!path.endsWith(`node_modules/${name}`) || locked.version !== version) continue;
    const [, base64] = /^sha512-(.+)$/.exec(locked.integrity ?? "") ?? [];
    if (base64 !== undefined) return { alg: "SHA-512", content: Buffer.from(base64, "base64").toString("hex") };
  }
  return null;
}

/** From "Permission is hereby granted" to the end. */
function mitBody(ourLicence: string): string {
  return ourLicence.slice(ourLicence.indexOf("Permission is hereby granted"));
}

/**
 * Packages that bring no text of their own: what they say of themselves where it can be read. xz-decompress names its
 * makers, and what is compiled into it, in the first lines of its program.
 */
const UNWRITTEN: Readonly<Record<string, string>> = {
  "xz-decompress": "Copyright (c) Tim Perry\nCopyright (c) Steve Sanderson (xzwasm, which it is based on)",
};

function bundledPart(found: BundledPackage, lock: Lock, mit: string): Part {
  const { name, version, licence, builds } = found;
  const unwritten = UNWRITTEN[name];
  const text =
    found.text ?? (unwritten !== undefined && licence === "MIT" ? `MIT License\n\n${unwritten}\n\n${mit}` : null);
  const because =
    text === null
      ? "brings no text of its licence: write down what it says in tools/package/parts.ts"
      : refusedLicence(licence);
  if (text === null || licence === null || because !== null) throw new Error(`${name} ${version} ${because}`);
  const hash = lockedHash(lock, name, version);
  if (hash === null) throw new Error(`${name} ${version} is not in package-lock.json: run npm ci and build again`);
  // What its icons were made from is MIT; the text says so, the package's own description does not.
  const whole = name === "lucide-react" ? `${licence} AND MIT` : licence;
  return { name, version, type: "library", licence: whole, text, places: builds, purl: npmPurl(name, version), hash };
}

/** What is compiled into the WebAssembly of xz-decompress. */
function insideXz(mit: string): readonly Part[] {
  const common = { version: null, type: "library", places: ["app"] } as const;
  return [
    {
      ...common,
      name: "xz-embedded",
      licence: "LicenseRef-public-domain",
      text: "XZ Embedded by Lasse Collin and Igor Pavlov has been put into the public domain: you can do whatever you want with it.",
      note: "Compiled into xz-decompress.",
    },
    {
      ...common,
      name: "walloc",
      licence: "MIT",
      text: `MIT License\n\nCopyright (c) 2020 Igalia, S.L.\n\n${mit}`,
      note: "Compiled into xz-decompress.",
    },
  ];
}

/** Fonts, which a stylesheet takes in: no list of JavaScript has them. */
const FONTS = [
  "@fontsource-variable/inter",
  "@fontsource-variable/jetbrains-mono",
  "@fontsource-variable/noto-sans-sc",
] as const;

/** As the font itself has it, where the text of its licence has none. */
const FONT_COPYRIGHTS: Partial<Record<string, string>> = {
  "@fontsource-variable/noto-sans-sc":
    "Copyright 2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'.",
};

function fontPart(name: string, root: string, lock: Lock): Part {
  const folder = join(root, "node_modules", name);
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  const hash = lockedHash(lock, name, version);
  if (hash === null) throw new Error(`${name} ${version} is not in package-lock.json: run npm ci and build again`);
  const licence = readFileSync(join(folder, "LICENSE"), "utf8");
  const copyright = FONT_COPYRIGHTS[name];
  return {
    name,
    version,
    type: "library",
    licence: "OFL-1.1",
    text: copyright === undefined ? licence : `${copyright}\n\n${licence}`,
    places: ["renderer"],
    purl: npmPurl(name, version),
    hash,
  };
}

const BSD_3 = `Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following disclaimer in the documentation and/or other materials provided with the distribution.

3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products derived from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
`;

/** @param bytes of assets/pci.ids @throws Error where its head does not say from when it is */
export function pciIdsPart(bytes: Buffer): Part {
  const head = bytes.subarray(0, 2000).toString("utf8");
  const [, version] = /^#\s+Version:\s+(\S+)$/m.exec(head) ?? [];
  if (version === undefined) throw new Error("assets/pci.ids does not say its version in its first lines");
  return {
    name: "pci.ids",
    version,
    type: "data",
    licence: "BSD-3-Clause",
    text: `Copyright Martin Mares and Albert Pool\n\n${BSD_3}`,
    places: ["assets"],
    purl: `pkg:generic/pci.ids@${version}`,
    hash: { alg: "SHA-256", content: digest("sha256", bytes) },
    note: "Given under the 3-clause BSD licence or the GPL, version 2 or later; taken under the first.",
  };
}

/** What Node tells that it is made of, by the names that lists of known faults have for them. */
const NODE_CPE: Readonly<Record<string, string>> = {
  ares: "c-ares:c-ares",
  brotli: "google:brotli",
  icu: "icu-project:international_components_for_unicode",
  llhttp: "llhttp:llhttp",
  nghttp2: "nghttp2:nghttp2",
  openssl: "openssl:openssl",
  sqlite: "sqlite:sqlite",
  undici: "nodejs:undici",
  uv: "libuv:libuv",
  v8: "google:v8",
  zlib: "zlib:zlib",
  zstd: "facebook:zstandard",
};
/** Of `process.versions`, what is no part but the standard that one follows. */
const NO_PARTS: ReadonlySet<string> = new Set(["node", "modules", "napi", "unicode", "cldr", "tz", "electron"]);

export function cpe(product: string, version: string): string {
  return `cpe:2.3:a:${product}:${version.replaceAll(/[^\w.-]/g, "\\$&")}:*:*:*:*:*:*:*`;
}

/** @param versions `process.versions` of the Node that is bundled */
export function insideNode(versions: Readonly<Record<string, string | undefined>>): readonly Inside[] {
  return Object.entries(versions)
    .flatMap(([name, version]) => (version === undefined || NO_PARTS.has(name) ? [] : [{ name, version }]))
    .map(({ name, version }) => {
      const product = NODE_CPE[name];
      return { name, version, ...(product === undefined ? {} : { cpe: cpe(product, version) }) };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Node, as the package `node-linux-…` has it.
 * @param folder of that package, with `bin/node` and `LICENSE`
 */
export function nodePart(folder: string): Part {
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  const program = readFileSync(join(folder, "bin/node"));
  return {
    name: "node",
    version,
    type: "platform",
    licence: "MIT AND LicenseRef-Node-parts",
    text: readFileSync(join(folder, "LICENSE"), "utf8"),
    places: ["node"],
    purl: `pkg:generic/node@${version}`,
    cpe: cpe("nodejs:node.js", version),
    hash: { alg: "SHA-256", content: digest("sha256", program) },
    // Another one that builds this one's package tells nothing of it.
    ...(process.versions.node === version ? { inside: insideNode(process.versions) } : {}),
  };
}

/** The first of these that is there. @throws Error naming what was looked for */
function firstText(folder: string, names: readonly string[]): string {
  const name = names.find((each) => existsSync(join(folder, each)));
  if (name === undefined)
    throw new Error(`${folder} has no ${names.join(" or ")}: it is no Electron that may be passed on`);
  return readFileSync(join(folder, name), "utf8");
}

/** Chromium and Node of an Electron: its program holds `Chrome/130.0.6723.137 Electron/33.2.1` and where Node's headers are. */
export function insideElectron(program: Buffer): readonly Inside[] {
  const text = (mark: string, pattern: RegExp): string | null => {
    for (let at = program.indexOf(mark); at !== -1; at = program.indexOf(mark, at + 1)) {
      const found = pattern.exec(program.toString("latin1", at, at + 80))?.[1];
      if (found !== undefined) return found;
    }
    return null;
  };
  const chromium = text("Chrome/", /^Chrome\/(\d+(?:\.\d+){3})\b/);
  const node = text("/node-v", /^\/node-v(\d+\.\d+\.\d+)[.-]/);
  return [
    ...(chromium === null ? [] : [{ name: "chromium", version: chromium, cpe: cpe("google:chrome", chromium) }]),
    ...(node === null ? [] : [{ name: "node", version: node, cpe: cpe("nodejs:node.js", node) }]),
  ];
}

/**
 * Electron.
 * @param program its path; the licences lie beside it
 */
export function electronPart(program: string, version: string): Part {
  const folder = dirname(program);
  const bytes = readFileSync(program);
  return {
    name: "electron",
    version,
    type: "framework",
    licence: "MIT AND LicenseRef-Chromium-parts",
    text: firstText(folder, ["LICENSE", "LICENSE.electron.txt"]),
    places: ["window"],
    purl: npmPurl("electron", version),
    cpe: cpe("electronjs:electron", version),
    hash: { alg: "SHA-256", content: digest("sha256", bytes) },
    note: "The licences of Chromium and its parts are in LICENSES.chromium.html, beside the program.",
    inside: insideElectron(bytes),
  };
}

/** What is in dist/ and assets/. @param root of the checkout @param dist that was built @throws Error with a sentence */
export function productParts(root: string, dist = join(root, "dist")): readonly Part[] {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock;
  const mit = mitBody(readFileSync(join(root, "LICENSE"), "utf8"));
  return [
    ...readBundled(dist).map((found) => bundledPart(found, lock, mit)),
    ...insideXz(mit),
    ...FONTS.map((name) => fontPart(name, root, lock)),
    pciIdsPart(readFileSync(join(root, "assets/pci.ids"))),
  ].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
