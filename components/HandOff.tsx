import { useUi } from './ui';

export interface HandOffProps {
  /** tel:, sip: or callto: with a number; absent where what was asked for is none. */
  address: string | undefined;
  onAgain(): void;
  onClose(): void;
}

/** What was handed to another program, and that nothing more is known of it. */
export function HandOff({ address, onAgain, onClose }: HandOffProps) {
  const { texts, showNumber } = useUi();
  const [scheme = '', number = ''] = address ? address.split(/:(.*)/) : [];
  const shown = decodeURIComponent(number);
  return (
    <main class="rs mic" data-address={address}>
      <h1 dir="auto">{address ? (/^[+\d]/.test(shown) ? showNumber(shown) : shown) : texts.t('handOff_invalid')}</h1>
      {address ? (
        <p class="given" role="status">
          {texts.t('handOff_given', { scheme: `${scheme}:` })} <b>{texts.t('handOff_unknown')}</b>
        </p>
      ) : (
        <p class="given" role="alert">
          {texts.t('handOff_invalidNext')}
        </p>
      )}
      <div class="foot">
        {address && (
          <button type="button" class="btn quiet" onClick={onAgain}>
            {texts.t('handOff_again')}
          </button>
        )}
        <button type="button" class="btn" onClick={onClose}>
          {texts.t('action_close')}
        </button>
      </div>
    </main>
  );
}
