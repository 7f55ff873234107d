/** Where things lie in a lab machine. */

export const PRODUCT = "/opt/inspector";
/** The contract suite's program. */
export const AGENT = "/opt/lab/agent.js";
