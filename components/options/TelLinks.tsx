import { useUi } from '../ui';

/** Telephone links outside the CRM. `onRegister` undefined: the browser has a list of its own for that. */
export function TelLinks({ onRegister }: { onRegister: (() => void) | undefined }) {
  const { texts } = useUi();
  return (
    <section class="section" aria-labelledby="tel-links">
      <h2 id="tel-links">{texts.t('telLinks_title')}</h2>
      <p class="hint">{texts.t('telLinks_text')}</p>
      {onRegister ? (
        <p class="after">
          <button type="button" class="btn quiet sm" name="telLinks" onClick={onRegister}>
            {texts.t('telLinks_register')}
          </button>
        </p>
      ) : (
        <p class="hint">{texts.t('telLinks_firefox')}</p>
      )}
    </section>
  );
}
