/** What no text of the product may have in it, by language. */

/** Words that are bad English here, or name what has a better name (CONTRIBUTING.md, Words). */
const BANNED_EN: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\banew\b/i, "again"],
  [/\btold\b|\btells? of\b/i, "reported, shown"],
  [/\b(?:some|no)body\b|\bwhoever\b/i, "name the actor"],
  [/\bof its own\b/i, "its"],
  [/\bby itself\b/i, "automatically"],
  [/\bat the (?:most|least)\b/i, "at most, at least"],
  [/\blets? go\b/i, "release"],
  [/\bin the way\b/i, "blocks, blocker"],
  [/\btrue now\b/i, "current"],
  [/\btak(?:e|es|en|ing) (?:\w+ )?back\b/i, "undo (a person), roll back (the program)"],
  [/\bcut off\b/i, "interrupted"],
  [/\bis another\b/i, "changed, differs"],
  [/\bmakes? no sense\b/i, "invalid"],
  [/\bmeanwhile\b/i, "in the meantime"],
  [/\bnevertheless\b|\ball the same\b/i, "anyway, but"],
  [/\bfor good\b/i, "permanently"],
  [/\bswitch(?:ed|es|ing)? (?:\w+ )?(?:on|off)\b/i, "enable, disable, power off"],
  [/\bin turn\b/i, "then"],
  [/\bthe person\b/i, "you, the user"],
  [/\bnot known\b/i, "unknown"],
  [/!(?!=)/, "no exclamation marks"],
];

const BANNED_ZH: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/虚函数|虚拟函数/, "VF、虚拟功能"],
  [/物理函数/, "PF、物理功能"],
  [/透传/, "直通"],
  [/客户机/, "虚拟机"],
  [/(?<!宿)主机(?!密钥|桥)/, "宿主机"],
  [/供应商/, "厂商"],
  [/能力列表/, "Capability 链表"],
  [/链路降级/, "链路降速、链路降宽"],
  [/重启设备/, "复位"],
  [/你/, "不用人称，或“您”"],
  [/[!！]/, "不用感叹号"],
  [/\p{Script=Han}[,;:?()]|[,;?()]\p{Script=Han}/u, "全角标点"],
  [/[\p{Script=Han}][A-Za-z0-9]|[A-Za-z0-9%)][\p{Script=Han}]/u, "汉字与拉丁字母、数字之间空一格"],
  [/ [，。；：、）（]|[，。；：、（] /, "全角标点旁不空格"],
];

/** An ICU text without its arguments and keywords: `{n, plural, one {# VF} other {…}}` is `# VF …`; a value is `X`. */
export function wordsOfIcu(text: string): string {
  return text
    .replaceAll(/\{\w+, (?:plural|select|selectordinal),/g, " ")
    .replaceAll(/\{\w+(?:, [^{}]*)?\}/g, "X")
    .replaceAll(/(?:^|[\s}])(?:=\d+|\w+) \{/g, " ")
    .replaceAll("}", " ");
}

/** What is wrong with a text, one line each; empty when nothing is. */
export function faultsOf({ en, zh }: { readonly en: string; readonly zh: string }): string[] {
  const english = wordsOfIcu(en);
  const faults = BANNED_EN.flatMap(([pattern, instead]) => {
    const found = pattern.exec(english)?.[0];
    return found === undefined ? [] : [`en: “${found}” (${instead})`];
  });
  const chinese = zh.replaceAll(/\{\w+, (?:plural|select),/g, "{").replaceAll(/\{\w+(?:, [^{}]*)?\}/g, "\uE000");
  for (const [pattern, instead] of BANNED_ZH) {
    const found = pattern.exec(chinese)?.[0];
    if (found !== undefined) faults.push(`zh: “${found}” (${instead})`);
  }
  if (/\p{Script=Han}\uE000|\uE000\p{Script=Han}/u.test(chinese) && !/[{]/.test(chinese)) {
    faults.push("zh: a space between 汉字 and a value");
  }
  return faults;
}
