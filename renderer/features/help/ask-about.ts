import { client } from "../../stores/connection.ts";

/** What the program is made of, and where it keeps what it remembers. */
export const askAbout = () => client.call("app.about", {});
