import { useEffect } from 'preact/hooks';

/** How long a toast stays: long enough to read it and to reach its button. */
export const TOAST_MS = 6000;

export interface ToastProps {
  /** Another one is another toast: its time begins anew. */
  id: string | number;
  text: string;
  action?: { label: string; onPress(): void };
  onGone(): void;
}

/** A short confirmation at the foot of the surface, with a way back. */
export function Toast({ text, action, onGone }: ToastProps) {
  useEffect(() => {
    const timer = setTimeout(onGone, TOAST_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="toast" role="status">
      <span>{text}</span>
      {action && (
        <button type="button" onClick={action.onPress}>
          {action.label}
        </button>
      )}
    </div>
  );
}
