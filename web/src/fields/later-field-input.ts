import { later } from "../later";

/** The inputs of every type, loaded when a part that has one is first drawn. */
export const LaterFieldInput = later(async () => ({ default: (await import("./field-input")).FieldInput }));
