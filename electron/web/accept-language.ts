/** The language of a browser that asks without the interface. */
import { resolveLanguage } from "../../shared/words/choice.ts";
import type { Language } from "../../shared/words/say.ts";

const MOST = 20;

/** By Accept-Language (RFC 9110, section 12.5.4): the greatest weight first, and of equals the first. */
export function languageOfRequest(header: string | undefined): Language {
  const ranges = (header ?? "").split(",", MOST).map((range) => {
    const [tag = "", ...parameters] = range.split(";").map((part) => part.trim());
    const weight = parameters.map((text) => /^q=([01](?:\.\d{0,3})?)$/i.exec(text)?.[1]).find((q) => q !== undefined);
    return { tag, weight: Number(weight ?? 1) };
  });
  const wanted = ranges.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  return resolveLanguage(
    "system",
    wanted.map(({ tag }) => tag),
  );
}
