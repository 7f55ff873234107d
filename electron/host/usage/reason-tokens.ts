/** The helper's reasons for what it could not read: a token in brackets, and the same in its own words. */
import type { Message, Words } from "../../../shared/words/message.ts";
import {
  NAMESPACE_KIND_WORDS as KIND,
  USAGE_PART_WORDS as PARTS,
  USAGE_HELPER_WORDS as T,
} from "../../../shared/words/texts/usage-helper.ts";
import { USAGE_UNREAD_WORDS } from "../../../shared/words/texts/usage-unread.ts";

/** Tokens without a word behind them. */
const PLAIN: ReadonlyMap<string, Message> = new Map([
  ["ended", T.ended],
  ["process-ended", T.processEnded],
  ["main-table", T.mainTable],
  ["chroot", T.chroot],
  ["maps", T.maps],
  ["rings", T.rings],
  ["hidden-proc", T.hiddenProc],
  ["denied", T.denied],
]);

/** What is shown by one tool alone. */
const TOOLS: ReadonlyMap<string, Parameters<typeof T.lacks>[0]> = new Map([
  ["plain-names", { what: PARTS.plainNames, tool: "ls", pack: "coreutils" }],
  ["kinds", { what: PARTS.kinds, tool: "ip", pack: "iproute2" }],
  ["wireguard", { what: PARTS.wireguard, tool: "wg", pack: "wireguard-tools" }],
  ["networks", { what: PARTS.networks, tool: "nsenter", pack: "util-linux" }],
  ["xfrm", { what: PARTS.xfrm, tool: "ip xfrm", pack: "iproute2" }],
  ["xdp", { what: PARTS.xdp, tool: "ss", pack: "iproute2" }],
  ["rdma", { what: PARTS.rdma, tool: "rdma", pack: "iproute2" }],
]);

/** What only root sees besides. */
const OF_ROOT: ReadonlyMap<string, Message> = new Map([
  ["connections", PARTS.connections],
  ["mounts", PARTS.mounts],
  ["ram", PARTS.ram],
  ["exports", PARTS.exports],
  ["open", PARTS.open],
]);

const KINDS: ReadonlyMap<string, Message> = new Map([
  ["pid", KIND.pid],
  ["user", KIND.user],
  ["net", KIND.net],
  ["mnt", KIND.mnt],
]);

/** `[root open] only root sees …` as a message; for a token that is unknown here, the helper's own words. */
export function reasonOf(text: string): Words {
  const [, token = "", word = "", own = text] = /^\[([a-z-]{1,40})(?: ([^\]\s]{1,100}))?\] (.+)$/.exec(text) ?? [];
  return PLAIN.get(token) ?? withWord(token, word) ?? own;
}

function withWord(token: string, word: string): Message | null {
  const kind = KINDS.get(word);
  const tool = TOOLS.get(word);
  const what = tool?.what ?? OF_ROOT.get(word);
  switch (token) {
    case "lacks":
      return tool === undefined ? null : T.lacks(tool);
    case "root":
      return what === undefined ? null : T.onlyRoot({ what });
    case "own-namespace":
      return kind === undefined ? null : T.ownNamespace({ kind });
    case "first-namespace":
      return kind === undefined ? null : T.firstNamespace({ kind });
    case "too-many":
      return /^\d{1,9}$/.test(word) ? T.tooMany({ most: word }) : null;
    case "file":
      return /^[a-z/]+$/.test(word) ? USAGE_UNREAD_WORDS.path({ path: `/${word}` }) : null;
    default:
      return null;
  }
}
