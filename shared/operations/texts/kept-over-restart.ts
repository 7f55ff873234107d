/** Text that makes a choice last over the next start. Shown to be installed by a person; nothing here is ever written. */

import type { FunctionInfo } from "../../machine/facts.ts";
import { isGivingDriver } from "../../machine/role.ts";
import { hexDigits } from "../../pci/hex-digits.ts";
import type { Words } from "../../words/message.ts";
import { KEPT_WORDS } from "../../words/texts/hand-off.ts";
import { shellWord } from "../verbs/shell.ts";
import { commandOf } from "../verbs/table.ts";

export interface PermanentText {
  readonly kind: "driverctl" | "udev" | "systemd";
  /** `driverctl`, `udev rule`. */
  readonly title: Words;
  /** Where it goes; null = a command for a root shell. */
  readonly path: string | null;
  readonly text: string;
  /** What to know, one sentence each. */
  readonly notes: readonly Words[];
}

function unitName(fn: FunctionInfo): string {
  return fn.bdf.replaceAll(":", "-");
}

/** A hexadecimal id as udev compares it. */
function id(value: number): string {
  return `0x${hexDigits(value, 4)}`;
}

/**
 * What a rule compares a driver's name with. A rule takes `"`, `\`, `$`, `%`, `*`, `?`, `[` and `|` for its own: null for
 * a name with anything like it, and where none is known.
 */
function ruleName(driver: string | null): string | null {
  return driver !== null && /^\w[\w.+-]*$/.test(driver) ? driver : null;
}

function udevRule(fn: FunctionInfo, name: string, lines: readonly string[], notes: readonly Words[]): PermanentText {
  return {
    kind: "udev",
    title: KEPT_WORDS.rule,
    path: `/etc/udev/rules.d/90-${name}${unitName(fn)}.rules`,
    text: `${lines.join(", \\\n  ")}\n`,
    notes: [...notes, KEPT_WORDS.byAddress],
  };
}

/** The ids are compared too, where they are known: another card at this address is left alone. */
function idsOf(fn: FunctionInfo): string[] {
  const { vendor, device } = fn;
  return vendor === null || device === null ? [] : [`ATTR{vendor}=="${id(vendor)}", ATTR{device}=="${id(device)}"`];
}

/** The driver override of now, and the number of VFs of now, for every start from here on. */
export function permanentTexts(fn: FunctionInfo): PermanentText[] {
  return [...(fn.physfn === null ? overrideTexts(fn) : []), ...vfTexts(fn)];
}

function overrideTexts(fn: FunctionInfo): PermanentText[] {
  const driver = fn.driverOverride ?? (isGivingDriver(fn.driver) ? fn.driver : null);
  if (driver === null) return [];
  const driverctl: PermanentText = {
    kind: "driverctl",
    title: "driverctl",
    path: null,
    text: `driverctl set-override ${fn.bdf} ${shellWord(driver)}`,
    notes: [KEPT_WORDS.driverctlWrites, KEPT_WORDS.driverctlUndo({ bdf: fn.bdf }), KEPT_WORDS.byAddress],
  };
  const name = ruleName(driver);
  if (name === null) return [driverctl];
  const ids = idsOf(fn);
  const lines = [`ACTION=="add", SUBSYSTEM=="pci", KERNEL=="${fn.bdf}"`, ...ids, `ATTR{driver_override}="${name}"`];
  const notes = [...(ids.length === 0 ? [] : [KEPT_WORDS.idsCompared]), KEPT_WORDS.loadEarly({ driver: name })];
  return [driverctl, udevRule(fn, "", lines, notes)];
}

function vfTexts(fn: FunctionInfo): PermanentText[] {
  if (fn.sriov === null || fn.sriov.numVfs === 0) return [];
  const { numVfs, driversAutoprobe } = fn.sriov;
  const lines = [
    ...(driversAutoprobe === false ? [commandOf({ verb: "sriov.autoprobe", bdf: fn.bdf, value: false })] : []),
    commandOf({ verb: "sriov.numvfs", bdf: fn.bdf, value: numVfs }),
  ];
  const unit: PermanentText = {
    kind: "systemd",
    title: KEPT_WORDS.unit,
    path: `/etc/systemd/system/sriov-${unitName(fn)}.service`,
    text: [
      "[Unit]",
      `Description=SR-IOV: ${numVfs} VFs on ${fn.bdf}`,
      `ConditionPathExists=/sys/bus/pci/devices/${fn.bdf}/sriov_numvfs`,
      "After=systemd-modules-load.service systemd-udev-settle.service",
      "Wants=systemd-udev-settle.service",
      "Before=network-pre.target",
      "",
      "[Service]",
      "Type=oneshot",
      "RemainAfterExit=yes",
      ...lines.map((line) => `ExecStart=/bin/sh -c '${line}'`),
      "",
      "[Install]",
      "WantedBy=multi-user.target",
      "",
    ].join("\n"),
    notes: [
      KEPT_WORDS.enableUnit({ unit: `sriov-${unitName(fn)}.service` }),
      KEPT_WORDS.overridesLost,
      KEPT_WORDS.byAddress,
    ],
  };
  const driver = ruleName(fn.driver);
  if (driver === null) return [unit];
  const rule = [
    `ACTION=="bind", SUBSYSTEM=="pci", KERNEL=="${fn.bdf}", DRIVER=="${driver}"`,
    ...idsOf(fn),
    ...(driversAutoprobe === false ? ['ATTR{sriov_drivers_autoprobe}="0"'] : []),
    `ATTR{sriov_numvfs}="${numVfs}"`,
  ];
  return [unit, udevRule(fn, "sriov-", rule, [KEPT_WORDS.eachBinding({ driver })])];
}
