import { h } from "ui";
import type { Module } from "../../api/schema";
import { t } from "../../i18n/t";
import { Checkbox } from "../../kit/checkbox";
import { type ProfileDraft, actions, withAction } from "./profile-draft";

interface Props {
  readonly modules: readonly Module[];
  readonly draft: ProfileDraft;
  readonly fixed: boolean;
  readonly onChange: (draft: ProfileDraft) => void;
}

/** What one may do in each module; the head ticks a whole column. */
export function ModuleMatrix({ modules, draft, fixed, onChange }: Props) {
  const has = (module: Module, action: (typeof actions)[number]) => draft.modules.get(module.id)?.has(action) ?? true;
  return (
    <div className="profile-part">
      <p className="quiet">{t("profiles.modules.text")}</p>
      <div className="matrix-scroll" tabIndex={0} role="region" aria-label={t("profiles.modules")}>
        <table className="matrix">
          <thead>
            <tr>
              <th scope="col">{t("profiles.module")}</th>
              {actions.map((action) => {
                const many = modules.filter((module) => has(module, action)).length;
                return (
                  <th key={action} scope="col">
                    <span className="matrix-head">
                      {t(`profiles.action.${action}`)}
                      <Checkbox bare label={t("profiles.action.all", { action: t(`profiles.action.${action}`) })} disabled={fixed} checked={many === modules.length} partly={many > 0 && many < modules.length} onChange={(on) => onChange(modules.reduce((next, module) => withAction(next, module.id, action, on), draft))} />
                    </span>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {modules.map((module) => (
              <tr key={module.id}>
                <th scope="row">{module.label}</th>
                {actions.map((action) => <td key={action}><Checkbox bare label={t("profiles.action.in", { module: module.label, action: t(`profiles.action.${action}`) })} disabled={fixed} checked={has(module, action)} onChange={(on) => onChange(withAction(draft, module.id, action, on))} /></td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
