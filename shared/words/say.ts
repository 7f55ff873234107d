/** Renders messages in a language. */
import { IntlMessageFormat } from "intl-messageformat";
import { JOINS, type Join } from "./joined.ts";
import { isList, type Message, type Value, type Words } from "./message.ts";
import { type Texts, textsOf } from "./messages.ts";

/** `xx` is English made strange: what a person still reads as plain English there is no message. */
export const LANGUAGES = ["en", "zh", "xx"] as const;
export type Language = (typeof LANGUAGES)[number];

/** By BCP 47, for dates, numbers and the page's `lang`. */
export const LOCALES: Readonly<Record<Language, string>> = { en: "en", zh: "zh-CN", xx: "en" };

/** What stands between items. Chinese has no space beside 、 and one beside 和 where names are Latin. */
const LISTS = {
  en: { comma: ", ", and: " and ", or: " or ", semicolon: "; ", sentence: " ", stop: "." },
  zh: { comma: "、", and: " 和 ", or: " 或 ", semicolon: "；", sentence: "", stop: "。" },
} as const;

/** Names that a list has; the rest is counted. */
const MOST_LISTED = 4;

/** Parsed once, when a text is first said. */
const FORMATS: Readonly<Record<Language, Map<string, IntlMessageFormat>>> = {
  en: new Map(),
  zh: new Map(),
  xx: new Map(),
};

/** Words in a language. Pure: a text that is unknown here is its id with its values, and what is no words is shown as it is. */
export function say(language: Language, words: Words): string {
  return typeof words === "string" ? words : saying(language, words).replaceAll(OWN_BLANK, " ");
}

/** {@link say} of what may lie in another text: a blank of a name is still marked as its own. */
function saying(language: Language, words: Message): string {
  const base = language === "zh" ? "zh" : "en";
  const { say: id, values = {} } = words ?? {};
  if (typeof id !== "string" || typeof values !== "object" || values === null) return asItIs(words);
  if (Object.hasOwn(JOINS, id)) return joined(language, JOINS[id as keyof typeof JOINS], values.items ?? []);
  const texts = textsOf(id);
  if (texts === null) return unknown(language, words);
  const text = texts[base];
  if (!text.includes("{")) return language === "xx" ? strange(text) : text;
  const said = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      isLargeCount(texts, text, name, value) ? value.toLocaleString(LOCALES[language]) : sayValue(language, value),
    ]),
  );
  try {
    const whole = PLAIN.test(text) ? filled(language, text, said) : String(formatOf(language, id, text).format(said));
    // Texts have a blank around what is mostly Latin; a message that stands there is not.
    return language === "zh" && Object.values(values).some(isSaid) ? whole.replaceAll(BLANK_IN_CHINESE, "") : whole;
  } catch {
    // Values of another version.
    return unknown(language, words);
  }
}

/** What a type let through that is no words: a record of a program that has other ones. */
function asItIs(broken: unknown): string {
  return JSON.stringify(broken) ?? String(broken);
}

/** A number that English counts by; one of a process or a port has no thousands. Where a text counts itself, it gets the number. */
function isLargeCount({ en }: Texts, text: string, name: string, value: Value): value is number {
  if (typeof value !== "number" || value < 1000) return false;
  return (en.includes(`{${name}, plural`) || en.includes(`{${name}, number`)) && !text.includes(`{${name}, `);
}

function isSaid(value: Value): boolean {
  return typeof value === "object";
}

/** A text in which names only stand in braces. The formatter asks for locales when it is first made, which takes 15 ms. */
const PLAIN = /^(?:[^{}']|\{\w+\})*$/;

function filled(language: Language, text: string, values: Readonly<Record<string, string | number>>): string {
  const shown = language === "xx" ? strangeText(text) : text;
  return shown.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the value ${name} is missing`);
    return String(value);
  });
}

function formatOf(language: Language, id: string, text: string): IntlMessageFormat {
  const kept = FORMATS[language].get(id);
  if (kept !== undefined) return kept;
  const shown = language === "xx" ? strangeText(text) : text;
  const made = new IntlMessageFormat(shown, LOCALES[language], undefined, { ignoreTag: true });
  FORMATS[language].set(id, made);
  return made;
}

function sayValue(language: Language, value: Value): string | number {
  if (typeof value === "number") return value;
  if (isList(value)) return joined(language, "and", value);
  // The blanks of a name, such as a file's, are no blanks of a text.
  return typeof value === "string" ? value.replaceAll(" ", OWN_BLANK) : saying(language, value);
}

function joined(language: Language, how: Join | "and", value: Value): string {
  const marks = LISTS[language === "zh" ? "zh" : "en"];
  const items = (isList(value) ? value : [value]).map((item) => String(sayValue(language, item)));
  if (how === "sentences") return items.reduce((text, item) => text + between(marks.sentence, text, item) + item, "");
  if (how === "clauses") return items.join(marks.semicolon);
  if (how === "names") return items.join(marks.comma);
  if (how === "ended") return endedText(items.join(" "), marks.stop);
  if (how === "phrase") return items.reduce((text, item) => text + between(" ", text, item) + item, "");
  if (items.length > MOST_LISTED) {
    const named = items.slice(0, MOST_LISTED).join(marks.comma);
    return language === "zh"
      ? `${named}${between(" ", named, "等")}等 ${items.length} 个`
      : `${named}${marks[how]}${items.length - MOST_LISTED} more`;
  }
  if (items.length < 2) return items[0] ?? "";
  const last = items.at(-1) ?? "";
  const before = items.slice(0, -1).join(marks.comma);
  if (language !== "zh") return `${before}${marks[how]}${last}`;
  const word = marks[how].trim();
  return `${before}${between(" ", before, word)}${word}${between(" ", word, last)}${last}`;
}

function endedText(text: string, stop: string): string {
  return /[.!?。！？]$/.test(text) ? text : `${text}${stop}`;
}

/** Stands for a blank of a name until the whole text is said; of Unicode's private use. */
const OWN_BLANK = "\ue001";
const WIDE = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;
const BLANK_IN_CHINESE =
  / (?=[\u3000-\u303f\uff00-\uff65])|(?<=[\u3000-\u303f\uff00-\uff65]) |(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])/g;
const FULL_WIDTH_MARK = /[\u3000-\u303f\uff00-\uff65“”…]/;

/** What stands between two pieces: nothing at the start, beside a full-width mark, and between 汉字. */
function between(space: string, before: string, after: string): string {
  const left = before.at(-1) ?? "";
  const right = after.at(0) ?? "";
  if (left === "" || right === "") return "";
  if (FULL_WIDTH_MARK.test(left) || FULL_WIDTH_MARK.test(right)) return "";
  return WIDE.test(left) && WIDE.test(right) ? "" : space === "" ? " " : space;
}

function unknown(language: Language, { say: id, values = {} }: Message): string {
  const said = Object.values(values).map((value) => String(sayValue(language, value)));
  return said.length === 0 ? id : `${id} (${said.join(", ")})`;
}

const STRANGE: Readonly<Record<string, string>> = Object.fromEntries(
  [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"].map((letter, index) => [
    letter,
    [..."áƀćđéƒǧĥíĵķĺɱñóƥɋŕśťúṽŵẋýžÁƁĆĐÉƑǦĤÍĴĶĹṀÑÓƤɊŔŚŤÚṼŴẊÝŽ"][index] ?? letter,
  ]),
);

/** A text without values, made strange. */
export function strange(text: string): string {
  return text.replaceAll(/[A-Za-z]/g, (letter) => STRANGE[letter] ?? letter);
}

/** The words of an ICU text, without its arguments. */
function strangeText(text: string): string {
  let depth = 0;
  let inForm = false;
  const forms: boolean[] = [];
  let out = "";
  for (const char of text) {
    if (char === "{") {
      forms.push(inForm);
      // What stands in braces after `plural,` or `select,` is words again.
      inForm = depth > 0 && !inForm;
      depth++;
    } else if (char === "}") {
      depth--;
      inForm = forms.pop() ?? false;
    }
    out += depth === 0 || inForm ? strange(char) : char;
  }
  return out;
}
