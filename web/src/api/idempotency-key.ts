/** One for each message meant: however often it is sent, it goes out once. `randomUUID` exists only on HTTPS, which a server in one's own network may not have. */
export function newIdempotencyKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
