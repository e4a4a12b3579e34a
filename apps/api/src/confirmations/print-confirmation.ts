import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import type { Confirmation } from './confirmation.ts';

/** In points, as narrow as A4 and as short as Letter: it prints on both as it is. */
const PAPER: [number, number] = [595, 792];
const MARGIN = 60;

const { resolve } = createRequire(import.meta.url);

// Fonts of our own: those that every reader has know Western European letters only, and names have others.
const FONTS = {
  plain: resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
};

/** Puts a confirmation on paper: real text in reading order, with headings, a language and a title (PDF/UA, ISO 14289). */
export async function printConfirmation(confirmation: Confirmation, now: Date): Promise<Uint8Array<ArrayBuffer>> {
  const { title, facts, designations, closing } = confirmation;
  const paper = openPaper(title, now);
  paper.write('H1', title, { size: 20, isBold: true, above: 0 });
  for (const { name, value } of facts) paper.write('P', `${name}: ${value}`, { above: 4 });
  for (const designation of designations) {
    paper.write('H2', designation.title, { size: 15, isBold: true, above: 20 });
    for (const each of designation.classes) {
      paper.write('H3', each.title, { isBold: true, above: 8 });
      for (const line of each.lines) paper.write('P', line, { above: 3 });
    }
  }
  paper.write('P', closing, { size: 9, above: 26 });
  return paper.close();
}

// The library knows this subset; its types, which are kept by others, do not yet.
const ACCESSIBLE: object = { subset: 'PDF/UA' };

type Look = { size?: number; isBold?: boolean; above: number };

function openPaper(title: string, now: Date) {
  const pdf = new PDFDocument({
    ...ACCESSIBLE,
    size: PAPER,
    margin: MARGIN,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: 'en-US',
    font: FONTS.plain,
    info: { Title: title, Author: 'Surety', CreationDate: now },
  });
  const bytes = buffer(pdf);
  const content = pdf.struct('Document');
  pdf.addStructure(content);
  return {
    write(tag: 'H1' | 'H2' | 'H3' | 'P', text: string, { size = 11, isBold = false, above }: Look): void {
      const put = (): void => {
        pdf.y += above;
        pdf
          .font(isBold ? FONTS.bold : FONTS.plain)
          .fontSize(size)
          .text(text, { lineGap: 2 });
      };
      content.add(pdf.struct(tag, {}, put));
    },
    async close(): Promise<Uint8Array<ArrayBuffer>> {
      content.end();
      pdf.end();
      return Uint8Array.from(await bytes);
    },
  };
}
