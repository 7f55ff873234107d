import { expect, test } from "vitest";
import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import { buildMachine } from "../../../../shared/machine/machine.ts";
import { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { english } from "../../../../shared/words/testing/english.ts";
import { sampleFunction, samplePort, sampleSnapshot } from "../../../testing/machines.ts";
import { LINK_TAB_WORDS as T } from "../../../words/link-tab.ts";
import { noPathWords } from "./no-path.ts";

const AT = "0000:00:01.0";
const DUMPED = { hostBridge: null, registersOnly: true } as const;
const LINK = { speed: 16, width: 16, maxSpeed: 16, maxWidth: 16 };

/** Registers of a port of this type, in the PCI Express capability. */
function port(type: number): ConfigSpace {
  const bytes = new Uint8Array(256);
  bytes.set([0x10], 0x06);
  bytes.set([0x40], 0x34);
  bytes.set([0x10, 0x00, (type << 4) | 2], 0x40);
  return new ConfigSpace(bytes);
}

function told(fn: FunctionInfo, space: ConfigSpace | null = null, isKnown = true) {
  return english(noPathWords(buildMachine(sampleSnapshot([fn])), { fn, isKnown }, space));
}

test("nothing is missing above a root port, by the kernel's word or its own", () => {
  expect(told(samplePort(AT, 1))).toBe(english(T.atTop));
  expect(told(samplePort(AT, 1), port(4))).toBe(english(T.atTop));
  expect(told(samplePort(AT, 1, DUMPED), port(4))).toBe(english(T.atTop));
});

test("a bridge that is no root port is not called one", () => {
  expect(told(samplePort(AT, 1, DUMPED))).toBe(english(T.pathUnknown));
  expect(told(samplePort(AT, 1), port(5))).toBe(english(T.pathUnknown));
  expect(told(samplePort(AT, 1, { link: null }))).toBe(english(T.inRootComplex));
});

test("a card that has a link has a port above it, whether it is visible or not", () => {
  expect(told(sampleFunction(AT, { link: LINK }))).toBe(english(T.noPortAbove));
  expect(told(sampleFunction(AT))).toBe(english(T.inRootComplex));
  expect(told(sampleFunction(AT), null, false)).toBe(english(T.pathUnknown));
});
