import { describe, expect, test } from "vitest";
import { DEFINITIONS, HEADERS } from "../capabilities/registry.ts";
import type { CapabilityDef } from "../layout.ts";
import { CHINESE } from "./explanations.ts";

const TABLES: readonly CapabilityDef[] = [...HEADERS, ...DEFINITIONS];

/** Every explanation of a table, as it stands there. */
function sentencesOf(def: CapabilityDef): string[] {
  const registers = [...def.registers, ...(def.groups ?? []).flatMap((group) => group.registers)];
  const explained = [...registers, ...registers.flatMap((register) => register.fields), ...(def.derived ?? [])];
  return explained.flatMap(({ help }) => (help === undefined ? [] : [help]));
}

const HAN = "\\p{Script=Han}";
/** What must not be found in a Chinese sentence, by what is wrong with it. */
const CHINESE_FAULTS: Readonly<Record<string, RegExp>> = {
  "a word that the field does not use":
    /虚函数|虚拟函数|物理函数|透传|客户机|(?<!宿)主机(?!密钥)|供应商|能力列表|链路降级|重启设备/u,
  "a reader who is addressed, or an exclamation mark": /你|[！!]/u,
  "words without meaning": /对[^，。；]*进行|进行设置|将会|的话|被[^，。；]*所/u,
  "a half-width mark beside a 汉字": new RegExp(`${HAN}\\s*[,;:?]|[,;:?]\\s*${HAN}|${HAN}[().]|[()]${HAN}`, "u"),
  "no space between 汉字 and Latin or digit": new RegExp(`${HAN}[A-Za-z0-9]|[A-Za-z0-9#%+\\])]${HAN}`, "u"),
  "a space beside a full-width mark": /\s[，。：；（）、“”]|[，。：；（）、“”]\s/u,
  "no 。 at its end": /[^。]$/u,
  "no 汉字 in it": new RegExp(`^[^${HAN}]*$`, "u"),
};

/** What must not be found in an English one. */
const ENGLISH_FAULTS: Readonly<Record<string, RegExp>> = {
  "a word that is banned":
    /\b(anew|told|tells? of|somebody|nobody|whoever|of its own|by itself|at the (most|least)|let go|in the way|is another)\b/i,
  "a word that has a better one":
    /\b(meanwhile|nevertheless|all the same|for good|switch(es|ed)? (on|off)|answers?|makes no sense)\b/i,
  "no full stop at its end": /[^.]$/,
  "two spaces, or one at an end": /^\s|\s$|\s\s/,
};

function faultsOf(sentence: string, faults: Readonly<Record<string, RegExp>>): string[] {
  return Object.entries(faults).flatMap(([fault, found]) => (found.test(sentence) ? [`${fault}: ${sentence}`] : []));
}

describe("explanations of registers and fields in Chinese", () => {
  test("are there for every sentence of every table", () => {
    const missing = TABLES.flatMap((def) =>
      sentencesOf(def).flatMap((sentence) => (sentence in CHINESE ? [] : [`${def.key}: ${sentence}`])),
    );
    expect(missing).toEqual([]);
  });

  test("belong to a sentence that some table still has", () => {
    const sentences = new Set(TABLES.flatMap(sentencesOf));
    expect(Object.keys(CHINESE).filter((sentence) => !sentences.has(sentence))).toEqual([]);
  });

  test("are written as the field writes", () => {
    expect(Object.values(CHINESE).flatMap((chinese) => faultsOf(chinese, CHINESE_FAULTS))).toEqual([]);
  });

  test("explain sentences of plain English", () => {
    const sentences = new Set(TABLES.flatMap(sentencesOf));
    expect([...sentences].flatMap((sentence) => faultsOf(sentence, ENGLISH_FAULTS))).toEqual([]);
  });
});

describe("a fault is found", () => {
  test.each([
    ["a word that the field does not use", "将 VF 透传给虚拟机。"],
    ["a word that the field does not use", "由主机设置。"],
    ["a reader who is addressed, or an exclamation mark", "你可以写 1 清零。"],
    ["words without meaning", "对链路进行训练。"],
    ["a half-width mark beside a 汉字", "写 1 清零;读出 0。"],
    ["a half-width mark beside a 汉字", "基地址(BAR)。"],
    ["no space between 汉字 and Latin or digit", "支持64 位地址。"],
    ["no space between 汉字 and Latin or digit", "发出 SERR#后复位。"],
    ["a space beside a full-width mark", "支持 MSI ，写 1 清零。"],
    ["no 。 at its end", "写 1 清零"],
    ["no 汉字 in it", "RW1C。"],
  ])("in Chinese with %s", (fault, sentence) => {
    expect(faultsOf(sentence, CHINESE_FAULTS)).toContain(`${fault}: ${sentence}`);
  });

  test("and none where a host key or a host machine is meant, or a formula stands in the text", () => {
    const good = "宿主机的主机密钥为 2^(n+4) 字节（见 §3），读出 63:32 位。";
    expect(faultsOf(good, CHINESE_FAULTS)).toEqual([]);
  });

  test.each([
    ["a word that is banned", "A request that nobody takes."],
    ["a word that has a better one", "It waits for answers without a limit."],
    ["no full stop at its end", "Write 1 to clear"],
  ])("in English with %s", (fault, sentence) => {
    expect(faultsOf(sentence, ENGLISH_FAULTS)).toContain(`${fault}: ${sentence}`);
  });
});
