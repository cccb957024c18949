import { useUi } from './ui';

export interface HandOffProps {
  /** tel:, sip: or callto: with a number; absent where what was asked for is none. */
  address: string | undefined;
  onClose(): void;
}

/** What was handed to another program, and that nothing more is known of it. */
export function HandOff({ address, onClose }: HandOffProps) {
  const { texts, showNumber } = useUi();
  const [scheme = '', number = ''] = address ? address.split(/:(.*)/) : [];
  const shown = decodeURIComponent(number);
  return (
    <main class="rs mic" data-address={address}>
      <h1>{address ? (/^[+\d]/.test(shown) ? showNumber(shown) : shown) : texts.t('handOff_title')}</h1>
      {address ? (
        <p role="status">
          {texts.t('handOff_given', { scheme: `${scheme}:` })} <b>{texts.t('handOff_unknown')}</b>
        </p>
      ) : (
        <p role="alert">{texts.t('handOff_invalid')}</p>
      )}
      <div class="foot">
        {address && (
          <a class="btn quiet" href={address}>
            {texts.t('handOff_again')}
          </a>
        )}
        <button type="button" class="btn" onClick={onClose}>
          {texts.t('action_close')}
        </button>
      </div>
    </main>
  );
}
