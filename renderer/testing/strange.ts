/** Finds what a page still says in plain English when its language is the strange one: texts that are no messages. */

/** Between the items of a list, which is a join and no message. */
const JOINING = new Set(["and", "more"]);

/** What stays as it is in every language. */
const AS_IT_IS = "code, pre, script, style";
const SPOKEN = ["aria-label", "title", "placeholder", "alt"] as const;

function textsOf(root: Element): string[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode;
    if (parentElement?.closest(AS_IT_IS) === null) texts.push(textContent ?? "");
  }
  const named = [...root.querySelectorAll(SPOKEN.map((name) => `[${name}]`).join())];
  return [...texts, ...named.flatMap((element) => SPOKEN.map((name) => element.getAttribute(name) ?? ""))];
}

/** Plain words of three letters or more on the page. @param names that are no words: drivers, programs, keys */
export function plainWords(names: readonly string[] = []): string[] {
  const found = textsOf(document.body).flatMap((text) =>
    [...names.reduce((rest, name) => rest.replaceAll(name, ""), text).matchAll(/[A-Za-z]{3,}/g)].map(([word]) => word),
  );
  return [...new Set(found.filter((word) => !JOINING.has(word)))];
}
