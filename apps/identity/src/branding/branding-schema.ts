import { z } from 'zod';

const colour = z
  .string("write a colour as '#0b5f57', in quotes: # alone begins a comment")
  .regex(/^#[0-9a-f]{6}$/i, "write a colour as '#0b5f57'");

const schemeColours = z.strictObject({
  accent: colour.describe('buttons, links and the frame of what is focused'),
  background: colour.exactOptional().describe('around the card; a pale tint of the accent unless told'),
});

const link = z.url({ protocol: /^https$/, error: 'write an address that begins with https://' });

const picture = z.string().min(1).describe('PNG, JPEG or SVG of up to 64 KiB: a path beside this file, or a data: URL');

// Line breaks, control characters and marks of text direction could make a person read another name than was written.
const plainText = /^[^\p{Cc}\p{Cs}\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2060\u2066-\u2069\uFEFF]*$/u;

/** How pages look for one application, or for all of a tenant. */
export const branding = z.strictObject({
  displayName: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(plainText, 'write plain text, without line breaks and control characters')
    .exactOptional()
    .describe('what people read in place of the name'),
  logo: z.union([picture, z.strictObject({ light: picture, dark: picture })]).exactOptional(),
  icon: picture.exactOptional(),
  colours: schemeColours
    .extend({ dark: schemeColours.exactOptional().describe('made of the light ones unless told') })
    .exactOptional(),
  links: z
    .strictObject({ privacy: link.exactOptional(), terms: link.exactOptional(), support: link.exactOptional() })
    .exactOptional(),
});
