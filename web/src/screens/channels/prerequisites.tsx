import { h } from "ui";
import type { ProbedAccount } from "../../api/schema";
import { t } from "../../i18n/t";
import { Icon } from "../../kit/icon";

const MANAGER = "https://business.facebook.com/wa/manage/";
const names = ["business_manager", "verified_business", "whatsapp_account", "number"] as const;

/** What has to be there before connecting; once Meta was asked, each with a sign. */
export function Prerequisites({ probed }: { readonly probed?: ProbedAccount | null }) {
  return (
    <aside className="connect-needs" aria-label={t("connect.needs")}>
      <h2>{t("connect.needs")}</h2>
      <ol>
        {names.map((name, index) => {
          const met = probed?.prerequisites.find((one) => one.name === name)?.met;
          return (
            <li key={name} className={met === false ? "unmet" : met ? "met" : undefined}>
              <b aria-hidden={met === undefined}>{met === undefined ? index + 1 : <Icon name={met ? "check" : "x"} size={14} label={t(met ? "connect.needs.met" : "connect.needs.unmet")} />}</b>
              <div><strong>{t(`connect.needs.${name}`)}</strong><p>{t(met === false ? `problem.prerequisite_missing.${name}` : `connect.needs.${name}.text`)}</p></div>
            </li>
          );
        })}
      </ol>
      <a href={MANAGER} target="_blank" rel="noopener noreferrer">{t("connect.manager")}<Icon name="external-link" size={14} /></a>
    </aside>
  );
}
