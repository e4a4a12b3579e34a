import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';

const MEDIA_TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
};

/** An asset's name and where it is: the href changes with its content, so browsers may keep it for ever. */
export type Asset = { href: string; content: Buffer; mediaType: string };

/** Reads a style sheet, script or picture (of several files, one after the other) and gives it an address made of its content. */
export function asset(...files: readonly [URL, ...URL[]]): Asset {
  const content = Buffer.concat(files.map((file) => readFileSync(file)));
  return contentAsset(content, extname(files[0].pathname));
}

/** The same of content that is at hand. @param extension with its dot; it says the media type. */
export function contentAsset(content: Buffer, extension: string): Asset {
  const digest = createHash('sha256').update(content).digest('base64url').slice(0, 16);
  return {
    href: `/assets/${digest}${extension}`,
    content,
    mediaType: MEDIA_TYPES[extension] ?? 'application/octet-stream',
  };
}

/** The style sheet that portal and identity share: tokens, type, forms, tables, light and dark. */
export function familyStyle(): Asset {
  const part = (name: string): URL => new URL(`./style/${name}.css`, import.meta.url);
  return asset(part('tokens'), part('base'), part('components'), part('forms'), part('facts'));
}

/** Serves assets at their addresses. */
export function serveAssets(app: FastifyInstance, assets: readonly Asset[]): void {
  for (const one of assets) app.get(one.href, (_request, reply) => sendAsset(reply, one));
}

/** Sends an asset, which browsers may keep for ever. */
export function sendAsset(reply: FastifyReply, { content, mediaType }: Asset): FastifyReply {
  return reply
    .header('content-type', mediaType)
    .header('cache-control', 'public, max-age=31536000, immutable')
    .send(content);
}
