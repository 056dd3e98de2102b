import { type FormEvent, h, useEffect, useMemo, useRef, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor, sentenceForField } from "../../api/problem";
import { countryChoices, guessCountry } from "../../i18n/countries";
import { timeZone } from "../../i18n/format";
import "../../i18n/settings-words";
import { t, useLanguage } from "../../i18n/t";
import { timeZoneChoices } from "../../i18n/time-zones";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Combobox } from "../../kit/combobox";
import { Icon } from "../../kit/icon";
import { PasswordField } from "../../kit/password-field";
import { Stepper } from "../../kit/stepper";
import { TextField } from "../../kit/text-field";
import { toast } from "../../kit/toast";
import { navigate } from "../../router";
import { LanguageAndTheme } from "../../shell/language-and-theme";
import { enter, sessionStore } from "../../state/session";
import { useStore } from "../../state/store";
import { useTitle } from "../../use-title";
import { type SetUpField, type SetUpFields, faultsIn, stepFields, stepOf, tidyCode } from "./set-up-fields";

const LAST_STEP = stepFields.length - 1;

/** The first organisation of a new server, in three short steps. */
export default function SetUpScreen() {
  useTitle(t("setUp.page"));
  const language = useLanguage();
  const session = useStore(sessionStore);
  const form = useRef<HTMLFormElement>(null);
  const [step, setStep] = useState(0);
  const [fields, setFields] = useState<SetUpFields>({ code: "", organization_name: "", name: "", email: "", password: "" });
  const [zone, setZone] = useState(timeZone);
  const [country, setCountry] = useState(() => guessCountry(timeZone(), navigator.language));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const zones = useMemo(() => timeZoneChoices(zone, language).map((one) => ({ value: one.name, label: one.label, hint: one.hint })), [zone, language]);
  const countries = useMemo(() => countryChoices(language).map((one) => ({ value: one.code, label: one.name, hint: one.code })), [language]);

  useEffect(() => {
    call("getSetup").then((setup) => {
      if (!setup.required && sessionStore.get().state !== "signed-in") navigate("/signin", { replace: true });
    }).catch(() => undefined);
  }, []);
  useEffect(() => {
    if (session.state === "signed-in") navigate("/", { replace: true });
  }, [session.state]);
  useEffect(() => form.current?.querySelector<HTMLElement>("input[aria-invalid], input")?.focus(), [step, error]);

  const faults = faultsIn(fields);
  const faultOf = (field: SetUpField): string | undefined => {
    const fault = tried ? faults[field] : undefined;
    return fault ? t(...fault) : sentenceForField(error, field);
  };
  const tie = (field: SetUpField) => ({
    name: field,
    value: fields[field],
    error: faultOf(field),
    onChange: (value: string) => {
      setFields({ ...fields, [field]: value });
      setError(null);
    },
  });
  const go = (to: number) => {
    setTried(false);
    setStep(to);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (stepFields[step]?.some((field) => faults[field])) {
      setTried(true);
      // After the messages are drawn.
      setTimeout(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
      return;
    }
    if (step < LAST_STEP) {
      go(step + 1);
      return;
    }
    setBusy(true);
    setError(null);
    try {
      const { name, password, email, organization_name, code } = fields;
      const me = await call("setUp", {
        body: { code: tidyCode(code), organization_name: organization_name.trim(), name: name.trim(), email: email.trim(), password, language, time_zone: zone, default_country: country },
      });
      await enter(me);
      toast({ text: t("setUp.done") });
    } catch (problem) {
      setBusy(false);
      const code = problem instanceof ProblemError ? problem.code : "";
      setError(problem);
      go(code.startsWith("setup_code") ? 0 : stepOf(problem instanceof ProblemError ? problem.problem.field : undefined));
    }
  };
  const codeFault = error instanceof ProblemError && error.code.startsWith("setup_code") ? sentenceFor(error) : undefined;
  const atField = error instanceof ProblemError && (error.problem.field !== undefined || codeFault !== undefined);
  return (
    <div className="welcome single">
      <main className="welcome-main">
        <header className="welcome-top">
          <span className="welcome-brand"><Icon name="logo" size={32} />Parley</span>
          <LanguageAndTheme />
        </header>
        <div className="welcome-form set-up">
          <h1>{t("setUp.title")}</h1>
          <p className="welcome-lead">{t("setUp.subtitle")}</p>
          <Stepper steps={[t("setUp.step.code"), t("setUp.step.organization"), t("setUp.step.administrator")]} at={step} />
          <form ref={form} noValidate onSubmit={(event) => void submit(event)}>
            {error !== null && !atField && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
            {step === 0 && <TextField label={t("setUp.code")} hint={t("setUp.code.hint")} large icon="key-round" {...tie("code")} error={codeFault ?? faultOf("code")} />}
            {step === 1 && <TextField label={t("setUp.organization")} hint={t("setUp.organization.hint")} large icon="building-2" autoComplete="organization" {...tie("organization_name")} />}
            {step === 1 && <Combobox label={t("setUp.country")} hint={t("setUp.country.hint")} options={countries} value={country} onChange={setCountry} error={sentenceForField(error, "default_country")} />}
            {step === 1 && <Combobox label={t("setUp.timeZone")} options={zones} value={zone} onChange={setZone} error={sentenceForField(error, "time_zone")} />}
            {step === 2 && <TextField label={t("setUp.name")} large autoComplete="name" {...tie("name")} />}
            {step === 2 && <TextField label={t("setUp.email")} large type="email" autoComplete="username" {...tie("email")} />}
            {step === 2 && <PasswordField label={t("setUp.password")} hint={t("setUp.password.hint")} large isNew {...tie("password")} />}
            <div className="set-up-buttons">
              {step > 0 && <Button size={40} variant="ghost" icon="arrow-left" onClick={() => go(step - 1)}>{t("setUp.back")}</Button>}
              <Button submit variant="primary" size={40} busy={busy}>{t(busy ? "setUp.busy" : step < LAST_STEP ? "setUp.next" : "setUp.submit")}</Button>
            </div>
          </form>
        </div>
      </main>
    </div>
  );
}
