import { firstLetter } from "../first-letter.ts";
import { pictureOf } from "../pictures.ts";

interface PictureProps {
  readonly picture: string | undefined;
  /** Its first letter stands in where no picture is packed. */
  readonly name: string;
}

/** A good, standing free on the paper. Its name always stands beside it in words, so it says nothing aloud. */
export function Picture({ picture, name }: PictureProps) {
  const source = pictureOf(picture);
  if (source === undefined)
    return (
      <span className="picture picture-letter" aria-hidden="true">
        {firstLetter(name)}
      </span>
    );
  return <img className="picture" src={source} alt="" draggable={false} />;
}
