import { expect, test } from "vitest";
import { clauses, either, ended, names, phrase, sentences } from "./joined.ts";
import { isWords, mapWords } from "./message.ts";
import { messages } from "./messages.ts";
import { say } from "./say.ts";

const T = messages("test", {
  plain: { en: "No driver", zh: "未绑定驱动" },
  bound: {
    en: "{count, plural, one {# VF of {pf} is} other {# VFs of {pf} are}} bound to {driver}.",
    zh: "{pf} 的 {count} 个 VF 已绑定 {driver}。",
  },
  uses: { en: "{bdf} {uses}.", zh: "{bdf} {uses}。" },
  state: { en: "{on, select, yes {On} other {Off}}", zh: "{on, select, yes {开启} other {关闭}}" },
});

test("a message is said in each language, with its plurals and lists", () => {
  const one = T.bound({ count: 1, pf: "0000:01:00.0", driver: "vfio-pci" });
  expect(say("en", one)).toBe("1 VF of 0000:01:00.0 is bound to vfio-pci.");
  expect(say("zh", one)).toBe("0000:01:00.0 的 1 个 VF 已绑定 vfio-pci。");
  const many = T.bound({ count: 16, pf: "0000:01:00.0", driver: ["ice", "i40e", "iavf"] });
  expect(say("en", many)).toBe("16 VFs of 0000:01:00.0 are bound to ice, i40e and iavf.");
  expect(say("zh", many)).toBe("0000:01:00.0 的 16 个 VF 已绑定 ice、i40e 和 iavf。");
  expect(say("en", "as it came")).toBe("as it came");
});

test("large numbers that are counted have their thousands in both languages, and others have none", () => {
  expect(say("en", T.bound({ count: 65536, pf: "a", driver: "b" }))).toBe("65,536 VFs of a are bound to b.");
  expect(say("zh", T.bound({ count: 65536, pf: "a", driver: "b" }))).toBe("a 的 65,536 个 VF 已绑定 b。");
  expect(say("zh", T.uses({ bdf: 65536, uses: "b" }))).toBe("65536 b。");
});

test("messages lie in one another, and lists of more than a few are counted", () => {
  const uses = T.uses({ bdf: "0000:01:00.0", uses: [T.plain, "eth0"] });
  expect(say("en", uses)).toBe("0000:01:00.0 No driver and eth0.");
  expect(say("zh", uses)).toBe("0000:01:00.0 未绑定驱动和 eth0。");
  const six = T.uses({ bdf: "x", uses: ["a", "b", "c", "d", "e", "f"] });
  expect(say("en", six)).toBe("x a, b, c, d and 2 more.");
  expect(say("zh", six)).toBe("x a、b、c、d 等 6 个。");
});

test("joins are of the language that they are read in", () => {
  const both = [T.plain, "eth0"];
  expect(say("en", either(both))).toBe("No driver or eth0");
  expect(say("zh", either(both))).toBe("未绑定驱动或 eth0");
  expect(say("en", names(both))).toBe("No driver, eth0");
  expect(say("zh", clauses(T.plain, null, "eth0"))).toBe("未绑定驱动；eth0");
  const two = [T.bound({ count: 1, pf: "a", driver: "b" }), null, ended(T.plain)] as const;
  expect(say("en", sentences(...two))).toBe("1 VF of a is bound to b. No driver.");
  expect(say("zh", sentences(...two))).toBe("a 的 1 个 VF 已绑定 b。未绑定驱动。");
  expect(say("zh", phrase("eth0", T.plain, T.plain))).toBe("eth0 未绑定驱动未绑定驱动");
  expect(say("en", ended("a line of its own!"))).toBe("a line of its own!");
});

test("Chinese words in a Chinese text stand there without the blanks that Latin ones have", () => {
  expect(say("zh", T.uses({ bdf: "eth0", uses: T.plain }))).toBe("eth0 未绑定驱动。");
  expect(say("zh", T.bound({ count: 2, pf: T.plain, driver: "ice" }))).toBe("未绑定驱动的 2 个 VF 已绑定 ice。");
});

test("a name keeps its blanks in every text, however deep it lies", () => {
  const name = "/tmp/我的 文件 （甲）, {pf} <b>.txt";
  const inner = T.uses({ bdf: name, uses: T.plain });
  for (const language of ["en", "zh", "xx"] as const) {
    for (const words of [inner, T.uses({ bdf: T.plain, uses: [inner, name] }), sentences(inner, T.plain)]) {
      expect(say(language, words)).toContain(name);
    }
  }
});

test("what is not known here is its id with its values, and breaks nothing", () => {
  expect(say("zh", { say: "later.version", values: { pf: "0000:01:00.0", items: ["a", "b"] } })).toBe(
    "later.version (0000:01:00.0, a 和 b)",
  );
  expect(say("en", { say: "test.bound", values: { pf: "a" } })).toContain("test.bound");
  expect(say("en", { say: "constructor" })).toBe("constructor");
});

test("what is no words at all is shown as it is, alone and within a text", () => {
  for (const language of ["en", "zh", "xx"] as const) {
    expect(say(language, {} as never)).toBe("{}");
    expect(say(language, null as never)).toBe("null");
    expect(say(language, undefined as never)).toBe("undefined");
    expect(say(language, { say: "test.plain", values: null } as never)).toContain("test.plain");
    expect(say(language, { said: "later" } as never)).toBe('{"said":"later"}');
  }
  expect(say("en", T.uses({ bdf: "eth0", uses: {} as never }))).toBe("eth0 {}.");
  expect(say("zh", T.uses({ bdf: "eth0", uses: [null as never, T.plain] }))).toBe("eth0 null 和未绑定驱动。");
});

test("in the strange language only values read as English", () => {
  expect(say("xx", T.bound({ count: 2, pf: "0000:01:00.0", driver: "ice" }))).toBe(
    "2 ṼƑś óƒ 0000:01:00.0 áŕé ƀóúñđ ťó ice.",
  );
  expect(say("xx", T.plain)).toBe("Ñó đŕíṽéŕ");
  expect(say("xx", T.state({ on: "yes" }))).toBe("Óñ");
});

test("words from elsewhere are checked, and every text in them can be changed", () => {
  const nested = T.uses({ bdf: "a\nb", uses: [T.plain, "c\nd"] });
  expect(isWords(JSON.parse(JSON.stringify(nested)))).toBe(true);
  expect(
    say(
      "en",
      mapWords(nested, (text) => text.replace("\n", "↵")),
    ),
  ).toBe("a↵b No driver and c↵d.");
  for (const wrong of [
    null,
    1,
    [],
    {},
    { say: 1 },
    { say: "a", values: [] },
    { say: "a", values: { b: null } },
    { say: "a", more: 1 },
  ]) {
    expect(isWords(wrong), JSON.stringify(wrong)).toBe(false);
  }
  let deep: unknown = "end";
  for (let at = 0; at < 100; at++) deep = { say: "a", values: { deep } };
  expect(isWords(deep)).toBe(false);
});
