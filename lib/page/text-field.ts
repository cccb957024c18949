/** Elements that hold their text as a value of their own: that is read from them, not from their nodes. */
export type TextField = HTMLInputElement | HTMLTextAreaElement;

export function isTextField(element: Element): element is TextField {
  return element instanceof HTMLInputElement || isArea(element);
}

/** Has it lines, so that it may hold prose and any number of numbers? */
export function isArea(element: Element): element is HTMLTextAreaElement {
  return element instanceof HTMLTextAreaElement;
}
