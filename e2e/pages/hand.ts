/** A hand that counts what it does, as the tasks of docs/cockpit.md are counted: clicks, and keys outside typed text. */
import type { Locator, Page } from "@playwright/test";

export class Hand {
  private readonly page: Page;
  private clicks = 0;
  private keys = 0;

  constructor(page: Page) {
    this.page = page;
  }

  get counted(): { readonly clicks: number; readonly keys: number } {
    return { clicks: this.clicks, keys: this.keys };
  }

  async click(target: Locator, options: Parameters<Locator["click"]>[0] = {}): Promise<void> {
    this.clicks++;
    await target.click(options);
  }

  /** One key, or one chord: `ControlOrMeta+Enter`. */
  async press(key: string): Promise<void> {
    this.keys++;
    await this.page.keyboard.press(key);
  }

  /** Text into what has the keyboard; not counted. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }
}
