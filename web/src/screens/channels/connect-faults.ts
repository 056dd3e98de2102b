import type { ConnectChannel } from "../../api/schema";
import { t } from "../../i18n/t";

export type ConnectField = keyof ConnectChannel;

const longest: Readonly<Record<ConnectField, number>> = { nickname: 100, waba_id: 32, phone_number_id: 32, access_token: 1_000, app_secret: 200 };

/** What is wrong with an input before Meta is asked. */
export function connectFault(field: ConnectField, value: string): string | undefined {
  const text = value.trim();
  if (text === "") return t("field.required");
  if ([...text].length > longest[field]) return t("field.tooLong", { max: longest[field] });
  if ((field === "waba_id" || field === "phone_number_id") && !/^\d+$/.test(text)) return t("connect.digits");
  return undefined;
}
