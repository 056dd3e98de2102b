export const templatesPath = "/settings/automation/actions/whatsapp-templates";
export const newTemplatePath = `${templatesPath}/new`;

export function templatePath(id: string): string {
  return `${templatesPath}/${id}`;
}

/** Meta's own rules for what a template may say. */
export const META_GUIDELINES = "https://developers.facebook.com/docs/whatsapp/message-templates/guidelines/";
