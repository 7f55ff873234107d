/** Times and durations, as the page's language writes them. */

import type { Message } from "../../shared/words/message.ts";
import { messages } from "../../shared/words/messages.ts";
import { COMMON } from "../../shared/words/texts/common.ts";

/** `at`: milliseconds since 1970. */
export const TIME_WORDS = messages("window.time", {
  clock: { en: "{at, time, ::HHmmss}", zh: "{at, time, ::HHmmss}" },
  dayAndClock: { en: "{at, date, ::yyyyMMMdHHmm}", zh: "{at, date, ::yyyyMMddHHmm}" },
  full: { en: "{at, date, ::EEEEyyyyMMMMdHHmmssz}", zh: "{at, date, ::EEEEyyyyMMMMdHHmmssz}" },
});

/** Whole milliseconds, then seconds, then minutes: `0.4 ms` is noise. */
export function durationWords(milliseconds: number): Message {
  if (milliseconds < 1000) return COMMON.milliseconds({ count: Math.round(milliseconds) });
  if (milliseconds < 60_000) {
    return COMMON.seconds({ count: (milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0) });
  }
  return COMMON.minutesAndSeconds({
    minutes: Math.floor(milliseconds / 60_000),
    seconds: Math.floor((milliseconds % 60_000) / 1000),
  });
}
