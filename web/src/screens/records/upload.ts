import { addressOf } from "../../api/client";
import type { File as RecordFile, Id } from "../../api/schema";
import { sendFile } from "./send-file";

export const MOST_BYTES = 50 * 1_048_576;

/** Sends a file to a record, telling how far it is. */
export function upload(record: Id, file: File, onProgress: (sent: number) => void, signal: AbortSignal): Promise<RecordFile> {
  return sendFile(addressOf("uploadFile", { path: { id: record } }), file, onProgress, signal);
}
