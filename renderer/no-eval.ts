/** The content security policy forbids building code at run time: the schema library must not even try. Imported before any schema. */
import { z } from "zod";

z.config({ jitless: true });
