import { type Asset, asset, familyStyle } from '@surety/web';

/** Style sheets of every page, in order. */
export const STYLES: readonly Asset[] = [familyStyle(), asset(new URL('./portal.css', import.meta.url))];

/** The mark in the browser's tab. */
export const ICON: Asset = asset(new URL('./mark.svg', import.meta.url));

/** The form's running totals; a convenience, everything works without. */
export const TOTALS_SCRIPT: Asset = asset(new URL('../beneficiaries/totals.js', import.meta.url));

/** Adds, removes and shares without leaving the page; a convenience, everything works without. */
export const IN_PLACE_SCRIPT: Asset = asset(new URL('../beneficiaries/in-place.js', import.meta.url));

/** Everything that is served beside the pages. */
export const ASSETS: readonly Asset[] = [...STYLES, ICON, TOTALS_SCRIPT, IN_PLACE_SCRIPT];
