import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstUnseen, hostileText, UNSEEN } from "../machine/testing/hostile-machine.ts";
import { isVisible, visibleJson, visibleLine, visibleText } from "./visible-text.ts";

describe("text made visible", () => {
  test.each([
    ["\u001b[2J", "\\x1b[2J"],
    ["a\u009bb", "a\\x9bb"],
    ["abc\u202egnp", "abc\\u202egnp"],
    ["\ud800!", "\\ud800!"],
    ["\u{e0041}", "\\u{e0041}"],
    ["a\tb\nc\rd", "a\\x09b\\x0ac\\x0dd"],
  ])("%j is shown as %s", (text, shown) => {
    expect(visibleLine(text)).toBe(shown);
  });

  test("words of any script, symbols and pairs stay as they are", () => {
    const text = "Café – «Müller» 漢字 עברית 😀 └─ … 100 °C";
    expect(visibleLine(text)).toBe(text);
    expect(isVisible(text)).toBe(true);
  });

  test.each(UNSEEN.map((character) => [character]))("%j is not let through", (character) => {
    expect(isVisible(character)).toBe(false);
    expect(firstUnseen(visibleText(character))).toBeNull();
  });

  test("whatever the text is: nothing unseen is left, lines stay lines only where they may, and once is enough", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(firstUnseen(visibleText(text))).toBeNull();
        expect(visibleText(text).split("\n")).toHaveLength(text.split("\n").length);
        expect(visibleLine(text)).not.toMatch(/[\n\t]/);
        expect(firstUnseen(visibleLine(text))).toBeNull();
        expect(visibleLine(visibleLine(text))).toBe(visibleLine(text));
      }),
    );
  });

  test("JSON reads back as the very same value", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const json = visibleJson(JSON.stringify({ [text]: [text] }, null, 2));
        expect(firstUnseen(json)).toBeNull();
        expect(JSON.parse(json)).toEqual({ [text]: [text] });
      }),
    );
  });
});
