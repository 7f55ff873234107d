import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, pick, register, shown } from "../../layout.ts";
import { LINK_SPEEDS, laneWidth } from "../standard/express/words.ts";

const SPEEDS = ["2.5GT/s", "5GT/s", "8GT/s", "16GT/s", "32GT/s", "64GT/s"];
/** What the last bit of the vector stands for. */
const FASTEST = "128GT/s or higher";
const ASPM_SUPPORT = { 0: "none", 1: "L0s", 2: "L1", 3: "L0s and L1" };
const ASPM_CONTROL = { 0: "disabled", 1: "L0s", 2: "L1", 3: "L0s and L1" };
const L0S_LATENCY = {
  0: "less than 64ns",
  1: "64ns to less than 128ns",
  2: "128ns to less than 256ns",
  3: "256ns to less than 512ns",
  4: "512ns to less than 1us",
  5: "1us to less than 2us",
  6: "2us to 4us",
  7: "more than 4us",
};
const L1_LATENCY = {
  0: "less than 1us",
  1: "1us to less than 2us",
  2: "2us to less than 4us",
  3: "4us to less than 8us",
  4: "8us to less than 16us",
  5: "16us to less than 32us",
  6: "32us to 64us",
  7: "more than 64us",
};

/** The supported speeds, out of one bit for each. */
function speeds(raw: number | bigint): string {
  const bits = Number(raw);
  return [...SPEEDS, FASTEST].filter((_, bit) => (bits >> bit) & 1).join(", ") || "none";
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.speed": "Maximum speed of the link inside the root complex.",
  "cap.width": "Maximum number of lanes of the link.",
  "cap.aspm": "ASPM states that the link supports.",
  "cap.l0s": "Time that the link needs to return from L0s to L0.",
  "cap.l1": "Time that the link needs to return from L1 to L0.",
  "cap.speeds": "Speeds that the link supports.",
  "ctl.aspm": "ASPM states enabled on the link; disable them to rule out ASPM problems.",
  "ctl.extendedSynch":
    "Set: more ordered sets are sent on exit from L0s and in Recovery, so that a logic analyser can lock on.",
  "sta.speed": "Current link speed; a value below Max Link Speed means that the link trained to a lower speed.",
  "sta.width": "Number of lanes in use; fewer than the maximum means that the link trained to a reduced width.",
};

export const RC_INTERNAL_LINK: CapabilityDef = {
  key: "rcilink",
  space: "extended",
  id: 0x06,
  short: "RC Internal Link",
  title: "Root Complex Internal Link Control",
  section: "PCIe 6.2 §7.9.9",
  length: 12,
  registers: withHelp(HELP, [
    register("cap", 0x04, 4, "Root Complex Link Capabilities", [
      pick("speed", 3, 0, "Max Link Speed", LINK_SPEEDS, { access: "RO" }),
      shown("width", 9, 4, "Maximum Link Width", laneWidth, { access: "RO" }),
      pick("aspm", 11, 10, "ASPM Support", ASPM_SUPPORT, { access: "RO" }),
      pick("l0s", 14, 12, "L0s Exit Latency", L0S_LATENCY, { access: "RO" }),
      pick("l1", 17, 15, "L1 Exit Latency", L1_LATENCY, { access: "RO" }),
      shown("speeds", 24, 18, "Supported Link Speeds Vector", speeds, { access: "RO" }),
    ]),
    register("ctl", 0x08, 2, "Root Complex Link Control", [
      pick("aspm", 1, 0, "ASPM Control", ASPM_CONTROL, { access: "RW" }),
      flag("extendedSynch", 7, "Extended Synch", { access: "RW", reset: 0 }),
    ]),
    register("sta", 0x0a, 2, "Root Complex Link Status", [
      pick("speed", 3, 0, "Current Link Speed", LINK_SPEEDS, { access: "RO" }),
      shown("width", 9, 4, "Negotiated Link Width", laneWidth, { access: "RO" }),
    ]),
  ]),
  text: ["Root Complex Internal Link <?>\n"],
};
