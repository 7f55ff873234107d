/** Columns that a text takes on a terminal. */
import { eastAsianWidth } from "get-east-asian-width";

/** Of one line of our own texts, without marks that combine: a 汉字 takes two (Unicode Standard Annex 11). */
export function columnsOf(text: string): number {
  return [...text].reduce((columns, char) => columns + eastAsianWidth(char.codePointAt(0) ?? 0), 0);
}

/** A word, or a 汉字, with the marks that may not begin or end a line and the blanks before it. */
const PIECE = /\s*[（“]*(?:[\u3400-\u9fff]|[^\s\u3400-\u9fff、，。；：？（）“”]+)?[、，。；：？）”]*/g;

/** In lines of so many columns at most where no word is wider: between words, and between 汉字. */
export function wrapped(text: string, columns: number): string {
  return text
    .split("\n")
    .map((line) => {
      const lines = [""];
      for (const piece of line.match(PIECE) ?? []) {
        const longer = `${lines.at(-1)}${piece}`;
        if (columnsOf(longer) <= columns) lines[lines.length - 1] = longer;
        else lines.push(piece.trimStart());
      }
      return lines.filter((each) => each !== "").join("\n");
    })
    .join("\n");
}
