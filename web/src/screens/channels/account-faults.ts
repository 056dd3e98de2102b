import { t } from "../../i18n/t";

/** What somebody copies from Meta's pages to reach an account. */
export type AccountField = "waba_id" | "access_token" | "app_secret";

const longest: Readonly<Record<AccountField, number>> = { waba_id: 32, access_token: 1_000, app_secret: 200 };

/** What is wrong with an input before Meta is asked. */
export function accountFault(field: AccountField, value: string): string | undefined {
  const text = value.trim();
  if (text === "") return t("field.required");
  if ([...text].length > longest[field]) return t("field.tooLong", { max: longest[field] });
  if (field === "waba_id" && !/^\d+$/.test(text)) return t("connect.digits");
  return undefined;
}
