import { findSvgFault, isSvg } from './svg.ts';

/** Bytes of a picture. */
export const MOST_BYTES = 64 * 1024;

/** What pictures may be, with the extension of their address. */
const EXTENSIONS = { 'image/png': '.png', 'image/jpeg': '.jpg', 'image/svg+xml': '.svg' } as const;

type MediaType = keyof typeof EXTENSIONS;

/** Why these bytes are no picture that can be shown; `undefined` when they are. The name of a file says nothing. */
export function findPictureFault(content: Buffer): string | undefined {
  if (content.length > MOST_BYTES) return `has ${content.length} bytes; ${MOST_BYTES} is the most`;
  const mediaType = mediaTypeOf(content);
  if (mediaType === undefined) return 'is neither PNG nor JPEG nor SVG by what is in it';
  return mediaType === 'image/svg+xml' ? findSvgFault(content.toString('utf8')) : undefined;
}

/** A picture as the text that a tenant holds. @throws TypeError when it is none. */
export function toDataUrl(content: Buffer): string {
  const mediaType = mediaTypeOf(content);
  if (mediaType === undefined) throw new TypeError('this is no picture');
  return `data:${mediaType};base64,${content.toString('base64')}`;
}

/** The bytes of {@link toDataUrl}; `undefined` when the text is something else. */
export function fromDataUrl(url: string): Buffer | undefined {
  const [, encoded] = /^data:image\/(?:png|jpeg|svg\+xml);base64,([\w+/]+={0,2})$/.exec(url) ?? [];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64');
}

/** The extension of a picture's address, which says its media type. @throws TypeError when it is none. */
export function extensionOf(content: Buffer): string {
  const mediaType = mediaTypeOf(content);
  if (mediaType === undefined) throw new TypeError('this is no picture');
  return EXTENSIONS[mediaType];
}

function mediaTypeOf(content: Buffer): MediaType | undefined {
  if (content.subarray(0, 16).toString('latin1') === '\x89PNG\r\n\x1a\n\0\0\0\rIHDR') return 'image/png';
  if (content.subarray(0, 3).toString('latin1') === '\xff\xd8\xff') return 'image/jpeg';
  return isSvg(content) ? 'image/svg+xml' : undefined;
}
