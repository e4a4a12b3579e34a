import { type Asset, asset } from '@surety/web';

/** How the pages for developers (start page, inbox) look. */
export const DEVELOPER_STYLE: Asset = asset(new URL('./developer.css', import.meta.url));

/** Looks for new messages from time to time. Without script the page is loaded again by hand. */
export const INBOX_SCRIPT: Asset = asset(new URL('./inbox.js', import.meta.url));

/** Puts a button for copying beside everything marked `data-copy`. Without script the text stands there to select. */
export const COPY_SCRIPT: Asset = asset(new URL('./copy.js', import.meta.url));
