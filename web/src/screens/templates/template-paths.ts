export const actionsPath = "/settings/automation/actions";
export const templatesPath = `${actionsPath}/whatsapp-templates`;
export const newTemplatePath = `${templatesPath}/new`;
export const guidelinesPath = `${templatesPath}/guidelines`;

export function templatePath(id: string): string {
  return `${templatesPath}/${id}`;
}

export function editTemplatePath(id: string): string {
  return `${templatesPath}/${id}/edit`;
}

/** A new one that begins like this one. */
export function copyTemplatePath(id: string): string {
  return `${newTemplatePath}?copy=${encodeURIComponent(id)}`;
}

/** Meta's own rules for what a template may say. */
export const META_GUIDELINES = "https://developers.facebook.com/docs/whatsapp/message-templates/guidelines/";

export const notificationsPath = `${actionsPath}/whatsapp-notifications`;
