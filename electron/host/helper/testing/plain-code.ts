/** A shell script without what its shell does not carry out itself, for rules about how it is written. */

/**
 * The text with blanks in the place of comments and of what stands in quotes, which is where programs of awk and sed are.
 * Line by line it is as long as before. Quotes within `"$(…)"` are taken for the end of the outer ones, so that some code
 * counts as quoted; none of what is quoted counts as code.
 */
export function plainCode(script: string): string {
  const quoted = /\\[\s\S]|'[^']*'|"(?:\\[\s\S]|[^"\\])*"|(?<=^|\s)#.*/gm;
  return script.replace(quoted, (part) => part.replace(/[^\n]/g, " "));
}
