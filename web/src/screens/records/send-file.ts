import { problemIn, sessionCSRFToken } from "../../api/client";
import { ConnectionError } from "../../api/problem";

/** RFC 5987: what is neither letter, digit nor one of a few signs is written as its bytes. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Sends a file as it is, telling how far it is. `fetch` cannot tell that. */
export function sendFile<T>(address: string, file: File, onProgress: (sent: number) => void, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Content-Disposition", `attachment; filename*=UTF-8''${encoded(file.name)}`);
    const token = sessionCSRFToken();
    if (token) request.setRequestHeader("X-CSRF-Token", token);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded));
    request.addEventListener("error", () => reject(new ConnectionError("no answer")));
    request.addEventListener("abort", () => reject(new DOMException("cancelled", "AbortError")));
    request.addEventListener("load", () => (request.status === 201 ? resolve(request.response as T) : reject(problemIn(request.status, request.response))));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
