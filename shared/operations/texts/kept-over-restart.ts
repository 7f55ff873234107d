/** Text that makes a choice last over the next start. Shown to be installed by a person; nothing here is ever written. */
import type { FunctionInfo } from "../../machine/facts.ts";
import { isGivingDriver } from "../../machine/role.ts";
import { hexDigits } from "../../pci/hex-digits.ts";
import { shellWord } from "../verbs/shell.ts";
import { commandOf } from "../verbs/table.ts";

export interface PermanentText {
  readonly kind: "driverctl" | "udev" | "systemd";
  /** `driverctl`, `udev rule`. */
  readonly title: string;
  /** Where it goes; null = a command for a root shell. */
  readonly path: string | null;
  readonly text: string;
  /** What to know, one sentence each. */
  readonly notes: readonly string[];
}

const RENUMBERS = "It names the function by its address, which can change when a card is added or moved.";

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

function udevRule(fn: FunctionInfo, name: string, lines: readonly string[], notes: readonly string[]): PermanentText {
  return {
    kind: "udev",
    title: "udev rule",
    path: `/etc/udev/rules.d/90-${name}${unitName(fn)}.rules`,
    text: `${lines.join(", \\\n  ")}\n`,
    notes: [...notes, RENUMBERS],
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
    notes: [
      "Writes /etc/driverctl.d/pci-ADDRESS, and udev sets the override again at each start.",
      `driverctl unset-override ${fn.bdf} takes it back.`,
      RENUMBERS,
    ],
  };
  const name = ruleName(driver);
  if (name === null) return [driverctl];
  const ids = idsOf(fn);
  const lines = [`ACTION=="add", SUBSYSTEM=="pci", KERNEL=="${fn.bdf}"`, ...ids, `ATTR{driver_override}="${name}"`];
  const notes = [
    ...(ids.length === 0
      ? []
      : ["The vendor and device are compared too, so another card at this address is left alone."]),
    `The module of ${name} has to be loaded early: put it into /etc/modules-load.d and into the initramfs.`,
  ];
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
    title: "systemd unit",
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
      `Switch it on with systemctl enable sriov-${unitName(fn)}.service.`,
      "Driver overrides of VFs go with the VFs: they have to be set again after this has run.",
      RENUMBERS,
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
  return [unit, udevRule(fn, "sriov-", rule, [`Acts each time ${driver} takes the PF, not at the start alone.`])];
}
