import { useRef } from 'preact/hooks';

export interface FileButtonProps {
  label: string;
  /** What the browser offers first, e.g. ".csv,text/csv". */
  accept: string;
  name: string;
  onText(text: string): void;
}

/** A button that reads a text file the user picks. */
export function FileButton({ label, accept, name, onText }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="btn quiet" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        name={name}
        hidden
        aria-label={label}
        accept={accept}
        onChange={(event) => {
          const field = event.currentTarget;
          const [file] = field.files ?? [];
          // The same file can be picked again.
          void file
            ?.text()
            .then(onText)
            .finally(() => {
              field.value = '';
            });
        }}
      />
    </>
  );
}
