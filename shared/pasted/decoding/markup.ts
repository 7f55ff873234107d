/** Web pages and the marks of bug trackers → their text. Tags are known ones only: lspci writes `<?>` and `<access denied>`. Pure. */

/** Tags that begin a line of their own. */
const BLOCKS =
  "address|article|blockquote|body|br|center|dd|div|dl|dt|fieldset|footer|form|h[1-6]|head|header|hr|html|li|listing|main|nav|ol|p|plaintext|pre|section|table|tbody|tfoot|thead|title|tr|ul|xmp";
/** Tags within a line. */
const INLINE =
  "a|abbr|b|big|button|cite|code|colgroup|col|del|em|font|i|img|input|ins|kbd|label|link|mark|meta|q|s|samp|small|span|strong|sub|sup|svg|path|time|tt|u|var";
const CELLS = "td|th";

const BLOCK_TAG = new RegExp(String.raw`</?(?:${BLOCKS})(?:[\s/][^<>]{0,4000})?>(?:[ \t]{0,8}\n)?`, "gi");
/** Highlighters write a line as a span, which a style shows on a line of its own. */
const LINE_TAG = /(<\/span>)(?=<span class=["'](?:[\w-]{1,40} ){0,4}line(?:[ -][\w -]{1,80})?["'])/gi;
const INLINE_TAG = new RegExp(String.raw`</?(?:${INLINE})(?:[\s/][^<>]{0,4000})?>|<!doctype[^<>]{0,400}>`, "gi");
const CELL_TAG = new RegExp(String.raw`</?(?:${CELLS})(?:[\s/][^<>]{0,4000})?>`, "gi");
const UNREAD = ["script", "style"] as const;

const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi;

/** Marks of code in trackers, wikis and Markdown. */
const CODE_MARKS =
  /\{(?:code|noformat|pre)(?::[^{}\n]{0,80})?\}|\[\/?(?:code|pre|quote|noformat|spoiler)(?:=[^[\]\n]{0,80})?\]|\{\{\{(?:#!\w{1,20})?|\}\}\}|(?:`{3,}|~{3,})(?:\w{1,20}$)?/gim;

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  apos: "'",
  gt: ">",
  lt: "<",
  nbsp: " ",
  ensp: " ",
  emsp: " ",
  thinsp: " ",
  quot: '"',
  colon: ":",
  period: ".",
  lbrack: "[",
  rbrack: "]",
  lpar: "(",
  rpar: ")",
  sol: "/",
  num: "#",
  shy: "",
  reg: "\u00ae",
  copy: "\u00a9",
  trade: "\u2122",
  NewLine: "\n",
  Tab: "\t",
};

/** A page may have been quoted in a page: its text is then a page too. */
const MOST_ROUNDS = 3;

/** Is there a known tag or an entity in it? */
export function hasMarkup(text: string): boolean {
  return (
    text.search(BLOCK_TAG) >= 0 ||
    text.search(INLINE_TAG) >= 0 ||
    text.search(CELL_TAG) >= 0 ||
    text.search(ENTITY) >= 0
  );
}

/** What a page shows. */
export function withoutMarkup(text: string): string {
  let shown = text;
  for (let round = 0; round < MOST_ROUNDS && hasMarkup(shown); round++) shown = withoutEntities(withoutTags(shown));
  return shown;
}

/** What begins a block begins a line. */
function withoutTags(text: string): string {
  return UNREAD.reduce(withoutElement, text)
    .replace(LINE_TAG, "$1\n")
    .replace(BLOCK_TAG, "\n")
    .replace(CELL_TAG, " ")
    .replace(INLINE_TAG, "");
}

/** Without an element and what it holds; one that is never closed is left. */
function withoutElement(text: string, name: string): string {
  const pieces: string[] = [];
  const opening = new RegExp(String.raw`<${name}[\s>]`, "gi");
  const closing = new RegExp(String.raw`</${name}\s{0,8}>`, "gi");
  let from = 0;
  for (let open = opening.exec(text); open !== null; open = opening.exec(text)) {
    closing.lastIndex = open.index;
    if (closing.exec(text) === null) break;
    pieces.push(text.slice(from, open.index));
    from = closing.lastIndex;
    opening.lastIndex = from;
  }
  return pieces.length === 0 ? text : pieces.join("") + text.slice(from);
}

/** `&gt;`, `&#160;`, `&#x3e;` → the characters that they stand for; what is no entity is left. */
function withoutEntities(text: string): string {
  return text.replace(ENTITY, (entity, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? NAMED[name.toLowerCase()] ?? entity;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
  });
}

/** `{code}`, `[code]`, `{{{`, and Markdown's fences: what stands between them begins a line. */
export function withoutCodeMarks(text: string): string {
  return text.replace(CODE_MARKS, "\n");
}
