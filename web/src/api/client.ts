import { connectionAnswered, connectionFailed } from "../state/connection";
import { ConnectionError, ProblemError } from "./problem";
import { type Me, type Operations, type Problem, operations } from "./schema";

export type OperationName = keyof Operations;
export type Input<K extends OperationName> = Operations[K]["input"];
export type Result<K extends OperationName> = Operations[K]["result"];

/** `call("getMe")`, `call("signIn", { body })`: what the operation does not take cannot be passed. */
type Arguments<K extends OperationName> = Record<never, never> extends Input<K> ? [input?: Input<K>] : [input: Input<K>];

interface AnyInput {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

const DEADLINE_MS = 30_000;

let csrfToken: string | null = null;
let whenSignedOut: () => void = () => undefined;

/** Keeps the session's token for the writes that follow. */
export function rememberCSRFToken(token: string | null): void {
  csrfToken = token;
}

/** The session's token, for a write that does not go through `call`. */
export function sessionCSRFToken(): string | null {
  return csrfToken;
}

/** What to do when any answer says that nobody is signed in. */
export function onSignedOut(action: () => void): void {
  whenSignedOut = action;
}

/**
 * Calls one operation of openapi.yaml.
 *
 * Throws `ProblemError` for an answer that is not 2xx, `ConnectionError` when none came.
 */
export async function call<K extends OperationName>(name: K, ...[input]: Arguments<K>): Promise<Result<K>> {
  try {
    return (await request(name, (input ?? {}) as AnyInput)) as Result<K>;
  } catch (error) {
    // Another tab signed in anew: its session has another token.
    if (error instanceof ProblemError && error.code === "csrf_token_mismatch") {
      rememberCSRFToken(((await request("getMe", {})) as Me).csrf_token);
      return (await request(name, (input ?? {}) as AnyInput)) as Result<K>;
    }
    if (error instanceof ProblemError && error.code === "not_signed_in") whenSignedOut();
    throw error;
  }
}

/** A whole list, for what is chosen from or searched in the browser: more pages than this no list has that is wanted whole. */
export async function everyPage<P extends { readonly next_cursor: string | null }>(page: (place: { readonly limit: number; readonly cursor?: string }) => Promise<P>): Promise<readonly P[]> {
  const pages: P[] = [];
  let cursor: string | null = null;
  do {
    const answer: P = await page({ limit: 100, ...(cursor === null ? {} : { cursor }) });
    pages.push(answer);
    cursor = answer.next_cursor;
  } while (cursor !== null && pages.length < 200);
  return pages;
}

async function request(name: OperationName, input: AnyInput): Promise<unknown> {
  const [method = "GET", template = "/"] = operations[name].split(" ");
  const headers = new Headers({ Accept: "application/json" });
  for (const [key, value] of Object.entries(input.header ?? {})) if (value !== undefined) headers.set(key, String(value));
  if (method !== "GET" && csrfToken) headers.set("X-CSRF-Token", csrfToken);

  let body: BodyInit | null = null;
  if (input.body instanceof Blob || input.body instanceof FormData || typeof input.body === "string") {
    body = input.body;
  } else if (input.body !== undefined) {
    body = JSON.stringify(input.body);
    headers.set("Content-Type", "application/json");
  }

  const abort = new AbortController();
  const deadline = setTimeout(() => abort.abort(), DEADLINE_MS);
  try {
    const response = await fetch(address(template, input), { method, headers, body, signal: abort.signal, credentials: "same-origin" });
    const result = await read(response);
    connectionAnswered();
    if (!response.ok) throw problemOf(response, result);
    return result;
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    connectionFailed(() => request("getHealth", {}));
    throw new ConnectionError(error);
  } finally {
    clearTimeout(deadline);
  }
}

/** An operation's address, for what does not go through `call`. */
export function addressOf<K extends OperationName>(name: K, input: Pick<Input<K> & AnyInput, "path" | "query">): string {
  return address(operations[name].split(" ")[1] ?? "/", input);
}

/** Path with its parameters and query; an absent or empty query member is left out. */
export function address(template: string, input: Pick<AnyInput, "path" | "query">): string {
  const path = template.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(String(input.path?.[key] ?? "")));
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(input.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null) query.append(key, String(one));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

async function read(response: Response): Promise<unknown> {
  const type = response.headers.get("Content-Type") ?? "";
  if (response.status === 204) return undefined;
  if (/\bjson\b/.test(type)) return response.json();
  return type.startsWith("text/") || type.includes("yaml") || !response.ok ? response.text() : response.blob();
}

/** What an answer that does not come through `call` says is wrong. */
export function problemIn(status: number, body: unknown): ProblemError {
  return problemOf(new Response(null, { status: status < 200 || status > 599 ? 500 : status }), body);
}

function problemOf(response: Response, body: unknown): ProblemError {
  const wait = Number(response.headers.get("Retry-After"));
  const problem = isProblem(body)
    ? body
    : // Something between us and the server answered, a proxy say.
      { type: "about:blank", title: response.statusText, status: response.status, code: `http_${response.status}`, detail: `${response.status} ${response.statusText}` };
  return new ProblemError(problem, Number.isFinite(wait) && wait > 0 ? wait : null);
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "detail" in body;
}
