/** How a person starts the program that this page came from: a `<meta>` of the page says so, and packages rewrite it. */

/** One word, or those of a checkout; options follow it. @param page the one that is shown */
export function startCommand(page: Document = document): string {
  return page.querySelector<HTMLMetaElement>('meta[name="start-command"]')?.content || "sriov-inspector";
}
