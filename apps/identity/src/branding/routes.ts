import { sendAsset } from '@surety/web';
import type { FastifyInstance } from 'fastify';
import { ProtocolError } from '../errors/protocol-error.ts';
import { BRAND_PATTERN } from '../routes.ts';
import type { Brands } from './brands.ts';

/**
 * What a brand's file may do when somebody opens its address alone: nothing, in an origin of its own. An SVG may be coloured
 * by its own style sheet.
 */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; sandbox";

/** Serves the style sheets and logos of brands. Only a name made of its content finds a file: there is no folder behind. */
export function registerBrands(app: FastifyInstance, { brands }: { brands: Brands }): void {
  app.get(BRAND_PATTERN, (request, reply) => {
    const asset = brands.asset(request.url);
    if (!asset) throw new ProtocolError('AADB2C90025');
    return sendAsset(reply.header('content-security-policy', POLICY), asset);
  });
}
