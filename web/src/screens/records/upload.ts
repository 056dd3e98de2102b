import { addressOf, problemIn, sessionCSRFToken } from "../../api/client";
import { ConnectionError } from "../../api/problem";
import type { File as RecordFile, Id } from "../../api/schema";

export const MOST_BYTES = 50 * 1_048_576;

/** RFC 5987: what is neither letter, digit nor one of a few signs is written as its bytes. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Sends a file to a record, telling how far it is. `fetch` cannot tell that. */
export function upload(record: Id, file: File, onProgress: (sent: number) => void, signal: AbortSignal): Promise<RecordFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", addressOf("uploadFile", { path: { id: record } }));
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Content-Disposition", `attachment; filename*=UTF-8''${encoded(file.name)}`);
    const token = sessionCSRFToken();
    if (token) request.setRequestHeader("X-CSRF-Token", token);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded));
    request.addEventListener("error", () => reject(new ConnectionError("no answer")));
    request.addEventListener("abort", () => reject(new DOMException("cancelled", "AbortError")));
    request.addEventListener("load", () => (request.status === 201 ? resolve(request.response as RecordFile) : reject(problemIn(request.status, request.response))));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
