/**
 * The helper's script as a child of this program, with no more rights than it: for what LocalHost has done by the script
 * that every other host uses, too, all that it writes. It is started when it is first asked, and again when it has ended.
 */

import { delimiter } from "node:path";
import { COMMON } from "../../../shared/words/texts/common.ts";
import { HELPER_WORDS } from "../../../shared/words/texts/helper.ts";
import { HelperChannel } from "../helper/helper-channel.ts";
import { readScript, startHelper } from "../helper/helper-process.ts";
import { searchFolders } from "../places/programs.ts";

interface Started {
  readonly channel: HelperChannel;
  readonly session: string | null;
}

export class Companion {
  private readonly script: string;
  private readonly onEnded: () => void;
  private running: Promise<Started> | null = null;

  /**
   * @param script the helper's own text
   * @param onEnded told when it has ended: the machine is not taken any more
   */
  constructor(script: string, onEnded: () => void = () => undefined) {
    this.script = script;
    this.onEnded = onEnded;
  }

  /** One request in the helper's own words. @throws HelperRefusal, ChannelClosed, ProtocolError */
  async request(...words: readonly string[]): Promise<string> {
    return await (await this.connected()).request(...words);
  }

  /** The script of the moment, for what must not go on by the next one. @throws ChannelClosed, ProtocolError */
  async connected(): Promise<HelperChannel> {
    return (await this.start()).channel;
  }

  /** SSH_CONNECTION of the login that this program runs in; null = none. @throws ChannelClosed, ProtocolError */
  async session(): Promise<string | null> {
    return (await this.start()).session;
  }

  close(): void {
    void this.running?.then(({ channel }) => channel.close(HELPER_WORDS.closed)).catch(() => undefined);
    this.running = null;
  }

  private start(): Promise<Started> {
    this.running ??= this.open().catch((error: unknown) => {
      this.running = null;
      throw error;
    });
    return this.running;
  }

  private async open(): Promise<Started> {
    const args = ["-c", readScript(Buffer.byteLength(this.script)), "host-helper"];
    const env = { ...process.env, PATH: searchFolders().join(delimiter) };
    const command = { program: "/bin/sh", args, env, first: this.script, detached: true, sparesWork: true };
    const streams = startHelper(command, ({ status, said }) =>
      said.trim() === ""
        ? HELPER_WORDS.shellEnded({ status: status ?? COMMON.unknown })
        : HELPER_WORDS.shellSaid({ words: said.trim() }),
    );
    const { channel, hello } = await HelperChannel.open(streams);
    channel.onClosed = () => {
      this.running = null;
      this.onEnded();
    };
    return { channel, session: hello.session };
  }
}
