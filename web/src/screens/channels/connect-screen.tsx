import { h, useState } from "ui";
import type { AccountAccess, ChannelSettings, ProbedAccount } from "../../api/schema";
import "../../i18n/channels-words";
import { t } from "../../i18n/t";
import { EmptyState } from "../../kit/empty-state";
import { Stepper } from "../../kit/stepper";
import { later } from "../../later";
import { useRight } from "../../state/rights";
import { SettingsPage } from "../settings/settings-page";
import { AccountStep } from "./account-step";
import { channelsPath } from "./channel-paths";
import { Prerequisites } from "./prerequisites";

const NumberStep = later(() => import("./number-step"));
const SettingsStep = later(() => import("./settings-step"));
const FinishStep = later(() => import("./finish-step"));

const steps = ["account", "numbers", "settings", "finish"] as const;

/** Everything that was typed, in this page's memory alone until the last step. */
export interface Draft {
  readonly account: { readonly waba_id: string; readonly access_token: string; readonly app_secret: string };
  readonly probed: ProbedAccount | null;
  readonly numbers: readonly string[];
  readonly settings: ChannelSettings;
}

const empty: Draft = {
  account: { waba_id: "", access_token: "", app_secret: "" },
  probed: null,
  numbers: [],
  settings: { nickname: "", new_people: "leads", assignment: { kind: "users", members: [] } },
};

/** Connects an account in four steps; each goes back with what was typed, and out without a trace. */
export default function ConnectScreen() {
  const may = useRight("manage_channels");
  return (
    <SettingsPage wide title={t("connect.title")} crumbs={[{ label: t("settings.group.channels") }, { label: t("settings.businessMessaging"), to: channelsPath }]}>
      {may ? <Wizard /> : <div className="card"><EmptyState drawing="lost" title={t("channels.noRight")}>{t("channels.noRight.text")}</EmptyState></div>}
    </SettingsPage>
  );
}

function Wizard() {
  const [step, setStep] = useState(0);
  const [draft, setDraft] = useState<Draft>(empty);
  const change = (part: Partial<Draft>) => setDraft((held) => ({ ...held, ...part }));
  const access: AccountAccess = draft.account;
  const back = () => setStep(step - 1);
  const next = () => setStep(step + 1);
  return (
    <div className="wizard">
      <Stepper steps={steps.map((one) => t(`connect.step.${one}`))} at={step} />
      <div className="connect">
        {step === 0 && (
          <AccountStep
            draft={draft}
            onChange={change}
            onNext={(probed) => {
              // A nickname of one's own stays; numbers that are gone do not.
              const numbers = draft.numbers.filter((id) => probed.numbers.some((one) => one.phone_number_id === id && one.standing === "ready"));
              change({ probed, numbers, settings: { ...draft.settings, nickname: draft.settings.nickname || probed.name.slice(0, 100) } });
              if (probed.prerequisites.every((one) => one.met)) next();
            }}
          />
        )}
        {step === 1 && draft.probed && (
          <NumberStep access={access} probed={draft.probed} chosen={draft.numbers} onProbed={(probed) => change({ probed })} onChange={(numbers) => change({ numbers })} onBack={back} next={t("connect.next")} onNext={next} />
        )}
        {step === 2 && <SettingsStep settings={draft.settings} onChange={(settings) => change({ settings })} onBack={back} onNext={next} />}
        {step === 3 && draft.probed && <FinishStep draft={draft} probed={draft.probed} onBack={back} />}
        <Prerequisites probed={draft.probed} />
      </div>
    </div>
  );
}
