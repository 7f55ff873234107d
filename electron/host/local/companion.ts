/**
 * The helper's script as a child of this program, with no more rights than it: for what LocalHost has done by the script
 * that every other host uses, too. It is started when it is first asked, and again when it has ended.
 */
import { HelperChannel } from "../helper/helper-channel.ts";
import { readScript, startHelper } from "../helper/helper-process.ts";

interface Started {
  readonly channel: HelperChannel;
  readonly session: string | null;
}

export class Companion {
  private readonly script: string;
  private running: Promise<Started> | null = null;

  /** @param script the helper's own text */
  constructor(script: string) {
    this.script = script;
  }

  /** One request in the helper's own words. @throws HelperRefusal, ChannelClosed, ProtocolError */
  async ask(...words: readonly string[]): Promise<string> {
    const { channel } = await this.start();
    return await channel.request(...words);
  }

  /** SSH_CONNECTION of the login that this program runs in; null = none. @throws ChannelClosed, ProtocolError */
  async session(): Promise<string | null> {
    return (await this.start()).session;
  }

  close(): void {
    void this.running?.then(({ channel }) => channel.close("it was closed")).catch(() => undefined);
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
    const streams = startHelper({ program: "/bin/sh", args, first: this.script, detached: true }, ({ status, said }) =>
      said.trim() === "" ? `the shell ended with ${status}` : `the shell ended: ${said.trim()}`,
    );
    const { channel, hello } = await HelperChannel.open(streams);
    channel.onClosed = () => {
      this.running = null;
    };
    return { channel, session: hello.session };
  }
}
