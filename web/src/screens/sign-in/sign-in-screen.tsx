import { type FormEvent, h, useEffect, useRef, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { DemoSignIn } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Icon } from "../../kit/icon";
import { PasswordField } from "../../kit/password-field";
import { TextField } from "../../kit/text-field";
import { currentPlace, navigate, safeReturn } from "../../router";
import { LanguageAndTheme } from "../../shell/language-and-theme";
import { enter, sessionStore } from "../../state/session";
import { useStore } from "../../state/store";
import { useTitle } from "../../use-title";
import { SignInScene } from "./sign-in-scene";

export default function SignInScreen() {
  useTitle(t("signIn.page"));
  const session = useStore(sessionStore);
  const form = useRef<HTMLFormElement>(null);
  const [demo, setDemo] = useState<DemoSignIn>(null);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const back = safeReturn(currentPlace().query.get("next"));

  useEffect(() => {
    call("getSetup").then((setup) => {
      if (setup.required) navigate("/setup", { replace: true });
      else setDemo(setup.demo);
    }).catch(() => undefined);
  }, []);
  useEffect(() => {
    if (session.state === "signed-in") navigate(back, { replace: true });
  }, [session.state, back]);
  useEffect(() => form.current?.querySelector<HTMLElement>("input")?.focus(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setError(null);
    if (busy) return;
    if (!email.trim() || !password) {
      form.current?.querySelector<HTMLElement>(email.trim() ? "input[name=password]" : "input[name=email]")?.focus();
      return;
    }
    setBusy(true);
    try {
      await enter(await call("signIn", { body: { email: email.trim(), password } }));
    } catch (problem) {
      setError(problem);
      setBusy(false);
      form.current?.querySelector<HTMLElement>("input[name=password]")?.focus();
    }
  };
  const fillDemo = () => {
    setEmail(demo?.email ?? "");
    setPassword(demo?.password ?? "");
    setError(null);
    form.current?.querySelector<HTMLElement>("button[type=submit]")?.focus();
  };
  return (
    <div className="welcome">
      <main className="welcome-main">
        <header className="welcome-top">
          <span className="welcome-brand"><Icon name="logo" size={32} />Parley</span>
          <LanguageAndTheme />
        </header>
        <div className="welcome-form">
          <h1>{t("signIn.title")}</h1>
          <p className="welcome-lead">{t("signIn.subtitle")}</p>
          <form ref={form} noValidate onSubmit={(event) => void submit(event)}>
            {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
            <TextField label={t("signIn.email")} name="email" type="email" autoComplete="username" large value={email} onChange={setEmail} error={tried && !email.trim() ? t("signIn.emailMissing") : undefined} />
            <PasswordField label={t("signIn.password")} large value={password} onChange={setPassword} error={tried && !password ? t("signIn.passwordMissing") : undefined} />
            <Button submit variant="primary" size={40} wide busy={busy}>{t(busy ? "signIn.busy" : "signIn.submit")}</Button>
          </form>
          {demo && (
            <div className="demo-card">
              <div><b>{t("signIn.demo.title")}</b><p>{t("signIn.demo.text")}</p></div>
              <Button icon="key-round" onClick={fillDemo}>{t("signIn.demo.fill")}</Button>
            </div>
          )}
        </div>
      </main>
      <SignInScene />
    </div>
  );
}
