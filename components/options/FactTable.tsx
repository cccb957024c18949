import type { ComponentChildren } from 'preact';

export interface FactRow {
  key: string;
  /** The first names the row. */
  cells: readonly ComponentChildren[];
}

/** Facts in rows, to be read; below 480 px each row becomes a block. */
export function FactTable({ heads, rows }: { heads: readonly string[]; rows: readonly FactRow[] }) {
  return (
    <table class="facts">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells: [first, ...rest] }) => (
          <tr key={key}>
            <th scope="row">{first}</th>
            {rest.map((cell, index) => (
              <td key={heads[index + 1]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
