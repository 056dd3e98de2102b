import type { Key, Values } from "../../i18n/t";

export interface SetUpFields {
  readonly code: string;
  readonly organization_name: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export type SetUpField = keyof SetUpFields;
export type Fault = readonly [Key, Values?];

const CODE = /^PARLEY(-[A-Z2-9]{4}){3}$/;
const EMAIL = /^[^\s@]+@[^\s@]+$/;

/** As the server prints it, however it was copied. */
export function tidyCode(typed: string): string {
  return typed.trim().toUpperCase().replace(/[\s‐–—]+/g, "-");
}

/** What is wrong with each input; the server checks again. */
export function faultsIn(fields: SetUpFields): Partial<Record<SetUpField, Fault>> {
  const faults: Partial<Record<SetUpField, Fault>> = {};
  if (!CODE.test(tidyCode(fields.code))) faults.code = ["setUp.code.wrongShape"];
  for (const name of ["organization_name", "name"] as const) {
    const length = [...fields[name].trim()].length;
    if (length === 0) faults[name] = ["field.required"];
    else if (length > 100) faults[name] = ["field.tooLong", { max: 100 }];
  }
  if (!EMAIL.test(fields.email.trim())) faults.email = ["field.email"];
  const length = [...fields.password].length;
  if (length < 10) faults.password = ["field.password.short", { count: length }];
  return faults;
}

/** Which inputs stand on which step. */
export const stepFields: readonly (readonly SetUpField[])[] = [["code"], ["organization_name"], ["name", "email", "password"]];

/** The step that holds an input, or the last one. */
export function stepOf(field: string | undefined): number {
  const found = stepFields.findIndex((fields) => (fields as readonly string[]).includes(field ?? ""));
  if (found >= 0) return found;
  return field === "time_zone" || field === "default_country" ? 1 : stepFields.length - 1;
}
