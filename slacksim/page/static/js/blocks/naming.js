// How a control is named for those who cannot see it.

/** aria attributes that tie a control to its field's label, hint and error, or to the element's own words. */
export function naming(part, field) {
  return {
    'aria-labelledby': field.label,
    'aria-label': field.label ? null : part.accessibility_label ?? part.placeholder?.text ?? part.action_id,
    'aria-describedby': field.described,
    'aria-required': field.required ? 'true' : null,
    'aria-invalid': field.invalid ? 'true' : null,
  };
}
