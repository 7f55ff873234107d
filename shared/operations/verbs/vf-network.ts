/** Settings of a VF, made through the network interface of its PF (net/core/rtnetlink.c, do_setvfinfo). */
import { z } from "zod";
import type { FunctionFacts } from "../../machine/facts.ts";
import { interfacesOf } from "../../machine/interfaces.ts";
import { BdfSchema, type Stated } from "../../machine/schema-parts.ts";
import { EXPECTATION_WORDS } from "../../words/texts/expectations.ts";
import { STEP_WORDS } from "../../words/texts/steps.ts";
import type { Kind } from "./expectation.ts";
import { attribute, shellWord } from "./shell.ts";
import { addressNow } from "./target.ts";
import type { Draft, Verb } from "./verb.ts";
import {
  inOrder,
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
  /** One, in plans of today: each is read back and undone alone. */
  settings: z.array(VfSettingSchema),
  /** The PF's interface as the plan found it; whoever carries it out looks again, by the same rule (interfaces.ts). */
  by: z
    .string()
    .regex(/^[^\s/]{1,15}$/)
    .exactOptional(),
});
export type VfNetwork = Stated<typeof schema>;

const kindSchema = z.strictObject({
  that: z.literal("vfSetting"),
  pf: BdfSchema,
  vf: z.int().min(0),
  setting: VfSettingSchema,
});
export type HasSetting = Stated<typeof kindSchema>;

const named = ({ pf, vf }: HasSetting) => EXPECTATION_WORDS.vf({ pf, vf });

export const hasSetting: Kind<HasSetting> = {
  schema: kindSchema,
  instead(expected, { settings }) {
    const now = settingsAt(settings?.get(expected.pf), expected.vf);
    const setting = now === undefined ? null : settingNow(now, expected.setting.set);
    if (setting === null) return "untold";
    return sameSetting(setting, expected.setting) ? null : { ...expected, setting };
  },
  value: ({ setting }) => settingText(setting),
  untold: EXPECTATION_WORDS.notReported,
  text: (expected) => EXPECTATION_WORDS.set({ name: named(expected), what: settingText(expected.setting) }),
  was(expected, now) {
    const [name, was] = [named(expected), settingText(expected.setting)];
    return now === "untold"
      ? EXPECTATION_WORDS.wasSetUnreported({ name, was })
      : EXPECTATION_WORDS.wasSet({ name, was, is: settingText(now.setting) });
  },
};

const words = ({ settings }: VfNetwork) => settings.flatMap(settingWords);

export const vfNetwork: Verb<VfNetwork> = {
  schema,
  write: (step) => ({ where: `ip link set ${step.bdf} vf ${step.vf}`, wrote: words(step).join(" ") }),
  helper: (step) => ["network", step.bdf, String(step.vf), ...words(step)],
  command(step) {
    // Plans of before do not say which interface; a PF without representors has one.
    const name = step.by === undefined ? `"$(ls ${attribute(step.bdf, "net")} | head -n 1)"` : shellWord(step.by);
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

/**
 * One step for each setting, so that each is read back, a failure names the one that was refused, and what was set before
 * it is taken back.
 * @param was the same settings as they are now; those that are not known cannot be put back
 */
export function settingsSteps(
  pf: Pick<FunctionFacts, "bdf" | "children">,
  vf: number,
  settings: readonly VfSetting[],
  was: readonly VfSetting[],
): Draft<VfNetwork, HasSetting>[] {
  const { bdf } = pf;
  const { own, settings: net } = interfacesOf(pf);
  const by = net === null ? {} : { by: net.name };
  const labelOf = (setting: VfSetting) => {
    const values = { vf, pf: bdf, setting: settingText(setting) };
    return net !== null && own.length > 1
      ? STEP_WORDS.setVfThrough({ ...values, net: net.name })
      : STEP_WORDS.setVf(values);
  };
  return inOrder(settings).map((setting) => ({
    template: { verb: "vf.network", bdf, vf, settings: [setting], ...by },
    label: labelOf(setting),
    expect: [{ that: "vfSetting", pf: bdf, vf, setting }],
    undo: was
      .filter(({ set }) => set === setting.set)
      .map((before) => ({ verb: "vf.network", bdf, vf, settings: [before], ...by })),
  }));
}
