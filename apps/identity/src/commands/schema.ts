import { z } from 'zod';
import { tenantFileSchema } from '../tenant/tenant-file-schema.ts';

/** The JSON Schema of tenant files; `docs/tenant.schema.json` is this. */
export async function printSchema(): Promise<string> {
  return JSON.stringify(z.toJSONSchema(tenantFileSchema, { io: 'input' }), undefined, 2);
}
