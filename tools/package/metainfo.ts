/** What software centres show of the window: packaging/*.metainfo.xml, with the releases. */

interface MetainfoRelease {
  readonly version: string;
  /** YYYY-MM-DD; null = not known. */
  readonly date: string | null;
}

const PLACEHOLDER = /^( *)RELEASES$/m;

/**
 * @param template the file in packaging/
 * @param releases the newest first; there must be one
 * @throws Error when the file has no place for them
 */
export function metainfo(template: string, releases: readonly [MetainfoRelease, ...MetainfoRelease[]]): string {
  if (!PLACEHOLDER.test(template)) {
    throw new Error("The metainfo file has no line RELEASES: put one between <releases> and </releases>.");
  }
  return template.replace(PLACEHOLDER, (_line, indent: string) =>
    releases
      .map(({ version, date }) => `${indent}<release version="${version}"${date === null ? "" : ` date="${date}"`}/>`)
      .join("\n"),
  );
}
