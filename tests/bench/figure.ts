/** One row of `npm run bench -- --out FILE`: floor and peers come from the same run as the value. */
export interface Figure {
  id: string;
  value: number;
  unit: string;
  floor: number;
  peers: Record<string, number>;
  target: string;
  met: boolean;
}
