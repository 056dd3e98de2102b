import { type FormEvent, Fragment, h, useMemo, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor, sentenceForField } from "../../api/problem";
import { countryChoices } from "../../i18n/countries";
import { languageNames, languages } from "../../i18n/language";
import "../../i18n/people-words";
import { t, useLanguage } from "../../i18n/t";
import { timeZoneChoices } from "../../i18n/time-zones";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Card } from "../../kit/card";
import { Combobox } from "../../kit/combobox";
import { ConfirmDialog } from "../../kit/dialog";
import { Segmented } from "../../kit/segmented";
import { TextField } from "../../kit/text-field";
import { toast } from "../../kit/toast";
import { later } from "../../later";
import { enter, useMe } from "../../state/session";
import { SettingsPage } from "../settings/settings-page";
import { currencyChoices } from "./currencies";
import { NeedsAdministrator } from "./people-gate";
import { useSaving } from "./use-saving";

const LogoCard = later(() => import("../organization/logo-card"));

const MOST = 100;

/** 设置 › 组织信息: what the organisation is called, and where it is at home. */
export default function OrganizationScreen() {
  const { is_administrator: mayChange } = useMe().user;
  return (
    <SettingsPage title={t("settings.organization")} hint={t("organization.hint")}>
      {mayChange ? [<OrganizationForm key="form" />, <LogoCard key="logo" />] : <NeedsAdministrator />}
    </SettingsPage>
  );
}

function OrganizationForm() {
  const language = useLanguage();
  const { organization } = useMe();
  const [name, setName] = useState(organization.name);
  const [zone, setZone] = useState(organization.time_zone);
  const [country, setCountry] = useState(organization.default_country ?? "");
  const [currency, setCurrency] = useState(organization.currency);
  const [speaks, setSpeaks] = useState(organization.default_language);
  const [asking, setAsking] = useState(false);
  const { busy, error, save } = useSaving();
  const zones = useMemo(() => timeZoneChoices(zone, language).map((one) => ({ value: one.name, label: one.label, hint: one.hint })), [zone, language]);
  const countries = useMemo(() => [{ value: "", label: t("organization.country.none") }, ...countryChoices(language).map((one) => ({ value: one.code, label: one.name, hint: one.code }))], [language]);
  const currencies = useMemo(() => currencyChoices(language, organization.currency), [language, organization.currency]);
  const length = [...name.trim()].length;
  const fault = length === 0 ? t("field.required") : length > MOST ? t("field.tooLong", { max: MOST }) : undefined;
  const isChanged = name.trim() !== organization.name || zone !== organization.time_zone || (country || null) !== organization.default_country || currency !== organization.currency || speaks !== organization.default_language;

  const write = () => {
    setAsking(false);
    void save(() => call("changeOrganization", { body: { name: name.trim(), time_zone: zone, default_country: country || null, currency, default_language: speaks } }), (me) => {
      setName(me.organization.name);
      void enter(me);
      toast({ text: t("organization.saved") });
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fault || !isChanged) return;
    if (currency === organization.currency) write();
    else setAsking(true);
  };
  const discard = () => {
    setName(organization.name);
    setZone(organization.time_zone);
    setCountry(organization.default_country ?? "");
    setCurrency(organization.currency);
    setSpeaks(organization.default_language);
  };
  const isAtField = error instanceof ProblemError && error.problem.field !== undefined;
  return (
    <>
      <form noValidate onSubmit={submit}>
        <Card
          title={t("organization.about")}
          footer={isChanged && [
            <Button key="no" variant="ghost" onClick={discard}>{t("profiles.discard")}</Button>,
            <Button key="yes" submit variant="primary" busy={busy} disabled={fault !== undefined}>{t("save")}</Button>,
          ]}
        >
          {error !== null && !isAtField && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
          <TextField label={t("organization.name")} autoComplete="organization" value={name} onChange={setName} error={fault ?? sentenceForField(error, "name")} />
          <div className="form-grid">
            <Combobox label={t("organization.country")} hint={t("organization.country.hint")} options={countries} value={country} onChange={setCountry} error={sentenceForField(error, "default_country")} />
            <Combobox label={t("organization.currency")} hint={t("organization.currency.hint")} options={currencies} value={currency} onChange={setCurrency} error={sentenceForField(error, "currency")} />
            <Combobox label={t("organization.timeZone")} hint={t("organization.timeZone.hint")} options={zones} value={zone} onChange={setZone} error={sentenceForField(error, "time_zone")} />
          </div>
          <div className="fact"><span>{t("organization.language")}</span><Segmented label={t("organization.language")} value={speaks} segments={languages.map((value) => ({ value, label: languageNames[value], lang: value }))} onChange={setSpeaks} /></div>
        </Card>
      </form>
      {asking && (
        <ConfirmDialog title={t("organization.currency.title", { currency: currencies.find((one) => one.value === currency)?.label ?? currency })} confirm={t("organization.currency.confirm")} onConfirm={write} onClose={() => setAsking(false)}>
          <p>{t("organization.currency.text")}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
