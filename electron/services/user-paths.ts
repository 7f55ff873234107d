/** Moved: see places.ts. */
export { configDirectory, stateDirectory } from "../host/places/places.ts";
