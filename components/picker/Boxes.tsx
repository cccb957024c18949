export interface BoxesProps {
  /** Drawn around the page's elements where they stand right now. */
  elements: readonly Element[];
  tone: 'point' | 'phone' | 'never';
  /** Said at the first of them. */
  tag?: string;
}

/** Most boxes that anybody looks at. */
const DRAWN = 300;

/** Frames around elements of the page; they take no room in it. */
export function Boxes({ elements, tone, tag }: BoxesProps) {
  return (
    <>
      {elements.slice(0, DRAWN).map((element, index) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        if (width === 0 || top > innerHeight || top + height < 0) return null;
        return (
          <i
            key={index}
            class={`box ${tone}`}
            style={{ left: px(left - 3), top: px(top - 3), width: px(width + 6), height: px(height + 6) }}
          >
            {tag && index === 0 && <b class={top < 36 ? 'tag under' : 'tag'}>{tag}</b>}
          </i>
        );
      })}
    </>
  );
}

function px(length: number): string {
  return `${length}px`;
}
