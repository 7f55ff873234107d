/** The first stage: what a text went through as a whole (mail, a web page, another system) is taken back. Pure. */
import {
  hasByteOrderMark,
  hasOddLineEnds,
  isEscaped,
  unescaped,
  withLineFeeds,
  withoutByteOrderMark,
  withoutControls,
  withoutInvisible,
  withoutNuls,
  withPlainBlanks,
} from "./decoding/characters.ts";
import { hasEndMarks, withoutEndMarks } from "./decoding/line-ends.ts";
import { fromQuotedPrintable, hasEncodedPart, looksQuotedPrintable, withDecodedParts } from "./decoding/mail.ts";
import { hasMarkup, withoutCodeMarks, withoutMarkup } from "./decoding/markup.ts";
import { withControlsTyped, withoutOverstrikes, withoutTerminalEscapes } from "./decoding/terminal.ts";

interface Step {
  /** A text that needs the step has one of them: to look for a few characters costs next to nothing. */
  readonly signs: readonly string[];
  /** Where the signs alone do not say it. */
  readonly isNeeded?: (text: string) => boolean;
  readonly take: (text: string) => string;
}

/** What was done last to a text is taken back first. */
const STEPS: readonly Step[] = [
  { signs: ["\0"], take: withoutNuls },
  { signs: ["\n", " "], isNeeded: hasByteOrderMark, take: withoutByteOrderMark },
  { signs: ["\r", "\v", "\f", "\u0085", "\u2028", "\u2029"], isNeeded: hasOddLineEnds, take: withLineFeeds },
  { signs: ["\u001b", "^[[", "\u241b", "\u009b"], take: withoutTerminalEscapes },
  { signs: ["\b"], take: withoutOverstrikes },
  { signs: ["^I"], take: withControlsTyped },
  { signs: ["ontent-", "ONTENT-"], isNeeded: hasEncodedPart, take: withDecodedParts },
  { signs: ["="], isNeeded: looksQuotedPrintable, take: fromQuotedPrintable },
  { signs: ["<", "&"], isNeeded: hasMarkup, take: withoutMarkup },
  { signs: ["\\n", "\\t"], isNeeded: isEscaped, take: unescaped },
  { signs: ["{", "[code", "[CODE", "[pre", "[quote", "```", "~~~"], take: withoutCodeMarks },
  { signs: ["\u00a0", "\u1680", ...codes(0x2000, 0x200a), "\u202f", "\u205f", "\u3000"], take: withPlainBlanks },
  {
    signs: ["\u00ad", "\u180e", ...codes(0x200b, 0x200f), ...codes(0x202a, 0x202e), ...codes(0x2060, 0x2064), "\ufeff"],
    take: withoutInvisible,
  },
  { signs: ["\u0007", "\u000e", "\u000f", "\u001a", "\u007f"], take: withoutControls },
  {
    signs: ["\\", "^M", "$", "¶", "↵", "⏎", "|", "│", "┃", ";", ",", '"', "'", "`"],
    isNeeded: hasEndMarks,
    take: withoutEndMarks,
  },
];

/** The characters from one code to another. */
function codes(first: number, last: number): readonly string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => String.fromCharCode(first + index));
}

/** Where there is nothing to take back, it is the same text. */
export function plainText(text: string): string {
  const once = stepsBack(text);
  // A mail may stand in a page, and a page in a mail.
  return once === text ? text : stepsBack(once);
}

function stepsBack(text: string): string {
  return STEPS.reduce((so, { signs, isNeeded, take }) => {
    const isSeen = signs.some((sign) => so.includes(sign)) && (isNeeded === undefined || isNeeded(so));
    return isSeen ? take(so) : so;
  }, text);
}
