import { type Asset, asset, familyStyle } from '@surety/web';

/** How this house arranges the family's look. */
export const HOUSE_STYLE: Asset = asset(new URL('./identity.css', import.meta.url));

/** Style sheets of every page here. */
export const IDENTITY_STYLES: readonly Asset[] = [familyStyle(), HOUSE_STYLE];

/** What a browser's tab shows, where the application brings no picture of its own. */
export const HOUSE_ICON: Asset = asset(new URL('./mark.svg', import.meta.url));
