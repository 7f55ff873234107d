/** What a text says of a function, in the words of lspci. */
import { bdfParts } from "../pci/bdf.ts";
import { hexDigits } from "../pci/hex-digits.ts";
import { lspciFunctionText } from "../pci/lspci/function-text.ts";
import { className, deviceName, type Naming, progIfName } from "../pci/lspci/naming.ts";
import { visibleLine } from "../pci/visible-text.ts";
import type { FromText, FunctionFacts } from "./facts.ts";
import { kernelViewOf } from "./kernel-view.ts";
import { idsText } from "./names.ts";

/**
 * A function without bytes of which a text tells: what lspci says of one whose configuration space it cannot read. lspci
 * takes what is not known for ones; the text has its own words, and what nobody knows is left out.
 */
export function lspciOfText(fn: FunctionFacts, naming: Naming, showDomain: boolean): string {
  const text = lspciFunctionText({ bdf: fn.bdf, space: null, kernel: kernelViewOf(fn), naming }, showDomain);
  const { fromText } = fn;
  if (fromText === undefined) return text;
  const lines = text
    .split("\n")
    .slice(1, -1)
    .map((line) => (fromText.barsInOrder ? withoutNumber(line) : line));
  const drivers = lines.findIndex((line) => line.startsWith("\tKernel "));
  const [above, below] = drivers < 0 ? [lines, []] : [lines.slice(0, drivers), lines.slice(drivers)];
  const all = [
    `${showDomain ? fn.bdf : fn.bdf.slice(-7)} ${visibleLine(titleOf(fn, fromText, naming))}`.trimEnd(),
    ...subsystemLine(fn, fromText),
    ...above,
    ...busLine(fn),
    ...fromText.capabilities.map(capabilityLine),
    ...below,
  ];
  return all.map((line) => `${line}\n`).join("");
}

/** As `lspci -v` writes a region: without a number. */
function withoutNumber(line: string): string {
  return line.replace(/^\tRegion \d: /, "\t");
}

function titleOf(fn: FunctionFacts, { names, progIf: said }: FromText, naming: Naming): string {
  const { classCode, progIfUnknown, revision } = fn;
  const kind = classCode === null ? names.classLabel : className(naming, classCode >>> 8);
  const name = nameOf(fn, names, naming);
  const title = [kind, name].filter((part) => part !== null && part !== "").join(": ");
  const rev = revision === null || revision === 0 ? "" : ` (rev ${hexDigits(revision, 2)})`;
  const progIf = classCode === null ? said : progIfUnknown ? undefined : classCode & 0xff;
  if (progIf === undefined) return title + rev;
  const progIfText = classCode === null ? names.progIf : progIfName(naming, classCode >>> 8, progIf);
  if (progIf === 0 && progIfText === null) return title + rev;
  return `${title}${rev} (prog-if ${hexDigits(progIf, 2)}${progIfText === null ? "" : ` [${progIfText}]`})`;
}

/** By the ids where they are asked for or the database has them, else as in the text; empty where neither has anything. */
function nameOf(fn: FunctionFacts, { vendor, device, whole }: FromText["names"], naming: Naming): string {
  const ids = idsText(fn);
  if (fn.vendor !== null && fn.device !== null) {
    const isKnown = naming.numeric ? fn.classCode !== null : naming.lookup?.device(fn.vendor, fn.device) != null;
    if (isKnown) return deviceName(naming, fn.vendor, fn.device);
  }
  const model = device ?? (vendor === null || fn.device === null ? null : `Device ${hexDigits(fn.device, 4)}`);
  const said = whole ?? [vendor, model].filter((part) => part !== null).join(" ");
  return said !== "" || ids === null ? said : `Device ${ids}`;
}

/** One of which the text has no ids; else lspci writes it. */
function subsystemLine(fn: FunctionFacts, { names }: FromText): string[] {
  const hasIds = fn.subsystemVendor !== null;
  return hasIds || names.subsystem === null ? [] : [`\tSubsystem: ${visibleLine(names.subsystem)}`];
}

function busLine({ bdf, bridge }: FunctionFacts): string[] {
  if (bridge === null) return [];
  const [primary, secondary, subordinate] = [bdfParts(bdf).bus, bridge.secondary, bridge.subordinate].map((bus) =>
    hexDigits(bus, 2),
  );
  return [`\tBus: primary=${primary}, secondary=${secondary}, subordinate=${subordinate}`];
}

function capabilityLine({ at, version, name }: FromText["capabilities"][number]): string {
  const place = at === null ? "" : `[${hexDigits(at, 2)}${version === null ? "" : ` v${version}`}] `;
  return `\tCapabilities: ${place}${visibleLine(name)}`;
}
