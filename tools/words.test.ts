/** Every text of the product, in every language: it is used, can be said, and keeps the rules of its language. */
import { IntlMessageFormat } from "intl-messageformat";
import { expect, test } from "vitest";
import { say } from "../shared/words/say.ts";
import { ROOT } from "./build.ts";
import { declaredTexts, unusedTexts } from "./words/declared.ts";
import { differingTexts, SENSES } from "./words/doubles.ts";
import { faultsOf, wordsOfIcu } from "./words/rules.ts";
import { hashOf, isOlder } from "./words/seen.ts";

const texts = await declaredTexts(ROOT);

/** Words that are no English: names of programs and of what one types. */
const NAMES = /^(?:capability|pid|ssh|sudo|root|lspci|sysfs|part|vfio|driverctl|libvirt|devlink|udev|lanes?)$/;

/** Has it anything that another language has words for: two plain words, or one of a sentence. */
function hasWords(text: string): boolean {
  const plain = wordsOfIcu(text).match(/(?<![\w./-])[a-z]{3,}(?![\w./-])/g) ?? [];
  return plain.filter((word) => !NAMES.test(word)).length > 0;
}

test("every text is used, but those that all may use", () => {
  const unused = unusedTexts(ROOT, texts).filter(({ id }) => !id.startsWith("common."));
  expect(unused.map(({ id, file }) => `${id} (${file})`)).toEqual([]);
});

test("every text can be said in both languages, whichever form its values choose", () => {
  for (const { id, en, zh } of texts) {
    for (const [locale, text] of [
      ["en", en],
      ["zh-CN", zh],
    ] as const) {
      const format = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
      expect(() => format.getAst(), `${id}: ${text}`).not.toThrow();
    }
  }
});

test("a text in which only names stand is said as the formatter would", () => {
  for (const { id, en } of texts.filter(({ en }) => /\{\w+\}/.test(en) && !/\{\w+,/.test(en))) {
    const names = [...en.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
    const values = Object.fromEntries(names.map((name, at) => [name, at % 2 === 0 ? 12_345 + at : `<${name}>`]));
    const whole = new IntlMessageFormat(en, "en", undefined, { ignoreTag: true }).format(values);
    expect(say("en", { say: id, values })).toBe(whole);
  }
});

test("a Chinese text is Chinese, unless there are only names to say", () => {
  const english = texts.filter(({ en, zh }) => !/\p{Script=Han}/u.test(zh) && hasWords(en));
  expect(english.map(({ id, zh }) => `${id}: ${zh}`)).toEqual([]);
});

test("one English text has one Chinese, unless it is said of different things", () => {
  expect(differingTexts(texts).map((same) => same.map(({ id, zh }) => `${id}: ${zh}`))).toEqual([]);
  const senses = Object.keys(SENSES).map(
    (en) => new Set(texts.filter((text) => text.en === en).map(({ zh }) => zh)).size,
  );
  expect(senses.filter((count) => count < 2)).toEqual([]);
});

test("texts that differ in Chinese alone are found", () => {
  const text = { en: "Taken", file: "a.ts", name: "A.used" };
  const used = { ...text, id: "a.used", zh: "已用" };
  expect(differingTexts([used, { ...text, id: "b.used", zh: "已用" }])).toEqual([]);
  expect(differingTexts([used, { ...text, id: "b.used", zh: "使用中" }])).toHaveLength(1);
});

test("every text of a file counts, whichever of its constants declares it", () => {
  expect(texts.filter(({ file }) => file === "shared/words/texts/explain.ts").map(({ name }) => name)).toEqual(
    expect.arrayContaining(["ERRNO_WORDS.eperm", "EXPLAIN_WORDS.wrote"]),
  );
});

test("no text breaks the rules of its language", () => {
  expect(texts.flatMap((text) => faultsOf(text).map((fault) => `${text.id}: ${fault}`))).toEqual([]);
});

test("the rules find what they are for", () => {
  expect(faultsOf({ en: "Plan anew.", zh: "重新生成计划。" })).toEqual(["en: “anew” (again)"]);
  expect(faultsOf({ en: "Bound to {driver}", zh: "绑定到{driver}的VF,主机" })).toHaveLength(4);
  expect(faultsOf({ en: "{count, plural, one {# VF} other {# VFs}}", zh: "{count} 个 VF（宿主机）" })).toEqual([]);
});

test("Chinese is older than its English when only that has changed since it was read", () => {
  const seen = { a: hashOf({ en: "One", zh: "一" }) };
  expect(isOlder({ id: "a", en: "One", zh: "一" }, seen)).toBe(false);
  expect(isOlder({ id: "a", en: "Two", zh: "一" }, seen)).toBe(true);
  expect(isOlder({ id: "a", en: "Two", zh: "二" }, seen)).toBe(false);
  expect(isOlder({ id: "b", en: "Two", zh: "二" }, seen)).toBe(false);
});
