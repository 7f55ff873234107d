/** Links: how fast and wide they run, and what to know about it. */
import { messages } from "../messages.ts";

export const LINK_WORDS = messages("link", {
  down: { en: "down", zh: "未建立" },
  /** Speed and width now, and the maximum of what is below it: `2.5 GT/s x16 (max 32 GT/s)`. */
  withMax: { en: "{now} (max {max})", zh: "{now}（最高 {max}）" },
  ofPf: {
    en: "VFs have no link. This is the link of the PF, {pf}.",
    zh: "VF 自身没有链路，此处为其 PF {pf} 的链路。",
  },
  limitedByOther: {
    en: "The other end, {bdf}, supports no more. The link itself is fine.",
    zh: "对端 {bdf} 最高即支持到此，链路本身正常。",
  },
  idleLowers: {
    en: "GPUs and accelerators lower the link speed while idle, which is normal. Check again under load.",
    zh: "GPU 和加速器空闲时会主动降低链路速率，属正常现象。请在有负载时再次查看。",
  },
  idleLowersInGuest: {
    en: "GPUs and accelerators lower the link speed while idle, which is normal. Check again under load in the guest.",
    zh: "GPU 和加速器空闲时会主动降低链路速率，属正常现象。请在虚拟机内有负载时再次查看。",
  },
});
