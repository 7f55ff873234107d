/** Settings of a VF, made through the network interface of its PF (net/core/rtnetlink.c, do_setvfinfo). */
import { z } from "zod";
import { BdfSchema, type Stated } from "../../machine/schema-parts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { listed } from "../words.ts";
import type { Kind } from "./expectation.ts";
import { attribute, shellWord } from "./shell.ts";
import { addressNow } from "./target.ts";
import type { Draft, Verb } from "./verb.ts";
import {
  mayCut,
  sameSetting,
  settingNow,
  settingsAt,
  settingText,
  settingWords,
  type VfSetting,
  VfSettingSchema,
} from "./vf-settings.ts";

const schema = z.strictObject({
  verb: z.literal("vf.network"),
  /** The PF. */
  bdf: BdfSchema,
  vf: z.int().min(0).max(65535),
  settings: z.array(VfSettingSchema),
});
export type VfNetwork = Stated<typeof schema>;

const kindSchema = z.strictObject({
  that: z.literal("vfSetting"),
  pf: BdfSchema,
  vf: z.int().min(0),
  setting: VfSettingSchema,
});
export type HasSetting = Stated<typeof kindSchema>;

const named = ({ pf, vf }: HasSetting) => `VF ${vf} of ${pf}`;

export const hasSetting: Kind<HasSetting> = {
  schema: kindSchema,
  instead(expected, { settings }) {
    const now = settingsAt(settings?.get(expected.pf), expected.vf);
    const setting = now === undefined ? null : settingNow(now, expected.setting.set);
    if (setting === null) return "untold";
    return sameSetting(setting, expected.setting) ? null : { ...expected, setting };
  },
  value: ({ setting }) => settingText(setting),
  untold: "the driver does not say",
  text: (expected) => `${named(expected)} has ${settingText(expected.setting)}`,
  was: (expected, is) => `${named(expected)} had ${settingText(expected.setting)} and has ${is}`,
  wasUntold: (expected) => `${named(expected)} had ${settingText(expected.setting)}, which is not told any more`,
};

const words = ({ settings }: VfNetwork) => settings.flatMap(settingWords);

export const vfNetwork: Verb<VfNetwork> = {
  schema,
  write: (step) => ({ where: `ip link set ${step.bdf} vf ${step.vf}`, wrote: words(step).join(" ") }),
  helper: (step) => ["network", step.bdf, String(step.vf), ...words(step)],
  command(step) {
    // A port of the same card may have further interfaces; the first is the one that knows the VFs.
    const name = `"$(ls ${attribute(step.bdf, "net")} | head -n 1)"`;
    return `ip link set dev ${name} vf ${step.vf} ${words(step).map(shellWord).join(" ")}`;
  },
  tool: "ip",
  names: words,
  shownBy: "vfSetting",
  keeps: ({ bdf }) => ({ settings: bdf }),
  endsWithFunction: true,
  reaches({ bdf, vf, settings }, machine) {
    const at = addressNow({ pf: bdf, vf, expected: null }, machine);
    return at === null ? [] : [{ bdf: at, how: settings.some(mayCut) ? "cut" : "adjusted", cause: bdf }];
  },
  about: "vf",
  takes: ({ settings }) => (settings.some(mayCut) ? "traffic" : null),
};

/** @param was the same settings as they are now; those that are not known cannot be put back */
export function settingsStep(
  pf: Bdf,
  vf: number,
  settings: readonly VfSetting[],
  was: readonly VfSetting[],
): Draft<VfNetwork, HasSetting> {
  return {
    template: { verb: "vf.network", bdf: pf, vf, settings },
    label: `Set ${listed(settings.map(settingText), 6)} on VF ${vf} of ${pf}`,
    expect: settings.map((setting) => ({ that: "vfSetting", pf, vf, setting })),
    undo: was.length === 0 ? [] : [{ verb: "vf.network", bdf: pf, vf, settings: was }],
  };
}
