/** Clicks that count: a person's own, in our closed roots. */

/**
 * Calls back for a person's click or Enter key on `button`. Takes no focus, and a label or form around it sees nothing.
 * A page's click() and dispatchEvent are not trusted and do nothing.
 */
export function onTrustedClick(button: HTMLElement, click: () => void): void {
  button.addEventListener('mousedown', (event) => event.preventDefault());
  button.addEventListener('click', (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (event.isTrusted) click();
  });
  button.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (event.isTrusted && !event.repeat) click();
  });
}
