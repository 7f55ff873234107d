/** Strings that nobody means well with, and a machine that says one of them wherever it can say anything. */
import fc from "fast-check";
import type { MachineSnapshot } from "../facts.ts";
import { functionInfo, HOST, IDENTITY, pfWithVfs, snapshot } from "./sample-machine.ts";

/** What a terminal acts on, what is not seen, and what turns writing around. */
export const UNSEEN = [
  "\u0000",
  "\u0007",
  "\u0008",
  "\u000d",
  "\u001b",
  "\u007f",
  "\u0085",
  "\u009b",
  "\u009d",
  "\u00ad",
  "\u061c",
  "\u200b",
  "\u200d",
  "\u200e",
  "\u200f",
  "\u2028",
  "\u2029",
  "\u202a",
  "\u202e",
  "\u2060",
  "\u2066",
  "\u2069",
  "\u3164",
  "\ud800",
  "\udfff",
  "\ufeff",
  "\ufff9",
  "\ufffe",
  "\u{e0041}",
  "\u{e0101}",
] as const;

export const HOSTILE = [
  "\u001b]52;c;cm0gLXJmIC8K\u0007",
  "\u001b[2J\u001b[31mred",
  "\u009b31mred\u009d0;title\u009c",
  "abc\u202egnp.exe",
  "\u2066isolated\u2069",
  "mlx5\u200b_core",
  "over\rwritten\u0008",
  "x\n: > pwned",
  "x\r\n: > pwned",
  "x\u2028: > pwned\u0085: > pwned",
  "x; : > pwned",
  "$(: > pwned)`: > pwned`",
  "'; : > pwned; '",
  "\\'; : > pwned; #",
  "x & : > pwned | : > pwned",
  "-n",
  "a\\tb\\c",
  "=ls",
  "",
  ...UNSEEN.map((character) => `nic${character}0`),
] as const;

/** Any string, with more of the bad ones than chance would give. */
export const hostileText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...UNSEEN),
    fc.constantFrom("\n", "\t", " ", "'", '"', "\\", "$", "`", ";", "&", "|", "@", "#", "<", "-"),
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  ),
  maxLength: 12,
});

/** Ranges of characters that no text for a person holds, apart from those that make lines and columns. */
const NEVER: readonly (readonly [number, number])[] = [
  [0x00, 0x08],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
  [0xfff9, 0xfffb],
  [0xfffe, 0xffff],
  [0xe0000, 0xe01ef],
];

/** The first character in it that no person may be given, as a number in hexadecimal; null when there is none. */
export function firstUnseen(text: string): string | null {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (NEVER.some(([from, to]) => code >= from && code <= to)) return code.toString(16);
  }
  return null;
}

/** A PF, a VF and a bare function that say `bad` in every string that a report can hold. */
export function hostileSnapshot(bad: string): MachineSnapshot {
  const problems = [{ attribute: bad, code: bad, message: bad }];
  const says = {
    driver: bad,
    driverOverride: bad,
    hostBridge: bad,
    iommuGroup: bad,
    slot: bad,
    label: bad,
    modules: [bad, "real_module"],
    resetMethods: [bad],
    names: { vendor: bad, device: bad, subsystem: bad, classLabel: bad, progIf: bad },
    children: [{ kind: "net" as const, name: bad, state: bad, address: bad }],
    problems,
    vendor: 0x15b3,
    device: 0x1021,
    subsystemVendor: 0x15b3,
    subsystemDevice: 0x23,
    classCode: 0x020000,
  };
  const functions = [functionInfo("00:01.0"), ...pfWithVfs("01:00.0", 1)].map((fn) => ({ ...fn, ...says }));
  return snapshot(functions, {
    identity: { ...IDENTITY, name: bad, kernel: bad, bootId: bad, connection: bad },
    host: { ...HOST, iommus: [bad], drivers: [bad] },
    problems,
  });
}
