/** Sentences in Chinese, by the English sentence that says the same. */
export type ChineseOf = Readonly<Record<string, string>>;
