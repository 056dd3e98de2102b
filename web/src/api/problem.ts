import { isKey, t } from "../i18n/t";
import type { Problem } from "./schema";

/** The server answered that something is wrong: RFC 9457 problem details. */
export class ProblemError extends Error {
  readonly problem: Problem;
  /** Seconds after which to come again, when the server said so. */
  readonly retryAfter: number | null;

  constructor(problem: Problem, retryAfter: number | null = null) {
    super(problem.detail);
    this.name = "ProblemError";
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  get code(): string {
    return this.problem.code;
  }
}

/** No answer came: offline, server stopped, or the deadline passed. */
export class ConnectionError extends Error {
  constructor(cause: unknown) {
    super("The server does not answer.", { cause });
    this.name = "ConnectionError";
  }
}

/** What to tell the user, in their language. A code without words of its own falls back to the server's sentence. */
export function sentenceFor(error: unknown): string {
  if (error instanceof ConnectionError) return t("problem.connection");
  if (!(error instanceof ProblemError)) return t("problem.unexpected");
  if (error.code === "too_many_attempts" && error.retryAfter !== null) {
    return t("problem.too_many_attempts.wait", { minutes: Math.max(1, Math.ceil(error.retryAfter / 60)) });
  }
  // A rule may have words of its own for one field: what is not valid about an address is another thing than about a time zone.
  const keys = [`problem.${error.code}.${error.problem.field ?? ""}`, `problem.${error.code}`];
  const key = keys.find(isKey);
  return key ? t(key) : error.problem.detail;
}

/** The sentence for one input, when the problem is about it. */
export function sentenceForField(error: unknown, field: string): string | undefined {
  return error instanceof ProblemError && error.problem.field === field ? sentenceFor(error) : undefined;
}
