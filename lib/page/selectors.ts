/** Selectors of what is read and of what is not, part of the vocabulary: frames get them from the background. */
export const selectors = {
  /** Every field and link that may be a holder. */
  fields:
    'textarea, input:not([type]), input[type="text" i], input[type="tel" i], input[type="number" i], input[type="url" i], a[href^="tel:" i], a[href^="callto:" i], a[href^="sip:" i], a[href^="sips:" i]',

  links: 'a[href^="tel:" i], a[href^="callto:" i], a[href^="sip" i]',

  /** No number is looked for in here: code, editors, controls of their own. */
  skipped:
    'script, style, noscript, template, textarea, select, option, code, kbd, svg, time, a[href^="fax:" i], [contenteditable=""], [contenteditable="true"], [contenteditable="plaintext-only"], [role="textbox"]:not([aria-readonly="true"]), [aria-hidden="true"][hidden]',

  /** What a person fills in. */
  controls: 'input, select, textarea',

  /** Masks as pages mark them, and what is one where they mark none. */
  forms: 'form, [role="form"], dialog, [role="dialog"], article, [itemscope]',
  mains: 'main, [role="main"]',
  /** What may have a foreign child. */
  hosts: ':not(table, tbody, thead, tr, ul, ol, dl)',

  headings: 'h1, h2, h3, legend, [role="heading"]',
  cells: 'td, [role="gridcell"], [role="cell"]',
  grids: 'table, [role="grid"], [role="table"], [role="treegrid"]',
  /** Numbers in here are a list's, not a mask's. */
  lists: '[role="grid"], [role="treegrid"], [role="row"], [role="listbox"]',
  /** An input in here filters or searches. */
  filters: 'thead, th, [role="columnheader"], [role="search"]',

  /** Where code editors take their keys from. */
  editors: '[autocorrect="off"][spellcheck="false"]',
};
