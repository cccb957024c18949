import { Fragment } from 'preact';
import { useId } from 'preact/hooks';
import { GLYPH_ROOT, type GlyphShapes, type SvgShape } from '../lib/glyphs';

/** One glyph in the colour of its text. Decoration: the word beside it, or the button's name, says the same. */
export function Glyph({ shapes, tone }: { shapes: GlyphShapes; tone?: string }) {
  const id = useId();
  return (
    <svg {...GLYPH_ROOT} class={tone} aria-hidden="true" focusable="false">
      {shapes.map((shape) => (
        <Fragment key={shape.attrs.d ?? shape.attrs.cx}>
          {shape.cutBy ? cut(shape, shape.cutBy, id) : draw(shape)}
        </Fragment>
      ))}
    </svg>
  );
}

function draw({ tag: Tag, attrs }: SvgShape) {
  return <Tag {...attrs} />;
}

function cut(shape: SvgShape, cutBy: SvgShape, id: string) {
  return (
    <>
      <mask id={id}>
        <path fill="#fff" stroke="none" d="M0 0h24v24H0z" />
        {draw({ ...cutBy, attrs: { stroke: '#000', ...cutBy.attrs } })}
      </mask>
      <g mask={`url(#${id})`}>{draw(shape)}</g>
    </>
  );
}
