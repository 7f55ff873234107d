/**
 * What registers and fields mean, in Chinese. The key is the English sentence as its table has it: one that is changed there
 * has no Chinese until it is translated again, and `explanations.test.ts` names it.
 */
export type ChineseOf = Readonly<Record<string, string>>;

const ROOMS: readonly ChineseOf[] = [];

export const CHINESE: ChineseOf = Object.assign({}, ...ROOMS);
