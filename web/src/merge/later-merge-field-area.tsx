import { later } from "../later";
import type { MergeFieldArea } from "./merge-field-area";

type Props = Parameters<typeof MergeFieldArea>[0];

/** A text with merge fields, loaded when it is first drawn. */
export const LaterMergeFieldArea = later<Props>(async () => ({ default: (await import("./merge-field-area")).MergeFieldArea }));
