import { type Asset, contentAsset } from '@surety/web';
import type { Application, Tenant } from '../tenant/tenant.ts';
import { type Branding, shownName } from './branding.ts';
import { extensionOf, fromDataUrl } from './picture.ts';
import { brandStyle } from './style.ts';

/** What a page shows of a brand. */
export type Brand = {
  /** What stands above the card where no logo does, and is read out where one does. */
  name?: string;
  style?: Asset;
  logo?: { light: Asset; dark?: Asset };
  icon?: Asset;
  links: NonNullable<Branding['links']>;
};

/** The brands of the tenant in force. */
export type Brands = {
  /** That of an application; without one, the tenant's own. `undefined` where nobody gave any: this house's look. */
  of(application: Application | undefined): Brand | undefined;
  /** The style sheet or picture at this address. */
  asset(href: string): Asset | undefined;
};

type Parts = Omit<Brand, 'name'>;

export function createBrands(tenant: Pick<Tenant, 'branding' | 'applications'>): Brands {
  // A tenant that is read anew brings new objects; what was made of former ones goes with them.
  const made = new WeakMap<Branding, Parts>();
  const partsOf = (branding: Branding): Parts => {
    const parts = made.get(branding) ?? makeParts(branding);
    made.set(branding, parts);
    return parts;
  };
  return {
    of(application) {
      const { branding = tenant.branding } = application ?? {};
      const name = application ? shownName(application) : branding?.displayName;
      return branding && { ...partsOf(branding), ...(name !== undefined && { name }) };
    },
    asset(href) {
      const brandings = [tenant, ...tenant.applications].flatMap(({ branding }) => (branding ? [branding] : []));
      return brandings.flatMap((branding) => assetsOf(partsOf(branding))).find((asset) => asset.href === href);
    },
  };
}

function makeParts({ colours, logo, icon, links = {} }: Branding): Parts {
  const { light, dark } = typeof logo === 'object' ? logo : { light: logo };
  return {
    links,
    ...(icon !== undefined && { icon: pictureAsset(icon) }),
    ...(colours && { style: contentAsset(Buffer.from(brandStyle(colours)), '.css') }),
    ...(light !== undefined && {
      logo: { light: pictureAsset(light), ...(dark !== undefined && { dark: pictureAsset(dark) }) },
    }),
  };
}

function assetsOf({ style, logo, icon }: Parts): Asset[] {
  return [style, icon, logo?.light, logo?.dark].filter((asset) => asset !== undefined);
}

function pictureAsset(url: string): Asset {
  const content = fromDataUrl(url);
  if (!content) throw new Error('a tenant holds its logos as data: URLs');
  return contentAsset(content, extensionOf(content));
}
