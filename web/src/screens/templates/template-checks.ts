import type { Module } from "../../api/schema";
import { type Token, fieldOf, findTokens } from "../../merge/tokens";

export const NAME_MAX = 100;
export const BODY_MAX = 1_024;
const FIELDS_MAX = 10;

export interface TemplateDraft {
  readonly name: string;
  readonly module: Module | null;
  readonly language: string | null;
  readonly category: string | null;
  readonly body: string;
}

export type CheckName = "name" | "choices" | "body" | "length" | "edges" | "adjacent" | "fields" | "spacing";

export interface Check {
  readonly name: CheckName;
  /** `waiting`: not filled in yet, which is no fault to point at. */
  readonly state: "passed" | "failed" | "waiting";
  /** The merge fields at fault, as they stand in the text. */
  readonly tokens: readonly string[];
}

/** Meta's rules for a template, as far as they can be told before it is submitted. */
export function checkTemplate(draft: TemplateDraft): readonly Check[] {
  const body = draft.body.trim();
  const tokens = findTokens(body);
  const nameLength = [...draft.name.trim()].length;
  const unknown = draft.module === null ? [] : tokens.filter((token) => draft.module && !fieldOf(token, draft.module));
  const whenWritten = (failed: boolean): Check["state"] => (body === "" ? "waiting" : failed ? "failed" : "passed");
  return [
    check("name", nameLength === 0 ? "waiting" : nameLength > NAME_MAX ? "failed" : "passed"),
    check("choices", draft.module && draft.language && draft.category ? "passed" : "waiting"),
    check("body", body === "" ? "waiting" : "passed"),
    check("length", whenWritten([...draft.body].length > BODY_MAX)),
    check("edges", whenWritten(tokens.some((token) => token.start === 0 || token.end === body.length))),
    check("adjacent", whenWritten(neighbours(body, tokens))),
    check("fields", whenWritten(unknown.length > 0 || tokens.length > FIELDS_MAX), unknown.map((token) => token.text)),
    check("spacing", whenWritten(/ {5}|\t|\n{3}/.test(body))),
  ];
}

function check(name: CheckName, state: Check["state"], tokens: readonly string[] = []): Check {
  return { name, state, tokens };
}

function neighbours(body: string, tokens: readonly Token[]): boolean {
  return tokens.some((token, index) => {
    const next = tokens[index + 1];
    return next !== undefined && body.slice(token.end, next.start).trim() === "";
  });
}

/** Whether it can be submitted. */
export function canSave(checks: readonly Check[]): boolean {
  return checks.every((one) => one.state === "passed");
}
