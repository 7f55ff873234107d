/** What terminals do with a text, as `script`, `less` and consoles keep it: colours and overstrikes. Pure. */

const ESCAPE = String.raw`(?:\u001b|\u241b|\^\[(?=\[))`;
/** ECMA-48: control sequences, strings for the operating system, designated sets, escapes of two characters. */
const ESCAPES = new RegExp(
  String.raw`${ESCAPE}(?:\[[0-?]{0,64}[ -/]{0,8}[@-~]|\][^\u0007\u001b\n]{0,1024}(?:\u0007|\u001b\\)?|[()*+][0-9A-Za-z]|[=>78cDEHMNOZ])|\u009b[0-?]{0,64}[@-~]|\u001b`,
  "gu",
);
/** The cursor moves on, over what was blank. */
const FORWARD = new RegExp(String.raw`${ESCAPE}\[\d{0,3}C`, "gu");

/** Takes away colours, cursor movements and titles of windows. */
export function withoutTerminalEscapes(text: string): string {
  return text.replace(FORWARD, " ").replace(ESCAPES, "");
}

/** `a⌫b` is `b`: a backspace takes the character before it, within its line. */
export function withoutOverstrikes(text: string): string {
  const kept: string[] = [];
  for (const line of text.split("\n")) {
    if (!line.includes("\b")) {
      kept.push(line);
      continue;
    }
    const characters: string[] = [];
    for (const character of line) {
      if (character === "\b") characters.pop();
      else characters.push(character);
    }
    kept.push(characters.join(""));
  }
  return kept.join("\n");
}

/** Tabs as `cat -A` shows them. */
export function withControlsTyped(text: string): string {
  return text.replaceAll("^I", "\t");
}
