import { h } from "ui";
import "../../i18n/guidelines-words";
import "../../i18n/settings-words";
import "../../i18n/templates-words";
import { type Key, t } from "../../i18n/t";
import { Icon } from "../../kit/icon";
import { Link } from "../../link";
import { SettingsPage } from "../settings/settings-page";
import { META_GUIDELINES, newTemplatePath, templatesPath } from "./template-paths";

interface Chapter {
  readonly title: Key;
  readonly about?: Key;
  readonly points: readonly Key[];
}

const chapters: readonly Chapter[] = [
  { title: "guide.categories", about: "guide.categories.about", points: ["guide.notification", "guide.notification.before", "guide.notification.after", "guide.notification.reminders", "guide.marketing", "guide.mixed", "guide.moved"] },
  { title: "guide.body", points: ["guide.body.length", "guide.body.edges", "guide.body.between", "guide.body.ratio", "guide.body.spaces", "guide.body.duplicate"] },
  { title: "guide.header", points: ["guide.header.text", "guide.header.file", "guide.header.sample"] },
  { title: "guide.footer", points: ["guide.footer.length", "guide.footer.optOut"] },
  { title: "guide.buttons", points: ["guide.buttons.count", "guide.buttons.replies", "guide.buttons.url", "guide.buttons.links"] },
  { title: "guide.samples", points: ["guide.samples.real", "guide.samples.private"] },
  { title: "guide.rejected", about: "guide.rejected.about", points: ["guide.rejected.category", "guide.rejected.vague", "guide.rejected.sensitive", "guide.rejected.threat", "guide.rejected.prohibited", "guide.rejected.language", "guide.rejected.spelling"] },
  { title: "guide.review", points: ["guide.review.time", "guide.review.locked", "guide.review.again", "guide.review.quality"] },
];

/** Meta's rules for templates in our own words: they are here without a network as well. */
export default function GuidelinesScreen() {
  return (
    <SettingsPage
      wide
      title={t("guide.title")}
      hint={t("guide.hint")}
      crumbs={[{ label: t("settings.group.automation") }, { label: t("settings.actions"), to: templatesPath }, { label: t("templates.title"), to: templatesPath }]}
      end={<Link to={newTemplatePath} className="button secondary">{t("templates.new")}</Link>}
    >
      <div className="card guide">
        <nav aria-label={t("guide.contents")}>
          {chapters.map(({ title }) => <a key={title} href={`#${title}`}>{t(title)}</a>)}
        </nav>
        <article>
          {chapters.map(({ title, about, points }) => (
            <section key={title} id={title}>
              <h2>{t(title)}</h2>
              {about && <p>{t(about)}</p>}
              <ul>{points.map((point) => <li key={point}>{t(point)}</li>)}</ul>
            </section>
          ))}
          <p className="guide-meta"><a href={META_GUIDELINES} target="_blank" rel="noopener noreferrer">{t("guidelines.meta")}<Icon name="external-link" size={14} /></a>{t("guide.meta")}</p>
        </article>
      </div>
    </SettingsPage>
  );
}
