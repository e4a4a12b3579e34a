import { type Asset, asset, familyStyle } from '@surety/web';

/** The family's look, and how this house arranges it. */
export const IDENTITY_STYLES: readonly Asset[] = [familyStyle(), asset(new URL('./identity.css', import.meta.url))];
